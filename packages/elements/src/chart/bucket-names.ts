import type { BucketSize } from '@cashflowsmart/sdk/contract';
import { addMonths, lastDay, monthOf, toDayNumber, type CalendarDate } from '@cashflowsmart/sdk/dates';
import type { Formats } from '../foundation/formats.ts';
import type { ChartTexts } from './chart-texts.ts';
import type { Period } from './period.ts';
import type { TimeFormats } from './time-labels.ts';

const DAY_IN_MILLISECONDS = 86_400_000;
const cached = new Map<string, Intl.DateTimeFormat>();

function part(locale: string, date: CalendarDate, options: Intl.DateTimeFormatOptions): string {
  const key = `${locale} ${Object.keys(options).join()}`;
  const format = cached.get(key) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC', calendar: 'gregory' });
  cached.set(key, format);
  return format.format(toDayNumber(date) * DAY_IN_MILLISECONDS);
}

const quarterOf = (date: CalendarDate): number => Math.floor((Number(date.slice(5, 7)) - 1) / 3) + 1;

export interface NameWords {
  readonly formats: Formats;
  readonly texts: Pick<ChartTexts, 'range' | 'quarter' | 'quarterOfYear'>;
}

/** Whether a month, quarter or year is all there: the API cuts the first and the last to the period that was asked for. */
function isWhole({ from, to }: Period, by: 'month' | 'quarter' | 'year'): boolean {
  const months = { month: 1, quarter: 3, year: 12 }[by];
  return from.endsWith('-01') && (Number(from.slice(5, 7)) - 1) % months === 0 && to === lastDay(addMonths(monthOf(from), months - 1));
}

/** The name of a bucket: `March 2026`; its days where only a part of the month, quarter or year is in it. */
export function bucketName({ from, to }: Period, by: BucketSize, { formats, texts }: NameWords): string {
  if (by === 'day' || from === to) return formats.date(from, 'weekday');
  if (by === 'week' || !isWhole({ from, to }, by)) return periodName({ from, to }, { formats, texts });
  return by === 'month' ? formats.month(monthOf(from), 'long') : unitName(from, by, { formats, texts });
}

function unitName(day: CalendarDate, by: 'quarter' | 'year', { formats, texts }: NameWords): string {
  const year = part(formats.locale, day, { year: 'numeric' });
  return by === 'year' ? year : texts.quarterOfYear(formats.number(quarterOf(day)), year);
}

/** A run of days: `1 Sep 2025 to 31 Aug 2026`, the year once where it is the same. */
export function periodName({ from, to }: Period, { formats, texts }: NameWords): string {
  if (from === to) return formats.date(from);
  return texts.range(formats.date(from, from.slice(0, 4) === to.slice(0, 4) ? 'day-month' : 'medium'), formats.date(to));
}

/** A run of buckets: `March 2026`, or `Jun 2026 to Jul 2026`. */
export function runName(run: Period, by: BucketSize, words: NameWords): string {
  const { formats, texts } = words;
  if (by === 'day' || by === 'week') return periodName(run, words);
  if (by !== 'month') {
    const [first, last] = [unitName(run.from, by, words), unitName(run.to, by, words)];
    return first === last ? first : texts.range(first, last);
  }
  const [first, last] = [formats.month(monthOf(run.from), 'short-year'), formats.month(monthOf(run.to), 'short-year')];
  return first === last ? first : texts.range(first, last);
}

/** A run of days, shorter where it is made of whole months: `Sep 2025 to Aug 2026`. */
export function spanName(period: Period, words: NameWords): string {
  const whole = period.from.endsWith('-01') && period.to === lastDay(monthOf(period.to));
  return whole ? runName(period, 'month', words) : periodName(period, words);
}

/** The labels of the time axis. */
export function axisFormats({ formats, texts }: NameWords): TimeFormats {
  const { locale } = formats;
  return {
    minor: (from, by) => {
      if (by === 'day' || by === 'week') return part(locale, from, { day: 'numeric' });
      if (by === 'month') return part(locale, from, { month: 'short' });
      return by === 'quarter' ? texts.quarter(formats.number(quarterOf(from))) : part(locale, from, { year: 'numeric' });
    },
    major: (from, by) => {
      if (by === 'day' || by === 'week') return formats.month(monthOf(from), 'short-year');
      return by === 'year' ? null : part(locale, from, { year: 'numeric' });
    },
    coarse: (from, unit) => part(locale, from, unit === 'month' ? { month: 'short' } : { year: 'numeric' }),
  };
}
