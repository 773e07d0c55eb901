import { currencyDecimals, type CurrencyCode } from '@cashflowsmart/sdk/money';

const WHOLE = /^\d{1,18}$/;
// Groups of three (or two, as in India) before a last one of three, by any separator that is not the decimal mark.
const GROUPED = /^\d{1,3}([.,'\u2019\u00a0\u202f ])(?:\d{2,3}\1)*\d{3}$/;

/**
 * Reads an amount that a person typed, by the decimal mark of their locale, as a decimal string without sign:
 * `1.234,5` in German is `1234.50` for EUR. null where it is not exactly one amount: `1,50` is refused in English
 * rather than read as 150 or 1.50.
 */
export function readTypedAmount(text: string, decimalMark: string, currency: CurrencyCode): string | null {
  const decimals = currencyDecimals(currency);
  const [whole = '', fraction = '', ...rest] = text.trim().split(decimalMark);
  if (rest.length > 0 || (decimals === 0 && text.includes(decimalMark))) return null;
  if (fraction.length > decimals || !/^\d*$/.test(fraction)) return null;
  if (!WHOLE.test(whole) && !GROUPED.test(whole)) return null;
  const digits = whole.replace(/\D/g, '').replace(/^0+(?=\d)/, '');
  if (digits.length > 15) return null;
  return decimals === 0 ? digits : `${digits}.${fraction.padEnd(decimals, '0')}`;
}
