import { describe, expect, it } from 'vitest';
import { checkReading } from './check-reading.ts';
import { fuzzInput } from './fuzz-input.ts';
import type { Kind } from './mutate.ts';

const SEED = 20_261_126;

async function faultsOf(kind: Kind, count: number): Promise<{ readonly faults: readonly string[]; readonly read: number }> {
  const faults: string[] = [];
  let read = 0;
  for (let index = 0; index < count; index += 1) {
    const result = await checkReading(kind, await fuzzInput(kind, SEED, index));
    if (result.fault !== null) faults.push(`${kind} ${index}: ${result.fault}`);
    if (result.read) read += 1;
  }
  return { faults, read };
}

/** The long form is `npm run fuzz`. */
describe('mutated files', () => {
  it.each<[Kind, number]>([['csv', 1_000], ['pdf', 20]])('%s: are read with every line accounted for, or refused with a typed problem', async (kind, count) => {
    const { faults, read } = await faultsOf(kind, count);
    expect(faults).toEqual([]);
    // Mutations that break every file would test nothing but the refusal, and none that breaks one nothing but the reading.
    expect(read).toBeGreaterThan(count / 10);
    expect(read).toBeLessThan(count);
  }, 90_000);

  it('are the same for the same seed and number', async () => {
    const [first, again, next] = [await fuzzInput('csv', 1, 5), await fuzzInput('csv', 1, 5), await fuzzInput('csv', 2, 5)];
    expect(again).toEqual(first);
    expect(next).not.toEqual(first);
  });
});
