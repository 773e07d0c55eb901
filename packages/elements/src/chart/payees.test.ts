import { expect, it } from 'vitest';
import type { Transaction } from '@cashflowsmart/sdk/contract';
import { topPayees } from './payees.ts';

function paid(amount: string, counterparty: string | null, change: Partial<Transaction> = {}): Transaction {
  return {
    id: '00000000-0000-4000-8000-000000000000.1', accountId: '00000000-0000-4000-8000-000000000001', date: '2026-01-01', valueDate: null,
    amount: { amount, currency: 'EUR' }, balance: null, description: 'Text', counterparty, reference: null, transfer: false, corrected: false, revision: 0,
    origin: { kind: 'hand', personId: '00000000-0000-4000-8000-000000000002' }, ...change,
  };
}

it('adds up exactly and sorts by size, whichever way the money went', () => {
  const top = topPayees([paid('0.10', 'A'), paid('0.20', 'a '), paid('-5.00', 'B'), paid('3.00', null)], 5);
  expect(top).toEqual([
    { name: 'B', total: { amount: '-5.00', currency: 'EUR' }, count: 1 },
    { name: 'Text', total: { amount: '3.00', currency: 'EUR' }, count: 1 },
    { name: 'A', total: { amount: '0.30', currency: 'EUR' }, count: 2 },
  ]);
});

it('leaves transfers between own accounts out and keeps to the most that are asked for', () => {
  expect(topPayees([paid('-900.00', 'Own account', { transfer: true }), paid('1.00', 'A'), paid('2.00', 'B')], 1).map(({ name }) => name)).toEqual(['B']);
});
