import type { BucketSize } from '@cashflowsmart/sdk/contract';
import { civilOf, dayNumberOf, daysInMonth, isoWeekday, type DayNumber } from '@cashflowsmart/sdk/dates';
import type { DayInterval } from './intervals.ts';

/** Buckets of one series at most: more than 13 years of days. */
export const MAX_BUCKETS = 5_000;

/** The whole day, ISO week, month, quarter or year in which a day lies. */
export function unitOf(day: DayNumber, by: BucketSize): DayInterval {
  if (by === 'day') return { from: day, to: day };
  if (by === 'week') {
    const monday = day - isoWeekday(day) + 1;
    return { from: monday, to: monday + 6 };
  }
  const { year, month } = civilOf(day);
  const [first, last] = by === 'year' ? [1, 12] : by === 'quarter' ? [month - ((month - 1) % 3), month - ((month - 1) % 3) + 2] : [month, month];
  return { from: dayNumberOf(year, first, 1), to: dayNumberOf(year, last, daysInMonth(year, last)) };
}

/**
 * The units that lie in a period, in their order; the first and last are cut to it, so that the buckets add up to exactly the
 * period. `undefined` where there would be more than `MAX_BUCKETS`.
 */
export function bucketsIn(period: DayInterval, by: BucketSize): DayInterval[] | undefined {
  const buckets: DayInterval[] = [];
  for (let day = period.from; day <= period.to; ) {
    if (buckets.length === MAX_BUCKETS) return undefined;
    const { to } = unitOf(day, by);
    buckets.push({ from: day, to: Math.min(to, period.to) });
    day = to + 1;
  }
  return buckets;
}
