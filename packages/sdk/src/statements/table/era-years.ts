import { isRealDay } from '../../dates/index.ts';
import { namesDay } from '../roles/header-words.ts';
import { resolveDate, scanDay, type DateScan } from '../values/date-scan.ts';
import { asciiDigits } from '../values/text.ts';
import type { FoundTable } from './find-table.ts';
import { datesInText } from './stated-days.ts';

type Rows = readonly (readonly string[])[];

/** A way to read years of two digits that stand before their month, as in `08-03-05`. */
export interface YearReading {
  /** The year before the first one: 2018 for Reiwa, 2000 for western years. */
  readonly since: number;
  /** The year of the latest day. */
  readonly latest: number;
}

/** The year before the first one of the eras whose years are written without their name, by the scripts of those who do. */
const HEISEI = 1988;
const JAPANESE = [2018, HEISEI] as const;
const TAIWANESE = [1911] as const;
const WESTERN = 2000;
/** Files are no older than this where nothing tells how old they are. */
const OLDEST = 2000;

const JAPANESE_TEXT = /[\u3041-\u30fa\uff66-\uff9d]|令和|平成|昭和|円/;
const HAN_TEXT = /\p{Script=Han}/u;
const NAMED_ERA = /令和|平成|昭和|民國|民国/;

/** Share of the rows from which their language is that of the file. */
const MANY = 0.3;

/** The eras in which a file may count its years, by its language. */
function erasOf(around: string, rows: readonly string[]): readonly number[] {
  const written = (script: RegExp): boolean => script.test(around) || rows.filter((row) => script.test(row)).length > rows.length * MANY;
  if (written(JAPANESE_TEXT)) return JAPANESE;
  return written(HAN_TEXT) ? TAIWANESE : [];
}

/** Whether a date says neither which of its numbers is the year nor which is the month. */
function isBare(scan: DateScan | null): scan is DateScan {
  return scan !== null && scan.yearAt === null && scan.monthAt === null && scan.near === undefined;
}

const NEARLY_ALL = 0.9;

/** The bare dates of the columns that hold hardly anything else. */
function bareDates({ rows, width, header, dateStyle }: FoundTable): readonly DateScan[] {
  return Array.from({ length: width }, (_, column) => column).flatMap((column) => {
    const filled = rows.map(({ cells }) => cells[column] ?? '').filter((cell) => cell.trim() !== '');
    const scans = filled.map((cell) => scanDay(cell, namesDay(header[column] ?? '') ? dateStyle : 'date')).filter(isBare);
    return scans.length > 0 && scans.length >= filled.length * NEARLY_ALL ? scans : [];
  });
}

/** Rows of one statement lie in a year, or in two of them. */
const MOST_YEARS_APART = 2;

function yearsOf(scans: readonly DateScan[]): readonly number[] {
  return scans.map(({ parts }) => parts[0]);
}

/** Whether the first numbers may be years: close together, and followed by a month and a day. */
function mayLeadWithYear(scans: readonly DateScan[]): boolean {
  const years = yearsOf(scans);
  return Math.max(...years) - Math.min(...years) <= MOST_YEARS_APART && scans.every(({ parts }) => isRealDay(2000, parts[1], parts[2]));
}

const YEAR_IN_TEXT = /(令和|平成|昭和|民國|民国)\s?(元|\d{1,3})(?=\s?年)|(?<![\d./-])((?:19|20)\d{2})(?=\s?年|\s?[./-]\s?\d{1,2}(?!\d)|\s|$)/g;
const FIRST_YEARS: Readonly<Record<string, number>> = { 令和: 2018, 平成: 1988, 昭和: 1925, 民國: 1911, 民国: 1911 };

/** The years that a text names in full or with their era, alone or in a date. */
function statedYears(around: Rows): readonly number[] {
  const dated = datesInText(around).filter((scan) => scan.yearAt !== null).flatMap((scan) => resolveDate(scan, 'year-month-day') || resolveDate(scan, 'month-day-year'));
  const named = around.flat().flatMap((cell) => Array.from(asciiDigits(cell).normalize('NFKC').matchAll(YEAR_IN_TEXT), ([, era, number, year]) => (era === undefined ? Number(year) : FIRST_YEARS[era]! + (number === '元' ? 1 : Number(number)))));
  return [...dated.map((day) => day >> 9), ...named].filter((year) => year > 0);
}

/** Years further than this from those that a statement states are none of its own. */
const YEARS_AWAY = 1;

/** Whether days lie in the days that are stated around the table; false where fewer than two are. */
function lieInStated(days: readonly number[], around: Rows): boolean {
  const stated = datesInText(around).filter((scan) => scan.yearAt !== null).map((scan) => resolveDate(scan, 'year-month-day') || resolveDate(scan, 'month-day-year'));
  return stated.length > 1 && days.every((day) => day >= Math.min(...stated) && day <= Math.max(...stated));
}

/** Whether the dates lie in the stated days with their year at the end, and in none of the readings of a year at the beginning. */
function endWithYear(scans: readonly DateScan[], readings: readonly YearReading[], around: Rows): boolean {
  const led = readings.some(({ since }) => lieInStated(scans.map(({ parts: [year, month, day] }) => (since + year) * 512 + month * 32 + day), around));
  return !led && (['day-month-year', 'month-day-year'] as const).some((order) => lieInStated(scans.map((scan) => resolveDate(scan, order)), around));
}

/**
 * How the years of a table can be read that writes them with two digits before the month, in a file whose language counts
 * years by an era: the readings near to the years that are stated around it, else all that lie in the past, the likeliest
 * first. None where no era fits: then they are dates as in any other file.
 */
export function yearReadings(table: FoundTable, before: Rows): readonly YearReading[] {
  const eras = erasOf([...before.flat(), ...table.header].join(' '), table.rows.map(({ cells }) => cells.join(' ')));
  if (eras.length === 0) return [];
  const scans = bareDates(table);
  if (scans.length === 0 || !mayLeadWithYear(scans)) return [];
  const latest = Math.max(...yearsOf(scans));
  const readings = [...eras, WESTERN].map((since): YearReading => ({ since, latest: since + latest }));
  if (endWithYear(scans, readings, before)) return [];
  const stated = statedYears([...before, table.header]);
  const near = readings.filter((each) => stated.some((year) => Math.abs(year - each.latest) <= YEARS_AWAY));
  if (near.length > 0) return withEra(near);
  // The name of an era says how years are counted, if not which one it is.
  const past = readings.filter((each) => each.latest >= OLDEST && each.latest <= new Date().getUTCFullYear());
  const named = NAMED_ERA.test(before.flat().join(' ')) ? past.filter(({ since }) => since !== WESTERN) : [];
  if (named.length > 0) return named;
  // Nobody counts on in an era that is over: its years are looked at where no other ones fit.
  const going = past.filter(({ since }) => since !== HEISEI);
  return withEra(going.length > 0 ? going : past);
}

function withEra(readings: readonly YearReading[]): readonly YearReading[] {
  return readings.some(({ since }) => since !== WESTERN) ? readings : [];
}
