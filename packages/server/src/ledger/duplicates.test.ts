import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countDuplicates, type DuplicateCount } from './duplicates.ts';
import type { Chunk } from './chunk.ts';
import { incomingColumns } from './rows.ts';
import { chunkOf, corrected, row } from './testing/chunks.ts';
import { foldDescription, hashFolded } from './text-folding.ts';
import type { IncomingRow } from './types.ts';

function count(incoming: readonly IncomingRow[], chunks: readonly Chunk[], holders: (chunk: number, row: number) => number = () => 1): DuplicateCount {
  return countDuplicates(incomingColumns(incoming), chunks, holders);
}

const coffee = row('2024-03-01', -350, { description: 'Coffee' });

describe('duplicates', () => {
  it('are counted: of three equal payments in the file, one is new where the ledger holds two', () => {
    const found = count([coffee, coffee, coffee], [chunkOf([coffee, coffee])]);
    expect(found.newCount).toBe(1);
    expect([...found.chunk].sort()).toEqual([-1, 0, 0]);
    expect(new Set([...found.row].filter((index) => index >= 0))).toEqual(new Set([0, 1]));
  });

  it('are never more than the ledger holds, whatever the order', () => {
    expect(count([coffee], [chunkOf([coffee, coffee, coffee])]).newCount).toBe(0);
    expect(count([coffee, coffee], []).newCount).toBe(2);
  });

  it.each([
    ['case', 'Café GmbH', 'CAFÉ GMBH'],
    ['composed and decomposed letters', 'Caf\u00e9', 'Cafe\u0301'],
    ['full width and half width', 'ＡＢＣ　１２', 'abc 12'],
    ['punctuation and blanks', 'Invoice  4711/2024, thanks', 'invoice 4711 2024 – thanks'],
    ['sharp s', 'Straße', 'STRASSE'],
  ])('do not differ by %s', (_, one, other) => {
    expect(hashFolded(one)).toBe(hashFolded(other));
    expect(count([{ ...coffee, description: one }], [chunkOf([{ ...coffee, description: other }])]).newCount).toBe(0);
  });

  it.each([
    ['day', { day: '2024-03-02' }],
    ['amount', { amount: -351n }],
    ['sign', { amount: 350n }],
    ['words', { description: 'Coffee 2' }],
    ['accents', { description: 'Cofféé' }],
  ])('differ by %s', (_, other) => {
    expect(count([{ ...coffee, ...other }], [chunkOf([coffee])]).newCount).toBe(1);
  });

  it('differ by balance only where both have one', () => {
    const at = (balance: bigint | null): IncomingRow => ({ ...coffee, balance });
    expect(count([at(10n)], [chunkOf([at(20n)])]).newCount).toBe(1);
    expect(count([at(10n)], [chunkOf([at(null)])]).newCount).toBe(0);
    expect(count([at(null)], [chunkOf([at(20n)])]).newCount).toBe(0);
    expect(count([at(null), at(20n)], [chunkOf([at(20n), at(null)])]).newCount).toBe(0);
    expect(count([at(null), at(10n)], [chunkOf([at(20n), at(null)])]).newCount).toBe(0);
  });

  it('are as many as can be paired where some rows have balances and some have none', () => {
    const balance = fc.constantFrom(null, 1n, 2n);
    fc.assert(fc.property(fc.array(balance, { maxLength: 6 }), fc.array(balance, { maxLength: 6 }), (file, held) => {
      const at = (value: bigint | null): IncomingRow => ({ ...coffee, balance: value });
      const { newCount } = count(file.map(at), [chunkOf(held.map(at))]);
      expect(file.length - newCount).toBe(largestPairing(file, held));
    }), { numRuns: 500 });
  });

  it('are compared with what the statement said, beneath a correction', () => {
    const chunk = corrected(chunkOf([coffee]), 0, { day: 20_000, amount: 1n, description: 'Tea' });
    expect(count([coffee], [chunk]).newCount).toBe(0);
  });

  it('include deleted rows, and say so', () => {
    const chunk = corrected(chunkOf([coffee]), 0, { deleted: true });
    expect(count([coffee, coffee], [chunk])).toMatchObject({ newCount: 1, deletedBefore: 1 });
  });

  it('prefer rows that more imports hold, then living ones to deleted ones', () => {
    const chunk = chunkOf([coffee, coffee, coffee]);
    expect([...count([coffee], [chunk], (_, index) => [1, 3, 2][index]!).row]).toEqual([1]);
    expect([...count([coffee], [corrected(chunk, 0, { deleted: true })]).row]).toEqual([1]);
  });

  it('are found in linear time where all rows are of one kind', () => {
    const many = Array.from({ length: 40_000 }, () => ({ ...coffee, balance: null }));
    const chunks = Array.from({ length: 20 }, () => chunkOf(many.slice(0, 2_000)));
    expect(count(many, chunks)).toMatchObject({ newCount: 0 });
    expect(count(many.map((each, index) => ({ ...each, balance: BigInt(index) })), chunks)).toMatchObject({ newCount: 0 });
  });
});

describe('a folded description', () => {
  it('hashes alike whether or not it has to be folded first', () => {
    fc.assert(fc.property(fc.string({ maxLength: 40 }), (text) => {
      expect(hashFolded(text)).toBe(hashFolded(foldDescription(text)));
      expect(foldDescription(foldDescription(text))).toBe(foldDescription(text));
    }));
  });
});

/** By trying everything. */
function largestPairing(file: readonly (bigint | null)[], held: readonly (bigint | null)[]): number {
  const [first, ...rest] = file;
  if (first === undefined) return 0;
  let best = largestPairing(rest, held);
  held.forEach((balance, index) => {
    if (first === null || balance === null || first === balance) best = Math.max(best, 1 + largestPairing(rest, held.toSpliced(index, 1)));
  });
  return best;
}
