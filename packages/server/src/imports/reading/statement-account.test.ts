import type { StatementAccount } from '@cashflowsmart/sdk/statements';
import { describe, expect, it } from 'vitest';
import { pickAccount } from './statement-account.ts';

const account = (number: string | null, currency: string | null): StatementAccount => ({
  number, currency, holder: null, period: null, opening: null, closing: null, coverage: null,
  proof: { status: 'unverifiable', detail: 'nothing-to-check', opening: null, moneyIn: 0n, moneyOut: 0n, closing: null, breaksAtLine: null, difference: null },
});
const wanted = { currency: 'EUR', number: 'DE89370400440532013000', answer: undefined };

describe('the account of a statement', () => {
  it('is the only one, whatever it says', () => {
    expect(pickAccount([account('DE02120300000000202051', 'USD')], wanted)).toEqual({ index: 0, open: false });
    expect(pickAccount([], wanted)).toEqual({ index: 0, open: false });
  });

  it('is of several the one with the number', () => {
    expect(pickAccount([account('DE02120300000000202051', 'EUR'), account('532013000', 'EUR')], wanted)).toEqual({ index: 1, open: false });
  });

  it('is of several currencies of one number the one in the currency', () => {
    expect(pickAccount([account(wanted.number, 'USD'), account(wanted.number, 'EUR')], wanted)).toEqual({ index: 1, open: false });
  });

  it('is asked for where nothing tells, and told by the answer', () => {
    const several = [account('DE02120300000000202051', 'EUR'), account('DE02500105170137075030', 'EUR')];
    const unnumbered = { ...wanted, number: null };
    expect(pickAccount(several, unnumbered)).toEqual({ index: 0, open: true });
    expect(pickAccount(several, { ...unnumbered, answer: 'DE02 5001 0517 0137 0750 30' })).toEqual({ index: 1, open: false });
  });

  it('is told by its position where the statement numbers none', () => {
    const several = [account(null, 'EUR'), account(null, 'EUR')];
    expect(pickAccount(several, wanted)).toEqual({ index: 0, open: true });
    expect(pickAccount(several, { ...wanted, answer: '#2' })).toEqual({ index: 1, open: false });
    expect(pickAccount(several, { ...wanted, answer: '#3' })).toEqual({ index: 0, open: true });
  });

  it('shows in what it differs where none fits', () => {
    expect(pickAccount([account('1234567', 'USD'), account(wanted.number, 'CHF')], wanted)).toEqual({ index: 1, open: false });
  });
});
