import { describe, expect, it } from 'vitest';
import { countBuckets, fittingBucket, isPeriod, presetOf, resolvePeriod } from './period.ts';

const today = '2026-11-22';
const fresh = { from: '2024-01-05', to: '2026-11-20' };

describe('resolvePeriod', () => {
  it('takes whole months up to the current one', () => {
    expect(resolvePeriod('last-12-months', today, fresh)).toEqual({ from: '2025-12-01', to: '2026-11-30', movedBack: false });
    expect(resolvePeriod('last-3-months', today, fresh)).toEqual({ from: '2026-09-01', to: '2026-11-30', movedBack: false });
  });

  it('ends with the newest statement where it would be empty otherwise, and says so', () => {
    expect(resolvePeriod('last-12-months', today, { from: '2024-01-01', to: '2025-03-14' })).toEqual({ from: '2024-04-01', to: '2025-03-31', movedBack: true });
  });

  it('stays where months are missing only at its end', () => {
    expect(resolvePeriod('last-12-months', today, { from: '2024-01-01', to: '2025-12-31' }).movedBack).toBe(false);
  });

  it('takes calendar years as they are', () => {
    expect(resolvePeriod('this-year', today, fresh)).toMatchObject({ from: '2026-01-01', to: '2026-12-31' });
    expect(resolvePeriod('last-year', today, { from: null, to: null })).toMatchObject({ from: '2025-01-01', to: '2025-12-31' });
  });

  it('takes all there is, and two years where no statement tells what that is', () => {
    expect(resolvePeriod('all', today, fresh)).toMatchObject(fresh);
    expect(resolvePeriod('all', today, { from: null, to: null })).toEqual({ from: '2024-12-01', to: '2026-11-30', movedBack: false });
  });
});

it('names the preset that means the same days', () => {
  expect(presetOf({ from: '2025-12-01', to: '2026-11-30' }, today, fresh)).toBe('last-12-months');
  expect(presetOf({ from: '2025-12-02', to: '2026-11-30' }, today, fresh)).toBeNull();
});

describe('countBuckets', () => {
  it.each([
    ['day', '2026-01-01', '2026-12-31', 365],
    ['week', '2026-01-05', '2026-01-11', 1],
    ['week', '2026-01-04', '2026-01-05', 2],
    ['month', '2025-12-31', '2026-01-01', 2],
    ['quarter', '2025-12-31', '2026-04-01', 3],
    ['year', '2024-02-01', '2026-02-01', 3],
  ] as const)('by %s from %s to %s is %d', (by, from, to, expected) => {
    expect(countBuckets(by, { from, to })).toBe(expected);
  });
});

describe('fittingBucket', () => {
  const year = { from: '2026-01-01', to: '2026-12-31' };

  it('keeps the wanted size where every mark has three pixels', () => {
    expect(fittingBucket('day', year, 1095)).toBe('day');
  });

  it('takes the next coarser size that has room', () => {
    expect(fittingBucket('day', year, 1094)).toBe('week');
    expect(fittingBucket('day', year, 100)).toBe('month');
    expect(fittingBucket('month', { from: '1990-01-01', to: '2026-12-31' }, 240)).toBe('year');
  });

  it('ends with years', () => {
    expect(fittingBucket('day', { from: '0001-01-01', to: '9999-12-31' }, 300)).toBe('year');
  });
});

it('takes two real days in order as a period', () => {
  expect(isPeriod('2026-01-01', '2026-01-01')).toBe(true);
  expect(isPeriod('2026-01-02', '2026-01-01')).toBe(false);
  expect(isPeriod('2026-02-30', '2026-03-01')).toBe(false);
  expect(isPeriod(undefined, '2026-03-01')).toBe(false);
});
