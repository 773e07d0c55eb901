import { describe, expect, it } from 'vitest';
import { readText, rowsOf } from '../testing.ts';

const CARD = 'Date,Description,Amount,Balance\n2026-03-02,Shop,50.00,150.00\n2026-03-03,Shop,20.00,170.00\n2026-03-09,Payment thank you,-100.00,70.00\n';
const SPENT = ['2026-03-02 -50.00', '2026-03-03 -20.00', '2026-03-09 100.00'];

describe('a balance that is what is owed', () => {
  it('closes with purchases as money in: which it is, a person says', async () => {
    const reading = await readText(CARD);
    expect([reading.questions.map(({ field, choices }) => [field, choices[0]!.value]), reading.proof]).toEqual([[['sign', 'inverted']], 'consistent']);
  });

  it('is negative where purchases are money out, and proves them so, also by a recipe', async () => {
    const answered = await readText(CARD, { answers: { sign: 'inverted' } });
    expect([rowsOf(answered), answered.transactions.map(({ balance }) => balance), answered.proof]).toEqual([SPENT, [-15_000n, -17_000n, -7_000n], 'verified']);
    const again = await readText(CARD, { recipe: answered.recipe });
    expect([rowsOf(again), again.proof]).toEqual([SPENT, 'verified']);
  });

  it('stays what it is where the amounts are as printed', async () => {
    const answered = await readText(CARD, { answers: { sign: 'as-printed' } });
    expect([answered.transactions.map(({ balance }) => balance), answered.proof]).toEqual([[15_000n, 17_000n, 7_000n], 'verified']);
  });

  it('stands beside debits and credits of a card as well', async () => {
    const text = 'Date,Text,Debit,Credit,Balance\n2026-03-02,Shop,50.00,,150.00\n2026-03-03,Shop,20.00,,170.00\n2026-03-09,Payment,,100.00,70.00\n';
    const answered = await readText(text, { answers: { sign: 'as-printed' } });
    expect([rowsOf(answered), answered.transactions.at(-1)!.balance, answered.proof]).toEqual([SPENT, -7_000n, 'verified']);
  });

  it('is none of an account whose signs a person turns round', async () => {
    const text = 'Date,Description,Amount,Balance\n2026-03-02,Rent,-50.00,950.00\n2026-03-05,Salary,500.00,1450.00\n2026-03-09,Card,-20.00,1430.00\n2026-03-12,Shop,-30.00,1400.00\n';
    const { recipe, proof } = await readText(text);
    expect(proof).toBe('verified');
    expect((await readText(text, { recipe: { ...recipe, sign: 'inverted' } })).proof).toBe('contradicted');
    expect((await readText(text, { answers: { sign: 'inverted' } })).proof).toBe('contradicted');
  });
});
