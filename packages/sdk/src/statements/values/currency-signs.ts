import type { CurrencyCode } from '../../money/index.ts';
import { fold } from './text.ts';

/** Signs that belong to one currency. `$`, `kr` and `¥` belong to several and tell none. */
const SIGNS: Readonly<Record<string, CurrencyCode>> = {
  '€': 'EUR', '£': 'GBP', '₹': 'INR', '₽': 'RUB', '₺': 'TRY', '₩': 'KRW', '₪': 'ILS', '₫': 'VND', '₴': 'UAH', '₦': 'NGN', '₱': 'PHP', '₡': 'CRC',
  '₸': 'KZT', '₲': 'PYG', '₾': 'GEL', '฿': 'THB', 'r$': 'BRL', 'us$': 'USD', 'a$': 'AUD', 'c$': 'CAD', 'hk$': 'HKD', 'nt$': 'TWD', 's$': 'SGD', 'nz$': 'NZD',
  'zl': 'PLN', 'kc': 'CZK', 'ft': 'HUF', 'tl': 'TRY', 'rs': 'INR', 'fr': 'CHF', 'sfr': 'CHF', '元': 'CNY', 'rmb': 'CNY', '円': 'JPY', '원': 'KRW', 'rp': 'IDR', 'rm': 'MYR',
  'лв': 'BGN', 'руб': 'RUB', 'грн': 'UAH', 'lei': 'RON', 'kn': 'HRK', 'din': 'RSD', 'euro': 'EUR', 'euros': 'EUR',
};

/** Codes of ISO 4217 that statements carry, the historic ones of the euro area left out. */
const CODES: ReadonlySet<string> = new Set(
  ('AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK ' +
    'DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD ' +
    'KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR ' +
    'RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UYW UZS VES VND VUV WST ' +
    'XAF XCD XOF XPF YER ZAR ZMW ZWL').split(' '),
);

/** Whether a text is the code of a currency in use, in upper case. */
export function isKnownCurrency(code: string): boolean {
  return CODES.has(code);
}

/** Codes and names that are not of ISO 4217 and yet stand in columns of currencies. */
const OTHER_NAMES: Readonly<Record<string, CurrencyCode>> = {
  rur: 'RUB', nis: 'ILS', rmb: 'CNY', cnh: 'CNY', cdn: 'CAD', ntd: 'TWD', stg: 'GBP', eur: 'EUR', sfr: 'CHF', tl: 'TRY', '人民币': 'CNY', '人民币元': 'CNY', '人民幣': 'CNY', '美元': 'USD', '港币': 'HKD', '港幣': 'HKD',
  '港元': 'HKD', '新台幣': 'TWD', '新臺幣': 'TWD', '台幣': 'TWD', '日元': 'JPY', '日圓': 'JPY', '円': 'JPY', '欧元': 'EUR', '歐元': 'EUR', '원': 'KRW', '원화': 'KRW', '달러': 'USD', 'руб': 'RUB', 'рубль': 'RUB', 'рубли': 'RUB', 'грн': 'UAH', 'гривня': 'UAH', 'лв': 'BGN',
  'евро': 'EUR', 'долл': 'USD', 'доллар сша': 'USD', 'שח': 'ILS', 'ש"ח': 'ILS', 'zl': 'PLN', 'kc': 'CZK', 'ft': 'HUF', 'euro': 'EUR', 'us dollar': 'USD', 'pound sterling': 'GBP', 'บาท': 'THB', '€': 'EUR', '£': 'GBP', '₪': 'ILS', '₽': 'RUB', '₴': 'UAH', '₹': 'INR', '₺': 'TRY', '฿': 'THB', '₩': 'KRW', '₫': 'VND', 'us$': 'USD', 'hk$': 'HKD', 'nt$': 'TWD', 'r$': 'BRL',
};

/** The currency that the whole of a cell names, by code in any case, by name or by a sign of its own; null where it names none. */
export function currencyOfCell(cell: string): CurrencyCode | null {
  const text = cell.trim();
  if (text.length < 1 || text.length > 20 || /\d/.test(text)) return null;
  const upper = text.toUpperCase();
  if (CODES.has(upper)) return upper;
  const key = fold(text).replace(/\.$/, '');
  return Object.hasOwn(OTHER_NAMES, key) ? OTHER_NAMES[key]! : null;
}

const CODE_IN_TEXT = /(?:^|[^\p{L}])([A-Z]{3})(?![\p{L}])/gu;
const SIGN_IN_TEXT = /[€£₹₽₺₩₪₫₴₦₱₡₸₲₾฿元円]|R\$|US\$|HK\$|NT\$|A\$|C\$|S\$|NZ\$/u;

/** The currency that a folded sign or code beside a number means; null where several use it. */
export function currencyOfSign(sign: string): CurrencyCode | null {
  const upper = sign.toUpperCase().replaceAll('.', '');
  if (CODES.has(upper)) return upper;
  const key = upper.toLowerCase();
  return Object.hasOwn(SIGNS, key) ? SIGNS[key]! : null;
}

/** The first currency code or unmistakable sign within a text, such as `Amount (EUR)` or `Balance: £12.00`. */
export function currencyInText(text: string): CurrencyCode | null {
  for (const match of text.matchAll(CODE_IN_TEXT)) if (CODES.has(match[1]!)) return match[1]!;
  const sign = SIGN_IN_TEXT.exec(text);
  return sign ? currencyOfSign(sign[0].toLowerCase()) : null;
}
