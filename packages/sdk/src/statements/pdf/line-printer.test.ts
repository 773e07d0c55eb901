import { describe, expect, it } from 'vitest';
import { readText, rowsOf } from '../testing.ts';
import { isAccountedFor, readPages, type DrawnText } from './testing-pdf.ts';

/** Lines as a printer of fixed width sets them: each letter as wide as any other. */
const printed = (...lines: readonly string[]): readonly DrawnText[] => lines.flatMap((line, row) => Array.from(line.matchAll(/\S+/g), (match): DrawnText => ({ text: match[0], x: 40 + match.index * 5.4, y: 40 + row * 13, font: 'Courier' })));

const top = ['SPARKASSE AM SEE                         KONTOAUSZUG   EUR', 'KONTO-NR 284-117-304/00                  31.03.2026', ''];

describe('days in four digits', () => {
  it('are value dates where their column is named so, and no part of the text', async () => {
    const reading = await readPages([printed(
      ...top,
      'BUCH.  TEXT                        WERT          BETRAG',
      '       ALTER SALDO VOM 27.02.2026                733,18',
      '02.03  BAECKER 0007461             0103           52,82-',
      '       WIEN 1070',
      '04.03  UEBERWEISUNG HUBER          0503           36,39',
      '30.03  DAUERAUFTRAG MIETE          3003          585,00-',
      '       ZWISCHENSALDO                             131,75',
      '31.03  HABENZINSEN                 3103            0,09',
      '       NEUER SALDO VOM 31.03.2026                131,84',
    )]);
    expect(rowsOf(reading)).toEqual(['2026-03-02 -52.82', '2026-03-04 36.39', '2026-03-30 -585.00', '2026-03-31 0.09']);
    expect(reading.transactions.map(({ valueDate, description }) => [valueDate, description])).toEqual([['2026-03-01', 'BAECKER 0007461 WIEN 1070'], ['2026-03-05', 'UEBERWEISUNG HUBER'], ['2026-03-30', 'DAUERAUFTRAG MIETE'], ['2026-03-31', 'HABENZINSEN']]);
    expect(reading).toMatchObject({ proof: 'verified', questions: [], rejected: [] });
    expect(isAccountedFor(reading)).toBe(true);
  });

  it('are booking days as well', async () => {
    const reading = await readPages([printed(
      ...top,
      'DATUM  TEXT                        WERT          BETRAG         SALDO',
      '0203   BAECKER 0007                0103           52,82-       680,36',
      '1303   MIETE                       1403          585,00-        95,36',
      '3103   GEHALT                      3103        1.200,00      1.295,36',
    )]);
    expect(rowsOf(reading)).toEqual(['2026-03-02 -52.82', '2026-03-13 -585.00', '2026-03-31 1200.00']);
  });

  it('are numbers under other names, in tables as well', async () => {
    const text = 'Kontoauszug 31.03.2026\n\nDatum;Beleg;Text;Betrag\n02.03.;0103;Shop;-1,00\n13.03.;1403;Shop;-2,00\n30.03.;2203;Shop;-3,00\n';
    expect((await readText(text)).recipe.columns).not.toContain('value-date');
    const valued = await readText(text.replace('Beleg', 'Wert'));
    expect(valued.transactions.map(({ valueDate }) => valueDate)).toEqual(['2026-03-01', '2026-03-14', '2026-03-22']);
  });
});

describe('days in six digits', () => {
  it('are booking and value dates under their names', async () => {
    const reading = await readPages([printed(
      ...top,
      'DATUM  TEXT                        WERT          BETRAG         SALDO',
      '020326 BAECKER 0007                010326         52,82-       680,36',
      '130326 MIETE 101225                140326        585,00-        95,36',
      '310326 GEHALT                      310326      1.200,00      1.295,36',
    )]);
    expect(reading.transactions.map(({ date, valueDate, description }) => [date, valueDate, description])).toEqual([['2026-03-02', '2026-03-01', 'BAECKER 0007'], ['2026-03-13', '2026-03-14', 'MIETE 101225'], ['2026-03-31', '2026-03-31', 'GEHALT']]);
    expect(reading).toMatchObject({ proof: 'verified', questions: [] });
  });

  const rows = (...days: readonly string[]): string => `Datum;Beleg;Betrag;Saldo\n${days.map((day, row) => `${day};101225;-1,00;${99 - row},00\n`).join('')}`;

  it('stand in tables too, year first or day first, and are asked about where both can be', async () => {
    expect((await readText(rows('020326', '130326', '300326'))).transactions.map(({ date }) => date)).toEqual(['2026-03-02', '2026-03-13', '2026-03-30']);
    expect((await readText(rows('260302', '260313', '260330'))).transactions.map(({ date }) => date)).toEqual(['2026-03-02', '2026-03-13', '2026-03-30']);
    const open = await readText(rows('020326', '030326', '040326'));
    expect(open.questions.map(({ field }) => field)).toContain('date-order');
    expect(open.proof).not.toBe('verified');
  });

  it('count their years by the era that is stated', async () => {
    const text = '令和8年3月\n\n年月日,摘要,お支払金額,お預り金額,差引残高\n080305,クレジット,28861,,494257\n080325,キユウヨ,,287410,781667\n';
    expect((await readText(text)).transactions.map(({ date }) => date)).toEqual(['2026-03-05', '2026-03-25']);
  });
});
