export { currencyDecimals, isCurrencyCode, type CurrencyCode } from './currency.ts';
export { formatAmount, fromMoney, MAX_MINOR_UNITS, MoneyFormatError, parseAmount, toMoney, type Money } from './money.ts';
