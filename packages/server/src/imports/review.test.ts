import { describe, expect, it } from 'vitest';
import { incomingColumns } from '../ledger/rows.ts';
import type { FileReading } from './reading/file-reading.ts';
import { obstacleToCommit, reviewOf } from './review.ts';

const reading: FileReading = {
  readerVersion: 1,
  digest: 'a'.repeat(64),
  differs: false,
  currency: null,
  number: null,
  rows: incomingColumns([]),
  coverage: { from: '2026-01-01', to: '2026-01-31' },
  proof: { status: 'verified', detail: 'balance-chain', opening: 0n, moneyIn: 1050n, moneyOut: -50n, closing: 1000n, breaksAtLine: null, difference: null },
  openQuestions: [],
  excluded: 1,
  rejected: 2,
};
const account = { currency: 'EUR', number: 'DE89370400440532013000' };

describe('a review', () => {
  it('shows the proof in the currency of the statement, else of the account', () => {
    const counts = { newCount: 3, duplicateCount: 2, deletedBefore: 1 };
    const proofIn = (currency: string | null, accountCurrency: string) => reviewOf({ ...reading, currency }, counts, accountCurrency).proof.closing;
    expect([proofIn(null, 'EUR'), proofIn('KWD', 'EUR'), proofIn(null, 'JPY')]).toEqual([
      { amount: '10.00', currency: 'EUR' },
      { amount: '1.000', currency: 'KWD' },
      { amount: '1000', currency: 'JPY' },
    ]);
    expect(reviewOf(reading, counts, 'EUR')).toMatchObject({ newTransactions: 3, duplicates: 2, deletedBefore: 1, excluded: 1, rejected: 2 });
  });
});

describe('a reading', () => {
  const contradicted = { ...reading, proof: { ...reading.proof, status: 'contradicted' as const } };

  it.each([
    ['has an open question', { ...contradicted, openQuestions: ['date-order' as const] }, 'questions-open'],
    ['is in another currency', { ...contradicted, currency: 'USD' }, 'currency-mismatch'],
    ['names another account', { ...contradicted, number: 'DE02120300000000202051' }, 'account-mismatch'],
    ['contradicts itself', contradicted, 'proof-contradicted'],
  ])('stays out of the ledger where it %s', (_, each, code) => {
    expect(obstacleToCommit(each, account, false)).toBe(code);
  });

  it('may contradict itself where a person accepts that, and nothing else', () => {
    expect(obstacleToCommit(contradicted, account, true)).toBeUndefined();
    expect(obstacleToCommit({ ...contradicted, currency: 'USD' }, account, true)).toBe('currency-mismatch');
  });

  it('fits an account whose number or currency it does not name', () => {
    expect(obstacleToCommit(reading, account, false)).toBeUndefined();
    expect(obstacleToCommit({ ...reading, number: '1' }, { ...account, number: null }, false)).toBeUndefined();
  });
});
