import { describe, expect, it } from 'vitest';
import { schemas } from '../../contract/index.ts';
import { StatementProblemError } from '../problem.ts';
import { readText, rowsOf } from '../testing.ts';
import type { ColumnRole } from '../types.ts';

const AMBIGUOUS = 'Date,Value date,Description,Amount,Fee,Balance\n05/03/2026,06/03/2026,Rent,-850.00,1.00,150.00\n06/03/2026,07/03/2026,Invoice,1234.56,2.00,1384.56\n';

const ASKED = 'Date,Description,Amount,Balance\n05/03/2026,Rent,-850.00,150.00\n06/03/2026,Invoice,1234.56,1384.56\n';

describe('a recipe', () => {
  it('fits its schema and reads the file again as it was read', async () => {
    const reading = await readText('Konto;DE1\n\nDatum;Text;Betrag;Saldo\n13.03.2026;Miete;-850,00;150,00\n14.03.2026;Rechnung;10,00;160,00\n');
    expect(schemas.recipe.parse(reading.recipe)).toEqual(reading.recipe);
    const again = await readText('Konto;DE1\n\nDatum;Text;Betrag;Saldo\n13.03.2026;Miete;-850,00;150,00\n14.03.2026;Rechnung;10,00;160,00\n', { recipe: reading.recipe });
    expect(again.transactions).toEqual(reading.transactions);
    expect(again.recipe).toEqual(reading.recipe);
    expect(again.proof).toBe(reading.proof);
  });

  it('is applied as it is: order of the date, sign, other columns', async () => {
    const { recipe } = await readText(AMBIGUOUS);
    const monthFirst = await readText(AMBIGUOUS, { recipe: { ...recipe, dateOrder: 'month-day-year' } });
    expect(rowsOf(monthFirst)).toEqual(['2026-05-03 -850.00', '2026-06-03 1234.56']);
    expect(monthFirst.questions).toEqual([]);
    const inverted = await readText(AMBIGUOUS, { recipe: { ...recipe, sign: 'inverted' } });
    expect(rowsOf(inverted)).toEqual(['2026-03-05 850.00', '2026-03-06 -1234.56']);
    const columns: ColumnRole[] = ['ignore', 'date', 'description', 'ignore', 'amount', 'ignore'];
    expect(rowsOf(await readText(AMBIGUOUS, { recipe: { ...recipe, columns } }))).toEqual(['2026-03-06 1.00', '2026-03-07 2.00']);
    const pair: ColumnRole[] = ['date', 'ignore', 'description', 'ignore', 'money-out', 'ignore'];
    expect(rowsOf(await readText(AMBIGUOUS, { recipe: { ...recipe, columns: pair } }))).toEqual(['2026-03-05 -1.00', '2026-03-06 -2.00']);
    expect((await readText(AMBIGUOUS, { recipe: { ...recipe, currency: 'GBP' } })).accounts[0]?.currency).toBe('GBP');
  });

  it('that does not fit is refused', async () => {
    const { recipe } = await readText(AMBIGUOUS);
    const code = async (change: Partial<typeof recipe>): Promise<unknown> => {
      try {
        await readText(AMBIGUOUS, { recipe: { ...recipe, ...change } });
      } catch (error) {
        return error instanceof StatementProblemError ? error.code : error;
      }
      return 'read';
    };
    expect(await code({ columns: ['date', 'description'] })).toBe('recipe-mismatch');
    expect(await code({ columns: ['date', 'ignore', 'description', 'ignore', 'ignore', 'balance'] })).toBe('recipe-mismatch');
    expect(await code({ columns: ['description', 'ignore', 'ignore', 'amount', 'ignore', 'ignore'] })).toBe('recipe-mismatch');
    expect(await code({ delimiter: ';' })).toBe('recipe-mismatch');
    expect(await code({ encoding: 'klingon' })).toBe('recipe-mismatch');
    expect(await code({ firstLine: 900 })).toBe('recipe-mismatch');
    expect(await code({ dateOrder: 'year-month-day', columns: ['amount', 'ignore', 'date', 'ignore', 'ignore', 'ignore'] })).toBe('recipe-mismatch');
  });
});

describe('a question', () => {
  it('shows the rows that each choice gives, and an answer settles it', async () => {
    const reading = await readText(ASKED);
    expect(reading.questions).toHaveLength(1);
    const [question] = reading.questions;
    expect(question?.field).toBe('date-order');
    expect(question?.choices.map((choice) => [choice.value, choice.rows[0]?.date, choice.rows[0]?.amount])).toEqual([
      ['day-month-year', '2026-03-05', '-850.00'], ['month-day-year', '2026-05-03', '-850.00'],
    ]);
    for (const choice of question!.choices) {
      const answered = await readText(ASKED, { answers: { 'date-order': choice.value } });
      expect(answered.questions).toEqual([]);
      expect(answered.proof).toBe('verified');
      expect(answered.transactions[0]?.date).toBe(choice.rows[0]?.date);
    }
  });

  it('about the sign of unsigned amounts is settled by its answer', async () => {
    const text = 'Date,Description,Amount\n2026-03-13,Acme,850.00\n2026-03-14,Umbrella,12.00\n';
    const reading = await readText(text);
    expect(reading.questions.map(({ field, choices }) => [field, choices.map((choice) => [choice.value, choice.rows[0]?.amount])])).toEqual([['sign', [['as-printed', '850.00'], ['inverted', '-850.00']]]]);
    expect(rowsOf(await readText(text, { answers: { sign: 'inverted' } }))).toEqual(['2026-03-13 -850.00', '2026-03-14 -12.00']);
  });

  it('about two nameless date columns that differ is settled by its answer', async () => {
    const text = '13.03.2026;15.03.2026;Rent;-850,00\n14.03.2026;16.03.2026;Sale;10,00\n';
    const [question] = (await readText(text)).questions;
    expect(question).toMatchObject({ field: 'columns' });
    const second = question!.choices[1]!;
    const answered = await readText(text, { answers: { columns: second.value } });
    expect(answered.questions).toEqual([]);
    expect(rowsOf(answered)).toEqual(['2026-03-15 -850.00', '2026-03-16 10.00']);
  });

  it('about the oldest row, whose direction only an earlier balance would tell, is settled by its answer', async () => {
    const text = 'Date,Text,Amount,Balance\n2026-03-13,Acme,1000.00,5000.00\n2026-03-14,Rent,2000.00,3000.00\n2026-03-15,Sale,500.00,3500.00\n2026-03-16,Fee,1.00,3499.00\n';
    const [question] = (await readText(text)).questions;
    expect(question?.choices.map((choice) => choice.rows.map((row) => [row.line, row.amount]))).toEqual([[[2, '1000.00']], [[2, '-1000.00']]]);
    const answered = await readText(text, { answers: { sign: 'inverted' } });
    expect(answered.questions).toEqual([]);
    expect(rowsOf(answered)[0]).toBe('2026-03-13 -1000.00');
    expect(answered.proof).toBe('verified');
    expect((await readText(text.replace('Date,', 'Opening balance,6000.00\n\nDate,'))).questions).toEqual([]);
  });

  it('refuses an answer that it does not offer', async () => {
    await expect(readText(ASKED, { answers: { 'date-order': 'backwards' } })).rejects.toMatchObject({ code: 'recipe-mismatch' });
    await expect(readText(ASKED, { answers: { columns: 'amount=99' } })).rejects.toMatchObject({ code: 'recipe-mismatch' });
  });
});
