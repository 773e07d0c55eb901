/** Integers in the narrowest type that holds them all. */
export type IntegerArray = Int8Array | Int16Array | Int32Array;

/** The same integers in the narrowest type that holds them. */
export function narrow(values: Int32Array): IntegerArray {
  let low = 0;
  let high = 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    if (value < low) low = value;
    else if (value > high) high = value;
  }
  if (low >= -0x80 && high <= 0x7f) return new Int8Array(values);
  if (low >= -0x8000 && high <= 0x7fff) return new Int16Array(values);
  return values;
}

export function widen(values: IntegerArray): Int32Array {
  return values instanceof Int32Array ? values : new Int32Array(values);
}

/** 64-bit integers as 32-bit ones or narrower, where all of them fit. */
export function narrow64(values: BigInt64Array): IntegerArray | BigInt64Array {
  const halves = new Int32Array(values.buffer, values.byteOffset, values.length * 2);
  const low = new Int32Array(values.length);
  for (let index = 0; index < values.length; index++) {
    low[index] = halves[index * 2]!;
    if (halves[index * 2 + 1] !== low[index]! >> 31) return values;
  }
  return narrow(low);
}

export function widen64(values: IntegerArray | BigInt64Array): BigInt64Array {
  if (values instanceof BigInt64Array) return values;
  const wide = new BigInt64Array(values.length);
  const halves = new Int32Array(wide.buffer);
  for (let index = 0; index < values.length; index++) {
    halves[index * 2] = values[index]!;
    halves[index * 2 + 1] = values[index]! >> 31;
  }
  return wide;
}

/** What each value adds to the one before it; the first stands as it is. Modulo 2^32, as is the inverse. */
export function differences(values: Int32Array): Int32Array {
  const result = new Int32Array(values.length);
  for (let index = 0, before = 0; index < values.length; index++) {
    result[index] = values[index]! - before;
    before = values[index]!;
  }
  return result;
}

/** The inverse of `differences`. */
export function sums(values: Int32Array): Int32Array {
  const result = new Int32Array(values.length);
  for (let index = 0, sum = 0; index < values.length; index++) result[index] = sum = (sum + values[index]!) | 0;
  return result;
}

/**
 * What each balance differs from the balance before plus the amounts since: zero all along where a statement adds up, so
 * that the column takes no space. Rows without a balance (`present` 0) give zero. Modulo 2^64, as is the inverse.
 *
 * In halves of 32 bits: arithmetic on `bigint` would take longer than everything else that an import does to a row.
 */
export function balanceResiduals(amounts: BigInt64Array, balances: BigInt64Array, present: Uint8Array): BigInt64Array {
  return alongBalances(amounts, balances, present, -1);
}

/** The inverse of `balanceResiduals`. */
export function balancesFrom(amounts: BigInt64Array, residuals: BigInt64Array, present: Uint8Array): BigInt64Array {
  return alongBalances(amounts, residuals, present, 1);
}

function alongBalances(amounts: BigInt64Array, values: BigInt64Array, present: Uint8Array, direction: 1 | -1): BigInt64Array {
  const result = new BigInt64Array(values.length);
  const [amount, value, out] = [halvesOf(amounts), halvesOf(values), halvesOf(result)];
  let low = 0;
  let high = 0;
  for (let index = 0, at = 0; index < present.length; index++, at += 2) {
    const sum = (low >>> 0) + (amount[at]! >>> 0);
    low = sum | 0;
    high = (high + amount[at + 1]! + (sum > 0xffffffff ? 1 : 0)) | 0;
    if (present[index] === 0) continue;
    if (direction === -1) {
      const difference = (value[at]! >>> 0) - (low >>> 0);
      out[at] = difference | 0;
      out[at + 1] = (value[at + 1]! - high - (difference < 0 ? 1 : 0)) | 0;
      low = value[at]!;
      high = value[at + 1]!;
    } else {
      const total = (value[at]! >>> 0) + (low >>> 0);
      low = out[at] = total | 0;
      high = out[at + 1] = (value[at + 1]! + high + (total > 0xffffffff ? 1 : 0)) | 0;
    }
  }
  return result;
}

function halvesOf(values: BigInt64Array): Int32Array {
  return new Int32Array(values.buffer, values.byteOffset, values.length * 2);
}
