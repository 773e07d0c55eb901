// npm run fuzz [-- --csv N --pdf N --ledgers N --seed N --minutes N --out FOLDER --no-growth]
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { inThreads } from '../thread-crew.ts';
import { READING_MILLISECONDS } from './check-reading.ts';
import { fuzzInput } from './fuzz-input.ts';
import type { FuzzJob, FuzzResult } from './fuzz-thread.ts';
import { judgeGrowth, SHAPE_NAMES, type Growth } from './growth.ts';

const { values } = parseArgs({
  allowNegative: true,
  options: {
    csv: { type: 'string', default: '100000' },
    pdf: { type: 'string', default: '2000' },
    ledgers: { type: 'string', default: '20000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
    minutes: { type: 'string', default: '60' },
    out: { type: 'string', default: join('test-results', 'fuzz') },
    growth: { type: 'boolean', default: true },
  },
});
const [csv, pdf, ledgers, seed, minutes] = [values.csv, values.pdf, values.ledgers, values.seed, values.minutes].map(Number) as [number, number, number, number, number];
if ([csv, pdf, ledgers, seed, minutes].some((number) => !Number.isFinite(number) || number < 0)) {
  console.error('Usage: npm run fuzz [-- --csv N --pdf N --ledgers N --seed N --minutes N --out FOLDER --no-growth]');
  process.exit(2);
}

/** A whole job may take longer than its reading: the first of a thread makes the files that are mutated. */
const WATCHDOG_MILLISECONDS = READING_MILLISECONDS + 30_000;
const MEMORY_MB = 1_024;
const deadline = performance.now() + minutes * 60_000;

function* jobs(kind: FuzzJob['kind'], count: number): Generator<FuzzJob> {
  for (let index = 0; index < count && performance.now() < deadline; index += 1) yield { kind, seed, index };
}

async function fuzz(kind: FuzzJob['kind'], count: number): Promise<readonly string[]> {
  const started = performance.now();
  const failed: { readonly index: number; readonly fault: string }[] = [];
  let [done, read] = [0, 0];
  const crew = { script: new URL('./fuzz-thread.ts', import.meta.url), threads: availableParallelism(), milliseconds: WATCHDOG_MILLISECONDS, memoryMb: MEMORY_MB };
  await inThreads<FuzzJob, FuzzResult>(jobs(kind, count), crew, ({ index }, outcome) => {
    done += 1;
    if (outcome.kind === 'done' && outcome.result.read) read += 1;
    const fault = outcome.kind === 'done' ? outcome.result.fault : outcome.kind === 'overdue' ? 'It hangs: the watchdog ended the thread.' : `The thread died: ${outcome.reason}`;
    if (fault !== null) failed.push({ index, fault });
  });
  const rest = done - read - failed.length;
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(kind === 'ledger'
    ? `${done} ledgers in random dialects in ${seconds} s: ${read} came back, ${rest} with a question, a rejected line or a typed problem, ${failed.length} failed`
    : `${done} mutated ${kind.toUpperCase()} files in ${seconds} s: ${read} read, ${rest} refused with a typed problem, ${failed.length} failed`);
  return Promise.all(failed.map(async ({ index, fault }) => {
    if (kind === 'ledger') return `ledger ${index}: ${fault}`;
    mkdirSync(values.out, { recursive: true });
    const path = join(values.out, `${seed}-${index}.${kind}`);
    writeFileSync(path, await fuzzInput(kind, seed, index));
    return `${path}: ${fault}`;
  }));
}

/** All runs of one shape; a reading of cubic time would never end. */
const GROWTH_MILLISECONDS = 60_000;

async function grow(): Promise<readonly string[]> {
  const faults: string[] = [];
  const crew = { script: new URL('./growth-thread.ts', import.meta.url), threads: 1, milliseconds: GROWTH_MILLISECONDS };
  await inThreads<string, Growth>(SHAPE_NAMES, crew, (name, outcome) => {
    const { line, steep } = outcome.kind === 'done' ? judgeGrowth(name, outcome.result) : { line: `STEEP ${name}: ${outcome.kind}`, steep: true };
    console.log(line);
    if (steep) faults.push(`Reading time grows too fast with ${name}.`);
  });
  return faults;
}

console.log(`seed ${seed}; the same seed gives the same files`);
const faults = [...await fuzz('csv', csv), ...await fuzz('pdf', pdf), ...await fuzz('ledger', ledgers), ...(values.growth ? await grow() : [])];
for (const fault of faults) console.error(fault);
console.log(faults.length === 0 ? 'Nothing failed.' : `${faults.length} failed.`);
process.exitCode = faults.length === 0 ? 0 : 1;
