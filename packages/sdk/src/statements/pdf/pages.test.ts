import { describe, expect, it } from 'vitest';
import { rowsOf } from '../testing.ts';
import { withCharacterMap, withForms } from './testing-pdf-objects.ts';
import { drawPdf, isAccountedFor, readBytes, readPages, tableTexts, type DrawnPage, type DrawnText } from './testing-pdf.ts';

const COLUMNS = [60, 130, { right: 370 }, { right: 450 }, { right: 530 }] as const;
const HEADER = ['Datum', 'Text', 'Belastung', 'Gutschrift', 'Saldo'] as const;

/** What a bank prints on each page of a statement. */
const frame = (page: number, pages: number): readonly DrawnText[] => [
  { text: 'Seebank Rorschach', x: 60, y: 40, size: 14, font: 'Helvetica-Bold' },
  { text: 'Kontoauszug Privatkonto', x: 60, y: 60 },
  { text: `Seite ${page} von ${pages}`, x: 530, y: 40, align: 'right' },
  { text: 'Seebank AG, Hafenplatz 4, 9400 Rorschach', x: 60, y: 815, size: 6 },
];

describe('a table over several pages', () => {
  const pages = [
    [HEADER, ['01.07.2026', 'Saldovortrag', '', '', '8\'000.00'], ['02.07.2026', 'Bergbahn Abo', '420.00', '', '7\'580.00'], ['06.07.2026', 'Kurtaxe', '19.50', '', '7\'560.50'], ['', 'Total Seite', '439.50', '0.00'], ['', 'Übertrag', '', '', '7\'560.50']],
    [HEADER, ['', 'Übertrag', '', '', '7\'560.50'], ['09.07.2026', 'Lohn Skischule', '', '3\'100.00', '10\'660.50'], ['15.07.2026', 'Miete Chalet', '1\'660.50', '', '9\'000.00'], ['', 'Total Seite', '1\'660.50', '3\'100.00'], ['', 'Übertrag', '', '', '9\'000.00']],
    [HEADER, ['', 'Übertrag', '', '', '9\'000.00'], ['28.07.2026', 'Zahnarzt', '250.00', '', '8\'750.00'], ['', 'Umsatztotal', '2\'350.00', '3\'100.00'], ['31.07.2026', 'Schlusssaldo', '', '', '8\'750.00']],
  ];

  it('is one table: repeated headers, page totals and carried balances are no bookings', async () => {
    const reading = await readPages(pages.map((rows, index) => [...frame(index + 1, pages.length), ...tableTexts({ columns: COLUMNS, rows })]));
    expect(rowsOf(reading)).toEqual(['2026-07-02 -420.00', '2026-07-06 -19.50', '2026-07-09 3100.00', '2026-07-15 -1660.50', '2026-07-28 -250.00']);
    expect(reading.transactions.map(({ description }) => description)).toEqual(['Bergbahn Abo', 'Kurtaxe', 'Lohn Skischule', 'Miete Chalet', 'Zahnarzt']);
    expect(reading).toMatchObject({ proof: 'verified', questions: [], rejected: [], accounts: [{ opening: 800000n, closing: 875000n }] });
    expect(reading.source.lineCount).toMatchObject({ transactions: 5, header: 3 });
    expect(isAccountedFor(reading)).toBe(true);
  });

  it('tells of each row its page, and the box around it in points from the upper left corner', async () => {
    const reading = await readPages(pages.map((rows, index) => [...frame(index + 1, pages.length), ...tableTexts({ columns: COLUMNS, rows })]));
    expect(reading.transactions.map(({ source }) => source.page)).toEqual([1, 1, 2, 2, 3]);
    // The fourth line of a table that begins at a baseline of 120, lines 13 points apart, in letters of 9.
    expect(reading.transactions[1]!.source.box).toEqual([60, 150, 530, 161.3]);
    expect(reading.transactions.map(({ source }) => source.line)).toEqual([5, 6, 14, 15, 23]);
  });

  it('is one table where only the first page has its header', async () => {
    const reading = await readPages(pages.map((rows, index) => [...frame(index + 1, pages.length), ...tableTexts({ columns: COLUMNS, rows: index === 0 ? rows : rows.slice(1) })]));
    expect(rowsOf(reading)).toEqual(['2026-07-02 -420.00', '2026-07-06 -19.50', '2026-07-09 3100.00', '2026-07-15 -1660.50', '2026-07-28 -250.00']);
    expect(reading.proof).toBe('verified');
  });

  it('is one table where its columns stand elsewhere on even pages', async () => {
    const inwards = COLUMNS.map((column) => (typeof column === 'number' ? column + 22 : { right: column.right + 22 }));
    const reading = await readPages(pages.map((rows, index) => [...frame(index + 1, pages.length), ...tableTexts({ columns: index % 2 === 0 ? COLUMNS : inwards, rows })]));
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

  it('begins with the text that stands beside the first amount, half a line above it', async () => {
    const half = (day: string, kind: string, code: string, amount: string, balance: string): readonly (readonly string[] | number)[] => [['', kind], -7, [day, '', amount, balance], -7, ['', code], 2];
    const wide = [60, 130, { right: 450 }, { right: 530 }];
    const head = ['Date', 'Description', 'Amount', 'Balance'];
    const reading = await readPages([
      tableTexts({ columns: wide, rows: [head, ...half('2026-04-01', 'Transfer', 'Ref 55 Bee keeper', '-75.00', '425.00'), ...half('2026-04-02', 'Card payment', 'Ref 56 Honey jars', '-25.00', '400.00')] }),
      tableTexts({ columns: wide, rows: [head, ...half('2026-04-08', 'Incoming payment', 'Ref 57 Market stall', '600.00', '1,000.00')] }),
    ]);
    expect(reading.transactions.map(({ description }) => description)).toEqual(['Transfer Ref 55 Bee keeper', 'Card payment Ref 56 Honey jars', 'Incoming payment Ref 57 Market stall']);
    expect(isAccountedFor(reading)).toBe(true);
  });

  it('ends a booking whose second day is the last line of a page there', async () => {
    const wide = [60, 112, 200, { right: 450 }, { right: 530 }];
    const two = (day: string, processed: string, code: string, amount: string, balance: string): readonly (readonly string[])[] => [[day, '', 'Card payment', amount, balance], [processed, code, 'Corner shop']];
    const head = ['Date', '', 'Description', 'Amount', 'Balance'];
    const reading = await readPages([
      tableTexts({ columns: wide, leading: 12, rows: [head, ...two('2026-04-09', '2026-04-12', '471116', '-75.00', '425.00'), 6, ...two('2026-04-07', '2026-04-11', '790891', '-25.00', '500.00')] }),
      tableTexts({ columns: wide, leading: 12, rows: [...two('2026-04-05', '2026-04-06', '833554', '-30.00', '525.00'), 6, ...two('2026-04-02', '2026-04-04', '612655', '-45.00', '555.00')] }),
    ]);
    expect(rowsOf(reading)).toEqual(['2026-04-02 -45.00', '2026-04-05 -30.00', '2026-04-07 -25.00', '2026-04-09 -75.00']);
    expect(reading.transactions[2]!.description).toBe('Card payment 790891 Corner shop');
    expect(isAccountedFor(reading)).toBe(true);
  });
});

describe('dates without a year', () => {
  const rows = [['Date', 'Details', 'Debit', 'Credit', 'Balance'], ['18 Dec', 'Toy shop', '64.00', '', '936.00'], ['29 Dec', 'Bonus', '', '500.00', '1,436.00'], ['02 Jan', 'Gym', '36.00', '', '1,400.00'], ['11 Jan', 'Skates', '90.00', '', '1,310.00']];
  const expected = ['2025-12-18 -64.00', '2025-12-29 500.00', '2026-01-02 -36.00', '2026-01-11 -90.00'];

  it('take theirs from the stated period, over new year', async () => {
    const reading = await readPages([[{ text: 'Statement period: 15 December 2025 to 14 January 2026', x: 60, y: 60 }, ...tableTexts({ columns: COLUMNS, rows })]]);
    expect(rowsOf(reading)).toEqual(expected);
    expect(reading).toMatchObject({ proof: 'verified', questions: [], rejected: [], accounts: [{ period: { from: '2025-12-15', to: '2026-01-14' } }] });
  });

  it('take theirs from the date of the statement', async () => {
    const reading = await readPages([[{ text: 'Statement date: 14 January 2026', x: 60, y: 60 }, ...tableTexts({ columns: COLUMNS, rows })]]);
    expect(rowsOf(reading)).toEqual(expected);
    expect(reading.proof).toBe('verified');
  });

  it('may be written in figures', async () => {
    const figures = [['Date', 'Details', 'Debit', 'Credit', 'Balance'], ['18/12', 'Toy shop', '64.00', '', '936.00'], ['29/12', 'Bonus', '', '500.00', '1,436.00'], ['02/01', 'Gym', '36.00', '', '1,400.00'], ['11/01', 'Skates', '90.00', '', '1,310.00']];
    const reading = await readPages([[{ text: 'Statement period: 15/12/2025 - 14/01/2026', x: 60, y: 60 }, ...tableTexts({ columns: COLUMNS, rows: figures })]]);
    expect(rowsOf(reading)).toEqual(expected);
    expect(reading).toMatchObject({ proof: 'verified', questions: [], rejected: [] });
  });
});

const TABLE = {
  columns: [80, 160, { right: 430 }, { right: 520 }],
  rows: [['Date', 'Description', 'Amount', 'Balance'], ['2026-06-03', 'Windmill tickets', '-24.00', '976.00'], ['2026-06-17', 'Tulip sale', '324.00', '1,300.00'], ['2026-06-25', 'Clog maker', '-80.00', '1,220.00']],
} as const;
const ROWS = ['2026-06-03 -24.00', '2026-06-17 324.00', '2026-06-25 -80.00'];
const FIRST_BOX = [80, 124, 520, 135.3];

describe('turned pages', () => {
  const turned = (turn: NonNullable<DrawnPage['turn']>, undone: boolean): Promise<Uint8Array> => drawPdf({ pages: [{ texts: tableTexts(TABLE), turn, undone }] });

  it.each([90, 180, 270] as const)('are read as a viewer shows them: %i degrees', async (turn) => {
    const reading = await readBytes(await turned(turn, true));
    expect(rowsOf(reading)).toEqual(ROWS);
    expect(reading).toMatchObject({ proof: 'verified', questions: [], rejected: [] });
    expect(reading.transactions[0]!.source).toMatchObject({ page: 1, box: FIRST_BOX });
  });

  it.each([90, 180, 270] as const)('are read as a person would turn them where no viewer does: %i degrees', async (turn) => {
    const reading = await readBytes(await turned(turn, false));
    expect(rowsOf(reading)).toEqual(ROWS);
    expect(reading.proof).toBe('verified');
    expect(reading.transactions[0]!.source).toMatchObject({ page: 1, box: FIRST_BOX });
  });

  it('may be some of a statement', async () => {
    const more = { ...TABLE, rows: [TABLE.rows[0], ['2026-07-01', 'Cheese', '-20.00', '1,200.00'], ['2026-07-02', 'Bicycle', '-200.00', '1,000.00']] };
    const reading = await readBytes(await drawPdf({ pages: [{ texts: tableTexts(TABLE) }, { texts: tableTexts(more), turn: 90 }] }));
    expect(rowsOf(reading)).toEqual([...ROWS, '2026-07-01 -20.00', '2026-07-02 -200.00']);
    expect(reading.transactions.map(({ source }) => source.page)).toEqual([1, 1, 1, 2, 2]);
    expect(reading.proof).toBe('verified');
  });
});

describe('text that is drawn in other ways', () => {
  it('is read within form objects, one within another', async () => {
    const reading = await readBytes(withForms(tableTexts(TABLE)));
    expect(rowsOf(reading)).toEqual(ROWS);
    expect(reading.proof).toBe('verified');
    expect(reading.transactions[0]!.source.box?.slice(0, 2)).toEqual(FIRST_BOX.slice(0, 2));
  });

  it('is read once where it is drawn twice to look bold', async () => {
    const texts = tableTexts(TABLE);
    const reading = await readPages([[...texts, ...texts]]);
    expect(reading.transactions.map(({ description }) => description)).toEqual(['Windmill tickets', 'Tulip sale', 'Clog maker']);
    expect(reading.proof).toBe('verified');
  });

  it('is read in a monospaced font, line by line', async () => {
    const rows = ['2026-06-03  WINDMILL  TICKETS               24.00-       976.00', '2026-06-17  TULIP SALE                      324.00      1,300.00', '2026-06-25  CLOG MAKER                       80.00-     1,220.00'];
    const reading = await readPages([['Date        Description                     Amount       Balance', ...rows].map((text, index) => ({ text, x: 50, y: 100 + index * 12, font: 'Courier' as const }))]);
    expect(rowsOf(reading)).toEqual(ROWS);
    expect(reading.proof).toBe('verified');
  });

  it('is read letter by letter', async () => {
    const letters = tableTexts(TABLE).flatMap((each) => {
      const width = each.size! * 0.6;
      const left = each.align === 'right' ? each.x - each.text.length * width : each.x;
      return Array.from(each.text, (text, index) => ({ text, x: left + index * width, y: each.y, size: each.size!, font: 'Courier' as const })).filter(({ text }) => text !== ' ');
    });
    const reading = await readPages([letters]);
    expect(rowsOf(reading)).toEqual(ROWS);
    expect(reading.transactions.map(({ description }) => description)).toEqual(['Windmill tickets', 'Tulip sale', 'Clog maker']);
  });

  it('leaves out a watermark that stands aslant over the table', async () => {
    const bytes = withForms(tableTexts(TABLE), '0.7071 0.7071 -0.7071 0.7071 200 400 cm BT /F0 60 Tf (DUPLICATE 12.50) Tj ET');
    const reading = await readBytes(bytes);
    expect(rowsOf(reading)).toEqual(ROWS);
    expect(reading.transactions.map(({ description }) => description)).toEqual(['Windmill tickets', 'Tulip sale', 'Clog maker']);
  });
});

describe('text in other scripts', () => {
  it('is read in Cyrillic from an embedded font', async () => {
    const reading = await readPages([[
      { text: 'Выписка по счёту 40817810500000123456', x: 60, y: 50, font: 'embedded' },
      { text: 'Период: с 01.05.2026 по 31.05.2026', x: 60, y: 66, font: 'embedded' },
      ...tableTexts({ font: 'embedded', columns: [60, 140, { right: 440 }, { right: 530 }], rows: [
        ['Дата', 'Описание операции', 'Сумма', 'Остаток'], ['04.05.2026', 'Книжный магазин', '-1 250,00', '18 750,00'], ['12.05.2026', 'Зарплата за апрель', '+64 300,50', '83 050,50'], ['21.05.2026', 'Коммунальные услуги', '-3 050,50', '80 000,00'],
      ] }),
    ]]);
    expect(rowsOf(reading)).toEqual(['2026-05-04 -1250.00', '2026-05-12 64300.50', '2026-05-21 -3050.50']);
    expect(reading.transactions.map(({ description }) => description)).toEqual(['Книжный магазин', 'Зарплата за апрель', 'Коммунальные услуги']);
    expect(reading).toMatchObject({ proof: 'verified', questions: [], rejected: [], accounts: [{ period: { from: '2026-05-01', to: '2026-05-31' } }] });
  });

  it.each([
    { name: 'Japanese', map: '90ms-RKSJ-H', encoding: 'shift_jis', ordering: 'Japan1', header: ['日付', '摘要', 'お支払金額', 'お預り金額', '差引残高'], texts: ['コンビニ', '給与', '家賃'] },
    { name: 'simplified Chinese', map: 'GBK-EUC-H', encoding: 'gb18030', ordering: 'GB1', header: ['日期', '摘要', '支出', '收入', '余额'], texts: ['便利店', '工资', '房租'] },
    { name: 'Korean', map: 'KSCms-UHC-H', encoding: 'euc-kr', ordering: 'Korea1', header: ['거래일자', '내용', '출금', '입금', '잔액'], texts: ['편의점', '급여', '월세'] },
    { name: 'traditional Chinese', map: 'ETen-B5-H', encoding: 'big5', ordering: 'CNS1', header: ['日期', '摘要', '支出', '存入', '餘額'], texts: ['便利店', '薪資', '房租'] },
  ])('is read in $name by the predefined character map of its font, which is not embedded', async ({ map, encoding, ordering, header, texts }) => {
    const reading = await readBytes(withCharacterMap({ map, encoding, ordering, texts: tableTexts({
      columns: [60, 150, { right: 370 }, { right: 450 }, { right: 530 }],
      rows: [header, ['2026/09/01', texts[0]!, '1,280', '', '498,720'], ['2026/09/25', texts[1]!, '', '301,280', '800,000'], ['2026/09/30', texts[2]!, '95,000', '', '705,000']],
    }) }));
    expect(reading.transactions.map(({ date, description }) => [date, description])).toEqual([['2026-09-01', texts[0]], ['2026-09-25', texts[1]], ['2026-09-30', texts[2]]]);
    expect(reading.transactions.map(({ amount }) => amount < 0n)).toEqual([true, false, true]);
    expect(reading).toMatchObject({ proof: 'verified', questions: [], rejected: [] });
  });
});
