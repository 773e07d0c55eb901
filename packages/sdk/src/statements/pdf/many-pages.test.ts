import { describe, expect, it } from 'vitest';
import { rowsOf } from '../testing.ts';
import { isAccountedFor, readPages, tableTexts, type DrawnText } from './testing-pdf.ts';

const columns = [60, 130, { right: 370 }, { right: 450 }, { right: 530 }] as const;
const header = ['Datum', 'Text', 'Belastung', 'Gutschrift', 'Saldo'] as const;

/** What a bank prints on each page of a statement. */
const frame = (page: number, pages: number): readonly DrawnText[] => [
  { text: 'Seebank Rorschach', x: 60, y: 40, size: 14, font: 'Helvetica-Bold' },
  { text: 'Kontoauszug Privatkonto', x: 60, y: 60 },
  { text: `Seite ${page} von ${pages}`, x: 530, y: 40, align: 'right' },
  { text: 'Seebank AG, Hafenplatz 4, 9400 Rorschach', x: 60, y: 815, size: 6 },
];

describe('a table over several pages', () => {
  const pages = [
    [header, ['01.07.2026', 'Saldovortrag', '', '', '8\'000.00'], ['02.07.2026', 'Bergbahn Abo', '420.00', '', '7\'580.00'], ['06.07.2026', 'Kurtaxe', '19.50', '', '7\'560.50'], ['', 'Total Seite', '439.50', '0.00'], ['', 'Übertrag', '', '', '7\'560.50']],
    [header, ['', 'Übertrag', '', '', '7\'560.50'], ['09.07.2026', 'Lohn Skischule', '', '3\'100.00', '10\'660.50'], ['15.07.2026', 'Miete Chalet', '1\'660.50', '', '9\'000.00'], ['', 'Total Seite', '1\'660.50', '3\'100.00'], ['', 'Übertrag', '', '', '9\'000.00']],
    [header, ['', 'Übertrag', '', '', '9\'000.00'], ['28.07.2026', 'Zahnarzt', '250.00', '', '8\'750.00'], ['', 'Umsatztotal', '2\'350.00', '3\'100.00'], ['31.07.2026', 'Schlusssaldo', '', '', '8\'750.00']],
  ];

  it('is one table: repeated headers, page totals and carried balances are no bookings', async () => {
    const reading = await readPages(pages.map((rows, index) => [...frame(index + 1, pages.length), ...tableTexts({ columns, rows })]));
    expect(rowsOf(reading)).toEqual(['2026-07-02 -420.00', '2026-07-06 -19.50', '2026-07-09 3100.00', '2026-07-15 -1660.50', '2026-07-28 -250.00']);
    expect(reading.transactions.map(({ description }) => description)).toEqual(['Bergbahn Abo', 'Kurtaxe', 'Lohn Skischule', 'Miete Chalet', 'Zahnarzt']);
    expect(reading).toMatchObject({ proof: 'verified', questions: [], rejected: [], accounts: [{ opening: 800000n, closing: 875000n }] });
    expect(reading.source.lineCount).toMatchObject({ transactions: 5, header: 3 });
    expect(isAccountedFor(reading)).toBe(true);
  });

  it('tells of each row its page, and the box around it in points from the upper left corner', async () => {
    const reading = await readPages(pages.map((rows, index) => [...frame(index + 1, pages.length), ...tableTexts({ columns, rows })]));
    expect(reading.transactions.map(({ source }) => source.page)).toEqual([1, 1, 2, 2, 3]);
    // The fourth line of a table that begins at a baseline of 120, lines 13 points apart, in letters of 9.
    expect(reading.transactions[1]!.source.box).toEqual([60, 150, 530, 161.3]);
    expect(reading.transactions.map(({ source }) => source.line)).toEqual([5, 6, 14, 15, 23]);
  });

  it('is one table where only the first page has its header', async () => {
    const reading = await readPages(pages.map((rows, index) => [...frame(index + 1, pages.length), ...tableTexts({ columns, rows: index === 0 ? rows : rows.slice(1) })]));
    expect(rowsOf(reading)).toEqual(['2026-07-02 -420.00', '2026-07-06 -19.50', '2026-07-09 3100.00', '2026-07-15 -1660.50', '2026-07-28 -250.00']);
    expect(reading.proof).toBe('verified');
  });

  it('is one table where its columns stand elsewhere on even pages', async () => {
    const inwards = columns.map((column) => (typeof column === 'number' ? column + 22 : { right: column.right + 22 }));
    const reading = await readPages(pages.map((rows, index) => [...frame(index + 1, pages.length), ...tableTexts({ columns: index % 2 === 0 ? columns : inwards, rows })]));
    expect(rowsOf(reading)).toEqual(['2026-07-02 -420.00', '2026-07-06 -19.50', '2026-07-09 3100.00', '2026-07-15 -1660.50', '2026-07-28 -250.00']);
    expect(reading.proof).toBe('verified');
  });

  it('carries a booking over the end of a page', async () => {
    const wide = [60, 130, { right: 450 }, { right: 530 }];
    const head = ['Date', 'Description', 'Amount', 'Balance'];
    const reading = await readPages([
      tableTexts({ columns: wide, leading: 12, rows: [head, 8, ['2026-04-01', 'Payment', '-75.00', '425.00'], ['', 'Bee keeper'], 8, ['2026-04-02', 'Payment', '-25.00', '400.00'], ['', 'Honey jars']] }),
      tableTexts({ columns: wide, leading: 12, rows: [head, 8, ['', 'Invoice 88'], 8, ['2026-04-08', 'Receipt', '600.00', '1,000.00'], ['', 'Market stall']] }),
    ]);
    expect(reading.transactions.map(({ description }) => description)).toEqual(['Payment Bee keeper', 'Payment Honey jars Invoice 88', 'Receipt Market stall']);
    expect(reading.proof).toBe('verified');
    // The box is that of the lines on the page where the booking begins.
    expect(reading.transactions[1]!.source).toMatchObject({ page: 1, box: [60, 163, 530, 186.3] });
    expect(isAccountedFor(reading)).toBe(true);
  });
});

describe('dates without a year', () => {
  const rows = [['Date', 'Details', 'Debit', 'Credit', 'Balance'], ['18 Dec', 'Toy shop', '64.00', '', '936.00'], ['29 Dec', 'Bonus', '', '500.00', '1,436.00'], ['02 Jan', 'Gym', '36.00', '', '1,400.00'], ['11 Jan', 'Skates', '90.00', '', '1,310.00']];
  const expected = ['2025-12-18 -64.00', '2025-12-29 500.00', '2026-01-02 -36.00', '2026-01-11 -90.00'];

  it('take theirs from the stated period, over new year', async () => {
    const reading = await readPages([[{ text: 'Statement period: 15 December 2025 to 14 January 2026', x: 60, y: 60 }, ...tableTexts({ columns, rows })]]);
    expect(rowsOf(reading)).toEqual(expected);
    expect(reading).toMatchObject({ proof: 'verified', questions: [], rejected: [], accounts: [{ period: { from: '2025-12-15', to: '2026-01-14' } }] });
  });

  it('take theirs from the date of the statement', async () => {
    const reading = await readPages([[{ text: 'Statement date: 14 January 2026', x: 60, y: 60 }, ...tableTexts({ columns, rows })]]);
    expect(rowsOf(reading)).toEqual(expected);
    expect(reading.proof).toBe('verified');
  });

  it('may be written in figures', async () => {
    const figures = [['Date', 'Details', 'Debit', 'Credit', 'Balance'], ['18/12', 'Toy shop', '64.00', '', '936.00'], ['29/12', 'Bonus', '', '500.00', '1,436.00'], ['02/01', 'Gym', '36.00', '', '1,400.00'], ['11/01', 'Skates', '90.00', '', '1,310.00']];
    const reading = await readPages([[{ text: 'Statement period: 15/12/2025 - 14/01/2026', x: 60, y: 60 }, ...tableTexts({ columns, rows: figures })]]);
    expect(rowsOf(reading)).toEqual(expected);
    expect(reading).toMatchObject({ proof: 'verified', questions: [], rejected: [] });
  });
});
