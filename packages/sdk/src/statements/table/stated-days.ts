import { resolveDate, scanDay, type CountedYears, type DateOrder, type DateScan, type PackedDay, type StatedDays } from '../values/date-scan.ts';
import { anyMonthNames, type MonthNames } from '../values/month-names.ts';
import { asciiDigits, cleanText, fold } from '../values/text.ts';

type Rows = readonly (readonly string[])[];

const PERIOD_LABEL = /(?:period|zeitraum|periode|periodo|tijdvak|kausi|okres|obdobi|idoszak|razdoblje|donem|период|dates? de|du|au|from|to|von|bis|vom|date range|dal|al|desde|hasta|van|tot|od|do|za okres|transactions? from|umsatze|datum|begin|debut|fin|start|end|through|thru|期间|期間|기간)/;
const DATE_IN_TEXT = /\d{1,4}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}(?:st|nd|rd|th|er|º)?\.?[ -]?(?:de )?\p{L}{3,12}\.?[ -](?:de )?\d{4}|\p{L}{3,12}\.? \d{1,2}(?:st|nd|rd|th)?, ?\d{4}|\p{L}{3,12}\.? \d{1,2}\/\d{2}(?![\d/])|(?:令和|平成|昭和)?\s?(?:\d{1,4}|元)\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]/gu;

/** Numbers of banks and accounts in pairs of digits look like dates: `Sort code 20-11-47`. */
const BANK_NUMBER = /(?:sort ?code|bsb|blz|branch|clearing|routing|account|konto(?:nummer|nr)?|compte|cuenta|conta|kto)[\s:.\p{L}]{0,8}\d{2,3}-\d{2,3}(?:-\d{2,3})?/giu;

/** How dates in a text are written: the language of their months, and since when bare years are counted. */
export interface TextDates {
  readonly months?: MonthNames;
  readonly years?: CountedYears | null;
}

function datesOfCell(cell: string, { months = anyMonthNames(), years }: TextDates): readonly DateScan[] {
  return (asciiDigits(cell).replace(BANK_NUMBER, ' ').match(DATE_IN_TEXT) ?? []).flatMap((text) => scanDay(text, years ?? 'date', months) ?? []);
}

const COMPACT = /^\d{8}$/;

/** Days without separators, of which the records above a table of some exports hold several: `20260301;20260331`. One alone may be any number. */
function compactDatesOf(cells: readonly string[]): readonly DateScan[] {
  const scans = cells.flatMap((cell) => (COMPACT.test(cell) ? (scanDay(cell, 'date') ?? []) : [])).filter(({ yearAt }) => yearAt === 0);
  return scans.length > 1 ? scans : [];
}

/** Dates within the lines around a table, as they stand. */
export function datesInText(rows: Rows, written: TextDates = {}): readonly DateScan[] {
  return rows.flatMap((cells) => [...cells.flatMap((cell) => datesOfCell(cell, written)), ...compactDatesOf(cells)]);
}

const BETWEEN = /^\s?(?:[-–—~]|to|until|through|thru|bis|au|a|al|ate|tot(?: en met)?|t\/m|do|til|till|по|至|から|부터)\s?$/;

/** Whether a line is hardly more than two dates and a word between them. */
function joinsTwoDates(line: string): boolean {
  const parts = line.split(DATE_IN_TEXT);
  return parts.length === 3 && BETWEEN.test(parts[1]!);
}

/** The period that one cell states of a line which names other days as well, such as that of its printing. */
function periodInCell(cells: readonly string[], order: DateOrder, written: TextDates): StatedDays | null {
  for (const cell of cells) {
    const [from, to, ...more] = datesOfCell(cell, written).map((scan) => resolveDate(scan, order));
    if (from !== undefined && to !== undefined && more.length === 0 && from > 0 && from <= to) return { from, to };
  }
  return null;
}

/** The period that a statement states: two dates on a line that speaks of one or joins them, or one date on each of two lines. */
export function findPeriod(rows: Rows, order: DateOrder, written: TextDates = {}): StatedDays | null {
  const days: PackedDay[] = [];
  for (const cells of rows) {
    const line = fold(cells.map(cleanText).join(' '));
    if (!PERIOD_LABEL.test(line) && !cells.some((cell) => joinsTwoDates(fold(asciiDigits(cell))))) continue;
    const found = datesInText([cells], written).map((scan) => resolveDate(scan, order)).filter((day) => day > 0);
    if (found.length === 2 && found[0]! <= found[1]!) return { from: found[0]!, to: found[1]! };
    const within = found.length > 2 ? periodInCell(cells, order, written) : null;
    if (within) return within;
    if (found.length === 1 && cells.filter((cell) => cell.trim() !== '').length <= 2) days.push(found[0]!);
  }
  const [from, to] = days;
  return days.length === 2 && from! < to! ? { from: from!, to: to! } : null;
}

/** The stated period in whichever order of dates it is one. */
export function statedPeriod(rows: Rows): StatedDays | null {
  return findPeriod(rows, 'day-month-year') ?? findPeriod(rows, 'month-day-year');
}

const YEAR = 512;
const LAST_DAY = 12 * 32 + 31;
const FIRST_DAY = 32 + 1;
/** Dates further apart than this are not those of one statement. */
const MOST_YEARS = 1;

/** Days that some dates mean under an order; null where one of them is no day under it. */
function daysUnder(scans: readonly DateScan[], order: DateOrder): readonly PackedDay[] | null {
  const days = scans.map((scan) => resolveDate(scan, order));
  return days.every((day) => day > 0) ? days : null;
}

function width(days: readonly PackedDay[]): number {
  return Math.max(...days) - Math.min(...days);
}

/**
 * All days that dates in the text mean: day first where points part them, else in the order under which all are days and
 * lie closer together; a single date in both orders.
 */
function daysInText(rows: Rows): readonly PackedDay[] {
  const scans = datesInText(rows);
  const dayFirst = daysUnder(scans, 'day-month-year');
  if (dayFirst && scans.every((scan) => scan.separator === '.')) return dayFirst;
  const monthFirst = daysUnder(scans, 'month-day-year');
  if (dayFirst && monthFirst && scans.length > 1) return width(monthFirst) < width(dayFirst) ? monthFirst : dayFirst;
  if (dayFirst && monthFirst) return [...dayFirst, ...monthFirst];
  return (dayFirst ?? monthFirst ?? scans.flatMap((scan) => [resolveDate(scan, 'day-month-year'), resolveDate(scan, 'month-day-year')])).filter((day) => day > 0);
}

/** Words before the year are no names of months where East Asian letters part them. */
const MONTH_AND_YEAR = /((?:(?![\p{sc=Han}\p{sc=Hangul}\p{sc=Hiragana}\p{sc=Katakana}])\p{L}){3,12})\.?[ -]?(?:de |del )?((?:19|20)\d{2})(?!\d)|(?<![\d./-])(\d{1,2})[/.-]((?:19|20)\d{2})(?!\d)|((?:19|20)\d{2})\s?[年년]\s?(\d{1,2})\s?[月월]/gu;

/** Months that are named with their year, such as `March 2026` and `3/2026`, and are no part of a date. */
function monthsInText(rows: Rows): readonly StatedDays[] {
  const names = anyMonthNames();
  return rows.flatMap((cells) => Array.from(fold(asciiDigits(cells.join(' ')).replace(DATE_IN_TEXT, ' ')).matchAll(MONTH_AND_YEAR), (match): StatedDays | null => {
    const [month, year] = match[1] !== undefined ? [names.get(match[1]) ?? 0, Number(match[2])] : match[3] !== undefined ? [Number(match[3]), Number(match[4])] : [Number(match[6]), Number(match[5])];
    return month >= 1 && month <= 12 ? { from: year * YEAR + month * 32 + 1, to: year * YEAR + month * 32 + 31 } : null;
  })).filter((days) => days !== null);
}

const LONE_YEAR = /(?<![\d./-])(?:19[89]\d|20[0-4]\d)(?![\d./-])/g;

/** The one year that the text names; null where it names none, or several. */
function yearInText(rows: Rows): StatedDays | null {
  const years = new Set(rows.flatMap((cells) => asciiDigits(cells.join(' ')).match(LONE_YEAR) ?? []).map(Number));
  const [year] = years;
  return years.size === 1 ? { from: year! * YEAR + FIRST_DAY, to: year! * YEAR + LAST_DAY } : null;
}

function span(days: readonly PackedDay[]): StatedDays {
  return { from: Math.min(...days), to: Math.max(...days) };
}

/** From a year before a day to that day: what a statement of that day can speak of. */
function yearUpTo(day: PackedDay): StatedDays {
  return { from: day - YEAR + 1, to: day };
}

/**
 * The days near which the dates of a statement lie that writes them without their year: its period, else its months, else
 * the year before its latest date, else the one year that it names. null where nothing tells.
 */
export function statedDays(rows: Rows): StatedDays | null {
  const period = statedPeriod(rows);
  if (period) return period;
  const days = daysInText(rows);
  const months = monthsInText(rows);
  if (days.length > 0) {
    const { from, to } = span([...days, ...months.flatMap((month) => [month.from, month.to])]);
    if ((to >> 9) - (from >> 9) > MOST_YEARS) return yearUpTo(to);
    return from === to ? yearUpTo(to) : { from, to };
  }
  if (months.length > 0) return { from: Math.min(...months.map((month) => month.from)), to: Math.max(...months.map((month) => month.to)) };
  return yearInText(rows);
}
