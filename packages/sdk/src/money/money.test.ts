import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currencyDecimals, formatAmount, fromMoney, isCurrencyCode, MAX_MINOR_UNITS, MoneyFormatError, parseAmount, toMoney } from './index.ts';

const currencies = fc.constantFrom('EUR', 'USD', 'JPY', 'KWD', 'CLF', 'XXX');

describe('amounts', () => {
  it('come back from their text exactly, in every currency', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }), currencies, (units, currency) => {
        expect(parseAmount(formatAmount(units, currency), currency)).toBe(units);
        expect(fromMoney(toMoney(units, currency))).toBe(units);
      }),
    );
  });

  it.each([
    ['-1234.50', 'EUR', -123450n],
    ['0.05', 'EUR', 5n],
    ['7', 'EUR', 700n],
    ['1.5', 'KWD', 1500n],
    ['980', 'JPY', 980n],
    ['980.00', 'JPY', 980n],
  ])('reads %s %s as %s minor units', (text, currency, units) => {
    expect(parseAmount(text, currency)).toBe(units);
  });

  it.each([
    [-5n, 'EUR', '-0.05'],
    [0n, 'EUR', '0.00'],
    [-980n, 'JPY', '-980'],
    [1n, 'KWD', '0.001'],
  ])('writes %s minor units of %s as %s', (units, currency, text) => {
    expect(formatAmount(units, currency)).toBe(text);
  });

  it.each(['', '-', '1,50', '1 000', '1e3', '.5', '5.', '+5', '0x10', 'NaN', '1.23456', '٣', '12345678901234567890'])('refuses %j', (text) => {
    expect(() => parseAmount(text, 'EUR')).toThrow(MoneyFormatError);
  });

  it('refuses decimals that the currency does not have, unless they are zero', () => {
    expect(() => parseAmount('1.005', 'EUR')).toThrow(MoneyFormatError);
    expect(parseAmount('1.500', 'EUR')).toBe(150n);
  });

  it('refuses what a 64-bit column cannot hold', () => {
    expect(() => parseAmount('999999999999999999', 'KWD')).toThrow(MoneyFormatError);
    expect(MAX_MINOR_UNITS).toBe(9223372036854775807n);
    expect(parseAmount('-92233720368547758.07', 'EUR')).toBe(-MAX_MINOR_UNITS);
    expect(() => parseAmount('-92233720368547758.08', 'EUR')).toThrow(MoneyFormatError);
  });

  it('that are sums come back from the API whatever their size', () => {
    expect(fromMoney(toMoney(-1000n * MAX_MINOR_UNITS, 'EUR'))).toBe(-1000n * MAX_MINOR_UNITS);
    expect(() => fromMoney({ amount: '1'.repeat(31), currency: 'EUR' })).toThrow(MoneyFormatError);
  });

  it('never repeats the refused text in the error', () => {
    expect(() => parseAmount('DE89370400440532013000', 'EUR')).toThrow(expect.not.objectContaining({ message: expect.stringContaining('DE89') }));
  });
});

describe('currencies', () => {
  it('have the decimals of ISO 4217, and two where it lists none', () => {
    expect(['EUR', 'JPY', 'KWD', 'CLF', 'ZZZ'].map(currencyDecimals)).toEqual([2, 0, 3, 4, 2]);
  });

  it('are not looked up on the prototype of a table', () => {
    expect(currencyDecimals('constructor')).toBe(2);
    expect(isCurrencyCode('__proto__')).toBe(false);
  });
});
