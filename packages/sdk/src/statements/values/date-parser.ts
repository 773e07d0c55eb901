import { calendarDate, isRealDay, type CalendarDate } from '../../dates/index.ts';
import { resolveDate, scanDay, type DateOrder, type DateStyle, type PackedDay } from './date-scan.ts';
import type { MonthNames } from './month-names.ts';

export type DateParser = (cell: string) => CalendarDate | null;

const MEMO_ENTRIES = 20_000;

/** Two digits at `at`, or a negative number where they are none. */
function two(text: string, at: number): number {
  const [tens, ones] = [text.charCodeAt(at) - 48, text.charCodeAt(at + 1) - 48];
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -10_000;
}

/** Whether a date may end before position `at`: the end of the text, or a time of day after it. */
function endsAt(text: string, at: number): boolean {
  if (text.length === at) return true;
  const code = text.charCodeAt(at);
  return (code === 0x20 || code === 0x54) && text.charCodeAt(at + 3) === 0x3a && two(text, at + 1) >= 0;
}

function isMark(code: number): boolean {
  return code === 0x2e || code === 0x2f || code === 0x2d;
}

/** The two layouts that nearly all files have, by position: `dd?dd?dddd` and `dddd?dd?dd`. 0 means: look closer. */
function byPosition(text: string, order: DateOrder): PackedDay {
  if (text.length < 10 || !endsAt(text, 10)) return 0;
  let [year, month, day] = [0, 0, 0];
  if (isMark(text.charCodeAt(2)) && text.charCodeAt(5) === text.charCodeAt(2)) {
    year = two(text, 6) * 100 + two(text, 8);
    const [first, second] = [two(text, 0), two(text, 3)];
    [month, day] = order === 'month-day-year' ? [first, second] : [second, first];
  } else if (isMark(text.charCodeAt(4)) && text.charCodeAt(7) === text.charCodeAt(4)) {
    year = two(text, 0) * 100 + two(text, 2);
    const [second, third] = [two(text, 5), two(text, 8)];
    [month, day] = order === 'year-day-month' ? [third, second] : [second, third];
  }
  return year >= 1900 && year <= 2199 && isRealDay(year, month, day) ? year * 512 + month * 32 + day : 0;
}

/** Compiles the parser of one date column. Repeated days share one string, repeated cells are read once. */
export function dateParser(order: DateOrder, months: MonthNames, style: DateStyle = 'date'): DateParser {
  const days = new Map<PackedDay, CalendarDate>();
  const memo = new Map<string, CalendarDate | null>();
  let lastCell = '';
  let lastDate: CalendarDate | null = null;

  const dateOf = (packed: PackedDay): CalendarDate | null => {
    if (packed === 0) return null;
    let date = days.get(packed);
    if (date === undefined) {
      date = calendarDate(packed >> 9, (packed >> 5) & 15, packed & 31);
      days.set(packed, date);
    }
    return date;
  };
  const slowly = (cell: string): CalendarDate | null => {
    let date = memo.get(cell);
    if (date === undefined) {
      const scan = scanDay(cell, style, months);
      date = scan ? dateOf(resolveDate(scan, order)) : null;
      if (memo.size < MEMO_ENTRIES) memo.set(cell, date);
    }
    return date;
  };
  return (cell) => {
    if (cell === lastCell) return lastDate;
    const packed = byPosition(cell, order);
    lastDate = packed === 0 ? slowly(cell) : dateOf(packed);
    lastCell = cell;
    return lastDate;
  };
}
