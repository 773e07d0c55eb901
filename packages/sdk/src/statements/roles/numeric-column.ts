import { bodyToMinor, AS_PRINTED, signed, type SignRules } from '../values/amount-parser.ts';
import type { DecimalMark } from '../values/amount-scan.ts';
import { KNOWN, type ColumnProfile } from './column-profile.ts';
import type { HeaderSense } from './header-terms.ts';
import type { SignReading } from './sign.ts';

/** The scale of the sample's arithmetic: enough for every currency. */
const SAMPLE_DECIMALS = 4;
/** Decimals of nearly every currency whose minor units a header names; they matter only where another column counts whole units. */
const MINOR_DECIMALS = 2;

export interface NumericColumn {
  readonly profile: ColumnProfile;
  readonly values: readonly (number | null)[];
  readonly negatives: number;
  readonly positives: number;
}

export const word = (profile: ColumnProfile, sense: HeaderSense): number => profile.words[sense] ?? 0;

export function unitsOf(profile: ColumnProfile, mark: DecimalMark, rules: SignRules): readonly (number | null)[] {
  return profile.amounts.map((scan) => {
    const units = scan ? bodyToMinor(scan.body, mark, profile.minorUnits ? SAMPLE_DECIMALS - MINOR_DECIMALS : SAMPLE_DECIMALS) : null;
    return scan && typeof units === 'number' ? Number(signed(scan, units, rules)) : null;
  });
}

export function numericColumn(profile: ColumnProfile, mark: DecimalMark): NumericColumn {
  const values = unitsOf(profile, mark, AS_PRINTED);
  return {
    profile,
    values,
    negatives: values.filter((value) => value !== null && value < 0).length,
    positives: values.filter((value) => value !== null && value > 0).length,
  };
}

/** The amounts of a single column as its signs, marks and flags tell them, in units of the sample's scale. */
export function singleAmounts(profile: ColumnProfile, flag: ColumnProfile | null, signs: SignReading, mark: DecimalMark): readonly (number | null)[] {
  const values = unitsOf(profile, mark, signs.rules);
  if (signs.direction === 'none' || !flag) return values;
  return values.map((value, row) => {
    const direction = flag.directions[row];
    if (value === null || !direction) return null;
    const size = signs.direction === 'absolute' ? Math.abs(value) : value;
    return direction === 'out' ? -size + 0 : size;
  });
}

/** What a bill charges this time, beside the whole price of what is paid in instalments. */
const CHARGED_NOW = /今回|当月|今月|이번|당월|^סכום (?:ה)?חיוב/;
const CHARGED_NOW_COUNTS = 5;

/** How the header words of a column speak for a money role, -3 to 4. */
export function roleWords(profile: ColumnProfile, role: 'amount' | 'money-out' | 'money-in' | 'balance'): number {
  const own = word(profile, role);
  const rivals = (['amount', 'money-out', 'money-in', 'balance', 'fee', 'reference', 'account'] as const).filter((each) => each !== role);
  let rival = Math.max(...rivals.map((each) => word(profile, each)));
  // `Debit amount` is money out; `amount` only adds that it is money. Balance words win over all of them.
  if (role !== 'amount') rival = Math.max(...rivals.filter((each) => each !== 'amount').map((each) => word(profile, each)));
  const foreign = word(profile, 'foreign');
  let points = own >= KNOWN ? own * 4 : own > 0 ? own * 2 : 0;
  if (rival >= KNOWN && rival > own) points -= 3 * rival;
  if (role === 'amount' && own >= KNOWN && CHARGED_NOW.test(profile.header)) points = CHARGED_NOW_COUNTS;
  if (foreign >= KNOWN && foreign >= own - 0.2) points -= 3;
  else if (foreign > 0) points -= 1.5;
  return points;
}
