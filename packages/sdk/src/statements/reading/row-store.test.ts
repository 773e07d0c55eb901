import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, minorUnits, negate, size } from '../values/minor-units.ts';
import { allRows, indexByDate, indexChronologically, rowsByAccount } from './row-index.ts';
import { RowStore } from './row-store.ts';

/** Around the largest safe integer a number no longer does. */
const units = fc.oneof(fc.bigInt({ min: -(2n ** 60n), max: 2n ** 60n }), fc.integer().map(BigInt), fc.constantFrom(2n ** 53n - 1n, 2n ** 53n, 1n - 2n ** 53n, -(2n ** 53n), 0n)).map(minorUnits);
const texts = { description: 'Rent', counterparty: null, reference: null };

function storeOf(days: readonly number[], accounts: readonly number[] = []): RowStore {
  const store = new RowStore();
  days.forEach((day, row) => store.push({ account: accounts[row] ?? 0, day, valueDay: 0, amount: row, balance: null, line: row + 2 }, row));
  return store;
}

describe('minor units', () => {
  it('reckon as bigints do', () => {
    fc.assert(fc.property(units, units, (a, b) => {
      expect(add(a, b)).toBe(minorUnits(BigInt(a) + BigInt(b)));
      expect(negate(a)).toBe(minorUnits(-BigInt(a)));
      expect(size(a)).toBe(minorUnits(BigInt(a) < 0n ? -BigInt(a) : BigInt(a)));
      expect(typeof minorUnits(BigInt(a))).toBe(Number.isSafeInteger(Number(a)) && BigInt(Number(a)) === BigInt(a) ? 'number' : 'bigint');
    }));
  });
});

describe('the row store', () => {
  it('loses its first and its last row, large amounts and texts included', () => {
    const store = storeOf([10, 11, 12, 13]);
    [1, 2n ** 60n, 3, 2n ** 61n].forEach((amount, row) => store.setAmount(row, minorUnits(BigInt(amount))));
    store.setTexts(1, texts);
    store.shift();
    store.pop();
    expect([store.length, store.day[0], store.amount(0), store.where(0)]).toEqual([2, 11, 2n ** 60n, texts]);
    expect([store.day[1], store.amount(1), store.where(1)]).toEqual([12, 3, 2]);
  });

  it('gives back what was put into it, beyond its first room too', () => {
    const row = fc.record({ account: fc.nat(9), day: fc.nat(2 ** 21), valueDay: fc.nat(2 ** 21), amount: units, balance: fc.option(units), line: fc.nat() });
    fc.assert(fc.property(fc.array(fc.tuple(row, fc.boolean()), { minLength: 1, maxLength: 40 }), (kinds) => {
      const store = new RowStore();
      const count = 2_500;
      for (let at = 0; at < count; at++) {
        const [stored, isPlace] = kinds[at % kinds.length]!;
        store.push(stored, isPlace ? at : texts);
      }
      expect(store.length).toBe(count);
      for (let at = 0; at < count; at++) {
        const [stored, isPlace] = kinds[at % kinds.length]!;
        expect([store.account[at], store.day[at], store.valueDay[at], store.amount(at), store.balance(at), store.line[at]])
          .toEqual([stored.account, stored.day, stored.valueDay, stored.amount, stored.balance, stored.line]);
        expect(store.where(at)).toEqual(isPlace ? at : texts);
      }
    }), { numRuns: 20 });
  });

  it('takes other amounts and texts for its rows', () => {
    const store = storeOf([1, 2]);
    store.setAmount(0, 2n ** 60n);
    store.setAmount(1, -5);
    expect([store.amount(0), store.amount(1)]).toEqual([2n ** 60n, -5]);
    store.setAmount(0, 7);
    expect(store.amount(0)).toBe(7);
    store.setTexts(1, texts);
    store.setTexts(1, { ...texts, description: 'Rent for March' });
    expect([store.where(0), store.where(1)]).toEqual([0, { ...texts, description: 'Rent for March' }]);
  });
});

describe('an index of rows', () => {
  it('is sorted by day, and rows of one day keep their order', () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 100_000 })), { maxLength: 300 }), (days) => {
      const store = storeOf(days);
      const expected = days.map((_, row) => row).sort((a, b) => days[a]! - days[b]! || a - b);
      expect([...indexByDate(store, allRows(store))]).toEqual(expected);
      expect([...indexChronologically(store, allRows(store), 'unordered')]).toEqual(expected);
      expect([...indexChronologically(store, allRows(store), 'newest-first')]).toEqual(days.map((_, row) => days.length - 1 - row));
    }));
  });

  it('has the rows of each account in file order', () => {
    const store = storeOf([1, 1, 1, 1, 1], [0, 2, 0, 1, 2]);
    expect(rowsByAccount(store, 3).map((rows) => [...rows])).toEqual([[0, 2], [3], [1, 4]]);
  });
});
