import { describe, expect, it } from 'vitest';
import { readText, rowsOf } from '../testing.ts';
import { findPeriod } from './stated-days.ts';

const HEADER = '年月日,摘要,お支払金額,お預り金額,差引残高';
const REIWA_ROWS = ['08-03-05,クレジット,28861,,494257', '08-03-25,キユウヨ,,287410,781667', '08-03-26,カード,10198,,771469'];
const lines = (...each: readonly string[]): string => `${each.join('\n')}\n`;

describe('years of two digits before the month', () => {
  it('are those of the era in which the statement states its days', async () => {
    const reading = await readText(lines('照会期間：令和8年3月1日 ～ 令和8年4月30日,作成日：令和8年5月1日', '', HEADER, ...REIWA_ROWS));
    expect(rowsOf(reading).map((row) => row.slice(0, 10))).toEqual(['2026-03-05', '2026-03-25', '2026-03-26']);
    expect(reading).toMatchObject({ proof: 'verified', questions: [] });
  });

  it('follow stated years that are western ones', async () => {
    expect(rowsOf(await readText(lines('作成日 2026年5月1日', '', HEADER, ...REIWA_ROWS)))[0]).toContain('2026-03-05');
    expect(rowsOf(await readText(lines('作成日 2008年5月1日', '', HEADER, ...REIWA_ROWS)))[0]).toContain('2008-03-05');
  });

  it('are days or months where only so they lie in the stated period', async () => {
    const reading = await readText(lines('"Period";"2019-01-05 - 2019-01-11"', '', '01/05/19;コンビニ;;188.54;23566.72', '01/08/19;請求書;280.34;;23847.06', '01/10/19;家賃;1376.03;;25223.09'));
    expect(reading.transactions.map(({ date }) => date)).toEqual(['2019-01-05', '2019-01-08', '2019-01-10']);
  });

  it('state the period as they date the rows', async () => {
    const reading = await readText(lines('令和8年', '期間 08-03-01～08-04-30', '', HEADER, ...REIWA_ROWS));
    expect(reading.accounts[0]?.period).toEqual({ from: '2026-03-01', to: '2026-04-30' });
  });

  it('are asked about where nothing tells, and never verified', async () => {
    const text = lines(HEADER, ...REIWA_ROWS);
    const reading = await readText(text);
    expect(reading.questions.map(({ field, choices }) => [field, choices.map(({ value, rows }) => [value, rows[0]?.date])])).toEqual([['year', [['2026', '2026-03-05'], ['2008', '2008-03-05']]]]);
    expect(reading.proof).toBe('consistent');
    const western = await readText(text, { answers: { year: '2008' } });
    expect([western.proof, western.questions, western.transactions[0]?.date]).toEqual(['verified', [], '2008-03-05']);
    await expect(readText(text, { answers: { year: '1999' } })).rejects.toMatchObject({ code: 'recipe-mismatch' });
  });

  it('are those of an era that is over where no other ones lie in the past', async () => {
    const first = async (year: string): Promise<readonly unknown[]> => {
      const { questions, transactions } = await readText(lines(HEADER, ...REIWA_ROWS.map((row) => row.replace('08', year))));
      return [transactions[0]?.date, questions.length];
    };
    expect(await first('24')).toEqual(['2024-03-05', 0]);
    expect(await first('98')).toEqual(['1998-03-05', 0]);
    expect((await readText(lines('平成24年', '', HEADER, ...REIWA_ROWS.map((row) => row.replace('08', '24'))))).transactions[0]?.date).toBe('2012-03-05');
  });

  it('may be those of the Republic of China', async () => {
    const rows = ['日期,摘要,支出,存入,餘額', '99/01/05,轉帳,100.00,,900.00', '99/01/15,薪資,,500.00,1400.00', '99/02/03,繳費,50.00,,1350.00'];
    expect((await readText(lines('民國99年', '', ...rows))).transactions[0]?.date).toBe('2010-01-05');
  });

  it('are no years of an era where a day stands first, or in other languages', async () => {
    const days = await readText(lines('日期,摘要,支出,存入,結餘', '08-03-26,轉帳,100.00,,900.00', '09-03-26,薪金,,500.00,1400.00', '25-03-26,繳費,50.00,,1350.00'));
    expect(days.transactions.map(({ date }) => date)).toEqual(['2026-03-08', '2026-03-09', '2026-03-25']);
    const english = await readText(lines('Date,Text,Amount', '08-03-25,Shop,-1.00', '08-03-26,Shop,-2.00', '08-04-27,Shop,-3.00'));
    expect(english.questions.map(({ field }) => field)).toEqual(['date-order']);
  });
});

describe('years of two digits behind the month', () => {
  it('are Buddhist ones where they would lie in a far future', async () => {
    const dates = async (year: string): Promise<readonly string[]> => (await readText(lines('วันที่,รายการ,ถอน,ฝาก,คงเหลือ', `13/01/${year},โอนเงิน,1200.00,,8800.00`, `14/01/${year},เงินเดือน,,20000.00,28800.00`))).transactions.map(({ date }) => date);
    expect([await dates('69'), await dates('57'), await dates('26')]).toEqual([['2026-01-13', '2026-01-14'], ['2014-01-13', '2014-01-14'], ['2026-01-13', '2026-01-14']]);
  });
});

describe('findPeriod', () => {
  it('takes the two days of one cell where the line names a third one', () => {
    expect(findPeriod([['Period: 01/03/2026 - 30/04/2026', 'Printed on 02/05/2026']], 'day-month-year')).toEqual({ from: 2026 * 512 + 3 * 32 + 1, to: 2026 * 512 + 4 * 32 + 30 });
  });
});
