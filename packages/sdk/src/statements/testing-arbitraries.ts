import fc from 'fast-check';
import { addDays } from '../dates/index.ts';
import type { Layout, Ledger } from './testing-ledger.ts';

/** For tests: random ledgers whose balances add up. */
export const ledger: fc.Arbitrary<Ledger> = fc
  .record({
    start: fc.integer({ min: 0, max: 2_000 }),
    opening: fc.integer({ min: -500_000, max: 9_000_000 }),
    rows: fc.array(
      fc.record({
        gap: fc.integer({ min: 0, max: 6 }),
        cents: fc.oneof(fc.integer({ min: -900_000, max: 900_000 }), fc.integer({ min: -30_000, max: 30_000 })).filter((cents) => cents !== 0),
        text: fc.constantFrom('Rent', 'Invoice 4711', 'Müller & Söhne', 'Café de la Gare', 'Card 12/34 shop', 'A "quoted" name', 'Salary', 'Smith; Jones, Partners', 'x', '12345', 'Tax 2026'),
      }),
      { minLength: 1, maxLength: 40 },
    ),
  })
  .map(({ start, opening, rows }) => {
    let date = addDays('2019-01-01', start);
    let balance = opening;
    return {
      opening,
      rows: rows.map(({ gap, cents, text }) => {
        date = addDays(date, gap);
        balance += cents;
        return { date, cents, text, balance };
      }),
    };
  });

/** For tests: random ways to write them down. */
export const layout: fc.Arbitrary<Layout> = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  mark: fc.constantFrom<'.' | ','>('.', ','),
  group: fc.constantFrom('', 'other', ' ', '\u00a0', '’', '\u202f'),
  date: fc.constantFrom('dd.mm.yyyy', 'dd/mm/yyyy', 'mm/dd/yyyy', 'yyyy-mm-dd', 'yyyymmdd', 'd mmm yyyy', 'dd-mm-yy', 'yyyy/mm/dd'),
  money: fc.constantFrom('signed', 'trailing', 'parentheses', 'out-in', 'in-out', 'flag', 'crdr'),
  language: fc.constantFrom('en', 'de', 'fr', 'es', 'nl', 'it', 'sv', 'pl', 'none'),
  balance: fc.boolean(),
  newestFirst: fc.boolean(),
  preamble: fc.boolean(),
  footer: fc.boolean(),
  quoteAll: fc.boolean(),
  lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
  currency: fc.constantFrom('', ' EUR', '€'),
  mark8: fc.boolean(),
  numbers: fc.constantFrom('none', 'first', 'last'),
  valueDate: fc.boolean(),
  currencyColumn: fc.boolean(),
});
