import type { BucketSize } from '@cashflowsmart/sdk/contract';
import {
  addMonths, calendarDate, civilOf, firstDay, isCalendarDate, isoWeekday, lastDay, monthOf, toDayNumber, type CalendarDate,
} from '@cashflowsmart/sdk/dates';

/** Periods with a name; `custom` is any other pair of days. */
export const periodPresets = ['last-3-months', 'last-6-months', 'last-12-months', 'last-24-months', 'this-year', 'last-year', 'all'] as const;
export type PeriodPreset = (typeof periodPresets)[number];

export const bucketSizes = ['day', 'week', 'month', 'quarter', 'year'] as const satisfies readonly BucketSize[];

export interface Period {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

/** What statements cover, at most: the first and last day that any of the chosen accounts has. */
export interface DataRange {
  readonly from: CalendarDate | null;
  readonly to: CalendarDate | null;
}

export interface ResolvedPeriod extends Period {
  /** Whether the period was moved back to end with the newest statement, because it would have been empty. */
  readonly movedBack: boolean;
}

export function isPeriodPreset(text: unknown): text is PeriodPreset {
  return periodPresets.some((preset) => preset === text);
}

export function isBucketSize(text: unknown): text is BucketSize {
  return bucketSizes.some((size) => size === text);
}

export function isPeriod(from: unknown, to: unknown): boolean {
  return typeof from === 'string' && typeof to === 'string' && isCalendarDate(from) && isCalendarDate(to) && from <= to;
}

const MONTHS: Readonly<Partial<Record<PeriodPreset, number>>> = {
  'last-3-months': 3, 'last-6-months': 6, 'last-12-months': 12, 'last-24-months': 24,
};

function monthsUntil(day: CalendarDate, months: number): Period {
  const month = monthOf(day);
  return { from: firstDay(addMonths(month, 1 - months)), to: lastDay(month) };
}

/**
 * The days that a preset means on the day `today`. "Last n months" are whole calendar months; where they hold no
 * statement at all but older ones exist, they end with the newest statement instead, and say so by `movedBack`. Entries by
 * hand alone have no range of statements: all of them is the last 24 months.
 */
export function resolvePeriod(preset: PeriodPreset, today: CalendarDate, data: DataRange): ResolvedPeriod {
  const year = Number(today.slice(0, 4));
  switch (preset) {
    case 'this-year':
      return { from: calendarDate(year, 1, 1), to: calendarDate(year, 12, 31), movedBack: false };
    case 'last-year':
      return { from: calendarDate(year - 1, 1, 1), to: calendarDate(year - 1, 12, 31), movedBack: false };
    case 'all':
      if (data.from !== null && data.to !== null) return { from: data.from, to: data.to, movedBack: false };
      return { ...monthsUntil(today, 24), movedBack: false };
    default: {
      const months = MONTHS[preset] ?? 12;
      const period = monthsUntil(today, months);
      if (data.from !== null && data.to !== null && (data.to < period.from || data.from > period.to)) return { ...monthsUntil(data.to, months), movedBack: true };
      return { ...period, movedBack: false };
    }
  }
}

/** The preset that means exactly these days, so that a shared period is shown by its name. */
export function presetOf(period: Period, today: CalendarDate, data: DataRange): PeriodPreset | null {
  const same = (preset: PeriodPreset): boolean => {
    const resolved = resolvePeriod(preset, today, data);
    return resolved.from === period.from && resolved.to === period.to;
  };
  return periodPresets.find(same) ?? null;
}

/** How many calendar buckets a period touches. Weeks begin on Monday (ISO 8601). */
export function countBuckets(by: BucketSize, period: Period): number {
  const [from, to] = [toDayNumber(period.from), toDayNumber(period.to)];
  if (by === 'day') return to - from + 1;
  if (by === 'week') return Math.floor((to - (isoWeekday(to) - 1) - (from - (isoWeekday(from) - 1))) / 7) + 1;
  const [first, last] = [civilOf(from), civilOf(to)];
  const months = (last.year - first.year) * 12 + last.month - first.month;
  if (by === 'month') return months + 1;
  if (by === 'quarter') return (last.year - first.year) * 4 + Math.floor((last.month - 1) / 3) - Math.floor((first.month - 1) / 3) + 1;
  return last.year - first.year + 1;
}

/** At most one mark in this many pixels. */
const PIXELS_PER_MARK = 3;

/** The wanted bucket size, or the next coarser one whose marks have room in `width` pixels. */
export function fittingBucket(wanted: BucketSize, period: Period, width: number): BucketSize {
  const room = Math.max(1, Math.floor(width / PIXELS_PER_MARK));
  const sizes = bucketSizes.slice(bucketSizes.indexOf(wanted));
  return sizes.find((by) => countBuckets(by, period) <= room) ?? 'year';
}
