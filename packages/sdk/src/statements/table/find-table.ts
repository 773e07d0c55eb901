import { StatementProblemError } from '../problem.ts';
import { DAYS, headerScores, namesDay, type HeaderScores } from '../roles/header-words.ts';
import type { Sample, StatementRecord } from '../tokenise/sample.ts';
import { scanAmount } from '../values/amount-scan.ts';
import { packedDay, scanDate, scanDay, type DateStyle, type StatedDays } from '../values/date-scan.ts';
import { cleanText } from '../values/text.ts';
import { markerKind } from './marker-words.ts';
import { daysOfYear, offeredYears } from './open-year.ts';
import { statedDays } from './stated-days.ts';

export interface FoundTable {
  /** Index within the head of the sample; null where the table has no header. */
  readonly headerIndex: number | null;
  readonly header: readonly string[];
  /** Index within the head of the first record of the table. */
  readonly firstIndex: number;
  /** Number of columns, by header and rows. */
  readonly width: number;
  /** Records with a date and a number, in file order, then those of the scattered sample. */
  readonly rows: readonly StatementRecord[];
  /** How many of `rows` are from the head, without gaps in the table. */
  readonly headRows: number;
  readonly dateStyle: DateStyle;
  /** Whether the days have no year and nothing states one: it is then the present one, until a person says otherwise. */
  readonly yearOpen?: boolean;
}

type CellKind = 'date' | 'number' | 'text' | 'empty';

export function cellKind(cell: string): CellKind {
  if (cell.trim() === '') return 'empty';
  if (scanDate(cell) !== null) return 'date';
  return scanAmount(cell) !== null ? 'number' : 'text';
}

const kindsOf = (record: StatementRecord): CellKind[] => record.cells.map(cellKind);

/** A date and, in another cell, a number. */
export function isCore(kinds: readonly CellKind[]): boolean {
  return kinds.includes('date') && (kinds.includes('number') || kinds.filter((kind) => kind === 'date').length > 2);
}

const KNOWN = 0.6;
const MONEY = ['amount', 'money-out', 'money-in', 'balance'] as const;

interface HeaderCandidate {
  readonly index: number;
  readonly text: string;
  readonly knownCells: number;
}

function has(scores: readonly HeaderScores[], senses: readonly (keyof HeaderScores)[]): boolean {
  return scores.some((each) => senses.some((sense) => (each[sense] ?? 0) >= KNOWN));
}

/** A number that a header shares with the line below it is the type of the record, which some files write first. */
function isRecordType(head: readonly StatementRecord[], index: number, column: number): boolean {
  return column === 0 && head[index + 1]?.cells[0] === head[index]!.cells[0];
}

/** A row rich in header words, free of values, that names both a date and money. */
function strongHeader(head: readonly StatementRecord[], kinds: readonly CellKind[], index: number): HeaderCandidate | null {
  const record = head[index]!;
  if (kinds.includes('date') || kinds.some((kind, column) => kind === 'number' && !isRecordType(head, index, column)) || kinds.filter((kind) => kind === 'text').length < 2) return null;
  const scores = record.cells.map((cell) => headerScores(cleanText(cell)));
  if (!has(scores, DAYS) || !has(scores, MONEY)) return null;
  const knownCells = scores.filter((each) => Object.values(each).some((score) => score >= KNOWN)).length;
  return knownCells < 2 ? null : { index, text: record.cells.join('\u0000'), knownCells };
}

/** The rows of a head that are headers by their words, and their texts. */
export function strongHeaders(head: readonly StatementRecord[]): readonly { readonly index: number; readonly text: string }[] {
  return head.flatMap((record, index) => strongHeader(head, kindsOf(record), index) ?? []);
}

/** The columns that a header calls dates. */
function daysIn(header: readonly string[]): readonly number[] {
  return header.flatMap((cell, index) => (namesDay(cleanText(cell)) ? [index] : []));
}

/** A leap year, in which every day and month is a day. */
const ANY_YEAR: StatedDays = { from: packedDay(2024, 1, 1), to: packedDay(2024, 12, 31) };

const ODD_STYLES: readonly DateStyle[] = ['serial', 'unix-time', 'minguo', 'six-digits', { near: ANY_YEAR }];

/** Whether a record has a day that is oddly written where a header calls a column dates, and a number elsewhere. */
function isOddCore(record: StatementRecord, days: readonly number[]): boolean {
  return days.some((day) => ODD_STYLES.some((style) => scanDay(record.cells[day] ?? '', style) !== null)) && record.cells.some((cell, column) => !days.includes(column) && scanAmount(cell) !== null);
}

/** Of the strong headers, the one with the most rows of bookings below it, up to the next different one. */
function bestHeader(candidates: readonly HeaderCandidate[], head: readonly StatementRecord[], core: readonly boolean[]): HeaderCandidate | null {
  let best: HeaderCandidate | null = null;
  let bestRows = -1;
  for (const candidate of candidates) {
    if (candidates.some((other) => other.index < candidate.index && other.text === candidate.text)) continue;
    const next = candidates.find((other) => other.index > candidate.index && other.text !== candidate.text)?.index ?? core.length;
    const days = daysIn(head[candidate.index]!.cells);
    const below = head.slice(candidate.index + 1, next);
    const rows = below.filter((record, at) => core[candidate.index + 1 + at] === true || isOddCore(record, days)).length;
    if (rows > bestRows || (rows === bestRows && candidate.knownCells > best!.knownCells)) [best, bestRows] = [candidate, rows];
  }
  return best;
}

function mode(numbers: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0;
}

/** A cell with so many digits is a value, not the name of one. */
const DIGITS_OF_A_VALUE = 5;
const RULER = /^[\s*=_\-+.~#]*$/;

/** Without known words: the row above the first core row where it is as wide, free of values, and mostly text. */
function weakHeader(head: readonly StatementRecord[], kinds: readonly CellKind[][], first: number, width: number): number | null {
  for (let index = first - 1; index >= Math.max(0, first - 3); index--) {
    const cells = head[index]!.cells;
    if (cells.some((cell) => cell.trim() !== '') && cells.every((cell) => RULER.test(cell))) continue;
    const texts = kinds[index]!.filter((kind) => kind === 'text').length;
    const free = !kinds[index]!.includes('date') && !kinds[index]!.includes('number');
    const fits = Math.abs(cells.length - width) <= 1 && texts >= Math.max(2, Math.ceil(width / 2));
    const named = cells.every((cell) => (cell.match(/\d/g) ?? []).length < DIGITS_OF_A_VALUE);
    return free && fits && named ? index : null;
  }
  return null;
}

function refuse(head: readonly StatementRecord[], kinds: readonly CellKind[][]): never {
  const tabular = head.some((record) => record.cells.length > 1);
  if (!tabular) throw new StatementProblemError('no-table');
  if (!kinds.some((row) => row.includes('date'))) throw new StatementProblemError('no-dates');
  if (!kinds.some((row) => row.includes('number'))) throw new StatementProblemError('no-amounts');
  throw new StatementProblemError('no-table');
}

/**
 * A header may stand alone, in a month without bookings; rows below it that nobody can read may not pass for that. Rows
 * with an amount and something like a day are left to be rejected one by one.
 */
function refuseUnreadRows(below: readonly StatementRecord[], header: readonly string[]): void {
  const rows = below.filter(({ cells }) => {
    const filled = cells.filter((cell) => cell.trim() !== '');
    return filled.length * 2 > header.length && markerKind(cleanText(filled[0]!), ['opening', 'closing', 'total', 'turnover', 'balance']) === null;
  });
  const days = daysIn(header);
  const almost = ({ cells }: StatementRecord): boolean => days.some((day) => /\d/.test(cells[day] ?? '')) && cells.some((cell, index) => !days.includes(index) && cellKind(cell) === 'number');
  if (rows.length === 0 || rows.some(almost)) return;
  throw new StatementProblemError(rows.some((row) => kindsOf(row).includes('date')) ? 'no-amounts' : 'no-dates');
}

/**
 * Finds the table of bookings between preamble and footer, with or without a header.
 *
 * @throws {StatementProblemError} no-table, no-dates, no-amounts.
 */
export function findTable(sample: Sample): FoundTable {
  const { head } = sample;
  const kinds = head.map(kindsOf);
  const core = kinds.map(isCore);
  const candidates = head.flatMap((_, index) => strongHeader(head, kinds[index]!, index) ?? []);
  const coreWidth = mode(head.flatMap((record, index) => (core[index] ? [record.cells.length] : [])));
  // A line of the preamble may sound like a header; it is not as wide as the rows.
  const strong = bestHeader(candidates.filter(({ index }) => head[index]!.cells.length * 2 >= coreWidth), head, core);
  if (strong) {
    const table = tableFrom(sample, core, firstRowBefore(head, kinds, core, strong.index) ?? strong.index + 1, strong.index);
    if (table.rows.length === 0) refuseUnreadRows(head.slice(strong.index + 1), table.header);
    return table;
  }
  const dateColumn = mode(kinds.flatMap((row, index) => (core[index] ? [row.indexOf('date')] : [])));
  const first = kinds.findIndex((row, index) => core[index] && (row.indexOf('date') === dateColumn || head[index]!.cells.length === coreWidth));
  if (first < 0) return refuse(head, kinds);
  const header = weakHeader(head, kinds, first, coreWidth);
  if (header !== null) return tableBelow(sample, core, header);
  return tableFrom(sample, core, pastSummary(head, core, first, dateColumn), null);
}

/** How the date of a row is written: its separator and where its year stands. */
function dateLayout(record: StatementRecord, column: number): string | null {
  const scan = scanDate(record.cells[column] ?? '');
  return scan && `${scan.separator}${scan.yearAt}`;
}

const ENOUGH_ALIKE = 3;

/**
 * Without a header, a first line that writes its date in another way than all rows below it do sums up the file: the day
 * of the export, the account, its balances.
 */
function pastSummary(head: readonly StatementRecord[], core: readonly boolean[], first: number, dateColumn: number): number {
  const below = head.flatMap((record, index) => (core[index] && index > first ? [{ index, layout: dateLayout(record, dateColumn) }] : []));
  const layouts = new Set(below.map(({ layout }) => layout));
  const differs = !layouts.has(dateLayout(head[first]!, dateColumn)) && !layouts.has(null);
  return below.length >= ENOUGH_ALIKE && layouts.size === 1 && differs ? below[0]!.index : first;
}

function tableBelow(sample: Sample, core: readonly boolean[], headerIndex: number): FoundTable {
  return tableFrom(sample, core, headerIndex + 1, headerIndex);
}

/** The first of the rows above a header that are shaped as those below it: a header that is repeated, or that stands too low. */
function firstRowBefore(head: readonly StatementRecord[], kinds: readonly CellKind[][], core: readonly boolean[], headerIndex: number): number | null {
  const model = core.findIndex((is, index) => is && index > headerIndex);
  if (model < 0) return null;
  const alike = (index: number): boolean =>
    core[index] === true && head[index]!.cells.length === head[model]!.cells.length
    && kinds[index]!.every((kind, column) => (kind === 'date') === (kinds[model]![column] === 'date'));
  const first = head.findIndex((_, index) => index < headerIndex && alike(index));
  return first < 0 ? null : first;
}

/** The table that begins at a record of the head; used as well where a recipe names header and first line. */
export function tableFrom(sample: Sample, core: readonly boolean[], firstIndex: number, headerIndex: number | null): FoundTable {
  const header = headerIndex === null ? [] : sample.head[headerIndex]!.cells.map(cleanText);
  const dated = sample.head.filter((_, index) => index >= firstIndex && core[index]);
  const { rows: below, dateStyle, yearOpen } = dated.length > 0 ? { rows: dated, dateStyle: 'date' as const, yearOpen: false } : oddlyDated(sample.head.slice(firstIndex), header, sample.head.slice(0, headerIndex ?? 0));
  const widths = below.map((record) => record.cells.length);
  const rowWidth = widths.includes(header.length) ? header.length : mode(widths);
  const width = Math.max(header.length, rowWidth);
  // A longer row has a delimiter inside a text: its cells stand under the wrong headers and would mislead.
  const fits = (record: StatementRecord): boolean => record.cells.length <= width || record.cells.slice(width).every((cell) => cell.trim() === '');
  const status = header.findIndex((cell) => (headerScores(cell).status ?? 0) >= 0.9);
  const booked = (record: StatementRecord): boolean => status < 0 || markerKind(cleanText(record.cells[status] ?? ''), ['pending', 'failed'], true) === null;
  const usable = below.filter((record) => fits(record) && booked(record));
  const inHead = usable.length > 0 ? usable : below;
  const scattered = sample.scattered.filter((record) => fits(record) && booked(record) && record.cells.length >= rowWidth - 1 && isCore(kindsOf(record)));
  return { headerIndex, header, firstIndex, width, rows: [...inHead, ...scattered], headRows: inHead.length, dateStyle, yearOpen };
}

/** Rows under a header that calls a column dates, which writes them as numbers of days or without the year. */
function oddlyDated(records: readonly StatementRecord[], header: readonly string[], before: readonly StatementRecord[]): { readonly rows: readonly StatementRecord[]; readonly dateStyle: DateStyle; readonly yearOpen: boolean } {
  const days = daysIn(header);
  const texts = (each: readonly StatementRecord[]): readonly (readonly string[])[] => each.map(({ cells }) => cells);
  // What stands below the table is looked at as well, where nothing above it tells.
  const stated = statedDays(texts(before)) ?? statedDays(texts(records));
  const near = stated ?? daysOfYear(offeredYears()[0]!, records.flatMap(({ cells }) => days.map((day) => cells[day] ?? '')))!;
  for (const dateStyle of ['serial', 'unix-time', 'six-digits', 'minguo', { near }] as const) {
    const rows = records.filter(({ cells }) => days.some((day) => scanDay(cells[day] ?? '', dateStyle) !== null) && cells.some((cell, index) => !days.includes(index) && scanAmount(cell) !== null));
    if (rows.length > 0) return { rows, dateStyle, yearOpen: typeof dateStyle === 'object' && stated === null };
  }
  return { rows: [], dateStyle: 'date', yearOpen: false };
}

/** Which records of a head are core rows. */
export function coreOf(head: readonly StatementRecord[]): readonly boolean[] {
  return head.map((record) => isCore(kindsOf(record)));
}
