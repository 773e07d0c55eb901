import { describe, expect, it } from 'vitest';
import { inThreads, type Outcome } from './thread-crew.ts';

/** Answers a number with its double, ends at -1, never answers 0. */
const script = new URL(`data:text/javascript,${encodeURIComponent(`
  import { parentPort } from 'node:worker_threads';
  parentPort.on('message', (job) => {
    if (job === -1) throw new Error('minus one');
    if (job !== 0) parentPort.postMessage(job * 2);
  });
  parentPort.postMessage('ready');
`)}`);

describe('a crew of threads', () => {
  it('does every job once, and goes on after a crash and after a hang', async () => {
    const outcomes = new Map<number, Outcome<number>>();
    await inThreads<number, number>([1, -1, 2, 0, 3, 4, -2], { script, threads: 2, milliseconds: 3_000 }, (job, outcome) => { outcomes.set(job, outcome); });
    expect(Object.fromEntries(outcomes)).toMatchObject({ 1: { result: 2 }, 2: { result: 4 }, 3: { result: 6 }, 4: { result: 8 }, [-1]: { kind: 'crashed', reason: expect.stringContaining('minus one') as string }, [-2]: { result: -4 }, 0: { kind: 'overdue' } });
  });
});
