import { describe, expect, it } from 'vitest';
import { readText, rowsOf } from '../testing.ts';

const lines = (...each: readonly string[]): string => `${each.join('\n')}\n`;

describe('tables that are no statements', () => {
  it.each([
    ['quotes', lines('Date,Open,High,Low,Close,Volume', '2026-03-02,10.10,10.55,10.02,10.40,512345', '2026-03-13,10.40,10.80,10.31,10.75,487701')],
    ['quotes without a header', lines('2026-03-02,10.10,10.55,10.02', '2026-03-03,10.40,10.80,10.31', '2026-03-13,10.75,10.90,10.60')],
    ['rates of several currencies', lines('Date,USD,GBP,CHF', '2026-03-02,1.0845,0.8412,0.9533', '2026-03-13,1.0851,0.8420,0.9541')],
    ['hours of work', lines('Employee,Date,Clock in,Clock out,Hours,Rate,Project', 'E-1,02.03.2026,08:59,17:32,8.05,32.50,Site', 'E-2,13.03.2026,07:30,16:00,8.00,28.00,Store')],
    ['an address book', lines('First name,Last name,Mobile phone,Birthday,Postal code', 'Ann,Example,+41 79 000 00 01,1984-03-12,8004', 'Bob,Sample,+34 600 000 000,1979-11-30,02108')],
    ['answers to a survey', lines('Timestamp,Age,Answer 1,Answer 2', '2026-03-02 10:00:00,34,4,9', '2026-03-13 10:05:00,45,5,10')],
    ['journeys', lines('Date,From,To,Purpose,Start,End,Distance', '2026-03-02,Bern,Thun,Visit,45120,45155,35', '2026-03-13,Thun,Bern,Visit,45155,45190,35')],
    ['measures with a minus', lines('Datum;Ort;Tiefsttemperatur;Niederschlag', '02.03.2026;Bern;-2,4;0,0', '13.03.2026;Bern;1,0;4,5')],
    ['marks of a class', lines('Student ID,Name,Date of birth,Grade,Score', '1001,Ann,2010-03-02,A,92.5', '1002,Bob,2010-07-13,B,85.0')],
  ])('are refused: %s', async (_, text) => {
    await expect(readText(text)).rejects.toMatchObject({ code: 'no-amounts' });
  });

  it.each([
    ['numbers of phones beside the amounts', lines('Date,Name,Phone,Amount', '2026-03-02,Bakery,+41 79 000 00 01,-12.50', '2026-03-13,Acme,+41 44 000 00 02,90.00'), ['2026-03-02 -12.50', '2026-03-13 90.00']],
    ['amounts with a plus and many digits', lines('Dátum;Közlemény;Összeg', '2026.03.02;Bér;+100 000 000', '2026.03.13;Bolt;-2 500 000'), ['2026-03-02 100000000.00', '2026-03-13 -2500000.00']],
    ['the values of shares beside the amounts', lines('Datum;ISIN;Stück;Kurs;Kurswert;Betrag', '02.03.2026;US0378331005;10;12,10;121,00;-121,00', '13.03.2026;US0378331005;-5;12,00;60,00;60,00'), ['2026-03-02 -121.00', '2026-03-13 60.00']],
    ['headers in no known language, with out and in', lines('Xyzzy,Plugh,Frobnitz,Gnusto,Rezrov', '2026-03-02,Bakery,12.50,,87.50', '2026-03-13,Acme,,200.00,287.50', '2026-03-14,Fuel,30.00,,257.50'), ['2026-03-02 -12.50', '2026-03-13 200.00', '2026-03-14 -30.00']],
    ['flags beside bare numbers, under headers in no known language', lines('Xyzzy,Plugh,Gnusto,Frobnitz,Rezrov', '2026-03-02,Bakery,D,12.50,0.10', '2026-03-13,Acme,C,200.00,0.20'), ['2026-03-02 -12.50', '2026-03-13 200.00']],
    ['flags that count, where the header says so', lines('Tarih;Açıklama;Borç/Alacak;Tutar', '02.03.2026;Market;B;50,00', '13.03.2026;Maaş;A;75,00'), ['2026-03-02 -50.00', '2026-03-13 75.00']],
  ])('are not mistaken for statements with %s', async (_, text, rows) => {
    expect(rowsOf(await readText(text))).toEqual(rows);
  });

  it('are not mistaken for statements with zeros where the other column has the amount, under headers in no known language', async () => {
    const reading = await readText(lines('Xyzzy,Plugh,Frobnitz,Gnusto', '2026-03-02,Bakery,12.50,0.00', '2026-03-13,Acme,0.00,200.00', '2026-03-14,Fuel,30.00,0.00'));
    expect(rowsOf(reading)).toEqual(['2026-03-02 -12.50', '2026-03-13 200.00', '2026-03-14 -30.00']);
    expect(reading.questions.map(({ field }) => field)).toContain('sign');
  });
});
