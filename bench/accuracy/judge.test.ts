import { describe, expect, it } from 'vitest';
import { judge, type Said } from './judge.ts';
import type { ReadRow } from './match-rows.ts';
import { totalsOf } from './totals.ts';
import type { Truth, TrueRow } from './truth.ts';

const read = (date: string, amount: string, description = 'Coffee', balance?: string): ReadRow =>
  ({ date, amount, currency: 'EUR', description, ...(balance !== undefined && { balance }) });
const row = (date: string, amount: string, more: Partial<TrueRow> = {}): TrueRow => ({ date, amount, description: 'Coffee', ...more });
const truth = (transactions: readonly TrueRow[], more: Partial<Truth> = {}): Truth => ({ transactions, ...more });
const said = (rows: readonly ReadRow[], more: Partial<Said> = {}): Said => ({ problem: null, rows, proof: 'unverifiable', questions: [], rejected: 0, ...more });

describe('the verdict on a reading', () => {
  it('is perfect where every row has its date and amount, and none is too many', () => {
    const right = truth([row('2026-01-02', '-3.50'), row('2026-01-02', '-3.50')]);
    expect(judge(said([read('2026-01-02', '-3.5'), read('2026-01-02', '-3.50')]), right, true).perfect).toBe(true);
    expect(judge(said([read('2026-01-02', '-3.50')]), right, true)).toMatchObject({ perfect: false, rows: { matched: 1 } });
    expect(judge(said([1, 2, 3].map(() => read('2026-01-02', '-3.50'))), right, true)).toMatchObject({ perfect: false, rows: { matched: 2 } });
    expect(judge(said([read('2026-01-02', '3.50'), read('2026-01-02', '-3.50')]), right, true).perfect).toBe(false);
  });

  it('takes optional rows, pending with either sign, or leaves them', () => {
    const right = truth([row('2026-01-02', '-3.50')], { optional: [row('2026-01-03', '-9.00')] });
    for (const pending of [[], [read('2026-01-03', '9.00')]]) expect(judge(said([read('2026-01-02', '-3.50'), ...pending]), right, true).perfect).toBe(true);
  });

  it('takes the other dates of a row only where any date counts', () => {
    const right = truth([row('2026-01-02', '-3.50', { altDates: ['2026-01-04'] })]);
    expect([true, false].map((anyDate) => judge(said([read('2026-01-04', '-3.50')]), right, anyDate).perfect)).toEqual([true, false]);
  });

  it('pairs equal amounts so that none takes the date that another one needs', () => {
    const right = truth([row('2026-01-06', '-3.50', { altDates: ['2026-01-04'] }), row('2026-01-04', '-3.50')]);
    for (const days of [['06', '04'], ['04', '04']]) expect(judge(said(days.map((day) => read(`2026-01-${day}`, '-3.50'))), right, true).perfect).toBe(true);
    const moved = truth([row('2026-01-05', '-3.50', { altDates: ['2026-01-04'] }), row('2026-01-06', '-3.50', { altDates: ['2026-01-05'] })]);
    expect(judge(said(['04', '05'].map((day) => read(`2026-01-${day}`, '-3.50'))), moved, true).perfect).toBe(true);
  });

  it('gives one of two equal amounts of a day to the row with its description', () => {
    const right = truth([row('2026-01-02', '-3.50', { description: 'Tea' }), row('2026-01-02', '-3.50')]);
    expect(judge(said([read('2026-01-02', '-3.50', 'COFFEE!'), read('2026-01-02', '-3.50', 'Tea-house')]), right, true).rows.described).toBe(2);
  });

  it('takes both readings of an ambiguous file, but only with its question', () => {
    const right = truth([row('2026-01-02', '-3.50')], { dateAmbiguous: true });
    expect(judge(said([read('2026-02-01', '-3.50')], { questions: ['date-order'] }), right, true)).toMatchObject({ perfect: true, needlessQuestion: false });
    expect(judge(said([read('2026-01-02', '-3.50')], { questions: ['currency'] }), right, true)).toMatchObject({ perfect: false, ambiguousUnasked: true, wrongAndSilent: true });
  });

  it('calls a wrong file a lie where it is verified, and silent where nothing tells of it', () => {
    const right = truth([row('2026-01-02', '-3.50'), row('2026-01-03', '-4.00')]);
    const half = [read('2026-01-02', '-3.50')];
    expect(judge(said(half, { proof: 'verified', rejected: 1 }), right, true)).toMatchObject({ wrongButVerified: true, wrongAndSilent: false });
    expect(judge(said(half), right, true)).toMatchObject({ wrongButVerified: false, wrongAndSilent: true });
    for (const word of [{ proof: 'contradicted' }, { questions: ['sign'] }, { rejected: 1 }, { problem: 'no-table', rows: [] }]) {
      expect(judge(said(half, word), right, true)).toMatchObject({ perfect: false, wrongAndSilent: false });
    }
    expect(judge(said([], { rejected: 1 }), right, true).wrongAndSilent).toBe(true);
    expect(judge(said(half, { questions: ['currency', 'account'] }), right, true).wrongAndSilent).toBe(true);
  });

  it('takes a problem for right where there is nothing to read, but not a crash', () => {
    const nothing = truth([], { outcome: 'none' });
    expect([null, 'no-table', 'crashed', 'overdue'].map((problem) => judge(said([], { problem }), nothing, true).perfect)).toEqual([true, true, false, false]);
    expect([nothing, truth([row('2026-01-02', '-3.50')])].map((each) => judge(said([], { problem: 'no-table' }), each, true).refusedWrongly)).toEqual([false, true]);
    expect(judge(said([read('2026-01-02', '-3.50')]), nothing, true).perfect).toBe(false);
  });

  it('finds questions needless only where the file is plain', () => {
    const asks = said([read('2026-01-02', '-3.50')], { questions: ['sign'] });
    expect(judge(asks, truth([row('2026-01-02', '-3.50')]), true).needlessQuestion).toBe(true);
    expect(judge(asks, truth([row('2026-01-02', '3.50', { signFree: true })]), true)).toMatchObject({ needlessQuestion: false, perfect: true });
    expect(judge(asks, truth([row('0000-01-02', '-3.50')], { yearUnknown: true }), true)).toMatchObject({ needlessQuestion: false, perfect: true });
  });

  it('counts balances of the rows that have one', () => {
    const right = truth([row('2026-01-02', '-3.50', { balance: '96.50' }), row('2026-01-03', '-4.00', { balance: '92.50' }), row('2026-01-04', '-1.00')]);
    const verdict = judge(said([read('2026-01-02', '-3.50', 'Coffee', '96.5'), read('2026-01-03', '-4.00', 'Coffee', '92.00'), read('2026-01-04', '-1.00', 'Coffee', '1.00')]), right, true);
    expect(totalsOf([verdict]).balances).toEqual({ stated: 2, read: 2, right: 1 });
  });
});
