import { describe, expect, it } from 'vitest';
import { formatsFor } from '../foundation/formats.ts';
import { axisFormats, bucketName, runName, spanName } from './bucket-names.ts';
import { chartDe } from './chart-texts-de.ts';
import { chartEn } from './chart-texts.ts';

const en = { formats: formatsFor('en-GB'), texts: chartEn };
const de = { formats: formatsFor('de'), texts: chartDe };

describe('bucketName', () => {
  it.each([
    ['day', '2026-03-01', '2026-03-01', 'Sun, 1 Mar 2026'],
    ['week', '2026-03-02', '2026-03-08', '2 Mar to 8 Mar 2026'],
    ['month', '2026-03-01', '2026-03-31', 'March 2026'],
    ['quarter', '2026-01-01', '2026-03-31', 'Q1 2026'],
    ['year', '2026-01-01', '2026-12-31', '2026'],
  ] as const)('names a %s', (by, from, to, expected) => {
    expect(bucketName({ from, to }, by, en)).toBe(expected);
  });

  it('says the days of a bucket that the period cut', () => {
    expect(bucketName({ from: '2026-03-01', to: '2026-03-17' }, 'month', en)).toBe('1 Mar to 17 Mar 2026');
    expect(bucketName({ from: '2025-12-01', to: '2025-12-31' }, 'quarter', en)).toBe('1 Dec to 31 Dec 2025');
    expect(bucketName({ from: '2025-12-01', to: '2025-12-31' }, 'year', en)).toBe('1 Dec to 31 Dec 2025');
  });

  it('speaks the language of the texts', () => {
    expect(bucketName({ from: '2026-01-01', to: '2026-03-31' }, 'quarter', de)).toBe('1. Quartal 2026');
  });
});

it('names runs of buckets by their first and last', () => {
  expect(runName({ from: '2026-05-01', to: '2026-06-30' }, 'month', en)).toBe('May 2026 to Jun 2026');
  expect(runName({ from: '2026-05-01', to: '2026-05-31' }, 'month', en)).toBe('May 2026');
  expect(runName({ from: '2025-10-01', to: '2026-03-31' }, 'quarter', en)).toBe('Q4 2025 to Q1 2026');
});

it('names a period by its months where it is made of whole ones', () => {
  expect(spanName({ from: '2025-10-01', to: '2026-03-31' }, en)).toBe('Oct 2025 to Mar 2026');
  expect(spanName({ from: '2025-10-02', to: '2026-03-31' }, en)).toBe('2 Oct 2025 to 31 Mar 2026');
});

it('labels the axis by what changes, and below it by what stays', () => {
  const { minor, major, coarse } = axisFormats(en);
  expect([minor('2026-03-01', 'day'), major('2026-03-01', 'day')]).toEqual(['1', 'Mar 2026']);
  expect([minor('2026-03-01', 'month'), major('2026-03-01', 'month')]).toEqual(['Mar', '2026']);
  expect([minor('2026-04-01', 'quarter'), major('2026-04-01', 'quarter')]).toEqual(['Q2', '2026']);
  expect([minor('2026-01-01', 'year'), major('2026-01-01', 'year')]).toEqual(['2026', null]);
  expect([coarse('2026-03-01', 'month'), coarse('2026-03-01', 'year')]).toEqual(['Mar', '2026']);
});
