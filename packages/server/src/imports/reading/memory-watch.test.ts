import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, it, onTestFinished } from 'vitest';
import { watchMemory } from './memory-watch.ts';

/** A thread that computes without a pause and keeps ever more buffers, with hardly anything on its heap. */
const HOARDER = 'const kept = []; for (;;) { kept.push(new Uint8Array(1 << 20).fill(1)); if (kept.length === 400) for (;;); }';

function start(script: string): Worker {
  const thread = new Worker(script, { eval: true });
  onTestFinished(async () => { await thread.terminate(); });
  return thread;
}

it('sees buffers outside of the heap, in a thread that never pauses', async () => {
  const thread = start(HOARDER);
  await new Promise<void>((resolve) => {
    const stop = watchMemory(() => thread, 200, resolve);
    onTestFinished(stop);
  });
  const { total_heap_size, external_memory } = await thread.getHeapStatistics();
  expect(total_heap_size).toBeLessThan(100 << 20);
  expect(external_memory).toBeGreaterThan(100 << 20);
});

it('looks at nothing where there is no thread yet, or none any more', async () => {
  const ended = start('');
  await once(ended, 'exit');
  const looked = { none: 0, ended: 0 };
  const stops = [
    watchMemory(() => { looked.none += 1; return undefined; }, 0, () => { throw new Error('There is no memory.'); }),
    watchMemory(() => { looked.ended += 1; return ended; }, 0, () => { throw new Error('There is no memory.'); }),
  ];
  await expect.poll(() => Math.min(looked.none, looked.ended), { timeout: 5_000 }).toBeGreaterThan(2);
  for (const stop of stops) stop();
});
