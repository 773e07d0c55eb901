import { describe, expect, it } from 'vitest';
import { formatsFor } from './formats.ts';

const english = formatsFor('en-GB');
const german = formatsFor('de-DE');
const plain = (text: string): string => text.replaceAll('\u200e', '').replaceAll('\u00a0', ' ');

describe('amounts', () => {
  it('keep every digit, beyond the precision of a float too', () => {
    expect(plain(english.amount({ amount: '-123456789012345678.91', currency: 'EUR' }))).toBe('\u2212123,456,789,012,345,678.91');
    expect(plain(german.units(-(2n ** 63n - 1n), 'EUR'))).toBe('\u221292.233.720.368.547.758,07');
  });

  it('have the decimals of their currency', () => {
    expect(english.amount({ amount: '1500', currency: 'JPY' })).toBe('1,500');
    expect(english.amount({ amount: '1.5', currency: 'KWD' })).toBe('1.500');
    expect(english.units(5n, 'EUR')).toBe('0.05');
  });

  it('are drawn with a minus sign and never as minus zero', () => {
    expect(english.amount({ amount: '-0.00', currency: 'EUR' })).toBe('0.00');
    expect(plain(english.amount({ amount: '-5.00', currency: 'EUR' }))).toBe('\u22125.00');
  });

  it('carry currency and plus only where asked', () => {
    const money = { amount: '1234.50', currency: 'EUR' };
    expect(plain(english.amount(money, { currency: 'code' }))).toBe('EUR 1,234.50');
    expect(plain(german.amount(money, { currency: 'symbol' }))).toBe('1.234,50 €');
    expect(english.amount(money, { sign: 'always' })).toBe('+1,234.50');
    expect(english.amount({ amount: '0.00', currency: 'EUR' }, { sign: 'always' })).toBe('0.00');
  });
});

describe('days', () => {
  it('are the same whatever zone the reader is in', () => {
    expect(english.date('2025-08-31')).toBe('31 Aug 2025');
    expect(german.date('2025-01-01', 'numeric')).toBe('01.01.2025');
    expect(german.month('2025-03')).toBe('März 2025');
    expect(english.date('0099-02-01', 'long')).toContain('99');
  });
});

describe('formats', () => {
  it('count, compact and measure in the locale', () => {
    expect(german.count(12345)).toEqual({ value: 12345, text: '12.345' });
    expect(english.percent(0.424)).toBe('42%');
    expect(plain(german.bytes(3_210_000))).toBe('3,2 MB');
    expect(english.bytes(512)).toBe('512 bytes');
    expect([english.decimalMark, german.decimalMark]).toEqual(['.', ',']);
  });

  it('fall back to English for a tag that is none', () => {
    expect(formatsFor('not a locale').locale).toBe('en');
  });
});
