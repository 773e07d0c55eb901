import { describe, expect, it } from 'vitest';
import { readText, rowsOf } from '../testing.ts';

const lines = (...each: readonly string[]): string => `${each.join('\n')}\n`;

describe('what fees have left', () => {
  it('is not charged again, where balances close with and without', async () => {
    const reading = await readText(lines('Date,Name,Currency,Gross,Fee,Net,Balance', '14/03/2026,Ann,GBP,50.00,-2.00,48.00,48.00', '15/03/2026,Ann,GBP,-10.00,0.00,-10.00,38.00', '16/03/2026,,GBP,-38.00,0.00,-38.00,0.00'));
    expect(rowsOf(reading)).toEqual(['2026-03-14 48.00', '2026-03-15 -10.00', '2026-03-16 -38.00']);
    expect(reading.questions).toEqual([]);
  });

  it('is what reaches the account of pairs of columns too', async () => {
    const reading = await readText(lines('Reference,Type,Booking date,Gross currency,Gross debit (GC),Gross credit (GC),Net currency,Net debit (NC),Net credit (NC),Commission (NC),Markup (NC)', 'A1,Settled,2026-03-13,EUR,,31.45,EUR,,31.15,0.10,0.20', 'A2,Settled,2026-03-14,EUR,,21.95,EUR,,21.74,0.11,0.10', 'A3,Refunded,2026-03-15,EUR,19.95,,EUR,19.95,,,'));
    expect(rowsOf(reading)).toEqual(['2026-03-13 31.15', '2026-03-14 21.74', '2026-03-15 -19.95']);
    expect(reading.questions).toEqual([]);
  });
});
