/** A day of the proleptic Gregorian calendar, `YYYY-MM-DD` (ISO 8601), years 0001 to 9999. It has no time and no zone. */
export type CalendarDate = string;

/** A month, `YYYY-MM`. */
export type CalendarMonth = string;

/** Days since 1970-01-01, negative before. The form in which the ledger stores and compares days. */
export type DayNumber = number;

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Days of a month; `month` runs from 1 to 12. */
export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : DAYS_IN_MONTH[month - 1]!;
}

/** Whether year, month (1 to 12) and day name a day that exists. */
export function isRealDay(year: number, month: number, day: number): boolean {
  return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

export function isCalendarDate(text: string): text is CalendarDate {
  const match = DATE.exec(text);
  return match !== null && isRealDay(Number(match[1]), Number(match[2]), Number(match[3]));
}

/** Whether a text is a day of the years 1900 to 2199: any other one in a ledger is a slip of the hand or of a reader. */
export function isBookingDate(text: string): text is CalendarDate {
  return isCalendarDate(text) && text >= '1900-01-01' && text <= '2199-12-31';
}

/** Year, month and day as a calendar date. The caller has checked `isRealDay`. */
export function calendarDate(year: number, month: number, day: number): CalendarDate {
  return `${String(year).padStart(4, '0')}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}`;
}

/**
 * Days from 1970-01-01 to a civil date, by counting from 1 March so that the leap day ends the year
 * (the algorithm that H. Hinnant describes in "chrono-compatible low-level date algorithms").
 */
export function dayNumberOf(year: number, month: number, day: number): DayNumber {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

/** @throws {RangeError} where the text is not a calendar date. */
export function toDayNumber(date: CalendarDate): DayNumber {
  const match = DATE.exec(date);
  if (!match || !isRealDay(Number(match[1]), Number(match[2]), Number(match[3]))) throw new RangeError('Not a calendar date.');
  return dayNumberOf(Number(match[1]), Number(match[2]), Number(match[3]));
}

/** The inverse of `dayNumberOf`. */
export function civilOf(day: DayNumber): { year: number; month: number; day: number } {
  const z = day + 719468;
  const era = Math.floor(z / 146097);
  const dayOfEra = z - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1 };
}

export function fromDayNumber(day: DayNumber): CalendarDate {
  const civil = civilOf(day);
  return calendarDate(civil.year, civil.month, civil.day);
}

export function addDays(date: CalendarDate, days: number): CalendarDate {
  return fromDayNumber(toDayNumber(date) + days);
}

export function monthOf(date: CalendarDate): CalendarMonth {
  return date.slice(0, 7);
}

/** The first day of a month. */
export function firstDay(month: CalendarMonth): CalendarDate {
  return `${month}-01`;
}

/** The last day of a month. */
export function lastDay(month: CalendarMonth): CalendarDate {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))];
  return calendarDate(year, number, daysInMonth(year, number));
}

export function addMonths(month: CalendarMonth, months: number): CalendarMonth {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + months;
  return calendarDate(Math.floor(index / 12), (((index % 12) + 12) % 12) + 1, 1).slice(0, 7);
}

/** Day of the week by ISO 8601: 1 is Monday, 7 is Sunday. */
export function isoWeekday(day: DayNumber): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}
