import type { MinorUnits } from './amount-parser.ts';

const MOST = BigInt(Number.MAX_SAFE_INTEGER);

/** Minor units as a number where one holds them. */
export function minorUnits(units: bigint): MinorUnits {
  return units <= MOST && units >= -MOST ? Number(units) : units;
}

export function add(a: MinorUnits, b: MinorUnits): MinorUnits {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return minorUnits(BigInt(a) + BigInt(b));
}

export function negate(units: MinorUnits): MinorUnits {
  return typeof units === 'bigint' ? -units : units === 0 ? 0 : -units;
}

export function size(units: MinorUnits): MinorUnits {
  return units < 0 ? negate(units) : units;
}
