import { describe, expect, it } from 'vitest';
import type { StatementReading } from '@cashflowsmart/sdk/statements';
import { forOneAccount } from './one-account.ts';
import { accountOf, draftOfReading, readingOf } from './testing/readings.ts';

/** A statement of three accounts, two of them in one currency. */
function several(): StatementReading {
  const parts = [
    readingOf({ number: 'DE02120300000000202051', rows: [[2, 100n]] }),
    readingOf({ number: 'DE02500105170137075030', rows: [[3, 200n], [4, 300n]], proof: { status: 'verified', detail: 'balance-chain' } }),
    readingOf({ number: '5555555555', currency: 'USD', rows: [[5, 400n]] }),
  ];
  return { ...parts[0]!, accounts: parts.flatMap((part) => part.accounts), transactions: parts.flatMap((part, account) => part.transactions.map((row) => ({ ...row, account }))) };
}

const lines = (reading: StatementReading): readonly number[] => reading.transactions.map((row) => row.source.line);

describe('forOneAccount', () => {
  it('leaves a statement of one account as it is', () => {
    const draft = draftOfReading(readingOf());
    expect(forOneAccount(draft, [accountOf()])).toBe(draft);
  });

  it('shows the rows and the proof of the account with the chosen number only', () => {
    const { base } = forOneAccount(draftOfReading(several()), [accountOf({ number: 'DE02500105170137075030' })]);
    expect(lines(base)).toEqual([3, 4]);
    expect(base).toMatchObject({ proof: 'verified', questions: [] });
    expect(base.accounts).toHaveLength(1);
  });

  it('tells accounts without a known number apart by currency', () => {
    expect(lines(forOneAccount(draftOfReading(several()), [accountOf({ currency: 'USD' })]).base)).toEqual([5]);
  });

  it('asks where two could be meant, and takes the answer', () => {
    const accounts = [accountOf()];
    const [question] = forOneAccount(draftOfReading(several()), accounts).base.questions;
    expect(question).toMatchObject({ field: 'account' });
    expect(question?.choices.map((choice) => [choice.value, choice.rows.length])).toEqual([['DE02120300000000202051', 1], ['DE02500105170137075030', 2]]);
    const answered = forOneAccount(draftOfReading(several(), { answers: { account: 'DE02500105170137075030' } }), accounts);
    expect(answered.base.questions).toEqual([]);
    expect(lines(answered.base)).toEqual([3, 4]);
  });

  it('names accounts without a number by their position', () => {
    const accounts = [accountOf()];
    const unnumbered = { ...several(), accounts: several().accounts.map((account) => ({ ...account, number: null })) };
    const [question] = forOneAccount(draftOfReading(unnumbered), accounts).base.questions;
    expect(question?.choices.map((choice) => [choice.value, choice.rows.length])).toEqual([['#1', 1], ['#2', 2]]);
    expect(lines(forOneAccount(draftOfReading(unnumbered, { answers: { account: '#2' } }), accounts).base)).toEqual([3, 4]);
  });

  it('narrows the same reading once', () => {
    const draft = draftOfReading(several());
    const accounts = [accountOf({ currency: 'USD' })];
    expect(forOneAccount(draft, accounts).base).toBe(forOneAccount(draft, accounts).base);
  });
});
