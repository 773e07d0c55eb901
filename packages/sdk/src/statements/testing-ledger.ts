import { addDays, type CalendarDate } from '../dates/index.ts';

/** For tests: a ledger in cents, oldest row first. */
export interface Ledger {
  readonly opening: number;
  readonly rows: readonly { readonly date: CalendarDate; readonly cents: number; readonly text: string; readonly balance: number }[];
}

/** For tests: how a ledger is written down. */
export interface Layout {
  readonly delimiter: string;
  readonly mark: '.' | ',';
  /** `other` is the mark that is not the decimal mark. */
  readonly group: string;
  readonly date: string;
  readonly money: 'signed' | 'trailing' | 'parentheses' | 'out-in' | 'in-out' | 'flag' | 'crdr';
  readonly language: string;
  readonly balance: boolean;
  readonly newestFirst: boolean;
  readonly preamble: boolean;
  readonly footer: boolean;
  readonly quoteAll: boolean;
  readonly lineEnd: string;
  /** Stands behind each amount. */
  readonly currency: string;
  /** A byte-order mark. */
  readonly mark8: boolean;
  /** A column of running numbers, before or after the others. */
  readonly numbers: 'none' | 'first' | 'last';
  readonly valueDate: boolean;
  readonly currencyColumn: boolean;
}

type Words = readonly [date: string, text: string, amount: string, out: string, into: string, flag: string, balance: string, valueDate: string, currency: string, number: string];

const HEADERS: Readonly<Record<string, Words>> = {
  en: ['Date', 'Description', 'Amount', 'Debit', 'Credit', 'D/C', 'Balance', 'Value date', 'Currency', 'Reference'],
  de: ['Buchungstag', 'Verwendungszweck', 'Betrag', 'Soll', 'Haben', 'Soll/Haben', 'Saldo', 'Wertstellung', 'Währung', 'Referenz'],
  fr: ['Date', 'Libellé', 'Montant', 'Débit', 'Crédit', 'Sens', 'Solde', 'Date de valeur', 'Devise', 'Référence'],
  es: ['Fecha', 'Concepto', 'Importe', 'Cargo', 'Abono', 'Debe/Haber', 'Saldo', 'Fecha valor', 'Divisa', 'Referencia'],
  nl: ['Datum', 'Omschrijving', 'Bedrag', 'Af', 'Bij', 'Af Bij', 'Saldo', 'Rentedatum', 'Munt', 'Kenmerk'],
  it: ['Data', 'Descrizione', 'Importo', 'Uscite', 'Entrate', 'Segno', 'Saldo', 'Data valuta', 'Divisa', 'Riferimento'],
  sv: ['Datum', 'Text', 'Belopp', 'Uttag', 'Insättning', 'D/C', 'Saldo', 'Räntedatum', 'Valuta', 'Referens'],
  pl: ['Data', 'Opis', 'Kwota', 'Obciążenia', 'Uznania', 'D/C', 'Saldo', 'Data waluty', 'Waluta', 'Numer referencyjny'],
};
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function dateText(date: CalendarDate, format: string): string {
  const [year, month, day] = [date.slice(0, 4), date.slice(5, 7), date.slice(8)];
  if (format === 'd mmm yyyy') return `${Number(day)} ${MONTHS[Number(month) - 1]} ${year}`;
  return format.replace('yyyy', year).replace('yy', year.slice(2)).replace('mm', month).replace('dd', day);
}

function moneyText(cents: number, layout: Layout): string {
  const group = layout.group === 'other' ? (layout.mark === '.' ? ',' : '.') : layout.group;
  const whole = String(Math.floor(cents / 100)).replace(/\B(?=(?:\d{3})+$)/g, group);
  return `${whole}${layout.mark}${String(cents % 100).padStart(2, '0')}${layout.currency}`;
}

function signedText(cents: number, layout: Layout): string {
  const size = moneyText(Math.abs(cents), layout);
  if (layout.money === 'trailing') return cents < 0 ? `${moneyText(-cents, { ...layout, currency: '' })}-` : size;
  if (layout.money === 'parentheses') return cents < 0 ? `(${size})` : size;
  if (layout.money === 'crdr') return `${size} ${cents < 0 ? 'DR' : 'CR'}`;
  return cents < 0 ? `-${size}` : size;
}

function moneyCells(cents: number, layout: Layout): readonly string[] {
  const size = moneyText(Math.abs(cents), layout);
  if (layout.money === 'out-in') return cents < 0 ? [size, ''] : ['', size];
  if (layout.money === 'in-out') return cents < 0 ? ['', size] : [size, ''];
  if (layout.money === 'flag') return [size, cents < 0 ? 'D' : 'C'];
  return [signedText(cents, layout)];
}

/** The columns of a row in the order in which they are written. */
function arrange(layout: Layout, parts: { readonly date: string; readonly valueDate: string; readonly text: string; readonly money: readonly string[]; readonly balance: string; readonly currency: string; readonly number: string }): string[] {
  return [
    ...(layout.numbers === 'first' ? [parts.number] : []), parts.date, ...(layout.valueDate ? [parts.valueDate] : []), parts.text, ...parts.money,
    ...(layout.balance ? [parts.balance] : []), ...(layout.currencyColumn ? [parts.currency] : []), ...(layout.numbers === 'last' ? [parts.number] : []),
  ];
}

function headerCells(layout: Layout): readonly string[] | null {
  const words = HEADERS[layout.language];
  if (!words) return null;
  const [date, text, amount, out, into, flag, balance, valueDate, currency, number] = words;
  const money = layout.money === 'out-in' ? [out, into] : layout.money === 'in-out' ? [into, out] : layout.money === 'flag' ? [amount, flag] : [amount];
  return arrange(layout, { date, valueDate, text, money, balance, currency, number });
}

/** For tests: writes a ledger as a statement file. */
export function writeLedger(ledger: Ledger, layout: Layout): string {
  const cell = (text: string): string => (layout.quoteAll || text.includes(layout.delimiter) || text.includes('"') ? `"${text.replaceAll('"', '""')}"` : text);
  const rows = ledger.rows.map((row, index) =>
    arrange(layout, {
      date: dateText(row.date, layout.date),
      valueDate: dateText(addDays(row.date, index % 3), layout.date),
      text: row.text,
      money: moneyCells(row.cents, layout),
      balance: signedText(row.balance, layout),
      currency: 'EUR',
      number: String(100_200 + index * 7),
    }),
  );
  if (layout.newestFirst) rows.reverse();
  const header = headerCells(layout);
  const before = layout.preamble ? [['Statement of account'], ['Account number', 'DE02120300000000202051'], []] : [];
  const after = layout.footer ? [[], ['Without guarantee. Printed by the customer.']] : [];
  const lines = [...before, ...(header ? [header] : []), ...rows, ...after];
  return (layout.mark8 ? '\ufeff' : '') + lines.map((cells) => cells.map(cell).join(layout.delimiter) + layout.lineEnd).join('');
}
