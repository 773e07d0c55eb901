import { describe, expect, it } from 'vitest';
import { readText, rowsOf } from '../testing.ts';
import { findDateJoin } from './date-join.ts';

describe('a date in three columns', () => {
  it.each([
    [['Year', 'Month', 'Day', 'Text'], ['2026', '3', '2', 'x'], 0],
    [['Text', 'Tag', 'Monat', 'Jahr'], ['x', '31', '12', '2026'], 1],
    [['操作日(年)', '操作日(月)', '操作日(日)'], ['2026', '03', '02'], 0],
    [['tx_day', 'tx_month', 'tx_year'], ['2', '3', '2026'], 0],
    [['Txn Month', 'Txn Day', 'Txn Year'], ['3', '2', '2026'], 0],
  ])('is found under %j', (header, row, column) => {
    expect(findDateJoin([header, row])?.column).toBe(column);
  });

  it.each([
    [['Year', 'Month', 'Text'], ['2026', '3', 'x']],
    [['Year', 'Month', 'Month'], ['2026', '3', '2']],
    [['Year', 'Month', 'Day'], ['2026', '13', '2']],
    [['Start Year', 'End Month', 'Day'], ['2026', '3', '2']],
  ])('is none under %j above %j', (header, row) => {
    expect(findDateJoin([header, row])).toBeNull();
  });

  it('is read as one, with its line and the balances beside it', async () => {
    const header = '操作日(年),操作日(月),操作日(日),操作時刻(時),操作時刻(分),取引順番号,摘要,お支払金額,お預り金額,残高';
    const reading = await readText(`${header}\n"2026","3","2","10","15","000001","カード","1,200","","98,800"\n"2026","3","15","09","00","000001","給与","","250,000","348,800"\n"2026","3","27","10","15","000001","家賃","80,000","","268,800"\n`);
    expect([rowsOf(reading), reading.proof]).toEqual([['2026-03-02 -1200.00', '2026-03-15 250000.00', '2026-03-27 -80000.00'], 'verified']);
    expect(reading.transactions.map(({ source }) => source.line)).toEqual([2, 3, 4]);
    expect(reading.source.header[0]).toBe('操作日');
  });

  it('is rejected where it is no day', async () => {
    const reading = await readText('Tag;Monat;Jahr;Text;Betrag\n2;3;2026;Miete;-12,00\n31;2;2026;Verkauf;20,00\n');
    expect([rowsOf(reading), reading.rejected.map(({ line, reason }) => [line, reason])]).toEqual([['2026-03-02 -12.00'], [[3, 'date-unreadable']]]);
  });
});
