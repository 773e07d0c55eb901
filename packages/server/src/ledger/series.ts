import type { BucketSize, CoverageState } from '@cashflowsmart/sdk/contract';
import type { DayNumber } from '@cashflowsmart/sdk/dates';
import { bucketsIn, unitOf } from './buckets.ts';
import { daysWithin, mergeIntervals, type DayInterval } from './intervals.ts';
import { combine, noFlows, type DayFlows, type DaySums, type Month } from './months.ts';

/** One account as a series needs it. */
export interface SeriesAccount {
  /** Rising; all up to the last day of the series, because an earlier month may hold the last known balance. */
  readonly months: readonly Month[];
  /** What each of its statements covers. */
  readonly coverage: readonly DayInterval[];
}

export interface Bucket extends DayInterval {
  /**
   * `covered` where every one of the accounts has statements for every day of the bucket, `none` where no account has one for
   * any of them, else `partial`. A bucket that is not over yet is `partial`: statements cannot cover what has not happened.
   */
  readonly coverage: CoverageState;
  readonly flows: DayFlows;
  /** At the end of the bucket, over all accounts; null unless it is known of each. */
  readonly balance: bigint | null;
}

export interface Series {
  /** First and last day that any statement covers. */
  readonly covered: DayInterval | null;
  readonly buckets: readonly Bucket[];
}

/**
 * Money in, out, transfers and balance of accounts of one currency. Without `from` or `to` the series begins or ends with the
 * whole unit of the first or last day that has a statement or an entry.
 *
 * @returns `undefined` where there would be too many buckets.
 */
export function seriesOf(accounts: readonly SeriesAccount[], by: BucketSize, asked: Partial<DayInterval> = {}): Series | undefined {
  const coverages = accounts.map(({ coverage }) => mergeIntervals(coverage));
  const period = periodOf(accounts, coverages, by, asked);
  const intervals = period ? bucketsIn(period, by) : [];
  if (!intervals) return undefined;
  const sums = accounts.map(({ months }) => sumsOf(months, intervals));
  const balances = accounts.map(({ months }, index) => balancesOf(months, coverages[index]!, intervals));
  const buckets = intervals.map((interval, index) => ({
    ...interval,
    coverage: coverageOf(coverages, interval),
    flows: sums.map((flows) => flows[index]!).reduce((a, b) => combine(a, b), noFlows),
    balance: total(balances.map((ends) => ends[index]!)),
  }));
  return { covered: extentOf(coverages.flat()), buckets };
}

function periodOf(accounts: readonly SeriesAccount[], coverages: readonly DayInterval[][], by: BucketSize, asked: Partial<DayInterval>): DayInterval | null {
  const days = accounts.flatMap(({ months }) => months.flatMap((month) => [...month.days.keys()]));
  const known = extentOf([...coverages.flat(), ...days.map((day) => ({ from: day, to: day }))]);
  const from = asked.from ?? (known && unitOf(known.from, by).from);
  const to = asked.to ?? (known && unitOf(known.to, by).to);
  return from === null || to === null || from > to ? null : { from, to };
}

function extentOf(intervals: readonly DayInterval[]): DayInterval | null {
  if (intervals.length === 0) return null;
  return {
    from: intervals.reduce((first, { from }) => Math.min(first, from), Infinity),
    to: intervals.reduce((last, { to }) => Math.max(last, to), -Infinity),
  };
}

function coverageOf(coverages: readonly DayInterval[][], { from, to }: DayInterval): CoverageState {
  const days = coverages.map((merged) => daysWithin(merged, from, to));
  if (days.every((count) => count === to - from + 1)) return 'covered';
  return days.every((count) => count === 0) ? 'none' : 'partial';
}

function total(balances: readonly (bigint | null)[]): bigint | null {
  return balances.reduce((sum, balance) => (sum === null || balance === null ? null : sum + balance), 0n);
}

/** The flows of each bucket, in one walk over the days. */
function sumsOf(months: readonly Month[], buckets: readonly DayInterval[]): DayFlows[] {
  const sums = buckets.map(() => noFlows);
  let bucket = 0;
  for (const [day, flows] of daysOf(months)) {
    while (bucket < buckets.length && buckets[bucket]!.to < day) bucket += 1;
    if (bucket === buckets.length) break;
    if (buckets[bucket]!.from <= day) sums[bucket] = combine(sums[bucket]!, flows);
  }
  return sums;
}

/**
 * The balance at the end of each bucket: the last one that a statement printed, plus what moved since without a printed
 * balance; null before the first one, and where between that day and the end a day is not covered.
 */
function balancesOf(months: readonly Month[], coverage: readonly DayInterval[], buckets: readonly DayInterval[]): (bigint | null)[] {
  const days = daysOf(months);
  let known: { balance: bigint; readonly day: DayNumber } | undefined;
  let next = days.next();
  return buckets.map(({ to }) => {
    for (; !next.done && next.value[0] <= to; next = days.next()) {
      const [day, { closing, unprinted }] = next.value;
      if (closing !== null) known = { balance: closing, day };
      else if (known) known.balance += unprinted;
    }
    if (!known) return null;
    return daysWithin(coverage, known.day + 1, to) === to - known.day ? known.balance : null;
  });
}

function* daysOf(months: readonly Month[]): Generator<[DayNumber, DaySums], undefined> {
  for (const month of months) yield* month.days;
  return undefined;
}
