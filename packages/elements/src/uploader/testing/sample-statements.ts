import { fromDayNumber, toDayNumber } from '@cashflowsmart/sdk/dates';
import { formatAmount, parseAmount, type CurrencyCode } from '@cashflowsmart/sdk/money';

export interface SampleOptions {
  readonly rows?: number;
  readonly currency?: CurrencyCode;
  /** The number in the preamble; null leaves the preamble out. */
  readonly iban?: string | null;
  readonly balance?: boolean;
  /** Whether the sum of all rows stands below them. */
  readonly total?: boolean;
  /** 0-based rows after which the printed balance is wrong by 40. */
  readonly breakAt?: number;
  /** 0-based rows whose amount is no number. */
  readonly unreadable?: readonly number[];
  /** Multiplies every amount, for figures of twelve digits. */
  readonly scale?: number;
}

const TEXTS: readonly (readonly [text: string, amount: string])[] = [
  ['Pension Seeblick, invoice 2025-117, oak staircase, second part', '1840'],
  ['Fuel, petrol station Ringstrasse', '-62'],
  ['Solid oak boards, delivery note 88412, 24 pieces at 2.10 m, treated, with transport to the building site in two loads', '-1210'],
  ['Repair of a kitchen front', '412'],
  ['Telephone and internet', '-39'],
  ['Wages', '-2150'],
  ['Refund of a deposit, tool rental', '96'],
  ['Invoice 2025-121, built-in wardrobe', '3275'],
];

const FIRST_DAY = toDayNumber('2025-08-01');
const HEAD_LINES = 3;

/** The line of the file on which row `index` of a sample stands. */
export function lineOfRow(index: number, options: SampleOptions = {}): number {
  return index + 2 + (options.iban === null ? 0 : HEAD_LINES);
}

/** A statement as a bank prints it: semicolons, decimal comma, day first, a running balance, a preamble. */
export function sampleStatement(options: SampleOptions = {}): string {
  const { rows = 24, currency = 'EUR', iban = 'DE02120300000000202051', balance = true, total = false, breakAt, unreadable = [], scale = 1 } = options;
  const print = (units: bigint): string => formatAmount(units, currency).replace('.', ',');
  const head = iban === null ? [] : [`IBAN;${iban}`, `Currency;${currency}`, ''];
  const lines = [...head, `Booking date;Description;Amount${balance ? ';Balance' : ''}`];
  let standing = parseAmount('12480', currency) * BigInt(scale);
  let sum = 0n;
  for (let index = 0; index < rows; index += 1) {
    const [text, major] = TEXTS[index % TEXTS.length]!;
    // Not round, and different from row to row.
    const amount = parseAmount(major, currency) * BigInt(scale) - BigInt((index * 37) % 89);
    if (!unreadable.includes(index)) [standing, sum] = [standing + amount, sum + amount];
    if (index === breakAt) standing += parseAmount('40', currency);
    const [year, month, day] = fromDayNumber(FIRST_DAY + Math.floor((index * 30) / Math.max(rows, 30))).split('-');
    const printed = unreadable.includes(index) ? 'see annex' : print(amount);
    lines.push([`${day}.${month}.${year}`, text, printed, ...(balance ? [print(standing)] : [])].join(';'));
  }
  if (total) lines.push(`Total;;${print(sum)}`);
  return `${lines.join('\r\n')}\r\n`;
}

/** Days up to the twelfth only, written with slashes, and nothing that decides between day and month. */
export function ambiguousStatement(): string {
  const dates = ['03/04/2025', '05/04/2025', '06/04/2025', '07/04/2025', '09/04/2025', '11/04/2025'];
  const lines = dates.map((date, index) => `${date},${TEXTS[index % TEXTS.length]![0].replaceAll(',', '')},${TEXTS[index % TEXTS.length]![1]}.50`);
  return `Date,Description,Amount\n${lines.join('\n')}\n`;
}

export function fileOf(text: string | Uint8Array<ArrayBuffer>, name = 'business-account-2025-08.csv', type = 'text/csv'): File {
  return new File([text], name, { type });
}

/** Drops a file whose bytes never arrive, such as one on a drive that does not answer. */
export function dropUnreadableOn(element: Element, name: string): void {
  const file = fileOf('Date;Amount', name);
  file.arrayBuffer = () => new Promise(() => undefined);
  // A real DataTransfer hands out copies, without what was changed here.
  const dataTransfer = { types: ['Files'], items: [], files: [file] };
  element.dispatchEvent(Object.assign(new Event('drop', { bubbles: true, composed: true, cancelable: true }), { dataTransfer }));
}

/** Drops files on an element as a person does. */
export function dropOn(element: Element, files: readonly File[]): void {
  const dataTransfer = new DataTransfer();
  for (const file of files) dataTransfer.items.add(file);
  for (const type of ['dragover', 'drop']) element.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, composed: true, cancelable: true }));
}
