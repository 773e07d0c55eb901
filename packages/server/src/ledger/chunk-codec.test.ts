import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { zstdCompressSync } from 'node:zlib';
import { decodeChunk, encodeChunk, MAX_INFLATED } from './chunk-codec.ts';
import { emptyHandChunk, handedOver, MAX_ROWS, withCorrection, withEntry } from './chunk.ts';
import { LedgerIntegrityError } from './integrity-error.ts';
import { ACCOUNT, anyCorrection, anyRow, chunkOf, corrected, PERSON, plainChunk, row } from './testing/chunks.ts';

describe('a chunk', () => {
  it('comes back as it was, whatever its rows hold', () => {
    fc.assert(fc.property(
      fc.array(anyRow, { maxLength: 40 }),
      fc.array(fc.tuple(fc.nat(39), anyCorrection), { maxLength: 5 }),
      (rows, corrections) => {
        let chunk = chunkOf(rows.map((each) => ({ ...each, description: each.description.toWellFormed() })), { sequence: rows.length * 7 });
        for (const [index, correction] of corrections) if (index < rows.length) chunk = withCorrection(chunk, index, { ...correction, description: correction.description?.toWellFormed() ?? null });
        expect(plainChunk(decodeChunk(encodeChunk(chunk)))).toEqual(plainChunk(chunk));
      },
    ));
  });

  it('comes back with gaps in its ordinals after a hand-over', () => {
    const chunk = corrected(chunkOf([row('2024-01-01', 1), row('2024-01-02', 2, { balance: 5n }), row('2024-01-03', 3)]), 2, { amount: 9n });
    const moved = handedOver(chunk, PERSON, [{ index: 1, line: 8 }, { index: 2, line: 4 }]);
    expect(plainChunk(decodeChunk(encodeChunk(moved)))).toEqual(plainChunk(moved));
    expect([...moved.rows.ordinal]).toEqual([1, 2]);
  });

  it('comes back with the entries of a person', () => {
    const entry = { day: 20_000, amount: -5n, description: 'Cash', transfer: true };
    const chunk = withEntry(withEntry(emptyHandChunk(ACCOUNT, PERSON, 3), entry), { ...entry, transfer: false });
    expect(plainChunk(decodeChunk(encodeChunk(chunk)))).toEqual(plainChunk(chunk));
  });

  it('is the same bytes for the same rows', () => {
    const rows = [row('2024-01-01', 1, { balance: 7n }), row('2024-02-01', -2, { reference: 'R' })];
    expect(encodeChunk(chunkOf(rows))).toEqual(encodeChunk(chunkOf(rows)));
  });

  it('takes no space for balances that add up', () => {
    const rows = Array.from({ length: 2_000 }, (_, index) => row('2024-01-01', index * 7 - 300, { line: index + 2 }));
    let balance = 0n;
    const chained = rows.map((each) => ({ ...each, balance: (balance += each.amount) }));
    expect(encodeChunk(chunkOf(chained)).length - encodeChunk(chunkOf(rows)).length).toBeLessThan(64);
  });

  it('refuses more than 2,000 rows', () => {
    expect(() => encodeChunk(chunkOf(Array.from({ length: MAX_ROWS + 1 }, () => row('2024-01-01', 1))))).toThrow(RangeError);
  });

  it('does not inflate beyond its limit', () => {
    const bomb = zstdCompressSync(new Uint8Array(MAX_INFLATED + 1));
    expect(bomb.length).toBeLessThan(2_000);
    expect(() => decodeChunk(bomb)).toThrow(LedgerIntegrityError);
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['something else', new Uint8Array([1, 2, 3])],
    ['a chunk that was cut', encodeChunk(chunkOf([row('2024-01-01', 1)])).subarray(0, 40)],
  ])('is not %s', (_, bytes) => {
    expect(() => decodeChunk(bytes)).toThrow(LedgerIntegrityError);
  });
});
