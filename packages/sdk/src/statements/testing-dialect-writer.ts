import { addDays, toDayNumber, type CalendarDate } from '../dates/index.ts';
import { currencyDecimals } from '../money/index.ts';
import { encode } from './decode/testing.ts';
import { LANGUAGES, type Dialect, type Language } from './testing-dialect.ts';
import type { Ledger } from './testing-ledger.ts';

/** Of 1899-12-30, day 0 of spreadsheets, in days since 1970. */
const SERIAL_ZERO = toDayNumber('1899-12-30');

function localDate(date: CalendarDate, locale: string, month: 'long' | 'short'): string {
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month, year: 'numeric', timeZone: 'UTC', calendar: 'gregory', numberingSystem: 'latn' }).format(toDayNumber(date) * 86_400_000).replaceAll('\u00a0', ' ');
}

function dateText(date: CalendarDate, { date: style, monthsIn }: Dialect): string {
  const [year, month, day] = [date.slice(0, 4), date.slice(5, 7), date.slice(8)];
  if (style === 'month name') return localDate(date, monthsIn, 'long');
  if (style === 'short month name') return localDate(date, monthsIn, 'short');
  if (style === 'with time') return `${date}T09:4${day.slice(1)}:00+02:00`;
  if (style === 'serial') return String(toDayNumber(date) - SERIAL_ZERO);
  if (style === 'era') return `令和${Number(year) - 2018}年${Number(month)}月${Number(day)}日`;
  if (style === 'buddhist') return `${day}/${month}/${Number(year) + 543}`;
  if (style === 'no year') return `${day}.${month}.`;
  if (style === 'd.m.yyyy') return `${Number(day)}.${Number(month)}.${year}`;
  return style.replace('yyyy', year).replace('yy', year.slice(2)).replace('mm', month).replace('dd', day);
}

function grouped(whole: string, { group, mark }: Dialect): string {
  const other = mark === '.' ? ',' : '.';
  if (group === 'indian') return whole.replace(/\B(?=(?:\d{2})*\d{3}$)/g, other);
  return whole.replace(/\B(?=(?:\d{3})+$)/g, group === 'other' ? other : group);
}

/** The size of an amount, without its sign. */
function sizeText(units: number, dialect: Dialect): string {
  const decimals = currencyDecimals(dialect.currency);
  const digits = String(Math.abs(units)).padStart(decimals + 1, '0');
  const whole = grouped(digits.slice(0, digits.length - decimals), dialect);
  const number = decimals === 0 ? whole : `${whole}${dialect.mark}${digits.slice(-decimals)}`;
  return dialect.currencyIn === 'amount' ? `${number} ${dialect.currency}` : number;
}

function signedText(units: number, dialect: Dialect): string {
  const size = sizeText(units, dialect);
  switch (dialect.money) {
    case 'unicode minus': return units < 0 ? `\u2212${size}` : size;
    case 'trailing': return units < 0 ? `${sizeText(units, { ...dialect, currencyIn: 'nowhere' })}-${dialect.currencyIn === 'amount' ? ` ${dialect.currency}` : ''}` : size;
    case 'parentheses': return units < 0 ? `(${size})` : size;
    case 'plus and minus': return `${units < 0 ? '-' : '+'}${size}`;
    case 'marked': return `${size} ${units < 0 ? 'DR' : 'CR'}`;
    default: return units < 0 ? `-${size}` : size;
  }
}

function moneyCells(units: number, dialect: Dialect, { flags }: Language): readonly string[] {
  const size = sizeText(units, dialect);
  if (dialect.money === 'out-in') return units < 0 ? [size, ''] : ['', size];
  if (dialect.money === 'in-out') return units < 0 ? ['', size] : [size, ''];
  if (dialect.money === 'flag') return [size, units < 0 ? flags[0] : flags[1]];
  return [signedText(units, dialect)];
}

function headerCells(dialect: Dialect, { header: [date, text, amount, out, into, flag, balance, fee, currency] }: Language): readonly string[] {
  const money = dialect.money === 'out-in' ? [out, into] : dialect.money === 'in-out' ? [into, out] : dialect.money === 'flag' ? [amount, flag] : [amount];
  const named = dialect.currencyIn === 'header' ? money.map((name, index) => (dialect.money === 'flag' && index === 1 ? name : `${name} (${dialect.currency})`)) : money;
  return [date, text, ...named, ...(dialect.fee ? [fee] : []), ...(dialect.balance === 'none' ? [] : [balance]), ...(dialect.currencyIn === 'column' ? [currency] : [])];
}

/** The fee of a row where the dialect has any: of every third row from the second, a quarter of it. Without a balance nothing tells whether an amount includes it: there it is nought. */
export function feeOf(units: number, index: number, { fee, money, balance }: Dialect): number {
  return fee && money !== 'out-in' && money !== 'in-out' && balance !== 'none' && index % 3 === 1 ? Math.floor(Math.abs(units) / 4) : 0;
}

function rowCells(ledger: Ledger, index: number, dialect: Dialect, language: Language): readonly string[] {
  const row = ledger.rows[index]!;
  const fee = feeOf(row.cents, index, dialect);
  const balance = dialect.balance === 'before' ? row.balance - row.cents : row.balance;
  return [
    dateText(row.date, dialect),
    language.texts[(index * 7 + row.text.length) % language.texts.length]!,
    ...moneyCells(row.cents + fee, dialect, language),
    ...(dialect.fee ? [sizeText(fee, dialect)] : []),
    ...(dialect.balance === 'none' ? [] : [signedText(balance, dialect)]),
    ...(dialect.currencyIn === 'column' ? [dialect.currency] : []),
  ];
}

function lineOf(cells: readonly string[], { quotes, delimiter }: Dialect): string {
  const plain = (cell: string): string => {
    if (quotes === 'escaped') return /["\\]/.test(cell) || cell.includes(delimiter) ? `"${cell.replace(/["\\]/g, '\\$&')}"` : cell;
    return quotes === 'all' || cell.includes('"') || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell;
  };
  const line = cells.map(plain).join(delimiter);
  return quotes === 'lines' ? `"${line.replaceAll('"', '""')}"` : line;
}

function encoded(text: string, { encoding }: Dialect, { encodings }: Language): Uint8Array {
  const marked = encoding.endsWith(' marked') ? `\ufeff${text}` : text;
  if (encoding !== 'legacy') return encode(marked, encoding.replace(' marked', ''));
  // Some languages have month names, and some banks have blanks, that their old encodings lack: such files are in UTF-8.
  const label = encodings.find((each) => {
    try {
      return encode(text, each).length > 0;
    } catch {
      return false;
    }
  });
  return encode(text, label ?? 'utf-8');
}

/** For tests: a ledger as a statement file in a dialect; its amounts are minor units of the currency of the dialect. */
export function writeInDialect(ledger: Ledger, dialect: Dialect): Uint8Array {
  const language: Language = LANGUAGES[dialect.language];
  const rows = ledger.rows.map((_, index) => rowCells(ledger, index, dialect, language));
  if (dialect.newestFirst) rows.reverse();
  const [first, last] = [ledger.rows[0]!.date, ledger.rows.at(-1)!.date];
  // Days without a year need the period that they lie in.
  const framed = dialect.framed || dialect.date === 'no year';
  const before = framed ? [['Account number', 'DE02120300000000202051'], ['Period', `${first} - ${addDays(last, 1)}`], ['']] : [];
  const after = dialect.framed ? [[''], ['Printed by the customer.']] : [];
  const lines = [...before, ...(dialect.headed ? [headerCells(dialect, language)] : []), ...rows, ...after].map((cells) => lineOf(cells, dialect));
  const ends = (index: number): string => (dialect.lineEnd === 'mixed' ? ['\n', '\r\n'][index % 2]! : dialect.lineEnd);
  return encoded([...(dialect.separatorLine ? [`sep=${dialect.delimiter}`] : []), ...lines].map((line, index) => line + ends(index)).join(''), dialect, language);
}
