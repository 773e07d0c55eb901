import { describe, expect, it } from 'vitest';
import type { Account } from '@cashflowsmart/sdk/contract';
import { chooseAccounts, MOST_ACCOUNTS } from './account-choice.ts';
import { planOf, type PlanInput } from './plan.ts';

function account(id: string, change: Partial<Account> = {}): Account {
  return { id, name: id, number: null, currency: 'EUR', revision: 1, transactionCount: 10, dataFrom: '2025-01-01', dataTo: '2026-10-31', ...change };
}
const everything = { accountIds: [], currency: null };

describe('chooseAccounts', () => {
  it('never mixes currencies, and begins with the one that moves the most', () => {
    const choice = chooseAccounts([account('a'), account('b', { currency: 'USD', transactionCount: 50 }), account('c', { currency: 'USD' })], everything);
    expect(choice).toMatchObject({ currency: 'USD', currencies: ['EUR', 'USD'], asked: ['b', 'c'] });
  });

  it('takes the currency that the view names, or that of the account it shows', () => {
    const all = [account('a'), account('b', { currency: 'USD', transactionCount: 50 })];
    expect(chooseAccounts(all, { accountIds: [], currency: 'EUR' })?.asked).toEqual(['a']);
    expect(chooseAccounts(all, { accountIds: ['a'], currency: null })).toMatchObject({ currency: 'EUR', chosen: ['a'] });
    expect(chooseAccounts(all, { accountIds: ['a'], currency: 'USD' })).toMatchObject({ chosen: [], asked: ['b'] });
  });

  it('leaves accounts out that hold nothing, but not those with entries by hand alone', () => {
    const empty = { dataFrom: null, dataTo: null };
    const choice = chooseAccounts([account('a'), account('empty', { ...empty, transactionCount: 0 }), account('hand', { ...empty, transactionCount: 3 })], everything);
    expect(choice?.asked).toEqual(['a', 'hand']);
    expect(choice?.data).toEqual({ from: '2025-01-01', to: '2026-10-31' });
  });

  it('asks for as many as one request takes, and says that there are more', () => {
    const choice = chooseAccounts(Array.from({ length: MOST_ACCOUNTS + 1 }, (_, index) => account(`a${index}`)), everything);
    expect(choice?.asked).toHaveLength(MOST_ACCOUNTS);
    expect(choice?.tooMany).toBe(true);
  });

  it('is nothing without accounts', () => {
    expect(chooseAccounts([], everything)).toBeNull();
  });
});

describe('planOf', () => {
  const input: PlanInput = { accounts: [account('a')], view: everything, period: 'last-12-months', by: 'month', width: 800, today: '2026-11-22' };

  it('turns a choice into a request', () => {
    expect(planOf(input)).toMatchObject({ kind: 'ready', by: 'month', wanted: 'month', preset: 'last-12-months', period: { from: '2025-12-01', to: '2026-11-30', movedBack: false } });
  });

  it('calls days by their name where they have one', () => {
    expect(planOf({ ...input, period: { from: '2026-01-01', to: '2026-12-31' } })).toMatchObject({ preset: 'this-year' });
    expect(planOf({ ...input, period: { from: '2026-01-05', to: '2026-02-10' } })).toMatchObject({ preset: null, period: { from: '2026-01-05' } });
  });

  it('asks for coarser buckets where the wanted ones have no room', () => {
    expect(planOf({ ...input, by: 'day', width: 300 })).toMatchObject({ wanted: 'day', by: 'week' });
  });

  it('tells no accounts from accounts without anything in them', () => {
    expect(planOf({ ...input, accounts: [] }).kind).toBe('no-accounts');
    expect(planOf({ ...input, accounts: [account('a', { dataFrom: null, dataTo: null, transactionCount: 0 })] }).kind).toBe('no-data');
  });

  it('shows entries by hand, which no statement covers, over two years at "all"', () => {
    const hand = account('a', { dataFrom: null, dataTo: null });
    expect(planOf({ ...input, accounts: [hand], period: 'all' })).toMatchObject({ kind: 'ready', period: { from: '2024-12-01', to: '2026-11-30' } });
  });
});
