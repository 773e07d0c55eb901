import { civilOf, dayNumberOf, isRealDay } from '../../dates/index.ts';
import type { Recipe } from '../types.ts';
import { anyMonthNames, thaiMonthsInEnglish, type MonthNames } from './month-names.ts';
import { asciiDigits, cleanCell, fold } from './text.ts';

export type DateOrder = Recipe['dateOrder'];

/** A date as it stands in a cell, before its order is decided. */
export interface DateScan {
  /** The three numbers from left to right; a month name stands as its month. */
  readonly parts: readonly [number, number, number];
  /** Which part is certainly the year (four digits); null where all three have one or two digits. */
  readonly yearAt: 0 | 2 | null;
  /** Which part is certainly the month, because it is a word or stands before a month sign. */
  readonly monthAt: 0 | 1 | null;
  readonly separator: string;
  /** The folded month word, where there is one. */
  readonly monthWord: string | null;
  /** The stated days near which the date lies, where its year is not written; the third part then says nothing. */
  readonly near?: StatedDays;
}

/** Year, month and day in one number: `year * 512 + month * 32 + day`; 0 is no date. */
export type PackedDay = number;

export function packedDay(year: number, month: number, day: number): PackedDay {
  return year * 512 + month * 32 + day;
}

/** The first and the last day that a statement speaks of. */
export interface StatedDays {
  readonly from: PackedDay;
  readonly to: PackedDay;
}

/** What some languages write after the year for "year". */
const YEAR_SIGN = String.raw`(?:\s?(?:года|год|г|р|ж)\.?)?`;
const TIME = String.raw`(?:(?:[\s,t]+|-)\d{1,2}[:.h]\d{2}(?:[:.]\d{2}(?:[.,]\d{1,9})?)?(?:\s*[ap]\.?m\.?)?(?:\s*(?:[a-z]{1,5}|[+-]\d{1,2}(?::?\d{2})?|gmt[+-]\d{1,2}(?::?\d{2})?))?)?`;
const WEEKDAY = String.raw`(?:\p{L}{2,12}\.?,?\s+)?`;
const NUMERIC = new RegExp(String.raw`^${WEEKDAY}(\d{1,4})(\s?[./\-]\s?|\s)(\d{1,2})\2(\d{1,4})\.?${YEAR_SIGN}${TIME}$`, 'u');
const COMPACT = /^(\d{8})(?:[t ]?(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d(?:\.\d{1,6})?)?z?)?(?:\s*\[[^\]]{0,20}\])?$/;
/** Years of the Republic of China (Taiwan) have three digits; a four-digit or two-digit year is a western one. */
const EAST_ASIAN = new RegExp(String.raw`^(?:中華民國|民國)?\s?(\d{2,4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]?(?:\s*[(（].{1,3}[)）])?${TIME}$`, 'u');
const DAY_WORD_YEAR = new RegExp(String.raw`^${WEEKDAY}(\d{1,2})(?:st|nd|rd|th|er|º|\.)?[\s\-./]*(?:de |of |d')?(\p{L}{3,14})\.?[\s\-./,']*(?:de |del |of )?(\d{4}|\d{2})\.?${YEAR_SIGN}${TIME}$`, 'u');
const WORD_DAY_YEAR = new RegExp(String.raw`^${WEEKDAY}(\p{L}{3,14})\.?[\s\-./]*(\d{1,2})(?:st|nd|rd|th|\.)?[\s\-./,']+(\d{4}|\d{2})${TIME}$`, 'u');
const YEAR_WORD_DAY = new RegExp(String.raw`^(\d{4})\.?[\s\-./]*(\p{L}{3,14})\.?[\s\-./]*(\d{1,2})\.?${TIME}$`, 'u');
/** A year of a Japanese emperor: `令和8年3月2日`, `R8.3.2`, `平成元年`. */
const ERA = new RegExp(String.raw`^(令和|平成|昭和|[rhs])\.?\s?(元|\d{1,2})\s?([年./\-])\s?(\d{1,2})(?:月|\3)\s?(\d{1,2})日?${TIME}$`, 'u');
/** The year before the first one of each era. */
const ERAS: Readonly<Record<string, number>> = { 令和: 2018, r: 2018, 平成: 1988, h: 1988, 昭和: 1925, s: 1925 };
/** `04/17/2026 as of 04/15/2026`: booked on the first day for the second one. */
const AS_OF = /\s+as of\s+[\d./ -]+$/;
const LONGEST_DATE = 48;
/** A cheap first look: a date holds three digits and begins with a digit, or with a word that a digit follows. */
const MAY_BE_A_DATE = /^[\s="']*(?:\d|\p{L}+[\p{L}\s.,\-/]*\d)(?:.*\d){2}|^\p{Script=Han}{2}元年/su;

/**
 * What most texts with digits are: an amount with cents, which has not the two equal separators of a date; or one that
 * begins with more digits than any part of a date has, and with fewer than a date without separators.
 */
const NO_DATE = /^(?:[+-]?\d{1,3}(?:[.,]?\d{3})*[.,]\d{2}$|\d{5,7}(?:[ -/:-~]|$))/;
const LETTER = /\p{L}/u;

function scanNamed(text: string, months: MonthNames): DateScan | null {
  let match = DAY_WORD_YEAR.exec(text);
  if (match) return named(match[2]!, months, (month) => [Number(match![1]), month, Number(match![3])], match[3]!.length === 4 ? 2 : null, 1);
  match = WORD_DAY_YEAR.exec(text);
  if (match) return named(match[1]!, months, (month) => [month, Number(match![2]), Number(match![3])], match[3]!.length === 4 ? 2 : null, 0);
  match = YEAR_WORD_DAY.exec(text);
  return match ? named(match[2]!, months, (month) => [Number(match![1]), month, Number(match![3])], 0, 1) : null;
}

function named(
  word: string, months: MonthNames, parts: (month: number) => [number, number, number], yearAt: 0 | 2 | null, monthAt: 0 | 1,
): DateScan | null {
  const month = months.get(word);
  return month === undefined ? null : { parts: parts(month), yearAt, monthAt, separator: ' ', monthWord: word };
}

function scanCompact(digits: string): DateScan | null {
  const year = Number(digits.slice(0, 4));
  if (year >= 1950 && year <= 2099 && isRealDay(year, Number(digits.slice(4, 6)), Number(digits.slice(6)))) {
    return { parts: [year, Number(digits.slice(4, 6)), Number(digits.slice(6))], yearAt: 0, monthAt: 1, separator: '', monthWord: null };
  }
  const last = Number(digits.slice(4));
  const [first, second] = [Number(digits.slice(0, 2)), Number(digits.slice(2, 4))];
  if (last < 1950 || last > 2099 || (!isRealDay(last, second, first) && !isRealDay(last, first, second))) return null;
  return { parts: [first, second, last], yearAt: 2, monthAt: null, separator: '', monthWord: null };
}

/** The years 1882 to 2076. */
function isIslamicYear(year: number): boolean {
  return year >= 1300 && year < 1500;
}

/** Reads the whole of a cell as a date, whatever its order; null where it is none. A time of day after it is left out. */
export function scanDate(cell: string, months: MonthNames = anyMonthNames()): DateScan | null {
  if (cell.length < 6 || cell.length > LONGEST_DATE || NO_DATE.test(cell) || !MAY_BE_A_DATE.test(asciiDigits(cell))) return null;
  const text = fold(thaiMonthsInEnglish(asciiDigits(cleanCell(cell)))).replace(/^'/, '').replace(AS_OF, '');
  const compact = COMPACT.exec(text);
  if (compact) return scanCompact(compact[1]!);
  const numeric = NUMERIC.exec(text);
  if (numeric) {
    const [first, third] = [numeric[1]!, numeric[4]!];
    if (third.length === 3 || (first.length >= 3 && third.length === 4)) return null;
    const yearAt = first.length >= 3 ? 0 : third.length === 4 ? 2 : null;
    // Years of the Islamic calendar, which some statements print beside those of the other one.
    if (yearAt !== null && isIslamicYear(Number(yearAt === 0 ? first : third))) return null;
    return { parts: [Number(first), Number(numeric[3]), Number(third)], yearAt, monthAt: null, separator: numeric[2]!.trim(), monthWord: null };
  }
  // All other dates hold letters, which most amounts do not.
  if (!LETTER.test(text)) return null;
  const eastAsian = EAST_ASIAN.exec(text);
  if (eastAsian) {
    return { parts: [Number(eastAsian[1]), Number(eastAsian[2]), Number(eastAsian[3])], yearAt: 0, monthAt: 1, separator: '年', monthWord: null };
  }
  return scanEra(text) ?? scanNamed(text, months);
}

function scanEra(text: string): DateScan | null {
  const era = ERA.exec(text);
  if (!era) return null;
  const year = ERAS[era[1]!]! + (era[2] === '元' ? 1 : Number(era[2]));
  return { parts: [year, Number(era[4]), Number(era[5])], yearAt: 0, monthAt: 1, separator: '年', monthWord: null };
}

const SERIAL = /^[3-6]\d{4}(?:[.,]\d+)?$/;
/** Day 0 of a spreadsheet. */
const SERIAL_ZERO = dayNumberOf(1899, 12, 30);
/**
 * How a column writes its days: as dates, as the numbers with which spreadsheets count them (1982 to 2091), as seconds or
 * milliseconds since 1970 (2001 to 2033, days of UTC), as six digits in some order (`020326`), as seven
 * digits with a year of the Republic of China (`1130226`),
 * without the year, which follows from the days that the statement speaks of, or with years of two digits before the month
 * that are counted `since` a year, such as that before the first one of an era. All but the first and the last only in
 * columns that are named as dates.
 */
export type DateStyle = 'date' | 'serial' | 'unix-time' | 'six-digits' | 'minguo' | { readonly near: StatedDays } | CountedYears;

export interface CountedYears {
  readonly since: number;
}

/** Since when the bare years of a style are counted; null where they are western ones. */
export function countedYears(style: DateStyle): CountedYears | null {
  return typeof style === 'object' && 'since' in style ? style : null;
}

function scanSerial(cell: string): DateScan | null {
  const text = cleanCell(cell);
  if (!SERIAL.test(text)) return null;
  const { year, month, day } = civilOf(SERIAL_ZERO + Number.parseInt(text, 10));
  return { parts: [year, month, day], yearAt: 0, monthAt: 1, separator: '', monthWord: null };
}

const UNIX_TIME = /^(1\d{9})(?:\d{3}|\.\d+)?$/;
const SECONDS_OF_DAY = 86_400;

function scanUnixTime(cell: string): DateScan | null {
  const seconds = UNIX_TIME.exec(cleanCell(cell));
  if (!seconds) return null;
  const { year, month, day } = civilOf(Math.floor(Number(seconds[1]) / SECONDS_OF_DAY));
  return { parts: [year, month, day], yearAt: 0, monthAt: 1, separator: '', monthWord: null };
}

/** Years 80 to 159 of the Republic of China (1991 to 2070), month and day. */
const MINGUO = /^(0[89]\d|1[0-5]\d)(\d{2})(\d{2})$/;

function scanMinguo(cell: string): DateScan | null {
  const match = MINGUO.exec(asciiDigits(cleanCell(cell)));
  if (!match) return null;
  const [year, month, day] = [1911 + Number(match[1]), Number(match[2]), Number(match[3])];
  return isRealDay(year, month, day) ? { parts: [year, month, day], yearAt: 0, monthAt: 1, separator: '', monthWord: null } : null;
}

const NO_YEAR_NUMERIC = /^(\d{1,2})\s?([./-])\s?(\d{1,2})[./]?$/;
/** `12 17`: two digits each, since a blank parts numbers of all kinds. */
const NO_YEAR_BLANK = /^(\d{2})( )(\d{2})$/;
const NO_YEAR_EAST_ASIAN = /^(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]?$/;
const DAY_WORD = /^(\d{1,2})(?:st|nd|rd|th|er|º|\.)?[\s.\-/]*(?:de |of )?(\p{L}{3,14})\.?$/u;
const WORD_DAY = /^(\p{L}{3,14})\.?[\s.\-/]*(\d{1,2})(?:st|nd|rd|th)?$/u;
const LONGEST_WITHOUT_YEAR = 20;
/** A day and a month have four digits at most. */
const FIVE_DIGITS = /(?:\d\D*){5}/;

/** Reads the whole of a cell as a day and a month; the year follows from the days that the statement speaks of. */
export function scanWithoutYear(cell: string, near: StatedDays, months: MonthNames = anyMonthNames()): DateScan | null {
  if (cell.length < 3 || cell.length > LONGEST_WITHOUT_YEAR || FIVE_DIGITS.test(cell)) return null;
  const text = fold(thaiMonthsInEnglish(asciiDigits(cleanCell(cell)))).replace(/^'/, '');
  const numeric = NO_YEAR_NUMERIC.exec(text) ?? NO_YEAR_BLANK.exec(text);
  if (numeric) return possible({ parts: [Number(numeric[1]), Number(numeric[3]), 0], yearAt: 2, monthAt: null, separator: numeric[2]!, monthWord: null, near });
  const eastAsian = NO_YEAR_EAST_ASIAN.exec(text);
  if (eastAsian) return possible({ parts: [Number(eastAsian[1]), Number(eastAsian[2]), 0], yearAt: 2, monthAt: 0, separator: '月', monthWord: null, near });
  const [dayFirst, wordFirst] = [DAY_WORD.exec(text), WORD_DAY.exec(text)];
  const scan = dayFirst ? named(dayFirst[2]!, months, (month) => [Number(dayFirst[1]), month, 0], 2, 1) : wordFirst ? named(wordFirst[1]!, months, (month) => [month, Number(wordFirst[2]), 0], 2, 0) : null;
  return scan && possible({ ...scan, near });
}

/** A nought at the beginning gets lost where programs take such days for numbers. */
const SIX_DIGITS = /^(\d{2})(\d{2})(\d{2})$/;
const ORDERS: readonly DateOrder[] = ['day-month-year', 'month-day-year', 'year-month-day'];

/** Reads six digits as a day, a month and a year of two digits, in some order; only columns that are named as days hold such ones. */
export function scanSixDigits(cell: string): DateScan | null {
  const match = SIX_DIGITS.exec(asciiDigits(cleanCell(cell)));
  if (!match) return null;
  return possible({ parts: [Number(match[1]), Number(match[2]), Number(match[3])], yearAt: null, monthAt: null, separator: '', monthWord: null });
}

const NO_YEAR_COMPACT = /^(\d{1,2})(\d{2})$/;

/** Reads three or four digits as a day and a month; only columns that are named as days hold such ones. */
export function scanCompactDay(cell: string, near: StatedDays): DateScan | null {
  const match = NO_YEAR_COMPACT.exec(cell);
  return match && possible({ parts: [Number(match[1]), Number(match[2]), 0], yearAt: 2, monthAt: null, separator: '', monthWord: null, near });
}

/** A scan that is a day in some order, else null. */
function possible(scan: DateScan): DateScan | null {
  return ORDERS.some((order) => resolveDate(scan, order) > 0) ? scan : null;
}

/** A date whose first number is a year that is counted since another one; dates that tell their year stay as they are. */
function counted(scan: DateScan | null, { since }: CountedYears): DateScan | null {
  if (!scan || scan.yearAt !== null || scan.monthAt !== null) return scan;
  const [year, month, day] = scan.parts;
  return { ...scan, parts: [since + year, month, day], yearAt: 0 };
}

/** Reads the whole of a cell as a day in the style of its column. A column without years may still write one here and there. */
export function scanDay(cell: string, style: DateStyle, months: MonthNames = anyMonthNames()): DateScan | null {
  if (style === 'date') return scanDate(cell, months);
  if (style === 'serial') return scanSerial(cell);
  if (style === 'unix-time') return scanUnixTime(cell);
  if (style === 'six-digits') return scanSixDigits(cell) ?? scanDate(cell, months);
  if (style === 'minguo') return scanMinguo(cell);
  if ('since' in style) return counted(scanDate(cell, months) ?? scanSixDigits(cell), style);
  return scanWithoutYear(cell, style.near, months) ?? scanDate(cell, months) ?? scanCompactDay(cell, style.near);
}

/** Days further from what a statement speaks of than this (rough ones) are none of its days. */
const MOST_AWAY = 200;

/** The day in the year in which it lies in or nearest to the stated days; of two as near, the later one. */
function nearStated(month: number, day: number, { from, to }: StatedDays): PackedDay {
  let [best, least] = [0, MOST_AWAY];
  for (let year = (from >> 9) - 1; year <= (to >> 9) + 1; year++) {
    const packed = pack(year, month, day);
    const [rough, first, last] = [roughDay(packed), roughDay(from), roughDay(to)];
    const distance = Math.max(first - rough, rough - last, 0);
    if (packed > 0 && distance <= least) [best, least] = [packed, distance];
  }
  return best;
}

/**
 * Two digits mean 1980 to 2043; 44 to 79 would lie in a far future or before any export, and are years of the Buddhist
 * era (Thailand, 2544 to 2579). Three digits are years of the Republic of China. Those of the Buddhist era are moved by 543.
 */
function fullYear(year: number): number {
  if (year < 44) return 2000 + year;
  if (year < 80) return 2500 - 543 + year;
  if (year < 100) return 1900 + year;
  if (year < 200) return 1911 + year;
  return year > 2400 && year < 2700 ? year - 543 : year;
}

function pack(year: number, month: number, day: number): PackedDay {
  const full = fullYear(year);
  return full >= 1900 && full <= 2199 && isRealDay(full, month, day) ? packedDay(full, month, day) : 0;
}

/** The day that a scan names under an order; what the scan is certain of outweighs the order. 0 where there is no such day. */
export function resolveDate(scan: DateScan, order: DateOrder): PackedDay {
  const [first, second, third] = scan.parts;
  if (scan.near) {
    const monthFirst = scan.monthAt === null ? order !== 'day-month-year' : scan.monthAt === 0;
    return monthFirst ? nearStated(first, second, scan.near) : nearStated(second, first, scan.near);
  }
  if (scan.monthAt === 0) return pack(third, first, second);
  if (scan.yearAt === 0) return order === 'year-day-month' && scan.monthAt === null ? pack(first, third, second) : pack(first, second, third);
  if (scan.monthAt === 1) return order === 'year-month-day' && scan.yearAt === null ? pack(first, second, third) : pack(third, second, first);
  if (scan.yearAt === 2) return order === 'month-day-year' ? pack(third, first, second) : pack(third, second, first);
  if (order === 'day-month-year') return pack(third, second, first);
  if (order === 'month-day-year') return pack(third, first, second);
  return order === 'year-month-day' ? pack(first, second, third) : pack(first, third, second);
}

/** Days since 1970, roughly (every month has 31 days): good enough to compare spans and neighbours. */
export function roughDay(packed: PackedDay): number {
  return (packed >> 9) * 372 + ((packed >> 5) & 15) * 31 + (packed & 31);
}
