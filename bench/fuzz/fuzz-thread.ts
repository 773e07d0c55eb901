// A thread of `npm run fuzz`: mutates one file, reads it and checks what came of it.
import { serveJobs } from '../thread-crew.ts';
import { checkReading } from './check-reading.ts';
import { fuzzInput } from './fuzz-input.ts';
import type { Kind } from './mutate.ts';

export interface FuzzJob {
  readonly kind: Kind;
  readonly seed: number;
  readonly index: number;
}

export interface FuzzResult {
  readonly fault: string | null;
  readonly read: boolean;
}

serveJobs(async ({ kind, seed, index }: FuzzJob): Promise<FuzzResult> => checkReading(kind, await fuzzInput(kind, seed, index)));
