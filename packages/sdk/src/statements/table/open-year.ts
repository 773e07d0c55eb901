import type { FoundTable } from './find-table.ts';
import { resolveDate, scanWithoutYear, type StatedDays } from '../values/date-scan.ts';

const YEAR = 512;
const MONTH = 32;
/** How many years are offered where a statement names none: this one and those before it. */
const OFFERED = 3;
const FIRST_YEAR = 1950;
const LAST_YEAR = 2099;

/** Whether days without a year run over the turn of one: they lie in the first and in the last months only. */
function turnsYear(cells: readonly string[], wholeYear: StatedDays): boolean {
  const months = cells.flatMap((cell) => {
    const scan = scanWithoutYear(cell, wholeYear);
    const day = scan ? resolveDate(scan, 'day-month-year') || resolveDate(scan, 'month-day-year') : 0;
    return day > 0 ? [(day >> 5) & 15] : [];
  });
  return months.some((month) => month >= 11) && months.some((month) => month <= 2) && months.every((month) => month >= 9 || month <= 4);
}

/** The days of a statement whose last row lies in a year. */
function daysUpTo(year: number, cells: readonly string[]): StatedDays {
  const wholeYear: StatedDays = { from: year * YEAR + MONTH + 1, to: year * YEAR + 12 * MONTH + 31 };
  return turnsYear(cells, wholeYear) ? { from: (year - 1) * YEAR + 7 * MONTH + 1, to: year * YEAR + 6 * MONTH + 30 } : wholeYear;
}

/** The years that a statement without one may be of, the latest first. */
export function offeredYears(): readonly string[] {
  const latest = new Date().getUTCFullYear();
  return Array.from({ length: OFFERED }, (_, back) => String(latest - back));
}

/** The days near which rows without a year lie, if the last of them lies in `year`; null where that is none. */
export function daysOfYear(year: string, cells: readonly string[]): StatedDays | null {
  const number = /^\d{4}$/.test(year) ? Number(year) : 0;
  return number >= FIRST_YEAR && number <= LAST_YEAR ? daysUpTo(number, cells) : null;
}

/** A table with the days of its rows in an answered year; null where the answer is no year. */
export function tableInYear(table: FoundTable, year: string): FoundTable | null {
  const near = daysOfYear(year, table.rows.flatMap(({ cells }) => cells));
  return near && { ...table, dateStyle: { near } };
}
