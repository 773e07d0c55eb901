import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StatementRecord } from '../tokenise/sample.ts';
import { findTable } from './find-table.ts';
import { figureOf, markerKind } from './marker-words.ts';
import { accountNumber, findFacts, isIban } from './statement-facts.ts';

function sample(lines: readonly string[]): { head: StatementRecord[]; scattered: StatementRecord[]; whole: boolean } {
  return { head: lines.map((line, index) => ({ line: index + 1, cells: line.split(';') })), scattered: [], whole: true };
}

describe('findTable', () => {
  it('finds the header between a preamble with dates and amounts, and the rows', () => {
    const table = findTable(sample(['="0234";21/11/2026;19/02/2026;36;1234,37 EUR', '', 'Date;Libellé;Montant', '19/02/2026;VIR;50,00']));
    expect([table.headerIndex, table.firstIndex, table.rows.length]).toEqual([2, 3, 1]);
  });

  it('takes the table with the most rows where there are two', () => {
    const table = findTable(sample(['Date;Summary amount', '01/02/2026;5,00', '', 'Date;Text;Amount', '13/02/2026;a;1,00', '14/02/2026;b;2,00']));
    expect(table.headerIndex).toBe(3);
  });

  it('finds a header of unknown words right above the rows, and none where there is none', () => {
    expect(findTable(sample(['Abc;Xyz;Qqq', '13.02.2026;a;1,00'])).headerIndex).toBe(0);
    expect(findTable(sample(['13.02.2026;a;1,00', '14.02.2026;b;1,00'])).headerIndex).toBeNull();
    expect(findTable(sample(['Account;DE02120300000000202051', '13.02.2026;a;1,00'])).headerIndex).toBeNull();
  });

  it('leaves rows out of the evidence that an unquoted delimiter made longer', () => {
    expect(findTable(sample(['Date;Text;Amount', '13.02.2026;a;1,00', '14.02.2026;b;c;1,00'])).rows).toHaveLength(1);
  });
});

describe('markers', () => {
  it('know opening, closing and total lines in many languages', () => {
    expect(['Opening balance', 'Anfangssaldo', 'Saldo anterior', '期初余额', 'Solde initial au 01.03.2026', '#Saldo początkowe', 'Balance brought forward'].map((label) => markerKind(label, ['opening', 'closing', 'total']))).toEqual(Array(7).fill('opening'));
    expect(['Endsaldo', 'Closing balance:', 'Saldo final', 'Záró egyenleg', 'Saldo końcowe'].map((label) => markerKind(label, ['opening', 'closing', 'total']))).toEqual(Array(5).fill('closing'));
    expect(['Total', 'Umsatztotal', '合计', 'Итого:', 'Totale'].map((label) => markerKind(label, ['opening', 'closing', 'total']))).toEqual(Array(5).fill('total'));
  });

  it('are known in two languages at once, where each of them is known', () => {
    expect(['Beigu atlikums / Closing balance', 'Apgrozījums | Turnover', 'Saldo (Balance)', 'Solde final/Endsaldo'].map((label) => markerKind(label, ['opening', 'closing', 'total', 'turnover', 'balance']))).toEqual(['closing', 'turnover', 'balance', 'closing']);
    expect(['Closing balance / Harbour Kiosk', 'Harbour Kiosk / Closing balance', 'Turnover (Cinema)'].map((label) => markerKind(label, ['opening', 'closing', 'total', 'turnover', 'balance']))).toEqual([null, null, null]);
    expect(figureOf('Apgrozījums / Turnover')).toBe('total');
  });

  it('may be followed by what leads to a figure, however short they are', () => {
    expect(['b/f 12.00', 'Sum: 3', '合計 12', '小計:', 'Opening balance (EUR)', 'Saldo al 31.03.2026', 'Balance brought forward', '承前 12'].map((label) => markerKind(label, ['opening', 'closing', 'total', 'balance', 'carried']))).toEqual(['opening', 'total', 'total', 'total', 'opening', 'balance', 'opening', 'opening']);
  });

  it('takes a day with its month spelled out for a day, and a month alone for none', () => {
    const kindOf = (label: string): string | null => markerKind(label, ['opening', 'closing', 'total', 'balance']);
    expect(['Beginning balance on March 1, 2026', 'Ending balance on September 30, 2026', 'Neuer Saldo am 31. März 2026', 'Solde au 31 mars 2026'].map(kindOf)).toEqual(['opening', 'closing', 'closing', 'balance']);
    expect(['Saldo Marzo', 'Balance April Shop 5'].map(kindOf)).toEqual([null, null]);
  });

  it('are whole labels, not payees that begin alike', () => {
    expect(['Total Energies', 'Opening Ceremony Shop', 'Saldo Pizza', 'New Balance Shoes Store', 'Salary', 'Sold oil', 'Saldo Bar'].map((text) => markerKind(text, ['opening', 'closing', 'total', 'balance']))).toEqual(Array(7).fill(null));
    expect([figureOf('Saldo Anterior'), figureOf('Salary March'), figureOf('B/F'), figureOf('4711'), figureOf('Ärztehaus')]).toEqual(['opening', null, 'opening', null, null]);
  });
});

describe('the first look at a text', () => {
  const KINDS = ['opening', 'closing', 'turnover', 'balance', 'carried'] as const;
  const phrase = fc.constantFrom('opening balance', 'closing balance', 'saldo', 'Solde précédent', 'Übertrag', 'stanje', 'Standing order', 'počáteční zůstatek', 'b/f', 'Balance B/F', 'prenos', 'report page', 'turnover', 'остаток', '期初余额', 'Service');
  const other = fc.string({ unit: fc.constantFrom('a', 'E', ' ', '  ', '.', ':', '3', 'é', '\u0301', '\u200b', '-', 'ß', 'x'), maxLength: 6 });

  it('passes over no phrase that the full look finds, whatever stands around it', () => {
    fc.assert(fc.property(phrase, fc.nat(20), fc.boolean(), fc.tuple(other, other, other), fc.boolean(), (words, cut, upper, [before, within, after], damaged) => {
      const written = damaged ? words.slice(0, cut) + within + words.slice(cut) : words;
      const text = (damaged ? before : '') + (upper ? written.toUpperCase() : written) + after;
      const kind = markerKind(text, KINDS);
      const expected = kind === 'turnover' ? 'total' : kind;
      expect(figureOf(text)).toBe(expected);
      expect(figureOf(`x${text}y`, 1, 1 + text.length)).toBe(expected);
    }), { numRuns: 10_000 });
  });
});

describe('statement facts', () => {
  const options = { mark: '.' as const, decimals: 2, dateOrder: 'day-month-year' as const };

  it('are read where they stand: beside, behind a colon, below', () => {
    const facts = findFacts(
      [['IBAN:', 'DE02 1203 0000 0000 2020 51'], ['Account holder: Ada Example'], ['From : 01/10/2026  To : 31/10/2026'], ['Currency', 'EUR']],
      [['Opening Balance', 'Debits', 'Closing Bal'], ['50,000.00', '27,145.00', '232,855.00']],
      options,
    );
    expect(facts).toMatchObject({ accountNumber: 'DE02120300000000202051', holder: 'Ada Example', currency: 'EUR', opening: 5_000_000, closing: 23_285_500 });
    expect(facts.period).toEqual({ from: 2026 * 512 + 10 * 32 + 1, to: 2026 * 512 + 10 * 32 + 31 });
  });

  it.each(['Compte n°', 'Konto Nr.', 'Konto-Nr.', 'N° de compte'])('reads the account number after %s', (label) => {
    expect(findFacts([[label, '00012345678']], [], { mark: '.', decimals: 2, dateOrder: 'day-month-year' }).accountNumber).toBe('00012345678');
  });

  it('take a period from two lines, and a balance only by an explicit label', () => {
    const facts = findFacts([['Du:', '01.10.2026'], ['Au:', '31.10.2026'], ['Solde', '99.00 CHF']], [], options);
    expect(facts.period?.to).toBe(2026 * 512 + 10 * 32 + 31);
    expect([facts.opening, facts.closing, facts.currency]).toEqual([null, null, 'CHF']);
  });

  it('check the digits of an IBAN', () => {
    expect([isIban('DE02120300000000202051'), isIban('DE03120300000000202051'), isIban('GB82 WEST 1234 5698 7654 32')]).toEqual([true, false, true]);
    expect([accountNumber('DE02 1203 0000 0000 2020 51'), accountNumber('12345678 EUR'), accountNumber('Rent'), accountNumber('1234****5678')]).toEqual(['DE02120300000000202051', '12345678', null, '1234****5678']);
  });
});
