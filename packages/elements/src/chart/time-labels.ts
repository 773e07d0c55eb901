import type { BucketSize } from '@cashflowsmart/sdk/contract';
import { toDayNumber, isoWeekday, type CalendarDate } from '@cashflowsmart/sdk/dates';

/** How a bucket is named on the axis: what changes from mark to mark, and below it what stays the same for a while. */
export interface TimeFormats {
  /** `5`, `Mar`, `Q2` or `2026`. */
  minor(from: CalendarDate, by: BucketSize): string;
  /** `Mar 2026` below days and weeks, `2026` below months and quarters; null below years. */
  major(from: CalendarDate, by: BucketSize): string | null;
  /** The name of a whole month, quarter or year where only those are labelled. */
  coarse(from: CalendarDate, unit: 'month' | 'year'): string;
}

export interface TimeLabel {
  readonly index: number;
  readonly text: string;
  /** The second line, only where it changes and has room. */
  readonly below: string | null;
}

interface Stride {
  readonly takes: (from: CalendarDate, index: number, previous: CalendarDate | null) => boolean;
  /** Labels of a coarser unit than the bucket: they need no second line, or a different one. */
  readonly unit?: 'month' | 'year';
}

const month = (date: CalendarDate): number => Number(date.slice(5, 7));
const year = (date: CalendarDate): number => Number(date.slice(0, 4));
const begins = (length: number) => (date: CalendarDate, _index: number, previous: CalendarDate | null): boolean =>
  previous === null ? false : month(previous) !== month(date) && (month(date) - 1) % length === 0;
const every = (length: number) => (_date: CalendarDate, index: number): boolean => index % length === 0;
const yearsBy = (length: number) => (date: CalendarDate, _index: number, previous: CalendarDate | null): boolean =>
  previous !== null && year(previous) !== year(date) && year(date) % length === 0;

const COARSE: readonly Stride[] = [
  { takes: begins(1), unit: 'month' }, { takes: begins(3), unit: 'month' }, { takes: begins(6), unit: 'month' },
  { takes: yearsBy(1), unit: 'year' }, { takes: yearsBy(2), unit: 'year' }, { takes: yearsBy(5), unit: 'year' }, { takes: yearsBy(10), unit: 'year' },
];

const MONTHLY = (length: number): Stride => ({ takes: (date) => (month(date) - 1) % length === 0 });
const YEARS: readonly Stride[] = [
  { takes: yearsBy(1), unit: 'year' }, { takes: yearsBy(2), unit: 'year' }, { takes: yearsBy(5), unit: 'year' }, { takes: yearsBy(10), unit: 'year' },
];

/** Strides from the finest to the coarsest; each stands on round calendar places, so that labels stay put while the period moves. */
const STRIDES: Readonly<Record<BucketSize, readonly Stride[]>> = {
  day: [{ takes: every(1) }, { takes: (date) => isoWeekday(toDayNumber(date)) === 1 }, ...COARSE],
  week: [{ takes: every(1) }, { takes: every(2) }, ...COARSE],
  month: [MONTHLY(1), MONTHLY(2), MONTHLY(3), MONTHLY(6), ...YEARS],
  quarter: [MONTHLY(1), MONTHLY(6), ...YEARS],
  year: [{ takes: every(1) }, { takes: (date) => year(date) % 2 === 0 }, { takes: (date) => year(date) % 5 === 0 }, { takes: (date) => year(date) % 10 === 0 }],
};

/** Pixels between two labels. */
const GAP = 8;

export interface TimeLabelOptions {
  readonly by: BucketSize;
  /** The first day of each bucket, in order. */
  readonly starts: readonly CalendarDate[];
  /** Pixels of one band. */
  readonly band: number;
  readonly formats: TimeFormats;
  /** Pixels that a text takes at the size of the axis. */
  readonly measure: (text: string) => number;
}

function chosen(stride: Stride, starts: readonly CalendarDate[]): readonly number[] {
  return starts.flatMap((from, index) => (stride.takes(from, index, starts[index - 1] ?? null) ? [index] : []));
}

function fits(indices: readonly number[], texts: readonly string[], options: TimeLabelOptions): boolean {
  return indices.every((index, at) => {
    const next = indices[at + 1];
    if (next === undefined) return true;
    const half = (options.measure(texts[at]!) + options.measure(texts[at + 1]!)) / 2;
    return (next - index) * options.band >= half + GAP;
  });
}

function textOf(stride: Stride, from: CalendarDate, options: TimeLabelOptions): string {
  return stride.unit ? options.formats.coarse(from, stride.unit) : options.formats.minor(from, options.by);
}

function belowOf(stride: Stride, from: CalendarDate, options: TimeLabelOptions): string | null {
  if (stride.unit === 'year') return null;
  return options.formats.major(from, stride.unit === 'month' ? 'month' : options.by);
}

/** The labels of the time axis: as many as fit without touching, on round calendar places; the second line wherever it changes. */
export function timeLabels(options: TimeLabelOptions): readonly TimeLabel[] {
  const { starts, by } = options;
  for (const stride of STRIDES[by]) {
    const indices = chosen(stride, starts);
    if (indices.length === 0) continue;
    const texts = indices.map((index) => textOf(stride, starts[index]!, options));
    if (fits(indices, texts, options)) return withSecondLine(stride, indices, texts, options);
  }
  // Nothing round lies in the period or fits: name its first bucket.
  const first = starts[0];
  return first === undefined ? [] : [{ index: 0, text: options.formats.minor(first, by), below: options.formats.major(first, by) }];
}

function withSecondLine(stride: Stride, indices: readonly number[], texts: readonly string[], options: TimeLabelOptions): readonly TimeLabel[] {
  const below = indices.map((index) => belowOf(stride, options.starts[index]!, options));
  const labels: { index: number; text: string; below: string | null }[] = [];
  let shown: { index: number; text: string; label: { below: string | null } } | null = null;
  indices.forEach((index, at) => {
    const text = below[at] ?? null;
    const label = { index, text: texts[at]!, below: null as string | null };
    labels.push(label);
    if (text === null || text === shown?.text) return;
    if (shown) {
      const room = (index - shown.index) * options.band;
      // The earlier one gives way: the place where the year begins is worth more than the left edge.
      if (room < (options.measure(shown.text) + options.measure(text)) / 2 + GAP) shown.label.below = null;
    }
    label.below = text;
    shown = { index, text, label };
  });
  return labels;
}
