import { expect, it } from 'vitest';
import { tickLabels } from './tick-labels.ts';

it('shortens round values', () => {
  expect(tickLabels([-10_000, 0, 10_000], 'en')).toEqual(['\u221210K', '0', '10K']);
});

it('adds decimals until each label is exact and different', () => {
  expect(tickLabels([0, 2_500, 5_000, 7_500], 'en')).toEqual(['0', '2.5K', '5K', '7.5K']);
  expect(tickLabels([997_500, 1_000_000, 1_002_500], 'en')).toEqual(['997.5K', '1M', '1.0025M']);
  expect(tickLabels([0, 0.01, 0.02], 'en')).toEqual(['0', '0.01', '0.02']);
});

it('writes as the locale does', () => {
  expect(tickLabels([0, 1_500_000, 3_000_000], 'de')).toEqual(['0', '1,5\u00a0Mio.', '3\u00a0Mio.']);
});
