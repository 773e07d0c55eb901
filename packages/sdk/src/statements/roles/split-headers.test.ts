import { describe, expect, it } from 'vitest';
import { readText, rowsOf } from '../testing.ts';

const lines = (...each: readonly string[]): string => `${each.join('\n')}\n`;

describe('a header over a currency and its amount', () => {
  it('names the amount, also where the balances beside it are filled more often', async () => {
    const reading = await readText(lines(
      'Datum;Valutadatum;Omschrijving;Mutatie;;Saldo;;Order', '30-12-2019;30-12-2019;Conversie fonds;;;EUR;13,87;', '27-12-2019;27-12-2019;Dividend;EUR;0,19;EUR;13,88;',
      '26-09-2019;26-09-2019;Conversie fonds;;;EUR;13,73;', '25-09-2019;25-09-2019;Dividend;EUR;0,46;EUR;13,73;',
    ));
    expect(rowsOf(reading)).toEqual(['2019-09-25 0.46', '2019-12-27 0.19']);
    expect(reading.accounts[0]?.currency).toBe('EUR');
  });
});
