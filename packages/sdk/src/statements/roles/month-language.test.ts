import { describe, expect, it } from 'vitest';
import { StatementProblemError } from '../problem.ts';
import { readText } from '../testing.ts';

function rows(month: string, valueMonth = ''): string {
  return ['15,-10.50,89.50', '22,-7.00,82.50', '28,100.00,182.50'].map((row) => {
    const [day, ...money] = row.split(',');
    return [`${day} ${month} 2025`, ...(valueMonth === '' ? [] : [`${day}.${valueMonth}.2025`]), 'Shop', ...money].join(';');
  }).join('\n');
}

async function monthOf(text: string): Promise<string> {
  const reading = await readText(text);
  return reading.questions.some(({ field }) => field === 'date-order') ? 'asked' : reading.transactions[0]!.date.slice(5, 7);
}

describe('month words that mean other months in another language', () => {
  it.each([
    ['Croatian header words', 'Datum;Opis;Iznos;Stanje\n', 'listopada', '10'],
    ['Polish header words', 'Data;Opis;Kwota;Saldo\n', 'lis', '11'],
    ['Czech header words', 'Datum;Popis;Částka;Zůstatek\n', 'srp', '08'],
    ['the country of an IBAN', 'IBAN;HR1723600001101234565\nDate;Description;Amount;Balance\n', 'lip', '06'],
    ['the currency', 'Date;Description;Amount (PLN);Balance (PLN)\n', 'lip', '07'],
    ['another month above the table', 'Printed 2. studenoga 2025\nDate;Description;Amount;Balance\n', 'listopada', '10'],
    ['a stated period', 'Period: 01.10.2025 - 31.10.2025\nDate;Description;Amount;Balance\n', 'listopad', '10'],
    ['English, whose names are written everywhere', 'Date;Description;Amount;Balance\n', 'mar', '03'],
  ])('are settled by %s', async (_, header, word, month) => {
    expect(await monthOf(`${header}${rows(word)}\n`)).toBe(month);
  });

  it('are settled by a second column of days in numbers', async () => {
    expect(await monthOf(`Date;Value date;Description;Amount;Balance\n${rows('lip', '06')}\n`)).toBe('06');
    expect(await monthOf(`Date;Value date;Description;Amount;Balance\n${rows('lip', '07')}\n`)).toBe('07');
  });

  it.each([['no words', '', 'listopada'], ['English words', 'Date;Description;Amount;Balance\n', 'srp'], ['words of two languages', 'Datum;Opis;Iznos;Kwota\n', 'lis'], ['Finnish words around an English name', 'Päivä;Selite;Määrä;Saldo\n', 'mar']])('are asked about beside %s, and not verified', async (_, header, word) => {
    const text = `${header}${rows(word)}\n`;
    const reading = await readText(text);
    const choices = reading.questions.find(({ field }) => field === 'date-order')?.choices ?? [];
    expect(choices.length).toBe(2);
    expect(new Set(choices.map((choice) => choice.rows[0]!.date)).size).toBe(2);
    expect(reading.proof).not.toBe('verified');
    for (const { value, rows: [first] } of choices) {
      const answered = await readText(text, { answers: { 'date-order': value } });
      expect(answered.transactions[0]!.date).toBe(first!.date);
      expect(answered.questions.map(({ field }) => field)).not.toContain('date-order');
    }
  });

  it('are asked about beside a recipe as well, for they are of one file', async () => {
    const text = `Date;Description;Amount;Balance\n${rows('srp')}\n`;
    const answered = await readText(text, { answers: { 'date-order': 'months-hr' } });
    expect([answered.transactions[0]!.date, answered.proof]).toEqual(['2025-07-15', 'verified']);
    const again = await readText(text, { recipe: answered.recipe });
    expect(again.questions.map(({ field }) => field)).toEqual(['date-order']);
    expect((await readText(text, { recipe: answered.recipe, answers: { 'date-order': 'months-hr' } })).transactions[0]!.date).toBe('2025-07-15');
  });

  it('cannot be answered with another language', async () => {
    await expect(readText(`Date;Description;Amount\n${rows('srp')}\n`, { answers: { 'date-order': 'months-fr' } })).rejects.toThrow(StatementProblemError);
  });
});
