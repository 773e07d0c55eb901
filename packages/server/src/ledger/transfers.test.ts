import { describe, expect, it } from 'vitest';
import { incomingColumns } from './rows.ts';
import { findTransfers } from './transfers.ts';
import { row } from './testing/chunks.ts';

const savings = 'DE89 3704 0044 0532 0130 00';

function isTransfer(description: string, others: readonly (string | null)[] = [savings], own: string | null = null): boolean {
  return findTransfers(incomingColumns([row('2024-01-01', -100, { description })]), own, others)[0] === 1;
}

describe('a transfer between own accounts', () => {
  it.each([
    'To DE89370400440532013000',
    'to de89 3704 0044 0532 0130 00, savings',
    'IBAN:DE89-3704-0044-0532-0130-00.',
    'DE89370400440532013000 12.03.2024',
  ])('carries the number of another own account: %s', (text) => {
    expect(isTransfer(text)).toBe(true);
  });

  it.each([
    'To DE89370400440532013001',
    'XDE89370400440532013000',
    'DE893704004405320130009',
    'Savings',
    '',
  ])('is nothing else: %s', (text) => {
    expect(isTransfer(text)).toBe(false);
  });

  it('is found in counterparty and reference too', () => {
    const rows = incomingColumns([row('2024-01-01', 1, { counterparty: savings }), row('2024-01-01', 1, { reference: savings }), row('2024-01-01', 1)]);
    expect([...findTransfers(rows, null, [savings])]).toEqual([1, 1, 0]);
  });

  it('is not told by a number of fewer than eight characters, leading zeros not counted', () => {
    expect(isTransfer('to 0001234567', ['0001234567'])).toBe(false);
    expect(isTransfer('to 0012345678', ['12345678'])).toBe(true);
  });

  it('is not told by digits that are a part of a longer number in groups', () => {
    expect(isTransfer('DE12 1234 5678 0000 0000 00', ['12345678'])).toBe(false);
    expect(isTransfer('to 1234 5678', ['12345678'])).toBe(true);
  });

  it('is not told by a word that somebody entered as a number', () => {
    expect(isTransfer('household money', ['HOUSEHOLD'])).toBe(false);
  });

  it('is not told by the number of the account itself, also where another account has the same', () => {
    expect(isTransfer(savings, [savings], 'DE89370400440532013000')).toBe(false);
  });

  it('does not exist without other numbers', () => {
    expect(isTransfer(savings, [null, ''])).toBe(false);
  });
});
