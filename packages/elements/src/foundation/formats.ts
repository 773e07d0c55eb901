import { toDayNumber, type CalendarDate, type CalendarMonth } from '@cashflowsmart/sdk/dates';
import { currencyDecimals, formatAmount, type CurrencyCode, type Money } from '@cashflowsmart/sdk/money';
import type { Count } from './plurals.ts';

const DAY_IN_MILLISECONDS = 86_400_000;

/** How a currency stands at an amount: not at all (the column's head has it), as its code, or as its sign. */
export type CurrencyDisplay = 'none' | 'code' | 'symbol';

/** `always` puts a plus before money in, for differences and changes. */
export type SignDisplay = 'negative' | 'always';

export interface AmountOptions {
  /** Default `none`. */
  readonly currency?: CurrencyDisplay;
  /** Default `negative`. */
  readonly sign?: SignDisplay;
}

/** `numeric` 31/08/2025, `medium` 31 Aug 2025, `day-month` 31 Aug, `weekday` Sun 31 Aug 2025, `long` 31 August 2025. */
export type DateStyle = 'numeric' | 'medium' | 'day-month' | 'weekday' | 'long';

/** Numbers, amounts and days in one locale. Amounts never become a float; the minus is U+2212. */
export interface Formats {
  readonly locale: string;
  number(value: number | bigint): string;
  count(value: number): Count;
  /** `share` from 0 to 1. */
  percent(share: number): string;
  /** Bytes in a unit of 1000, such as `3.2 MB`. */
  bytes(value: number): string;
  amount(money: Money, options?: AmountOptions): string;
  /** An amount in minor units of its currency. */
  units(units: bigint, currency: CurrencyCode, options?: AmountOptions): string;
  /** Short form for an axis, such as `12K`; `major` is in major units and only drawn, never computed with. */
  compact(major: number): string;
  date(date: CalendarDate, style?: DateStyle): string;
  month(month: CalendarMonth, style?: 'short' | 'long' | 'short-year'): string;
  /** The sign between whole and fraction, as a person types it: `.` or `,`. */
  readonly decimalMark: string;
}

const DATE_STYLES: Readonly<Record<DateStyle, Intl.DateTimeFormatOptions>> = {
  numeric: { year: 'numeric', month: '2-digit', day: '2-digit' },
  medium: { year: 'numeric', month: 'short', day: 'numeric' },
  'day-month': { month: 'short', day: 'numeric' },
  weekday: { weekday: 'short', year: 'numeric', month: 'short', day: 'numeric' },
  long: { year: 'numeric', month: 'long', day: 'numeric' },
};

const MONTH_STYLES = {
  short: { month: 'short' },
  'short-year': { month: 'short', year: 'numeric' },
  long: { month: 'long', year: 'numeric' },
} as const satisfies Readonly<Record<string, Intl.DateTimeFormatOptions>>;

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/**
 * The minus sign of typography; exports and copies keep the hyphen of the API. Locales that write from right to left
 * bring a direction mark of their own; the mark here keeps the minus before its figure on a page that does so.
 */
const MINUS = '\u200e\u2212';

function join(parts: readonly Intl.NumberFormatPart[]): string {
  return parts.map(({ type, value }) => (type !== 'minusSign' ? value : value === '-' ? MINUS : value.replace('-', '\u2212'))).join('');
}

// A day has no zone: it is formatted as midnight UTC in UTC, so that no reader's clock can move it.
const instantOf = (date: CalendarDate): number => toDayNumber(date) * DAY_IN_MILLISECONDS;

function createFormats(locale: string): Formats {
  const cache = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();
  const numberFormat = (key: string, options: Intl.NumberFormatOptions): Intl.NumberFormat => {
    const found = (cache.get(key) as Intl.NumberFormat | undefined) ?? new Intl.NumberFormat(locale, options);
    cache.set(key, found);
    return found;
  };
  const dateFormat = (key: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
    const found = (cache.get(key) as Intl.DateTimeFormat | undefined) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC', calendar: 'gregory' });
    cache.set(key, found);
    return found;
  };
  const decimal = (text: string, currency: CurrencyCode, { currency: display = 'none', sign = 'negative' }: AmountOptions = {}): string => {
    const digits = currencyDecimals(currency);
    const format = numberFormat(`amount ${currency} ${display} ${sign}`, {
      ...(display === 'none' ? { style: 'decimal' } : { style: 'currency', currency, currencyDisplay: display === 'symbol' ? 'narrowSymbol' : 'code' }),
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      signDisplay: sign === 'always' ? 'exceptZero' : 'negative',
    });
    // Intl reads a decimal string exactly; a number would round beyond 15 digits.
    return join(format.formatToParts(text as `${number}`));
  };
  const number = (value: number | bigint): string => join(numberFormat('number', { signDisplay: 'negative' }).formatToParts(value));
  return {
    locale,
    decimalMark: numberFormat('number', {}).formatToParts(1.5).find((part) => part.type === 'decimal')?.value ?? '.',
    number,
    count: (value) => ({ value, text: number(value) }),
    percent: (share) => join(numberFormat('percent', { style: 'percent', maximumFractionDigits: 0 }).formatToParts(share)),
    bytes: (value) => {
      const step = Math.min(UNITS.length - 1, value < 1000 ? 0 : Math.floor(Math.log10(value) / 3));
      const unit = UNITS[step]!;
      return numberFormat(unit, { style: 'unit', unit, unitDisplay: step === 0 ? 'long' : 'short', maximumFractionDigits: step === 0 ? 0 : 1 }).format(value / 1000 ** step);
    },
    amount: (money, options) => decimal(money.amount, money.currency, options),
    units: (units, currency, options) => decimal(formatAmount(units, currency), currency, options),
    compact: (major) => join(numberFormat('compact', { notation: 'compact', maximumSignificantDigits: 3, signDisplay: 'negative' }).formatToParts(major)),
    date: (date, style = 'medium') => dateFormat(`date ${style}`, DATE_STYLES[style]).format(instantOf(date)),
    month: (month, style = 'long') => dateFormat(`month ${style}`, MONTH_STYLES[style]).format(instantOf(`${month}-01`)),
  };
}

const known = new Map<string, Formats>();

/** Formats of a locale, made once. A tag that Intl does not take falls back to English. */
export function formatsFor(locale: string): Formats {
  const found = known.get(locale);
  if (found) return found;
  let formats: Formats;
  try {
    formats = createFormats(locale);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    formats = createFormats('en');
  }
  known.set(locale, formats);
  return formats;
}
