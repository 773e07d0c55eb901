import fc from 'fast-check';
import { toDayNumber } from '@cashflowsmart/sdk/dates';
import { describe, expect, it } from 'vitest';
import type { Chunk } from './chunk.ts';
import { decodeMonth, encodeMonth } from './month-codec.ts';
import { monthNumberOf, monthText } from './month-number.ts';
import { addChunk, combine, contributionsOf, emptyMonth, isEmptyMonth, noFlows, removeChunk, withClosings, type Month } from './months.ts';
import { anyCorrection, chunkOf, corrected, row } from './testing/chunks.ts';

const january = monthNumberOf(toDayNumber('2024-01-01'));
const february = january + 1;
const entry = (id: string, chunk: Chunk) => ({ id, owner: chunk.owner, sequence: chunk.sequence, digest: new Uint8Array(32).fill(id.charCodeAt(0)) });
const A = 'aaaaaaaa-0000-4000-8000-000000000000';
const B = 'bbbbbbbb-0000-4000-8000-000000000000';

function monthOf(month: number, ...chunks: [string, Chunk][]): Month {
  return chunks.reduce((before, [id, chunk]) => addChunk(before, entry(id, chunk), contributionsOf(chunk).get(month)!), emptyMonth(month));
}

describe('a month', () => {
  const chunk = chunkOf([
    row('2024-01-31', 500), row('2024-01-31', -200, { balance: 300n }), row('2024-01-31', -50), row('2024-02-01', -1),
  ]);

  it('has the sums of its days, with transfers apart', () => {
    const { days } = monthOf(january, [A, corrected(chunk, 2, { transfer: true })]);
    expect([...days]).toEqual([[toDayNumber('2024-01-31'), {
      moneyIn: 500n, moneyOut: -200n, transfersIn: 0n, transfersOut: -50n, unprinted: 450n, count: 3, closing: null,
    }]]);
  });

  it('knows the chunks that have rows in it, and on which days', () => {
    expect(monthOf(january, [A, chunk]).chunks).toEqual([{ ...entry(A, chunk), from: toDayNumber('2024-01-31'), to: toDayNumber('2024-01-31'), count: 3 }]);
  });

  it('counts a row where its date was corrected to, and still knows where the statement had it', () => {
    const moved = corrected(chunk, 3, { day: toDayNumber('2024-01-15') });
    expect(monthOf(january, [A, moved]).days.get(toDayNumber('2024-01-15'))).toMatchObject({ moneyOut: -1n, count: 1 });
    const then = monthOf(february, [A, moved]);
    expect(then.days.size).toBe(0);
    expect(then.chunks).toMatchObject([{ count: 0 }]);
  });

  it('does not count what was deleted', () => {
    expect(monthOf(february, [A, corrected(chunk, 3, { deleted: true })]).days.size).toBe(0);
  });

  it('is what it was when a chunk is added and taken out again', () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: 1, max: 28 }), fc.integer({ min: -500, max: 500 })), { minLength: 1, maxLength: 8 })
      .map((list) => list.map(([day, amount]) => row(`2024-01-${String(day).padStart(2, '0')}`, amount)));
    fc.assert(fc.property(rows, rows, anyCorrection, (first, second, change) => {
      const before = monthOf(january, [A, chunkOf(first)]);
      const added = corrected(chunkOf(second), 0, { ...change, amount: 5n });
      for (const [month, share] of contributionsOf(added)) {
        const start = month === january ? before : emptyMonth(month);
        expect(removeChunk(addChunk(start, entry(B, added), share), B, share)).toEqual(start);
      }
    }));
  });

  it('is empty when nothing is left to know', () => {
    const full = withClosings(monthOf(january, [A, chunk]), new Map([[toDayNumber('2024-01-31'), 9n]]));
    const share = contributionsOf(chunk).get(january)!;
    const without = removeChunk(full, A, share);
    expect(isEmptyMonth(without)).toBe(false);
    expect(isEmptyMonth(withClosings(without, new Map([[toDayNumber('2024-01-31'), null]])))).toBe(true);
  });

  it('comes back as it was', () => {
    const month = withClosings(monthOf(january, [A, chunk], [B, corrected(chunk, 0, { amount: -(2n ** 50n) })]), new Map([[toDayNumber('2024-01-31'), -5n], [toDayNumber('2024-01-03'), 0n]]));
    expect(decodeMonth(encodeMonth(month))).toEqual(month);
    expect(decodeMonth(encodeMonth(emptyMonth(january)))).toEqual(emptyMonth(january));
  });

  it('refuses sums beyond 64 bits instead of wrapping them', () => {
    const large = chunkOf([row('2024-01-01', 2n ** 63n - 1n), row('2024-01-01', 1)]);
    expect(() => encodeMonth(monthOf(january, [A, large]))).toThrow(expect.objectContaining({ code: 'invalid-request' }));
  });
});

describe('flows', () => {
  it('add up and are taken away', () => {
    const flows = { moneyIn: 1n, moneyOut: -2n, transfersIn: 3n, transfersOut: -4n, unprinted: 5n, count: 6 };
    expect(combine(combine(noFlows, flows), flows, -1)).toEqual(noFlows);
  });
});

describe('the name of a month', () => {
  it.each([['2024-01-31', '2024-01'], ['0001-12-31', '0001-12'], ['9999-12-01', '9999-12']])('of %s is %s', (day, name) => {
    expect(monthText(monthNumberOf(toDayNumber(day)))).toBe(name);
  });
});
