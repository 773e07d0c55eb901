import { describe, expect, it } from 'vitest';
import { accountConflict, proposeAccount } from './account-match.ts';
import { accountOf, readingOf } from './testing/readings.ts';

const giro = accountOf({ id: 'giro', number: 'DE02 1203 0000 0000 2020 51', currency: 'EUR' });
const savings = accountOf({ id: 'savings', number: 'DE02 5001 0517 0137 0750 30', currency: 'EUR' });

describe('proposeAccount', () => {
  it('prefers the number in the statement over the host\'s choice', () => {
    expect(proposeAccount(readingOf({ number: 'DE02120300000000202051' }), [savings, giro], 'savings')).toEqual({ accountId: 'giro', reason: 'number' });
  });

  it('takes the host\'s choice where the statement names no account', () => {
    expect(proposeAccount(readingOf({ number: null }), [giro, savings], 'savings')).toEqual({ accountId: 'savings', reason: 'attribute' });
  });

  it('takes the only account', () => {
    expect(proposeAccount(readingOf({ number: null }), [giro], null)).toEqual({ accountId: 'giro', reason: 'only-one' });
  });

  it('chooses nothing where several could be meant', () => {
    expect(proposeAccount(readingOf({ number: null }), [giro, savings], null)).toEqual({ accountId: null, reason: null });
    expect(proposeAccount(readingOf({ number: null }), [giro, savings], 'removed')).toEqual({ accountId: null, reason: null });
  });

  it('tells two accounts with one number apart by their currency', () => {
    const dollars = accountOf({ id: 'dollars', number: giro.number, currency: 'USD' });
    expect(proposeAccount(readingOf({ number: giro.number, currency: 'USD' }), [giro, dollars], null)).toEqual({ accountId: 'dollars', reason: 'number' });
  });
});

describe('accountConflict', () => {
  it('names the two currencies that differ', () => {
    expect(accountConflict(readingOf({ currency: 'USD' }), giro)).toEqual({ kind: 'currency', statement: 'USD', account: 'EUR' });
  });

  it('names the two numbers that differ', () => {
    expect(accountConflict(readingOf({ number: 'GB33BUKB20201555555555' }), giro)).toMatchObject({ kind: 'number' });
  });

  it('sees no conflict in what the statement does not say', () => {
    expect(accountConflict(readingOf({ number: null, currency: null }), giro)).toBeNull();
  });
});
