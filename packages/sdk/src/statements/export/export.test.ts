import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromDayNumber, toDayNumber } from '../../dates/index.ts';
import { formatAmount } from '../../money/index.ts';
import { readWholeStatement } from '../read-statement.ts';
import { layout, ledger } from '../testing-arbitraries.ts';
import { writeLedger } from '../testing-ledger.ts';
import { readText, utf8 } from '../testing.ts';
import type { StatementReading } from '../types.ts';
import { cleanText } from '../values/text.ts';
import { exportedTransactions } from './exported-transactions.ts';
import { plainText, spreadsheetText } from './spreadsheet-text.ts';
import { transactionsToCsv, type ExportedTransaction } from './transactions-to-csv.ts';

const RUNS = { numRuns: Number(process.env['STATEMENT_RUNS'] ?? 150), seed: 20262, endOnFailure: true } as const;

/** Text whose beginning matters: signs of formulas, apostrophes, blanks. */
const trickyText = fc.tuple(fc.constantFrom('', '=', '+', '-', '@', '\t', '\r', "'", "'=", "''=", '"', ' '), fc.string({ unit: 'grapheme', maxLength: 20 }), fc.constantFrom('', "'", '"', '\n', ' ', ',')).map((parts) => parts.join(''));

describe('a text in a cell', () => {
  it('never begins a formula and comes back as it was', () => {
    fc.assert(fc.property(trickyText, (text) => {
      const cell = spreadsheetText(text);
      expect(cell).not.toMatch(/^[=+\-@\t\r]/);
      expect(cell.startsWith("'") ? plainText(cell) : cell).toBe(text);
    }), { numRuns: 2_000, seed: 20263 });
  });

  it.each([['=1+1', "'=1+1"], ['-5', "'-5"], ["=A1'", "'=A1'''"], ["'=x", "'''=x'"], ["'tis", "'tis"], ["'a'", "'''a'''"], ['Rent', 'Rent']])('%j is written as %j', (text, cell) => {
    expect(spreadsheetText(text)).toBe(cell);
  });
});

const row: ExportedTransaction = { date: '2026-01-02', amount: '-3.50', currency: 'EUR', description: 'Coffee' };

describe('transactions as CSV', () => {
  it('are written with the columns that have values', () => {
    expect(transactionsToCsv([row])).toBe('Date,Description,Amount (in + / out -),Currency\r\n2026-01-02,Coffee,-3.50,EUR\r\n');
    expect(transactionsToCsv([{ ...row, currency: null, balance: '96.50', reference: 'RF 1, 2' }])).toBe('Date,Description,Reference,Amount (in + / out -),Balance\r\n2026-01-02,Coffee,"RF 1, 2",-3.50,96.50\r\n');
    expect(transactionsToCsv([])).toBe('Date,Description,Amount (in + / out -)\r\n');
  });

  it('keep negative numbers as numbers and guard texts that would run', () => {
    expect(transactionsToCsv([{ ...row, description: '=HYPERLINK("x")', counterparty: '@sum', balance: '-1.00' }]))
      .toBe('Date,Description,Counterparty,Amount (in + / out -),Currency,Balance\r\n2026-01-02,"\'=HYPERLINK(""x"")",\'@sum,-3.50,EUR,-1.00\r\n');
  });
});

/** What a reading says, without where in which file it said it. */
function said({ accounts, transactions }: StatementReading): readonly object[] {
  return transactions.map(({ account, date, valueDate, amount, balance, description, counterparty, reference }) =>
    ({ date, valueDate, amount, balance, description, counterparty, reference, currency: accounts[account]?.currency, account: accounts[account]?.number }));
}

describe('the round trip', () => {
  it('reads back what was read, whatever it was read from', async () => {
    await fc.assert(
      fc.asyncProperty(ledger, layout, async (written, how) => {
        const reading = await readWholeStatement(utf8(writeLedger(written, how)), { fileName: 'statement.csv' });
        const again = await readText(transactionsToCsv(exportedTransactions(reading)), { fileName: 'export.csv' });
        expect(said(again)).toEqual(said(reading));
        expect(again.rejected).toEqual([]);
        expect(again.questions.filter(({ field }) => field !== 'currency')).toEqual([]);
      }),
      RUNS,
    );
  });

  const currencies = fc.constantFrom('EUR', 'JPY', 'KWD', 'USD', 'TND');
  const entries = fc.array(fc.record({ day: fc.integer({ min: 0, max: 900 }), units: fc.bigInt({ min: -90_000_000n, max: 90_000_000n }).filter((units) => units !== 0n), text: trickyText }), { minLength: 1, maxLength: 30 });

  it('reads back ledger rows in currencies of 0, 2 and 3 decimals, with any text that begins like a formula', async () => {
    await fc.assert(
      fc.asyncProperty(entries, currencies, async (all, currency) => {
        const first = toDayNumber('2024-01-01');
        const rows = all.toSorted((a, b) => a.day - b.day).map(({ day, units, text }): ExportedTransaction => ({
          date: fromDayNumber(first + day), amount: formatAmount(units, currency), currency, description: `${cleanText(spreadsheetText(text))} Invoice`.trim(),
        }));
        const again = await readText(transactionsToCsv(rows));
        expect(exportedTransactions(again).map(({ date, amount, currency: code, description }) => ({ date, amount, currency: code, description }))).toEqual(rows);
        expect([again.rejected, again.questions]).toEqual([[], []]);
      }),
      RUNS,
    );
  });
});
