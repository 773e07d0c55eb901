import { calendarDate, type CalendarDate } from '@cashflowsmart/sdk/dates';

/** The day on the reader's own clock. The only place where a period meets a clock. */
export function today(now: Date = new Date()): CalendarDate {
  return calendarDate(now.getFullYear(), now.getMonth() + 1, now.getDate());
}
