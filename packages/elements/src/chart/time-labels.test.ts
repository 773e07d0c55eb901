import { describe, expect, it } from 'vitest';
import { addDays, addMonths, firstDay } from '@cashflowsmart/sdk/dates';
import { sceneOptions } from './testing/scene-options.ts';
import { timeLabels } from './time-labels.ts';

const { timeFormats: formats, measure } = sceneOptions();
const months = (from: string, count: number): string[] => Array.from({ length: count }, (_, index) => firstDay(addMonths(from, index)));
const days = (from: string, count: number): string[] => Array.from({ length: count }, (_, index) => addDays(from, index));

describe('timeLabels', () => {
  it('names every month where there is room, and the year where it begins', () => {
    const labels = timeLabels({ by: 'month', starts: months('2025-11', 4), band: 60, formats, measure });
    expect(labels.map((label) => label.text)).toEqual(['m11', 'm12', 'm01', 'm02']);
    expect(labels.map((label) => label.below)).toEqual(['2025', null, '2026', null]);
  });

  it('leaves the year at the left edge out where the next one stands too near', () => {
    const labels = timeLabels({ by: 'month', starts: months('2025-12', 4), band: 27, formats, measure });
    expect(labels.map((label) => label.below)).toEqual([null, '2026', null, null]);
  });

  it('takes quarters of the calendar, then years, where months have no room', () => {
    const starts = months('2022-02', 48);
    expect(timeLabels({ by: 'month', starts, band: 10, formats, measure }).map((label) => label.text).slice(0, 3)).toEqual(['m04', 'm07', 'm10']);
    expect(timeLabels({ by: 'month', starts, band: 4, formats, measure }).map((label) => label.text)).toEqual(['2023', '2024', '2025', '2026']);
  });

  it('takes Mondays, then months for days', () => {
    const starts = days('2026-01-01', 90);
    const mondays = timeLabels({ by: 'day', starts, band: 8, formats, measure });
    expect(mondays[0]?.text).toBe('05');
    const byMonth = timeLabels({ by: 'day', starts, band: 2, formats, measure });
    expect(byMonth.map((label) => label.text)).toEqual(['m02', 'm03']);
  });

  it('never lets two labels touch', () => {
    for (const band of [2, 3, 5, 8, 13, 21, 34]) {
      const labels = timeLabels({ by: 'month', starts: months('2021-01', 60), band, formats, measure });
      labels.slice(1).forEach((label, at) => {
        const before = labels[at]!;
        expect((label.index - before.index) * band).toBeGreaterThanOrEqual((measure(label.text) + measure(before.text)) / 2 + 8);
      });
    }
  });

  it('names the first bucket where nothing round lies in the period', () => {
    expect(timeLabels({ by: 'day', starts: days('2026-01-06', 2), band: 4, formats, measure })).toEqual([{ index: 0, text: '06', below: '2026-01' }]);
  });
});
