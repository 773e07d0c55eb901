import { describe, expect, it } from 'vitest';
import { readWholeStatement } from './read-statement.ts';
import { readText, rowsOf, utf8 } from './testing.ts';

const lines = (...each: readonly string[]): string => `${each.join('\n')}\n`;

const CURRENT = ['Current account', 'Opening balance;100.00 EUR', 'Date;Payee;Text;Amount', '14.03.2026;Grocer;Food;-40.00', '15.03.2026;Acme;Wages;900.00', 'Closing balance;960.00 EUR'];
const CARD = ['Card', 'Opening balance;-10.00 EUR', 'Booked on;Value date;Reference;Merchant;Amount', '16.03.2026;14.03.2026;17;Bookshop;-12.00', '17.03.2026;16.03.2026;18;Fuel;-70.50', 'Closing balance;-92.50 EUR'];

describe('a file of tables with different headers', () => {
  it('is read table by table, each with its account and its proof', async () => {
    const reading = await readText(lines(...CURRENT, '', ...CARD));
    expect(rowsOf(reading)).toEqual(['2026-03-14 -40.00', '2026-03-15 900.00', '2026-03-16 -12.00', '2026-03-17 -70.50']);
    expect(reading.accounts.map(({ opening, closing, proof }) => [opening, closing, proof.status])).toEqual([[10_000n, 96_000n, 'verified'], [-1_000n, -9_250n, 'verified']]);
    expect(reading.transactions.map(({ account, source }) => [account, source.line])).toEqual([[0, 4], [0, 5], [1, 11], [1, 12]]);
    expect(reading.questions).toEqual([]);
    const { lineCount } = reading.source;
    expect(lineCount).toEqual({ transactions: 4, header: 2, markers: 6, continuations: 0, rejected: 0, blank: 1 });
    expect(reading.source.lines).toBe(13);
  });

  it('applies a recipe to the table that it was made for', async () => {
    const text = lines(...CURRENT, '', ...CARD);
    const { recipe, transactions } = await readText(text);
    expect((await readText(text, { recipe })).transactions).toEqual(transactions);
  });

  it('asks which table counts where figures prove none, with the rows of each', async () => {
    const text = lines(...CURRENT.slice(2, 5), '', ...CARD.slice(2, 5));
    const reading = await readText(text);
    const [question] = reading.questions;
    expect(question?.field).toBe('table');
    expect(question?.choices.map(({ value, rows }) => [value, rows.map(({ line }) => line)])).toEqual([['all', [2, 3, 6, 7]], ['1', [2, 3]], ['5', [6, 7]]]);
    const answered = await readText(text, { answers: { table: '5' } });
    expect(rowsOf(answered)).toEqual(['2026-03-16 -12.00', '2026-03-17 -70.50']);
    expect(answered.questions).toEqual([]);
    const { transactions, header, markers, blank } = answered.source.lineCount;
    expect([transactions, header + markers + blank, answered.source.lines]).toEqual([2, 5, 7]);
    expect((await readText(text, { answers: { table: 'all' } })).transactions).toHaveLength(4);
    await expect(readText(text, { answers: { table: '3' } })).rejects.toMatchObject({ code: 'recipe-mismatch' });
  });

  it('leaves out a table of what is pending', async () => {
    const reading = await readText(lines(...CURRENT, '', 'Pending', 'Date;Merchant;Amount;Note', '18.03.2026;Hotel;-99.00;x'));
    expect(reading.transactions).toHaveLength(2);
    expect(reading.questions).toEqual([]);
  });

  it('takes a summary of months for no table of transactions', async () => {
    const reading = await readText(lines('Date;Total amount', '28.02.2026;5.00', '', ...CURRENT));
    expect(reading.transactions).toHaveLength(2);
    expect(reading.questions).toEqual([]);
  });
});

describe('records that begin with their type', () => {
  it('have a header of their own type, and apostrophes around texts', async () => {
    const reading = await readText(lines("1,'Ann Example','Savings'", "2,9,'1 March 2026','31 March 2026',100.00,260.00", "7,'No','Day','Text','Amount','Balance'", "7,1,'14 Mar','Ann''s grocer',-40.00,60.00", "7,2,'15 Mar','Wages',200.00,260.00", "8,'END'"));
    expect(rowsOf(reading)).toEqual(['2026-03-14 -40.00', '2026-03-15 200.00']);
    expect(reading.transactions[0]?.description).toBe("Ann's grocer");
    expect(reading.proof).toBe('verified');
  });
});

describe('a long file of tables with different headers', () => {
  const rows = (count: number, row: (day: string, at: number) => string): readonly string[] =>
    Array.from({ length: count }, (_, at) => row(`${String(1 + (at % 28)).padStart(2, '0')}.${String(1 + (Math.floor(at / 28) % 12)).padStart(2, '0')}.${2000 + Math.floor(at / 336)}`, at));
  // Both tables are equally wide: read by the first header, the second would give debits as credits.
  const out = rows(6_000, (day, at) => `${day};Card payment number ${at};10.00;;${(100_000 - 10 * (at + 1)).toFixed(2)}`);
  const into = rows(300, (day, at) => `${day};Voucher ${at};10.00;;${(500 + 10 * (at + 1)).toFixed(2)}`);
  const first = ['Account;DE02120300000000202051', 'Date;Text;Money out;Money in;Balance', ...out];
  const second = ['Savings', 'Booked on;Purpose;Money in;Money out;Balance', ...into];

  it('is read table by table although its sample ends before the second', async () => {
    const reading = await readText(lines(...first, '', ...second));
    expect(reading.accounts.map(({ proof }) => [proof.status, proof.moneyOut, proof.moneyIn])).toEqual([['verified', -6_000_000n, 0n], ['verified', 0n, 300_000n]]);
    expect(reading.rejected).toEqual([]);
    const done: number[] = [];
    await readWholeStatement(utf8(lines(...first, '', ...second)), { fileName: 'statement.csv' }, (progress) => done.push(progress.done));
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    const { lineCount, lines: all } = reading.source;
    expect([lineCount.header, Object.values(lineCount).reduce((sum, count) => sum + count, 0)]).toEqual([2, all]);
  });

  it('leaves out a table of pending rows, and begins again with the first header', async () => {
    const reading = await readText(lines(...first, '', 'Pending transactions', 'Booked on;Purpose;Money in;Money out', ...into.map((row) => row.split(';').slice(0, 4).join(';')), '', ...second, '', ...first.slice(1, 30)));
    expect(reading.accounts.map(({ proof }) => [proof.moneyOut, proof.moneyIn])).toEqual([[-6_000_000n, 0n], [0n, 300_000n], [-28_000n, 0n]]);
  });
});
