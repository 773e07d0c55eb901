import { describe, expect, it } from 'vitest';
import { readTypedAmount } from './typed-amount.ts';

describe('reading a typed amount', () => {
  it('takes whole and decimal amounts in the decimal mark of the locale', () => {
    expect(readTypedAmount('12', '.', 'EUR')).toBe('12.00');
    expect(readTypedAmount(' 12,5 ', ',', 'EUR')).toBe('12.50');
    expect(readTypedAmount('0.05', '.', 'EUR')).toBe('0.05');
    expect(readTypedAmount('007', '.', 'EUR')).toBe('7.00');
  });

  it('takes grouping where every group is whole', () => {
    expect(readTypedAmount('1,234,567.89', '.', 'EUR')).toBe('1234567.89');
    expect(readTypedAmount('1.234.567,89', ',', 'EUR')).toBe('1234567.89');
    expect(readTypedAmount("1'234.50", '.', 'CHF')).toBe('1234.50');
    expect(readTypedAmount('12,34,567.00', '.', 'INR')).toBe('1234567.00');
    expect(readTypedAmount('1\u202f234,50', ',', 'EUR')).toBe('1234.50');
  });

  it('refuses what could be read in two ways', () => {
    expect(readTypedAmount('1,50', '.', 'EUR')).toBeNull();
    expect(readTypedAmount('1.5', ',', 'EUR')).toBeNull();
    expect(readTypedAmount('1.234,567.00', '.', 'EUR')).toBeNull();
  });

  it('knows how many decimals a currency has', () => {
    expect(readTypedAmount('1,500', '.', 'JPY')).toBe('1500');
    expect(readTypedAmount('1500.0', '.', 'JPY')).toBeNull();
    expect(readTypedAmount('1.5', '.', 'KWD')).toBe('1.500');
    expect(readTypedAmount('1.555', '.', 'EUR')).toBeNull();
  });

  it('refuses signs, words and nothing', () => {
    for (const text of ['', '-1', '+1', '.', '.5', '1e3', 'ten', '1.2.3', '1234567890123456']) expect(readTypedAmount(text, '.', 'EUR')).toBeNull();
  });
});
