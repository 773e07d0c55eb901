import { describe, expect, it } from 'vitest';
import { mayBeSameAccount } from './account-number.ts';

describe('account numbers', () => {
  it.each([
    ['the same number in another spelling', 'DE89 3704 0044 0532 0130 00', 'de89370400440532013000'],
    ["the bank's own number inside its IBAN", '532013000', 'DE89370400440532013000'],
    ["the bank's own number with leading zeros", '0532013000', 'DE89370400440532013000'],
    ['a masked card number and its ending', '**** **** **** 4711', '5232 0011 2233 4711'],
    ['a number masked with letters', 'XXXXXXXX4711', '5232001122334711'],
  ])('are one account: %s', (_, one, other) => {
    expect([mayBeSameAccount(one, other), mayBeSameAccount(other, one)]).toEqual([true, true]);
  });

  it.each([
    ['two IBANs', 'DE89370400440532013000', 'DE02120300000000202051'],
    ['an ending too short to tell', '3000', 'DE89370400440532013000'],
    ['zeros', '0000000', 'DE89370400440000000000'],
    ['a masked number with another ending', '**** 4712', '5232001122334711'],
    ['two that show nothing', '****', '••••'],
    ['a number and nothing', 'DE89370400440532013000', '-'],
  ])('are two accounts: %s', (_, one, other) => {
    expect([mayBeSameAccount(one, other), mayBeSameAccount(other, one)]).toEqual([false, false]);
  });
});
