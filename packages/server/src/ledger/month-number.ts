import { civilOf, dayNumberOf, daysInMonth, type CalendarMonth, type DayNumber } from '@cashflowsmart/sdk/dates';

/** Months since January of year 0: year times 12 plus the month, from 0. */
export type MonthNumber = number;

export function monthNumberOf(day: DayNumber): MonthNumber {
  const { year, month } = civilOf(day);
  return year * 12 + month - 1;
}

export function firstDayOf(month: MonthNumber): DayNumber {
  return dayNumberOf(Math.floor(month / 12), (month % 12) + 1, 1);
}

export function lastDayOf(month: MonthNumber): DayNumber {
  return firstDayOf(month) + daysInMonth(Math.floor(month / 12), (month % 12) + 1) - 1;
}

/** The month as `YYYY-MM`. */
export function monthText(month: MonthNumber): CalendarMonth {
  return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;
}

/** `monthNumberOf` for days that mostly come in order: it is computed only where the month changes. */
export function monthReader(): (day: DayNumber) => MonthNumber {
  let [from, to, month] = [1, 0, 0];
  return (day) => {
    if (day < from || day > to) {
      month = monthNumberOf(day);
      from = firstDayOf(month);
      to = lastDayOf(month);
    }
    return month;
  };
}
