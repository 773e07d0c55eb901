import { describe, expect, it } from 'vitest';
import { explainBreak, proofOfReading, proofOfReview } from './proof-view.ts';
import { readingOf, reviewOf } from './testing/readings.ts';

describe('proofOfReading', () => {
  it('computes the closing balance from opening and rows', () => {
    const proof = proofOfReading(readingOf({ proof: { status: 'verified', detail: 'opening-closing', opening: 500n, closing: 1100n } }), null);
    expect(proof).toMatchObject({ computed: 1100n, closing: 1100n, currency: 'EUR' });
  });

  it('draws the amounts in the account\'s currency where the file names none', () => {
    expect(proofOfReading(readingOf({ currency: null }), 'JPY')?.currency).toBe('JPY');
    expect(proofOfReading(readingOf({ currency: null }), null)?.currency).toBeNull();
  });

  it('shows the weakest proof of several accounts', () => {
    const [good, bad] = [readingOf({ proof: { status: 'verified' } }), readingOf({ proof: { status: 'contradicted', difference: -4000n } })];
    expect(proofOfReading({ ...good, accounts: [...good.accounts, ...bad.accounts], proof: 'contradicted' }, null)).toMatchObject({ status: 'contradicted', difference: 4000n });
  });
});

describe('proofOfReview', () => {
  it('turns the money of the API into minor units', () => {
    const money = (amount: string) => ({ amount, currency: 'KWD' });
    const { proof } = reviewOf({ proof: { status: 'verified', detail: 'balance-chain', opening: money('1.000'), moneyIn: money('2.500'), moneyOut: money('-0.500'), closing: money('3.000'), breaksAtLine: null, difference: null } });
    expect(proofOfReview(proof)).toMatchObject({ opening: 1000n, moneyIn: 2500n, moneyOut: -500n, closing: 3000n, computed: 3000n, currency: 'KWD' });
  });

  it('shows figures that the server does not know as nothing moved', () => {
    expect(proofOfReview(reviewOf().proof)).toMatchObject({ moneyIn: 0n, moneyOut: 0n, computed: null, currency: null });
  });
});

describe('explainBreak', () => {
  const reading = readingOf({ rows: [[5, 1000n, 2000n], [6, -100n], [7, 500n, 2900n]], opening: 1000n });

  it('tells what stood before the row, what that makes, and what the file says', () => {
    expect(explainBreak(readingOf({ rows: [[5, 1000n, 2000n], [6, 500n, 2900n]] }), 6)).toEqual({ before: 2000n, expected: 2500n, stated: 2900n });
  });

  it('counts rows without a balance in between', () => {
    expect(explainBreak(reading, 7)).toEqual({ before: 1900n, expected: 2400n, stated: 2900n });
  });

  it('begins at the opening balance for the first row', () => {
    expect(explainBreak(reading, 5)).toEqual({ before: 1000n, expected: 2000n, stated: 2000n });
  });

  it('explains nothing where a balance is missing', () => {
    expect(explainBreak(reading, 6)).toBeNull();
    expect(explainBreak(reading, 99)).toBeNull();
  });
});
