import { calendarDate, isRealDay, type CalendarDate } from '../../dates/index.ts';
import { resolveDate, scanDay, type DateOrder, type DateStyle, type PackedDay } from './date-scan.ts';
import type { MonthNames } from './month-names.ts';

/** Reads a cell as a day, 0 where it is none. The cell is all of `text`, or what stands in it between two positions. */
export type DayParser = (text: string, from?: number, to?: number) => PackedDay;

const MEMO_ENTRIES = 20_000;

/** A packed day as a date. */
export function dateOfDay(day: PackedDay): CalendarDate {
  return calendarDate(day >> 9, (day >> 5) & 15, day & 31);
}

/** Two digits at `at`, or a negative number where they are none. */
function two(text: string, at: number): number {
  const [tens, ones] = [text.charCodeAt(at) - 48, text.charCodeAt(at + 1) - 48];
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -10_000;
}

/** Whether a date may end before position `at`: the end of the cell, or a time of day after it. */
function endsAt(text: string, at: number, to: number): boolean {
  if (to === at) return true;
  const code = text.charCodeAt(at);
  return at + 3 < to && (code === 0x20 || code === 0x54) && text.charCodeAt(at + 3) === 0x3a && two(text, at + 1) >= 0;
}

function isMark(code: number): boolean {
  return code === 0x2e || code === 0x2f || code === 0x2d;
}

/** The two layouts that nearly all files have, by position: `dd?dd?dddd` and `dddd?dd?dd`. 0 means: look closer. */
function byPosition(text: string, from: number, to: number, order: DateOrder): PackedDay {
  if (to - from < 10 || !endsAt(text, from + 10, to)) return 0;
  let [year, month, day] = [0, 0, 0];
  if (isMark(text.charCodeAt(from + 2)) && text.charCodeAt(from + 5) === text.charCodeAt(from + 2)) {
    year = two(text, from + 6) * 100 + two(text, from + 8);
    const [first, second] = [two(text, from), two(text, from + 3)];
    [month, day] = order === 'month-day-year' ? [first, second] : [second, first];
  } else if (isMark(text.charCodeAt(from + 4)) && text.charCodeAt(from + 7) === text.charCodeAt(from + 4)) {
    year = two(text, from) * 100 + two(text, from + 2);
    const [second, third] = [two(text, from + 5), two(text, from + 8)];
    [month, day] = order === 'year-day-month' ? [third, second] : [second, third];
  }
  return year >= 1900 && year <= 2199 && isRealDay(year, month, day) ? year * 512 + month * 32 + day : 0;
}

/** Compiles the parser of one date column. Cells in unusual layouts are read once each. */
export function dayParser(order: DateOrder, months: MonthNames, style: DateStyle = 'date'): DayParser {
  const memo = new Map<string, PackedDay>();
  const slowly = (cell: string): PackedDay => {
    let day = memo.get(cell);
    if (day === undefined) {
      const scan = scanDay(cell, style, months);
      day = scan ? resolveDate(scan, order) : 0;
      if (memo.size < MEMO_ENTRIES) memo.set(cell, day);
    }
    return day;
  };
  return (text, from = 0, to = text.length) => (from === to ? 0 : byPosition(text, from, to, order) || slowly(text.slice(from, to)));
}
