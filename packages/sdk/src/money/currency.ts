/** An ISO 4217 alphabetic code in upper case, such as `EUR`. */
export type CurrencyCode = string;

// ISO 4217 (list one, 2024-06): every active currency whose minor unit is not two decimals.
const DECIMALS_OTHER_THAN_TWO: Readonly<Record<string, number>> = {
  BIF: 0, CLP: 0, DJF: 0, GNF: 0, ISK: 0, JPY: 0, KMF: 0, KRW: 0, PYG: 0, RWF: 0, UGX: 0, UYI: 0, VND: 0, VUV: 0, XAF: 0, XOF: 0, XPF: 0,
  BHD: 3, IQD: 3, JOD: 3, KWD: 3, LYD: 3, OMR: 3, TND: 3,
  CLF: 4, UYW: 4,
};

const CODE = /^[A-Z]{3}$/;

/** Whether `code` has the shape of an ISO 4217 code. Unknown codes are allowed: banks use historic and private ones. */
export function isCurrencyCode(code: string): code is CurrencyCode {
  return CODE.test(code);
}

/** How many decimals the minor unit of a currency has: 0 to 4, and 2 for a code that ISO 4217 does not list. */
export function currencyDecimals(currency: CurrencyCode): number {
  return Object.hasOwn(DECIMALS_OTHER_THAN_TWO, currency) ? DECIMALS_OTHER_THAN_TWO[currency]! : 2;
}
