import { headerScores } from '../roles/header-words.ts';
import { markerKind, type MarkerKind } from '../table/marker-words.ts';
import { currencyInText, isKnownCurrency } from '../values/currency-signs.ts';
import { scanDate } from '../values/date-scan.ts';
import { cleanText } from '../values/text.ts';
import type { TextLine } from './lines.ts';
import type { GridRecord, StatementGrid } from './statement-grid.ts';

/** Records of one account: from its opening balance to where the next one opens. */
interface Segment {
  readonly from: number;
  readonly number: string;
  readonly currency: string;
}

const NAMED = 0.6;

interface Figure {
  readonly kind: MarkerKind;
  readonly digits: string;
}

/** An opening or closing balance with the digits of its amount; null for all other records. */
function figureOf({ kind, cells }: GridRecord): Figure | null {
  if (kind !== 'figure') return null;
  const label = cells.map((cell) => markerKind(cleanText(cell), ['opening', 'closing'])).find((found) => found !== null);
  const amount = cells.findLast((cell) => /\d[.,]\d|^\d+$/.test(cell));
  return label && amount ? { kind: label, digits: amount.replace(/\D/g, '') } : null;
}

/** Indexes of the records with which another account opens: a balance that is not the one that stood before. */
function openings({ header, records }: StatementGrid): readonly number[] {
  const balance = header.findIndex((name) => (headerScores(name).balance ?? 0) >= NAMED);
  const starts: number[] = [];
  let before: string | null = null;
  let rows = 0;
  records.forEach((record, index) => {
    if (record.kind === 'row') rows++;
    const figure = figureOf(record);
    if (figure?.kind === 'closing') before = figure.digits;
    else if (record.kind === 'row' && (record.cells[balance] ?? '') !== '') before = record.cells[balance]!.replace(/\D/g, '');
    if (figure?.kind !== 'opening') return;
    if (starts.length === 0 && rows === 0) starts.push(index);
    else if (starts.length > 0 && rows > 0 && before !== null && before !== figure.digits) starts.push(index);
    before = null;
    rows = 0;
  });
  return starts;
}

const NUMBER = /(?:[A-Z]{2}\d{2}[ \dA-Z]{8,30}|\d[\d -]{5,30}\d)/;
const LINES_ABOVE = 6;

/** The number and the currency in the few lines above the first record of an account. */
function named(lines: readonly TextLine[], first: number, above: number): { readonly number: string | null; readonly currency: string } {
  const own = lines.filter((line) => line.number > above && line.number < first).slice(-LINES_ABOVE);
  const cells = own.flatMap((line) => line.cells.map((cell) => cell.text));
  const numbers = cells.filter((cell) => scanDate(cell) === null && !/\d[.,]\d{2}$/.test(cell)).flatMap((cell) => NUMBER.exec(cell)?.[0].trim() ?? []);
  const codes = cells.flatMap((cell) => cell.match(/\b[A-Z]{3}\b/g) ?? []).filter(isKnownCurrency);
  return { number: numbers.at(-1) ?? null, currency: codes.at(-1) ?? '' };
}

function segmentsOf(grid: StatementGrid, lines: readonly TextLine[]): readonly Segment[] {
  const { records } = grid;
  return openings(grid).map((from, index) => {
    const above = index === 0 ? 0 : (records.slice(0, from).findLast((record) => record.kind !== 'aside')?.lines.at(-1)!.number ?? 0);
    const { number, currency } = named(lines, records[from]!.lines[0]!.number, above);
    return { from, number: number ?? String(index + 1).padStart(4, '0'), currency };
  }).map((segment, index, all) => (all.findIndex(({ number }) => number === segment.number) === index ? segment : { ...segment, number: `${segment.number}-${index + 1}` }));
}

/** Header of the columns that say to which account a row belongs, and in which currency it is kept. */
const ACCOUNT_HEADER = 'Account number';
const CURRENCY_HEADER = 'Currency';

/** Lines above a header among which the title of its table stands. */
const TITLE_ABOVE = 2;
const LONGEST_TITLE = 60;

/** The currency that the title above a header names, as in `EUR transactions`: the nearest line without figures. */
function titled(lines: readonly TextLine[], header: number): string | null {
  for (let at = header - 1; at >= Math.max(0, header - TITLE_ABOVE) && lines[at]!.page === lines[header]!.page; at--) {
    const text = lines[at]!.words.map((word) => word.text).join(' ');
    if (/\d/.test(text)) return null;
    const currency = text.length <= LONGEST_TITLE ? currencyInText(text) : null;
    if (currency) return currency;
  }
  return null;
}

/** The currencies of tables that stand one below the other, from the line of each header on; none where all have one. */
function currencyTitles(lines: readonly TextLine[], headers: Iterable<number>): readonly { readonly from: number; readonly currency: string }[] {
  const titles = [...headers].sort((a, b) => a - b).flatMap((header) => {
    const currency = titled(lines, header);
    return currency === null ? [] : [{ from: lines[header]!.number, currency }];
  });
  return new Set(titles.map(({ currency }) => currency)).size < 2 ? [] : titles;
}

/** Adds a column for the currencies that titles above the tables name, where no column says them. */
function withTitledCurrencies(grid: StatementGrid, lines: readonly TextLine[], headers: Iterable<number>): StatementGrid {
  const titles = currencyTitles(lines, headers);
  if (titles.length === 0 || grid.header.some((name) => (headerScores(name).currency ?? 0) >= NAMED)) return grid;
  const currencyAt = (line: number): string => titles.findLast(({ from }) => from <= line)?.currency ?? '';
  const records = grid.records.map((record): GridRecord => ({ ...record, cells: [record.kind === 'row' ? currencyAt(record.lines[0]!.number) : '', ...record.cells] }));
  return { header: [CURRENCY_HEADER, ...grid.header], records };
}

/**
 * Where a statement lists several accounts one after the other, each with an opening balance of its own, adds columns that
 * tell them apart; where titles give its tables different currencies, one for these. The same grid where there is one
 * account. `headers` are the indexes of the lines that are headers of its tables.
 */
export function withAccounts(grid: StatementGrid, lines: readonly TextLine[], headers: Iterable<number>): StatementGrid {
  const segments = segmentsOf(grid, lines);
  if (segments.length < 2) return withTitledCurrencies(grid, lines, headers);
  const currencies = segments.every(({ currency }) => currency !== '');
  const records = grid.records.map((record, index): GridRecord => {
    const own = segments.findLast(({ from }) => from <= index) ?? segments[0]!;
    const said = record.kind === 'row' ? [own.number, ...(currencies ? [own.currency] : [])] : ['', ...(currencies ? [''] : [])];
    return { ...record, cells: [...said, ...record.cells] };
  });
  return { header: [ACCOUNT_HEADER, ...(currencies ? [CURRENCY_HEADER] : []), ...grid.header], records };
}
