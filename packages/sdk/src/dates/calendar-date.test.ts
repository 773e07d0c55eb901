import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, civilOf, dayNumberOf, firstDay, fromDayNumber, isBookingDate, isCalendarDate, isoWeekday, lastDay, monthOf, toDayNumber } from './index.ts';

describe('calendar dates', () => {
  it('agree with the platform on every day number of eight millennia', () => {
    fc.assert(
      fc.property(fc.integer({ min: -719_162, max: 2_932_896 }), (day) => {
        const platform = new Date(day * 86_400_000).toISOString().slice(0, 10);
        expect(fromDayNumber(day)).toBe(platform);
        expect(toDayNumber(platform)).toBe(day);
      }),
    );
  });

  it('know their weekday', () => {
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 100_000 }), (day) => {
        expect(isoWeekday(day) % 7).toBe(new Date(day * 86_400_000).getUTCDay());
      }),
    );
  });

  it.each(['2026-02-29', '2026-00-10', '2026-13-01', '2026-04-31', '0000-01-01', '2026-1-1', '2026-01-01T00:00', ''])('refuse %j', (text) => {
    expect(isCalendarDate(text)).toBe(false);
    expect(() => toDayNumber(text)).toThrow(RangeError);
  });

  it.each([['1900-01-01', true], ['2199-12-31', true], ['1899-12-31', false], ['2200-01-01', false], ['0202-05-05', false], ['2026-02-29', false]])('are days of a ledger within three centuries: %s', (text, expected) => {
    expect(isBookingDate(text)).toBe(expected);
  });

  it('know leap days', () => {
    expect(isCalendarDate('2024-02-29')).toBe(true);
    expect(isCalendarDate('1900-02-29')).toBe(false);
    expect(isCalendarDate('2000-02-29')).toBe(true);
    expect(civilOf(dayNumberOf(2024, 2, 29))).toEqual({ year: 2024, month: 2, day: 29 });
  });

  it('move by days over months and years', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2024-03-01', -1)).toBe('2024-02-29');
  });
});

describe('months', () => {
  it('move over years in both directions', () => {
    expect(addMonths('2026-11', 3)).toBe('2027-02');
    expect(addMonths('2026-01', -1)).toBe('2025-12');
    expect(addMonths('2026-07', -30)).toBe('2024-01');
  });

  it('begin and end', () => {
    expect([monthOf('2026-02-14'), firstDay('2026-02'), lastDay('2026-02'), lastDay('2024-02')]).toEqual(['2026-02', '2026-02-01', '2026-02-28', '2024-02-29']);
  });
});
