import { describe, expect, it } from 'vitest';
import { readText, rowsOf } from '../testing.ts';

const BALANCED = ['01/05/2026,Sale,500.00,1500.00', '14/05/2026,Rent,-200.00,1300.00', '23/05/2026,Fee,-5.00,1295.00'];
const PLAIN = ['01/05/2026,Sale,500.00', '14/05/2026,Rent,-200.00', '23/05/2026,Fee,-5.00', '24/05/2026,Fee,-7.00'];
const PAIR = ['01/05/2026,Sale,,500.00,1500.00', '14/05/2026,Rent,200.00,,1300.00', '23/05/2026,Fee,5.00,,1295.00'];
const OUT_IN = ['01/05/2026,Sale,,500.00', '14/05/2026,Rent,200.00,', '23/05/2026,Fee,5.00,', '24/05/2026,Fee,7.00,'];

describe('lines at the end that follow from the rows by arithmetic', () => {
  it.each([
    ['the sum of all amounts beside the last balance', BALANCED, ['31/05/2026,,295.00,1295.00']],
    ['the sum where every row has a balance', BALANCED, ['31/05/2026,Ende,295.00,']],
    ['the last balance as an amount', BALANCED, ['31/05/2026,Konec,1295.00,']],
    ['the last balance in both columns', BALANCED, ['31/05/2026,Konec,1295.00,1295.00']],
    ['the sum without a text', PLAIN, ['31/05/2026,,288.00']],
    ['the sum under an unknown word', PLAIN, ['31/05/2026,Ende,288.00']],
    ['the sum without a date', PLAIN, [',,288.00']],
    ['money in, money out and their sum', PLAIN, ['31/05/2026,,500.00', '31/05/2026,,-212.00', '31/05/2026,,288.00']],
    ['the sums of both columns beside the last balance', PAIR, ['31/05/2026,,205.00,500.00,1295.00']],
    ['the last balance alone', PAIR, ['31/05/2026,,,,1295.00']],
    ['the sums of both columns, a line each', OUT_IN, ['31/05/2026,,212.00,', '31/05/2026,,,500.00']],
  ])('are no bookings: %s', async (_, rows, last) => {
    const reading = await readText(`${[...rows, ...last].join('\n')}\n`);
    expect(reading.transactions.map(({ source }) => source.line)).toEqual(rows.map((_row, index) => index + 1));
    expect(reading.rejected).toEqual([]);
    expect(reading.source.lineCount.markers).toBe(last.length);
    expect(reading.proof).toBe('consistent');
  });

  it('are none under a header either', async () => {
    const reading = await readText(`Date,Text,Amount,Balance\n${BALANCED.join('\n')}\n31/05/2026,,295.00,\n`);
    expect([reading.transactions.length, reading.proof]).toEqual([3, 'verified']);
  });

  it('are an opening and a closing balance where the first line has no text either, which proves nothing', async () => {
    const reading = await readText(`01/04/2026,,1000.00\n${PLAIN.join('\n')}\n31/05/2026,,1288.00\n`);
    expect(rowsOf(reading)).toEqual(['2026-05-01 500.00', '2026-05-14 -200.00', '2026-05-23 -5.00', '2026-05-24 -7.00']);
    expect([reading.proof, reading.source.lineCount.markers]).toEqual(['unverifiable', 2]);
  });

  it.each([
    ['a payment that settles all others', ['01/05/2026,Shop,-10.00', '14/05/2026,Shop,-20.00', '23/05/2026,Shop,-30.00', '24/05/2026,,60.00']],
    ['an amount that came before', ['01/05/2026,Salary,30.00', '14/05/2026,Shop,-20.00', '23/05/2026,Shop,20.00', '24/05/2026,Salary,30.00']],
    ['the sum of two rows', ['01/05/2026,Sale,100.00', '14/05/2026,Sale,200.00', '24/05/2026,,300.00']],
    ['a sum of few rows with a text', ['01/05/2026,Sale,500.00', '14/05/2026,Rent,-200.00', '23/05/2026,Fee,-5.00', '31/05/2026,Sale,295.00']],
    ['a row whose balance moves on', [...BALANCED, '31/05/2026,Sale,295.00,1590.00']],
  ])('stay bookings: %s', async (_, rows) => {
    const reading = await readText(`${rows.join('\n')}\n`);
    expect(reading.transactions.length).toBe(rows.length);
  });

  it('stay rejected where they do not follow', async () => {
    const reading = await readText(`${PLAIN.join('\n')}\n,,289.00\n`);
    expect(reading.rejected.map(({ line, reason }) => [line, reason])).toEqual([[5, 'date-missing']]);
  });
});
