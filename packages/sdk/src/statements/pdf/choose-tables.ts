import { DAYS, headerScores } from '../roles/header-words.ts';
import { fold } from '../values/text.ts';
import { productColumns } from './product-columns.ts';
import type { PdfTable } from './read-tables.ts';
import { means, namesDays, namesMoney } from './table-header.ts';
import { statesBalance } from './table-layout.ts';

/** How many rows of a table have a date and an amount that is no balance. */
function bookings(table: PdfTable): number {
  return table.records.filter(({ kind, section, cells, columns }) => kind === 'row' && section !== 'other' && columns.some((name, index) => cells[index] !== '' && isDay(name, index, table)) && columns.some((name, index) => cells[index] !== '' && movesMoney(name, index, table))).length;
}

function isDay(name: string, index: number, { layout }: PdfTable): boolean {
  if (layout.columns[index]?.kind === 'date') return true;
  const scores = headerScores(name.replace(/#\d+$/, ''));
  return name.startsWith('(date)') || DAYS.some((sense) => (scores[sense] ?? 0) >= 0.6);
}

function movesMoney(name: string, index: number, { layout }: PdfTable): boolean {
  if (layout.columns[index]?.kind !== 'money') return false;
  const scores = headerScores(name.replace(/#\d+$/, ''));
  const best = Math.max(0, ...Object.values(scores));
  return !((scores.balance ?? 0) >= 0.6 && scores.balance === best) && !((scores.fee ?? 0) === best && best > 0);
}

function hasBalance({ header }: PdfTable): boolean {
  return header.some((cell) => (cell.scores.balance ?? 0) >= 0.6);
}

/** Headers of plans of loans, of certificates and of what was delivered; folded, as parts of a header. */
const OTHER_GOODS = /tilgung|restschuld|zinsanteil|annuitat|principal|maturity|amorti[sz]|ammortament|capital restant|capital pendiente|debito residuo|einzelpreis|unit price|prix unitaire|precio unitario|prezzo unitario|quantity|quantite|cantidad|quantita|menge|\bkwh\b|calculo/;

/** Headers of rates by which amounts of another currency are multiplied; folded. */
const EXCHANGE = /exchange|\bfx\b|kurs|\bcours\b|cambi|currency|wahrung|devise|valuta|moneda|moeda|курс|汇率|為替|환율/;

const NUMBER_ALONE = /^\d[\d.,'’ ]*(?:\s?\p{L}{1,4}\.?)?$/u;
const MOSTLY = 0.8;

/** Whether a column of texts holds numbers, such as days or pieces, that are not written as money is. */
function holdsNumbers(rows: readonly (readonly string[])[], index: number): boolean {
  const filled = rows.filter((cells) => cells[index] !== '');
  return filled.length > 0 && filled.filter((cells) => NUMBER_ALONE.test(cells[index]!)).length >= filled.length * MOSTLY;
}

/**
 * Whether the numbers of a table multiply as no bookings do: hours or pieces at their prices, or balances by the days for
 * which they bear interest. Amounts of another currency do, too, and so do trades beside the balance of an account.
 */
function multiplies({ records, layout: { columns } }: PdfTable): boolean {
  const rows = records.filter(({ kind, section }) => kind === 'row' && section !== 'other').map(({ cells }) => cells);
  const numbers = columns.flatMap(({ kind }, index) => (kind === 'money' || (kind === 'text' && holdsNumbers(rows, index)) ? [index] : []));
  const found = productColumns(rows, numbers);
  if (!found || found.factors.some((index) => EXCHANGE.test(fold(columns[index]!.header)))) return false;
  const balances = numbers.filter((index) => statesBalance(columns[index]!));
  return balances.length === 0 || balances.some((index) => found.factors.includes(index));
}

/** Headers of the names by which securities are traded; folded. */
const SECURITY = /\b(?:symbol|ticker|cusip|isin|wkn|sedol|valor)\b/;
const SIGNED_OUT = /^\(.*\)$|^[^\d]*[-\u2212\u2013]|[-\u2212\u2013]$/;

/** Whether a table lists trades of securities by day, which cost and bring cash: pieces at prices that go both ways. */
function tradesSecurities({ header, records, layout: { columns } }: PdfTable): boolean {
  if (!header.some((cell) => SECURITY.test(fold(cell.text))) || !header.some(namesDays)) return false;
  const amounts = columns.findIndex(({ kind, header: name }) => kind === 'money' && header.some((cell) => cell.text === name && means(cell, ['amount'])));
  const printed = amounts < 0 ? [] : records.flatMap(({ kind, cells }) => (kind === 'row' && cells[amounts] !== '' ? [cells[amounts]!] : []));
  return printed.some((cell) => SIGNED_OUT.test(cell)) && printed.some((cell) => !SIGNED_OUT.test(cell));
}

/** Names of the tax on what is sold; folded. */
const TAX = /\b(?:vat|mwst|ust|umsatzsteuer|mehrwertsteuer|tva|iva|btw|moms|mva|alv|gst|hst|kdv|afa|dph|pdv|ddv|tax)\b|ндс|пдв|φπα|消費税|增值税|부가세/;

function digitsOf(cell: string): bigint {
  const digits = cell.replace(/\D/g, '');
  return digits === '' || digits.length > 18 ? 0n : BigInt(digits);
}

/** Whether lines without a day add a tax to what stands above it, as an invoice does: no account is beside them. */
function addsTax(table: PdfTable): boolean {
  const { records, layout: { columns } } = table;
  if (hasBalance(table)) return false;
  return records.some(({ cells, dated }, at) => {
    const [above, below] = [records[at - 1], records[at + 1]];
    if (dated || !above || !below || above.dated || below.dated || !TAX.test(fold(cells.filter((_, index) => columns[index]?.kind === 'text').join(' ')))) return false;
    return columns.some(({ kind }, index) => kind === 'money' && digitsOf(cells[index] ?? '') > 0n && digitsOf(above.cells[index] ?? '') > 0n && digitsOf(above.cells[index]!) + digitsOf(cells[index]!) === digitsOf(below.cells[index] ?? ''));
  });
}

/** Whether a table lists something else than bookings, by its header or its numbers: no balance of an account stands beside it. */
function listsOtherThings(table: PdfTable): boolean {
  if (tradesSecurities(table)) return false;
  if (multiplies(table) || addsTax(table)) return true;
  const { header } = table;
  const balance = header.some((cell) => (cell.scores.balance ?? 0) === 1 && !OTHER_GOODS.test(fold(cell.text)));
  return !balance && (header.some((cell) => OTHER_GOODS.test(fold(cell.text)) && isFilled(table, cell.text)) || headsOtherThings(table));
}

/** Whether most rows have something in a column: the cash of a depot moves with pieces and without. */
function isFilled({ records, layout: { columns } }: PdfTable, name: string): boolean {
  const rows = records.filter(({ kind, section }) => kind === 'row' && section !== 'other');
  const own = columns.flatMap(({ header }, index) => (header === name ? [index] : []));
  return rows.filter(({ cells }) => own.some((index) => cells[index] !== '')).length * 2 > rows.length;
}

const LEAST_CELLS = 3;

/** Whether a line above the rows of a table without a known header is one for such things. */
function headsOtherThings({ header, records }: PdfTable): boolean {
  if (header.length > 0) return false;
  const lines = records.slice(0, records.findIndex(({ kind }) => kind === 'row') + 1).flatMap((record) => record.lines);
  return lines.some(({ cells }) => cells.length >= LEAST_CELLS && !cells.some(({ text }) => /\d/.test(text)) && cells.some(({ text }) => OTHER_GOODS.test(fold(text))));
}

/** The tables that list bookings, the main one first: the one with a balance and the most rows. */
export function bookingTables(tables: readonly PdfTable[]): readonly PdfTable[] {
  const ranked = tables.filter((table) => !listsOtherThings(table)).map((table) => ({ table, rows: bookings(table) })).filter(({ rows }) => rows > 0);
  const rank = ({ table, rows }: (typeof ranked)[number]): number => rows * (hasBalance(table) ? 2 : 1);
  const all = ranked.sort((a, b) => rank(b) - rank(a)).map(({ table }) => table);
  return all.every(isSummary) ? all : all.filter((table) => !isSummary(table));
}

/** Whether a header names nothing but days and money, such as what is due and when: beside a table that says what was booked, it sums up. */
function isSummary({ header }: PdfTable): boolean {
  return header.length > 0 && header.every((cell) => namesDays(cell) || namesMoney(cell));
}
