import { describe, expect, it } from 'vitest';
import { scanAmount } from '../values/amount-scan.ts';
import { scanDate } from '../values/date-scan.ts';
import { decideDateOrder, type DateEvidence } from './date-order.ts';
import { countMarks, decideMark } from './decimal-mark.ts';
import { headerScores, isHeaderWord } from './header-words.ts';
import type { HeaderSense } from './header-terms.ts';
import { agreedByWords, voteByWords } from './sign.ts';

function order(dates: readonly string[], more: Partial<DateEvidence> & { readonly second?: readonly string[] } = {}): ReturnType<typeof decideDateOrder> {
  const columns = [dates, ...(more.second ? [more.second] : [])].map((column) => column.map((cell) => scanDate(cell)));
  return decideDateOrder({ columns, neighbours: dates.length, around: [], headers: [], ...more });
}

describe('decideDateOrder', () => {
  it('is settled by a day beyond the twelfth', () => {
    expect(order(['05/03/2026', '13/03/2026'])).toMatchObject({ order: 'day-month-year', settled: true });
    expect(order(['03/05/2026', '03/13/2026'])).toMatchObject({ order: 'month-day-year', settled: true });
  });

  it('is settled by dots, month names, years first', () => {
    expect(order(['05.03.2026'])).toMatchObject({ order: 'day-month-year', settled: true });
    expect(order(['5 Mar 2026'])).toMatchObject({ order: 'day-month-year', settled: true });
    expect(order(['Mar 5, 2026'])).toMatchObject({ order: 'month-day-year', settled: true });
    expect(order(['2026-03-05', '2026-04-05'])).toMatchObject({ order: 'year-month-day', settled: true });
    expect(order(['2026-13-05', '2026-14-05'])).toMatchObject({ order: 'year-day-month', settled: true });
  });

  it('is settled by rows that run in one direction under one order only', () => {
    expect(order(['03/01/2026', '10/01/2026', '02/02/2026', '09/02/2026', '01/03/2026'])).toMatchObject({ order: 'day-month-year', settled: true });
  });

  it('is settled by a second date column that stays close', () => {
    expect(order(['05/03/2026', '06/03/2026'], { second: ['07/03/2026', '08/03/2026'] })).toMatchObject({ order: 'day-month-year', settled: true });
  });

  it('is settled by the header, or by the dates around the table', () => {
    expect(order(['05/03/2026'], { headers: ['Date (MM/DD/YYYY)'] })).toMatchObject({ order: 'month-day-year', settled: true });
    const period = [scanDate('01/03/2026'), scanDate('31/03/2026')].filter((scan) => scan !== null);
    expect(order(['05/03/2026', '06/03/2026'], { around: period })).toMatchObject({ order: 'day-month-year', settled: true });
  });

  it('stays open where both orders live', () => {
    expect(order(['05/03/2026', '06/03/2026'])).toMatchObject({ settled: false, survivors: ['day-month-year', 'month-day-year'] });
  });

  it('needs no answer where both orders name the same days', () => {
    expect(order(['03/03/2026', '05/05/2026']).settled).toBe(true);
  });

  it('reads years first with two digits where they hardly vary', () => {
    expect(order(['26-03-14', '26-03-20', '26-04-02'])).toMatchObject({ order: 'year-month-day', settled: true });
    expect(order(['14-03-26', '20-03-26', '02-04-26'])).toMatchObject({ order: 'day-month-year', settled: true });
  });

  it('forgives a few cells that are no such day', () => {
    expect(order([...Array.from({ length: 100 }, () => '13/03/2026'), '03/13/2026'])).toMatchObject({ order: 'day-month-year', settled: true });
  });
});

describe('decideMark', () => {
  const mark = (cells: readonly string[], decimals: number | null): ReturnType<typeof decideMark> => decideMark(countMarks(cells.map(scanAmount)), decimals);

  it('follows what is certain', () => {
    expect(mark(['1.234,56', '12,50', '1.234'], 2)).toEqual({ mark: ',', settled: true });
    expect(mark(['1,234.56', '1,234'], null)).toEqual({ mark: '.', settled: true });
  });

  it('takes one group of three as thousands, but for currencies with three decimals', () => {
    expect(mark(['1.234', '500'], 2)).toEqual({ mark: ',', settled: true });
    expect(mark(['1,234', '500'], 0)).toEqual({ mark: '.', settled: true });
    expect(mark(['1.234', '0.500'], 3)).toEqual({ mark: '.', settled: true });
  });

  it('asks where nothing tells', () => {
    expect(mark(['1.234', '5.678'], null).settled).toBe(false);
    expect(mark(['1.234', '500'], null).settled).toBe(true);
  });
});

describe('headerScores', () => {
  const best = (header: string): HeaderSense | undefined =>
    (Object.entries(headerScores(header)) as [HeaderSense, number][]).sort((a, b) => b[1] - a[1])[0]?.[0];

  it.each<[string, HeaderSense]>([
    ['Buchungsdatum', 'booking-date'], ['Posting Date', 'booking-date'], ['Date de comptabilisation', 'booking-date'], ['Datum zaúčtování', 'booking-date'], ['Data księgowania', 'booking-date'],
    ['Wertstellung', 'value-date'], ['Value Dt', 'value-date'], ['Fecha valor', 'value-date'], ['Räntedatum', 'value-date'], ['Transaction Date', 'transaction-date'],
    ['Betrag (EUR)', 'amount'], ['Importe', 'amount'], ['Kwota', 'amount'], ['金额', 'amount'], ['BELOPP', 'amount'], ['Tutar', 'amount'],
    ['Debit Amount', 'money-out'], ['Paid out', 'money-out'], ['Belastung', 'money-out'], ['Ut fra konto', 'money-out'], ['お支払金額', 'money-out'], ['Withdrawal Amt.', 'money-out'],
    ['Credit', 'money-in'], ['Gutschrift', 'money-in'], ['Crédit en CHF', 'money-in'], ['Deposits (SGD)', 'money-in'], ['入金', 'money-in'],
    ['Closing Balance', 'balance'], ['Saldo na trn', 'balance'], ['残高', 'balance'], ['Zůstatek', 'balance'], ['Currency', 'currency'], ['Währung', 'currency'],
    ['Soll/Haben', 'direction'], ['Debit/Credit Flag', 'direction'], ['Af Bij', 'direction'], ['Verwendungszweck', 'description'], ['Libellé', 'description'], ['Omschrijving-1', 'description'],
    ['Auftraggeber/Zahlungsempfänger', 'counterparty'], ['Naam tegenpartij', 'counterparty'], ['Tegenrekening IBAN/BBAN', 'other-party'], ['Originalwährung', 'foreign'], ['Status', 'status'],
  ])('reads %s as %s', (header, sense) => {
    expect(best(header)).toBe(sense);
  });

  it('keeps words in brackets, but for a currency', () => {
    expect(headerScores('记账金额(支出)')['money-out']).toBeGreaterThan(0.5);
    expect(headerScores('Amount (debit)')['money-out']).toBeGreaterThan(0.5);
    expect(headerScores('Saldo (CHF)').balance).toBe(1);
  });

  it('knows no prototype members, values or letters', () => {
    for (const header of ['__proto__', 'constructor', '', '12.50', '2026-03-02']) expect(isHeaderWord(header)).toBe(false);
  });
});

describe('votes by words', () => {
  it('count only where many agree', () => {
    const texts = ['Salary March', 'Card payment shop', 'Direct debit power', 'Refund', 'ATM', 'Rent'];
    expect(agreedByWords(voteByWords([100, -5, -6, 7, -20, -900], texts))).toBe('as-printed');
    expect(agreedByWords(voteByWords([-100, 5, 6, -7, 20, 900], texts))).toBe('inverted');
    expect(agreedByWords(voteByWords([100, 5], ['Salary', 'Rent']))).toBeNull();
  });
});
