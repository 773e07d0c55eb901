// A thread of `npm run fuzz`: mutates one file, or writes one ledger in a dialect, reads it and checks what came of it.
import fc from 'fast-check';
import { ledger } from '../../packages/sdk/src/statements/testing-arbitraries.ts';
import { dialect } from '../../packages/sdk/src/statements/testing-dialect.ts';
import { readInDialect } from '../../packages/sdk/src/statements/testing-dialect-check.ts';
import { serveJobs } from '../thread-crew.ts';
import { checkReading } from './check-reading.ts';
import { fuzzInput } from './fuzz-input.ts';
import type { Kind } from './mutate.ts';

export interface FuzzJob {
  readonly kind: Kind | 'ledger';
  readonly seed: number;
  readonly index: number;
}

export interface FuzzResult {
  readonly fault: string | null;
  readonly read: boolean;
}

/** Ledgers of one sample differ in all respects; those of neighbouring seeds may not. */
const LEDGERS = 500;
let sample: { readonly of: string; readonly cases: ReturnType<typeof ledgers> } | null = null;

function ledgers(seed: number, part: number): readonly (readonly [Parameters<typeof readInDialect>[0], Parameters<typeof readInDialect>[1]])[] {
  return fc.sample(fc.tuple(ledger, dialect), { seed: seed + part, numRuns: LEDGERS });
}

async function checkLedger(seed: number, index: number): Promise<FuzzResult> {
  const part = Math.floor(index / LEDGERS);
  if (sample?.of !== `${seed} ${part}`) sample = { of: `${seed} ${part}`, cases: ledgers(seed, part) };
  const [written, how] = sample.cases[index % LEDGERS]!;
  const { outcome, reason } = await readInDialect(written, how);
  return { fault: outcome === 'wrong' ? `A ledger did not come back, and nothing said so: ${reason}, ${JSON.stringify(how)}` : null, read: outcome === 'right' };
}

serveJobs(async ({ kind, seed, index }: FuzzJob): Promise<FuzzResult> =>
  kind === 'ledger' ? checkLedger(seed, index) : checkReading(kind, await fuzzInput(kind, seed, index)));
