import type { Truth, TrueRow } from './truth.ts';

/** A row as the reader gave it. */
export interface ReadRow {
  readonly date: string;
  readonly amount: string;
  readonly currency: string | null;
  readonly description: string;
  readonly balance?: string;
}

/** How the rows of a file fit its truth, counted. */
export interface RowMatch {
  readonly matched: number;
  readonly described: number;
  /** Matched rows that have a balance; those that were read with one; those with the right one. */
  readonly balances: { readonly stated: number; readonly read: number; readonly right: number };
  readonly missing: readonly TrueRow[];
  readonly extra: readonly ReadRow[];
}

/** Where a file can be read in two ways and nothing in it decides, the other way is as right as the truth's. */
interface View {
  readonly daysAndMonthsSwapped: boolean;
  readonly signsFlipped: boolean;
  /** Whether a row with another date that is as right waits until all have had those with their own. */
  readonly ownDatesFirst: boolean;
}

/** Finer than the smallest minor unit there is. */
const DECIMALS = 4;

function units(decimal: string): bigint {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal) ?? [];
  const size = BigInt(whole + fraction.slice(0, DECIMALS).padEnd(DECIMALS, '0'));
  return sign === '' ? size : -size;
}

function size(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function swapped(date: string): string {
  const [year, month, day] = date.split('-');
  return Number(day) <= 12 ? `${year}-${day}-${month}` : date;
}

/** Letters and digits alone: spacing, case and punctuation are no part of what a description says. */
function letters(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');
}

/** A fragment of this many characters is too short to count as the description. */
const LEAST_FRAGMENT = 5;

function describes(read: ReadRow, row: TrueRow): boolean {
  const found = letters(read.description);
  const wanted = [row.description, ...(row.descriptionAlt ?? [])].map(letters).filter((text) => text !== '');
  if (wanted.length === 0) return true;
  return found !== '' && wanted.some((text) => found.includes(text) || (found.length > LEAST_FRAGMENT && text.includes(found)));
}

function matchInView(read: readonly ReadRow[], truth: Truth, view: View, anyDate: boolean): RowMatch {
  const dayOf = (date: string): string => (truth.yearUnknown === true ? date.slice(5) : date);
  const left = read.map((row) => ({ row, day: dayOf(row.date), amount: units(row.amount) }));
  const anyOf = (row: TrueRow): readonly string[] => [row.date, ...(anyDate ? (row.altDates ?? []) : [])];
  const take = (row: TrueRow, signCounts: boolean, dates = anyOf(row)): ReadRow | null => {
    const amount = units(row.amount) * (view.signsFlipped ? -1n : 1n);
    const days = new Set(dates.map((date) => dayOf(view.daysAndMonthsSwapped ? swapped(date) : date)));
    const fits = left.filter((each) => days.has(each.day) && (each.amount === amount || (!signCounts && size(each.amount) === size(amount))));
    const taken = fits.find((each) => describes(each.row, row)) ?? fits[0];
    if (!taken) return null;
    left.splice(left.indexOf(taken), 1);
    return taken.row;
  };
  const own = truth.transactions.map((row) => (view.ownDatesFirst ? take(row, row.signFree !== true, [row.date]) : null));
  const pairs = truth.transactions.map((row, at) => ({ row, found: own[at] ?? take(row, row.signFree !== true) }));
  for (const row of truth.optional ?? []) take(row, false);
  const matched = pairs.flatMap(({ row, found }) => (found ? [{ row, found }] : []));
  const withBalance = matched.flatMap(({ row, found }) => (row.balance === undefined ? [] : [{ stated: row.balance, read: found.balance }]));
  const given = withBalance.flatMap((pair) => (pair.read === undefined ? [] : [units(pair.read) === units(pair.stated)]));
  return {
    matched: matched.length,
    described: matched.filter(({ row, found }) => describes(found, row)).length,
    balances: { stated: withBalance.length, read: given.length, right: given.filter(Boolean).length },
    missing: pairs.filter(({ found }) => !found).map(({ row }) => row),
    extra: left.map(({ row }) => row),
  };
}

/**
 * Pairs each true row with a read row of the same date and amount, of several the one with its description. `anyDate`
 * takes the other dates of a row as well. Of the ways in which an ambiguous file can be read, the best counts.
 */
export function matchRows(read: readonly ReadRow[], truth: Truth, anyDate: boolean): RowMatch {
  const both = (may: boolean | undefined): readonly boolean[] => (may === true ? [false, true] : [false]);
  const views = both(truth.dateAmbiguous).flatMap((daysAndMonthsSwapped) => both(truth.signAmbiguous).flatMap((signsFlipped) => both(anyDate).map((ownDatesFirst) => ({ daysAndMonthsSwapped, signsFlipped, ownDatesFirst }))));
  const matches = views.map((view) => matchInView(read, truth, view, anyDate));
  return matches.reduce((best, match) => (match.matched > best.matched || (match.matched === best.matched && match.extra.length < best.extra.length) ? match : best));
}
