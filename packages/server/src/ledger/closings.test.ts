import { toDayNumber } from '@cashflowsmart/sdk/dates';
import { describe, expect, it } from 'vitest';
import { closingsOf } from './closings.ts';
import { chunkOf, corrected, PERSON, row } from './testing/chunks.ts';

const DAY = '2024-05-02';
const closingOf = (...chunks: Parameters<typeof closingsOf>[0]) => closingsOf(chunks, new Set([toDayNumber(DAY)])).get(toDayNumber(DAY));
const other = { importId: PERSON };

describe('the balance at the end of a day', () => {
  it('is that of the last row of a statement', () => {
    expect(closingOf(chunkOf([row(DAY, 10, { balance: 110n }), row(DAY, -20, { balance: 90n })]))).toBe(90n);
  });

  it('is that of the last row that has one', () => {
    expect(closingOf(chunkOf([row(DAY, 10, { balance: 110n }), row(DAY, -20)]))).toBe(110n);
  });

  it('is unknown without any', () => {
    expect(closingOf(chunkOf([row(DAY, 10), row('2024-05-03', 1, { balance: 5n })]))).toBeNull();
  });

  it('follows from the arithmetic where a later import brought the earlier rows of the day', () => {
    const late = chunkOf([row(DAY, -20, { balance: 90n }), row(DAY, -30, { balance: 60n })], { sequence: 0 });
    const early = chunkOf([row(DAY, 10, { balance: 110n })], { ...other, sequence: 1 });
    expect(closingOf(late, early)).toBe(60n);
    expect(closingOf(early, late)).toBe(60n);
  });

  it('is that of the row that came in last where the arithmetic does not close', () => {
    const one = chunkOf([row(DAY, -20, { balance: 90n })], { sequence: 0 });
    const two = chunkOf([row(DAY, 10, { balance: 500n })], { ...other, sequence: 1 });
    expect(closingOf(two, one)).toBe(500n);
  });

  it('is the bank\'s, whatever was corrected or deleted', () => {
    const chunk = chunkOf([row(DAY, 10, { balance: 110n }), row(DAY, -20, { balance: 90n })]);
    expect(closingOf(corrected(chunk, 1, { day: 1, amount: 5n }))).toBe(90n);
    expect(closingOf(corrected(chunk, 1, { deleted: true }))).toBe(90n);
  });
});
