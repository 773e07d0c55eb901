import type { DayNumber } from '@cashflowsmart/sdk/dates';

/** Days from `from` to `to`, both included. */
export interface DayInterval {
  readonly from: DayNumber;
  readonly to: DayNumber;
}

/** The same days as intervals that neither overlap nor touch, rising. */
export function mergeIntervals(intervals: readonly DayInterval[]): DayInterval[] {
  const merged: { from: DayNumber; to: DayNumber }[] = [];
  for (const { from, to } of intervals.toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last && from <= last.to + 1) last.to = Math.max(last.to, to);
    else merged.push({ from, to });
  }
  return merged;
}

/** How many days of `from` to `to` lie in merged intervals. */
export function daysWithin(merged: readonly DayInterval[], from: DayNumber, to: DayNumber): number {
  let days = 0;
  for (let index = firstEndingAtOrAfter(merged, from); index < merged.length && merged[index]!.from <= to; index++) {
    days += Math.min(to, merged[index]!.to) - Math.max(from, merged[index]!.from) + 1;
  }
  return days;
}

function firstEndingAtOrAfter(merged: readonly DayInterval[], day: DayNumber): number {
  let [low, high] = [0, merged.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (merged[middle]!.to < day) low = middle + 1;
    else high = middle;
  }
  return low;
}
