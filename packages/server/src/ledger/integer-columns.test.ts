import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balanceResiduals, balancesFrom, differences, narrow, narrow64, sums, widen, widen64 } from './integer-columns.ts';

const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });

describe('integer columns', () => {
  it('are as narrow as their values allow', () => {
    expect(narrow(Int32Array.of(-128, 127))).toBeInstanceOf(Int8Array);
    expect(narrow(Int32Array.of(-129))).toBeInstanceOf(Int16Array);
    expect(narrow(Int32Array.of(32_768))).toBeInstanceOf(Int32Array);
    expect(narrow64(BigInt64Array.of(-(2n ** 31n)))).toBeInstanceOf(Int32Array);
    expect(narrow64(BigInt64Array.of(2n ** 31n))).toBeInstanceOf(BigInt64Array);
  });

  it('come back from their narrow form', () => {
    fc.assert(fc.property(fc.array(int32), (values) => {
      expect([...widen(narrow(Int32Array.from(values)))]).toEqual(values);
    }));
    fc.assert(fc.property(fc.array(fc.oneof(int64, int32.map(BigInt))), (values) => {
      expect([...widen64(narrow64(BigInt64Array.from(values)))]).toEqual(values);
    }));
  });

  it('come back from their differences', () => {
    fc.assert(fc.property(fc.array(int32), (values) => {
      expect([...sums(differences(Int32Array.from(values)))]).toEqual(values);
    }));
  });

  it('keep every balance, also those that do not follow from the amounts', () => {
    fc.assert(fc.property(fc.array(fc.tuple(int64, int64, fc.boolean())), (rows) => {
      const amounts = BigInt64Array.from(rows, ([amount]) => amount);
      const balances = BigInt64Array.from(rows, ([, balance, present]) => (present ? balance : 0n));
      const present = Uint8Array.from(rows, ([, , is]) => (is ? 8 : 0));
      expect([...balancesFrom(amounts, balanceResiduals(amounts, balances, present), present)]).toEqual([...balances]);
    }));
  });

  it('have no residual where balances follow from the amounts, across rows without one', () => {
    const residuals = balanceResiduals(BigInt64Array.of(5n, -7n, 1n, -(2n ** 40n)), BigInt64Array.of(105n, 0n, 99n, 99n - 2n ** 40n), Uint8Array.of(1, 0, 1, 1));
    expect([...residuals]).toEqual([100n, 0n, 0n, 0n]);
  });
});
