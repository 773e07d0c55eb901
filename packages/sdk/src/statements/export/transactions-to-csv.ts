import type { CalendarDate } from '../../dates/index.ts';
import type { CurrencyCode } from '../../money/index.ts';
import { spreadsheetText } from './spreadsheet-text.ts';

/** A row to be written, of a reading or of a ledger. Amounts are signed decimal strings in major units, as the API gives them. */
export interface ExportedTransaction {
  readonly date: CalendarDate;
  readonly valueDate?: CalendarDate | null;
  /** Money into the account is positive. */
  readonly amount: string;
  readonly currency: CurrencyCode | null;
  readonly balance?: string | null;
  readonly description: string;
  readonly counterparty?: string | null;
  readonly reference?: string | null;
  /** The number of the account. */
  readonly account?: string | null;
}

interface Column {
  readonly title: string;
  /** Whether it is written where no row has a value for it. */
  readonly always?: true;
  cell(row: ExportedTransaction): string;
}

const text = (value: string | null | undefined): string => spreadsheetText(value ?? '');

/** Numbers and dates stand as they are: a minus begins a formula only in a text. */
const COLUMNS: readonly Column[] = [
  { title: 'Date', always: true, cell: ({ date }) => date },
  { title: 'Value date', cell: ({ valueDate }) => valueDate ?? '' },
  { title: 'Description', always: true, cell: ({ description }) => text(description) },
  { title: 'Counterparty', cell: ({ counterparty }) => text(counterparty) },
  { title: 'Reference', cell: ({ reference }) => text(reference) },
  // The signs of a card look the other way round: the header says what these mean, so that nobody is asked.
  { title: 'Amount (in + / out -)', always: true, cell: ({ amount }) => amount },
  { title: 'Currency', cell: ({ currency }) => currency ?? '' },
  { title: 'Balance', cell: ({ balance }) => balance ?? '' },
  { title: 'Account', cell: ({ account }) => text(account) },
];

const LINE_END = '\r\n';

/** RFC 4180: a cell with a comma, a quote or the end of a line stands in quotes. Outer blanks would be trimmed without them. */
function csvCell(cell: string): string {
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/**
 * Transactions as a CSV file (RFC 4180, UTF-8, decimal points, ISO 8601 dates), a line at a time with its end. Columns
 * without any value are left out. Texts that a spreadsheet would run as a formula get an apostrophe, which the reader
 * takes away again.
 */
export function* csvLines(rows: readonly ExportedTransaction[]): Generator<string> {
  const columns = COLUMNS.filter(({ always, cell }) => always === true || rows.some((row) => cell(row) !== ''));
  yield columns.map(({ title }) => title).join(',') + LINE_END;
  for (const row of rows) yield columns.map(({ cell }) => csvCell(cell(row))).join(',') + LINE_END;
}

/** `csvLines` as one text. */
export function transactionsToCsv(rows: readonly ExportedTransaction[]): string {
  return [...csvLines(rows)].join('');
}
