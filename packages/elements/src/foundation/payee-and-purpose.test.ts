import { describe, expect, it } from 'vitest';
import { payeeAndPurpose } from './payee-and-purpose.ts';

describe('payee and purpose', () => {
  it.each([
    [null, 'Card terminal', 'Card terminal', null],
    ['Green Mill', 'Green Mill · Invoice 7', 'Green Mill', 'Invoice 7'],
    ['Green Mill', 'Invoice 7', 'Green Mill', 'Invoice 7'],
    ['Green Mill', 'Green Mill', 'Green Mill', null],
    ['Green Mill', 'Green Mill - ', 'Green Mill', null],
    ['Miller', 'Millers Bakery', 'Miller', 'Millers Bakery'],
    ['Green Mill', '', 'Green Mill', null],
  ])('divides %j and %j', (counterparty, description, payee, purpose) => {
    expect(payeeAndPurpose({ counterparty, description })).toEqual({ payee, purpose });
  });
});
