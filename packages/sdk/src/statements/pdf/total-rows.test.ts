import { describe, expect, it } from 'vitest';
import type { LayoutColumn } from './table-layout.ts';
import type { TableRecord } from './table-records.ts';
import { totalRows } from './total-rows.ts';

const column = (header: string, kind: LayoutColumn['kind']): LayoutColumn => ({ header, kind, x0: 0, x1: 0, right: 0 });
const columns = [column('Date', 'date'), column('Text', 'text'), column('Out', 'money'), column('In', 'money'), column('Balance', 'money')];
const row = (dated: boolean, out: string, into: string, balance = ''): TableRecord => ({ kind: 'row', lines: [], cells: ['', '', out, into, balance], section: null, dated });
const bookings = [row(true, '10.00', ''), row(true, '', '25.50'), row(true, '4.25', ''), row(true, '1,000.00', ''), row(true, '', '3.00')];

describe('rows that are sums', () => {
  it('are found whatever they are called, on either side', () => {
    expect([...totalRows([...bookings, row(false, '1,014.25', '28.50')], columns)]).toEqual([5]);
    expect([...totalRows([row(false, '1,014.25', '28.50'), ...bookings], columns)]).toEqual([0]);
  });

  it('may sum the last rows only, those with one mark, or what remains of two', () => {
    expect([...totalRows([...bookings, row(false, '1,000.00', '3.00')], columns)]).toEqual([5]);
    const marked = ['9.00 D', '2.00 C', '5.00 D', '1.00 C', '6.00 D'].map((text) => row(true, text, ''));
    for (const total of ['20.00', '17.00', '3.00']) expect([...totalRows([...marked, row(false, total, '')], columns)]).toEqual([5]);
  });

  it('are none where a day is printed once for several rows, where one amount differs, or where a row has a day', () => {
    expect([...totalRows([row(true, '31.00', ''), row(false, '60.00', ''), row(false, '91.00', '')], columns)]).toEqual([]);
    expect([...totalRows([...bookings, row(false, '1,014.25', '28.51')], columns)]).toEqual([]);
    expect([...totalRows([...bookings, row(true, '1,014.25', '28.50')], columns)]).toEqual([]);
  });
});
