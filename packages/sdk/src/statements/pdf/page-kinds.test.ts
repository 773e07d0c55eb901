import { describe, expect, it } from 'vitest';
import { rowsOf } from '../testing.ts';
import { drawPdf, readBytes, readPages, tableTexts, type DrawnPage } from './testing-pdf.ts';
import { withCharacterMap, withForms } from './testing-pdf-objects.ts';

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
