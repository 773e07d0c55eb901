import type { BucketSize, CashFlowBucket, CashFlowSeries, CoverageState } from '@cashflowsmart/sdk/contract';
import type { CalendarDate } from '@cashflowsmart/sdk/dates';
import { fromMoney, toMoney, type CurrencyCode, type Money } from '@cashflowsmart/sdk/money';
import type { Period } from './period.ts';

/**
 * What the upper panel shows: the balance that statements tell or, where none tells one, the change since the first
 * day of an unbroken stretch.
 */
export type LevelKind = 'balance' | 'change';

/** What one bucket shows, exact. */
export interface Column {
  readonly bucket: CashFlowBucket;
  /** As the API says it, but `partial` where no statement but an entry by hand is known: that is not nothing. */
  readonly coverage: CoverageState;
  /** null where unknown: the line is broken there. */
  readonly level: Money | null;
  /** For a change: the day since which it counts. */
  readonly since: CalendarDate | null;
}

/** Sums over the buckets, exact; transfers between own accounts are in none of `moneyIn`, `moneyOut`, `net`. */
export interface Totals {
  readonly moneyIn: Money;
  readonly moneyOut: Money;
  readonly net: Money;
  readonly transfersIn: Money;
  readonly transfersOut: Money;
  readonly hasTransfers: boolean;
  readonly count: number;
}

export interface Coverage {
  readonly total: number;
  readonly covered: number;
  readonly partial: number;
  readonly none: number;
  /** Runs of neighbouring buckets without a statement. */
  readonly gaps: readonly Period[];
}

export interface SeriesModel {
  readonly by: BucketSize;
  readonly currency: CurrencyCode;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly levelKind: LevelKind;
  readonly columns: readonly Column[];
  readonly totals: Totals;
  readonly coverage: Coverage;
  /** The newest known level and the day it stands for. */
  readonly latest: { readonly level: Money; readonly asOf: CalendarDate; readonly since: CalendarDate | null } | null;
  /** The newest column that any statement covers, or null. */
  readonly newest: number | null;
  /** The last day that statements cover, where it lies before the end of the period. */
  readonly dataTo: CalendarDate | null;
}

function sum(amounts: readonly Money[], currency: CurrencyCode): Money {
  return toMoney(amounts.reduce((total, money) => total + fromMoney(money), 0n), currency);
}

function coverageOfBucket({ coverage, count }: CashFlowBucket): CoverageState {
  return coverage === 'none' && count > 0 ? 'partial' : coverage;
}

function totalsOf(buckets: readonly CashFlowBucket[], currency: CurrencyCode): Totals {
  const known = buckets.filter((bucket) => coverageOfBucket(bucket) !== 'none');
  const transfersIn = sum(known.map((bucket) => bucket.transfersIn), currency);
  const transfersOut = sum(known.map((bucket) => bucket.transfersOut), currency);
  return {
    moneyIn: sum(known.map((bucket) => bucket.moneyIn), currency),
    moneyOut: sum(known.map((bucket) => bucket.moneyOut), currency),
    net: sum(known.map((bucket) => bucket.net), currency),
    transfersIn,
    transfersOut,
    hasTransfers: fromMoney(transfersIn) !== 0n || fromMoney(transfersOut) !== 0n,
    count: known.reduce((count, bucket) => count + bucket.count, 0),
  };
}

function coverageOf(buckets: readonly CashFlowBucket[]): Coverage {
  const gaps: Period[] = [];
  let open = null as Period | null;
  for (const bucket of buckets) {
    if (coverageOfBucket(bucket) === 'none') {
      open = { from: open?.from ?? bucket.from, to: bucket.to };
    } else if (open) {
      gaps.push(open);
      open = null;
    }
  }
  if (open) gaps.push(open);
  const count = (state: CashFlowBucket['coverage']): number => buckets.filter((bucket) => coverageOfBucket(bucket) === state).length;
  return { total: buckets.length, covered: count('covered'), partial: count('partial'), none: count('none'), gaps };
}

/** Whether the part of a partly covered bucket that is missing lies before the first or after the last statement. */
function missesOnlyAnEnd(bucket: CashFlowBucket, series: CashFlowSeries): boolean {
  const { dataFrom, dataTo } = series;
  return (dataFrom !== null && dataFrom > bucket.from && dataFrom <= bucket.to) || (dataTo !== null && dataTo >= bucket.from && dataTo < bucket.to);
}

/**
 * The change since the first day of each unbroken stretch: what moved, transfers included, as they move a balance too.
 * After a gap it begins again, because what happened in the gap is unknown.
 */
function changes(series: CashFlowSeries): readonly Column[] {
  let running = 0n;
  let since: CalendarDate | null = null;
  return series.buckets.map((bucket) => {
    const known = bucket.coverage === 'covered' || (bucket.coverage === 'partial' && missesOnlyAnEnd(bucket, series));
    if (!known) {
      since = null;
      return { bucket, coverage: coverageOfBucket(bucket), level: null, since: null };
    }
    if (since === null) {
      running = 0n;
      since = series.dataFrom !== null && series.dataFrom > bucket.from ? series.dataFrom : bucket.from;
    }
    running += fromMoney(bucket.net) + fromMoney(bucket.transfersIn) + fromMoney(bucket.transfersOut);
    return { bucket, coverage: bucket.coverage, level: toMoney(running, series.currency), since };
  });
}

function balances(series: CashFlowSeries): readonly Column[] {
  return series.buckets.map((bucket) => ({ bucket, coverage: coverageOfBucket(bucket), level: bucket.coverage === 'none' ? null : bucket.balance, since: null }));
}

function lastIndex<T>(items: readonly T[], matches: (item: T) => boolean): number | null {
  for (let index = items.length - 1; index >= 0; index -= 1) if (matches(items[index]!)) return index;
  return null;
}

/** What the chart, its figures and its table show of a series: one source for all three. `null` for a series without buckets. */
export function seriesModel(series: CashFlowSeries): SeriesModel | null {
  const [first, last] = [series.buckets[0], series.buckets[series.buckets.length - 1]];
  if (!first || !last) return null;
  const known = series.buckets.filter((bucket) => bucket.coverage !== 'none');
  const levelKind: LevelKind = known.length === 0 || known.some((bucket) => bucket.balance !== null) ? 'balance' : 'change';
  const columns = levelKind === 'balance' ? balances(series) : changes(series);
  const latestAt = lastIndex(columns, (column) => column.level !== null);
  const latest = latestAt === null ? undefined : columns[latestAt];
  const { dataTo } = series;
  return {
    by: series.by,
    currency: series.currency,
    from: first.from,
    to: last.to,
    levelKind,
    columns,
    totals: totalsOf(series.buckets, series.currency),
    coverage: coverageOf(series.buckets),
    latest: latest?.level
      ? { level: latest.level, asOf: dataTo !== null && dataTo < latest.bucket.to ? dataTo : latest.bucket.to, since: latest.since }
      : null,
    newest: lastIndex(columns, (column) => column.coverage !== 'none'),
    dataTo: dataTo !== null && dataTo >= first.from && dataTo < last.to ? dataTo : null,
  };
}
