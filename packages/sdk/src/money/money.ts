import { currencyDecimals, type CurrencyCode } from './currency.ts';

/** An amount as the API writes it: a decimal string in major units; money into the account is positive. */
export interface Money {
  readonly amount: string;
  readonly currency: CurrencyCode;
}

/** Thrown where a text is not an exact amount of its currency. Its message names the rule, never the text. */
export class MoneyFormatError extends Error {
  override readonly name = 'MoneyFormatError';
  readonly code = 'money-format';
}

const DECIMAL = /^(-?)(\d{1,30})(?:\.(\d{1,4}))?$/;

/** What a signed 64-bit column holds: the largest single amount. A sum over several may be larger. */
export const MAX_MINOR_UNITS = 2n ** 63n - 1n;

/**
 * Reads a decimal string such as `-1234.50` as minor units (`-123450n` for EUR).
 *
 * @throws {MoneyFormatError} where the text is not a plain decimal, has more decimals than the currency, or exceeds 64 bits.
 */
export function parseAmount(amount: string, currency: CurrencyCode): bigint {
  const units = exactUnits(amount, currency);
  if (units > MAX_MINOR_UNITS || units < -MAX_MINOR_UNITS) throw new MoneyFormatError('The amount is too large.');
  return units;
}

function exactUnits(amount: string, currency: CurrencyCode): bigint {
  const match = DECIMAL.exec(amount);
  if (!match) throw new MoneyFormatError('An amount is a decimal such as -1234.50, without grouping.');
  const decimals = currencyDecimals(currency);
  const [, sign, whole, fraction = ''] = match;
  if (fraction.length > decimals && /[1-9]/.test(fraction.slice(decimals))) {
    throw new MoneyFormatError(`This currency has ${decimals} decimals.`);
  }
  const units = BigInt(whole! + fraction.slice(0, decimals).padEnd(decimals, '0'));
  return sign ? -units : units;
}

/** Writes minor units as a decimal string with exactly the decimals of the currency: `-123450n` EUR is `-1234.50`. */
export function formatAmount(units: bigint, currency: CurrencyCode): string {
  const decimals = currencyDecimals(currency);
  const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, '0');
  const sign = units < 0n ? '-' : '';
  return decimals === 0 ? sign + digits : `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** Minor units and currency as the API writes them. */
export function toMoney(units: bigint, currency: CurrencyCode): Money {
  return { amount: formatAmount(units, currency), currency };
}

/** The minor units of an API amount, beyond 64 bits where it is a sum. @throws {MoneyFormatError} where it is no exact decimal. */
export function fromMoney(money: Money): bigint {
  return exactUnits(money.amount, money.currency);
}
