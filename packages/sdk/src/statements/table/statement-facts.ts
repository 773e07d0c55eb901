import type { DecimalMark } from '../values/amount-scan.ts';
import { scanAmount } from '../values/amount-scan.ts';
import { bodyToMinor, type MinorUnits } from '../values/amount-parser.ts';
import { currencyInText, isKnownCurrency } from '../values/currency-signs.ts';
import type { CountedYears, DateOrder, StatedDays } from '../values/date-scan.ts';
import type { MonthNames } from '../values/month-names.ts';
import { cleanText, fold } from '../values/text.ts';
import { markerKind, type MarkerKind } from './marker-words.ts';
import { findPeriod } from './stated-days.ts';

/** What the lines around a table say about its account. */
export interface StatementFacts {
  readonly accountNumber: string | null;
  readonly holder: string | null;
  readonly currency: string | null;
  readonly period: StatedDays | null;
  readonly opening: MinorUnits | null;
  readonly closing: MinorUnits | null;
}

export interface FactOptions {
  readonly mark: DecimalMark;
  readonly decimals: number;
  readonly dateOrder: DateOrder;
  readonly months?: MonthNames;
  readonly years?: CountedYears | null;
}

type Rows = readonly (readonly string[])[];

const ACCOUNT_LABEL = /^(?:iban|account|account ?(?:number|no|nr|n°)|acct|a\/c(?: no)?|konto|konto[- ]?(?:nr|nummer)|kontonummer|kontonr|compte(?: n°)?|n° ?(?:de )?compte|numero (?:de |di |da )?(?:compte|conto|cuenta|conta)|conto|cuenta|conta|rekening|rekeningnummer|tili|tilinumero|rachunek|numer rachunku|nr rachunku|ucet|cislo uctu|szamlaszam|racun|broj racuna|cont|hesap|hesap no|счет|номер счета|账号|卡号|口座番号|계좌번호|rapporto|account details for|iban\/bban)\.?$/;
const HOLDER_LABEL = /^(?:kontoinhaber|inhaber|account holder|account name|holder|name|titulaire|intestatario|titular|rekeninghouder|kontohavare|kontoeier|kontohaver|tilinomistaja|klient|wlasciciel|majitel|szamlatulajdonos|vlasnik|hesap sahibi|владелец|户名|姓名)\.?$/;
const CURRENCY_LABEL = /^(?:currency|wahrung|monnaie|devise|divisa|moneda|moeda|valuta|munt|waluta|mena|deviza|devizanem|para birimi|валюта|币种|通貨|통화|evaluation en|whg|ccy)\.?$/;
interface Labelled {
  readonly label: string;
  /** The text after the colon, or the cell to the right. */
  readonly value: string;
  /** The cells further right. */
  readonly others?: readonly string[];
}

function labelled(cells: readonly string[]): readonly Labelled[] {
  const texts = cells.map(cleanText);
  return texts.flatMap((text, index): Labelled[] => {
    if (text === '') return [];
    const [next = '', ...others] = texts.slice(index + 1).filter((cell) => cell !== '');
    const colon = /^([^:：]{2,40})[:：]\s*(.*)$/.exec(text);
    if (colon) return [{ label: colon[1]!.trim(), value: colon[2] === '' ? next : colon[2]!.trim() }];
    return [{ label: text, value: next, others }];
  });
}

/** Label rows over value rows: the small tables of a summary. */
function stacked(rows: Rows): readonly Labelled[] {
  const pairs: Labelled[] = [];
  for (let row = 0; row + 1 < rows.length; row++) {
    const [labels, values] = [rows[row]!, rows[row + 1]!];
    labels.forEach((cell, column) => {
      const [label, value] = [cleanText(cell).replace(/^#/, '').replace(/[:：]$/, ''), cleanText(values[column] ?? '')];
      if (label !== '' && value !== '') pairs.push({ label, value });
    });
  }
  return pairs;
}

const IBAN = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b/;

/** The check digits of ISO 13616: the number, rearranged and with letters as digits, leaves 1 when divided by 97. */
export function isIban(text: string): boolean {
  const compact = text.replace(/\s/g, '').toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(compact)) return false;
  let rest = 0;
  for (const char of compact.slice(4) + compact.slice(0, 4)) {
    const value = char >= 'A' ? char.charCodeAt(0) - 55 : Number(char);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

/** An account number without blanks, quotes and trailing currency; null where the text is none. */
export function accountNumber(text: string): string | null {
  const iban = IBAN.exec(text);
  if (iban && isIban(iban[0])) return iban[0].replace(/\s/g, '');
  const plain = text.replace(/^["'=]+|["']+$/g, '').replace(/\s+[A-Z]{3}$/, '').trim();
  return /^[A-Z]{0,4}[\dX*•][\dA-Z*•X ./-]{3,38}$/i.test(plain) && (plain.match(/\d/g) ?? []).length >= 3 ? plain.replace(/\s/g, '') : null;
}

/** A line with more cells than this is a row. */
const MOST_ANNOUNCED = 4;
const isAccountLabel = (label: string): boolean => ACCOUNT_LABEL.test(fold(label).replace(/^#/, '').replace(/[:.]$/, ''));

/** The account number that a line names by a label: `Account: Savings 4444 5555`; null where it names none. */
export function announcedAccount(cells: readonly string[]): string | null {
  const filled = cells.filter((cell) => cell.trim() !== '');
  if (filled.length === 0 || filled.length > MOST_ANNOUNCED) return null;
  const named = labelled(filled).find(({ label }) => isAccountLabel(label));
  if (!named) return null;
  return accountNumber(named.value) ?? accountNumber(/\d[\d ./-]{4,}$/.exec(named.value)?.[0] ?? '');
}

function findNumber(pairs: readonly Labelled[], rows: Rows): string | null {
  const named = pairs.filter(({ label }) => isAccountLabel(label));
  const numbers = named.flatMap(({ value }) => accountNumber(value) ?? []);
  const best = numbers.find(isIban) ?? numbers[0];
  if (best) return best;
  for (const cells of rows) {
    for (const cell of cells) {
      const iban = IBAN.exec(cleanText(cell));
      if (iban && isIban(iban[0])) return iban[0].replace(/\s/g, '');
    }
  }
  return null;
}

const WITH_CENTS = /\d[.,]\d{2}\b/;

function findBalance(pairs: readonly Labelled[], kind: MarkerKind, options: FactOptions): MinorUnits | null {
  for (const { label, value, others } of pairs) {
    if (markerKind(label, [kind]) === null) continue;
    // A summary may count the rows before it states their sum.
    const scan = scanAmount([value, ...(others ?? [])].find((text) => WITH_CENTS.test(text) && scanAmount(text) !== null) ?? value);
    const units = scan ? bodyToMinor(scan.body, options.mark, options.decimals) : null;
    if (scan && units !== null) return scan.negative || scan.marker === 'out' ? -units : units;
  }
  return null;
}

function findCurrency(pairs: readonly Labelled[], rows: Rows): string | null {
  const named = pairs.find(({ label, value }) => CURRENCY_LABEL.test(fold(label).replace(/^#/, '')) && isKnownCurrency(value.toUpperCase().slice(0, 3)));
  if (named) return named.value.toUpperCase().slice(0, 3);
  for (const { value } of pairs) {
    const scan = scanAmount(value);
    if (scan?.currency) return scan.currency;
  }
  // A code that stands alone, or the only one named around the table.
  const codes = new Set(rows.flatMap((cells) => cells.flatMap((cell) => (cell.length < 60 ? (currencyInText(cleanText(cell)) ?? []) : []))));
  return codes.size === 1 ? [...codes][0]! : null;
}

/** Reads account, holder, currency, period and balances from the lines before and after the table. */
export function findFacts(before: Rows, after: Rows, options: FactOptions): StatementFacts {
  const rows = [...before, ...after];
  const pairs = [...rows.flatMap(labelled), ...stacked(before), ...stacked(after)];
  const holder = pairs.find(({ label, value }) => HOLDER_LABEL.test(fold(label).replace(/^#/, '')) && /\p{L}{2}/u.test(value) && value.length <= 100);
  return {
    accountNumber: findNumber(pairs, before),
    holder: holder?.value ?? null,
    currency: findCurrency(pairs, before),
    period: findPeriod(rows, options.dateOrder, options),
    opening: findBalance(pairs, 'opening', options),
    closing: findBalance(pairs, 'closing', options),
  };
}
