import type { BucketSize } from '@cashflowsmart/sdk/contract';
import { lastDay, monthOf, toDayNumber, type CalendarDate } from '@cashflowsmart/sdk/dates';
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

/** Names of periods in the reader's language, cut to what a bucket of that size needs. */
export function bucketName({ from, to }: Period, by: BucketSize, { formats, texts }: NameWords): string {
  switch (by) {
    case 'day': return formats.date(from, 'weekday');
    case 'week': return from === to ? formats.date(from, 'weekday') : periodName({ from, to }, { formats, texts });
    case 'month': return formats.month(monthOf(from), 'long');
    case 'quarter': return texts.quarterOfYear(formats.number(quarterOf(from)), part(formats.locale, from, { year: 'numeric' }));
    case 'year': return part(formats.locale, from, { year: 'numeric' });
  }
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
    const [first, last] = [bucketName({ from: run.from, to: run.from }, by, words), bucketName({ from: run.to, to: run.to }, by, words)];
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
