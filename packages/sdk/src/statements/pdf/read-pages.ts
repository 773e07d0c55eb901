import { StatementProblemError } from '../problem.ts';
import { weakestProof } from '../proof/prove.ts';
import { assemble } from '../reading/assemble.ts';
import { collector } from '../reading/collect.ts';
import { decide, type Decided } from '../reading/decide.ts';
import type { Evidence } from '../reading/evidence.ts';
import { askQuestions } from '../reading/questions.ts';
import type { ReadingContext } from '../reading-context.ts';
import { namesDay } from '../roles/header-words.ts';
import type { FoundTable } from '../table/find-table.ts';
import { markerKind } from '../table/marker-words.ts';
import { statedDays, statedPeriod } from '../table/stated-days.ts';
import { findFacts } from '../table/statement-facts.ts';
import type { StatementRecord } from '../tokenise/sample.ts';
import type { SourceBox, StatementReading } from '../types.ts';
import { countedYears, scanDate, scanSixDigits, type DateStyle } from '../values/date-scan.ts';
import { namesWithOthers } from '../values/month-names.ts';
import { cleanText } from '../values/text.ts';
import { withAccounts } from './account-segments.ts';
import { bookingTables } from './choose-tables.ts';
import { FIGURES } from './line-kind.ts';
import { cellsOf, linesOf, type TextLine } from './lines.ts';
import type { PageText } from './page-text.ts';
import { readTables, type PdfTable } from './read-tables.ts';
import { partedDocument, type DocumentLines, type PartedDocument } from './regions.ts';
import { unfoldSideBySide } from './side-by-side.ts';
import { gridOf, type GridRecord, type StatementGrid } from './statement-grid.ts';
import { factsRows } from './summary-cells.ts';
import type { Token } from './value-tokens.ts';

/** What one PDF gives to be read. */
export interface PdfReading {
  readonly context: ReadingContext;
  readonly pages: readonly PageText[];
  readonly bytes: number;
  /** The year in which the file says it was made. */
  readonly madeIn: number | null;
}

type Steps<T> = Generator<void, T, undefined>;

function documentOf(pages: readonly PageText[]): PartedDocument {
  const printed = partedDocument(linesOf(pages));
  const unfolded = unfoldSideBySide(printed);
  return unfolded === printed.lines ? printed : partedDocument(unfolded);
}

/** Reads the pages of a statement: lines, tables, bookings, then roles, values and proof as in any other file. */
export function* readPages(reading: PdfReading): Steps<StatementReading> {
  const document = documentOf(reading.pages);
  yield;
  const found = readTables(document);
  yield;
  const tables = bookingTables(found.tables);
  if (tables.length === 0) throw refusal(document, found.tables);
  let best: StatementReading | null = null;
  for (const chosen of tables.length === 1 ? [tables] : [tables, tables.slice(0, 1)]) {
    const next: StatementReading = yield* readGrid(reading, document, found.headers, chosen);
    if (best === null || rank(next) > rank(best)) best = next;
    if (best.proof === 'verified') break;
  }
  if (looksLikeNone(best!, tables)) throw new StatementProblemError('no-table');
  return best!;
}

/** Days and prices in a letter: a table without a known header, in a document that states no balance and no period. */
function looksLikeNone({ proof, accounts }: StatementReading, tables: readonly PdfTable[]): boolean {
  const named = tables.some(({ header }) => header.length > 0);
  return !named && proof !== 'verified' && proof !== 'consistent' && accounts.every(({ opening, closing, period }) => opening === null && closing === null && period === null);
}

/** A proven reading is better than one that cannot be checked; a contradicted one is the worst. */
function rank({ proof }: StatementReading): number {
  return ['contradicted', 'unverifiable', 'consistent', 'verified'].indexOf(proof);
}

function refusal({ lines, tokens }: DocumentLines, tables: readonly PdfTable[]): StatementProblemError {
  const dated = tokens.some((line) => line.some((token) => token.date === 'full'));
  if (tables.length > 0 && !dated) return new StatementProblemError('no-dates');
  return new StatementProblemError(lines.length === 0 ? 'pdf-empty' : 'no-table');
}

/** The columns of the first table under their headers as printed. */
function printedHeaders(tables: readonly PdfTable[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { layout } of tables) {
    const seen = new Map<string, number>();
    for (const { header } of layout.columns) {
      if (header === '') continue;
      const count = seen.get(header.toLowerCase()) ?? 0;
      seen.set(header.toLowerCase(), count + 1);
      const name = `${header.toLowerCase()}#${count}`;
      if (!names.has(name)) names.set(name, header);
    }
  }
  return names;
}

/** Indexes of the lines that are headers of some tables. */
function headerLines(headers: ReadonlyMap<number, string>, tables: readonly PdfTable[]): readonly number[] {
  const signatures = new Set(tables.map((table) => table.signature));
  return [...headers].flatMap(([index, signature]) => (signatures.has(signature) ? [index] : []));
}

function* readGrid({ context, bytes }: PdfReading, document: DocumentLines, headers: ReadonlyMap<number, string>, tables: readonly PdfTable[]): Steps<StatementReading> {
  const { options, limits } = context;
  const grid = withAccounts(gridOf(tables, printedHeaders(tables)), document.lines, headerLines(headers, tables));
  const records = recordsOf(document, grid, headers, tables);
  yield;
  const evidence = evidenceOf(context, document, grid, records);
  const decided = decide(evidence, options.answers ?? {});
  yield;
  const into = collector(decided.plan, limits, 1);
  into.push({ rows: records.map(({ cells }) => [...cells]), lines: records.map(({ line }) => line), firstLine: 1, nextLine: document.lines.length + 1, end: 0 });
  const collected = into.finish();
  yield;
  const { recipe, decimals } = decided.plan;
  const facts = findFacts(evidence.before, factsRows(linesAfter(document, grid)), { mark: recipe.decimalMark, decimals, dateOrder: recipe.dateOrder, months: namesWithOthers(decided.plan.months), years: countedYears(decided.plan.dateStyle) });
  const questions = askQuestions(evidence, decided, options.answers ?? {});
  const assembled: StatementReading = yield* assemble({ kind: 'pdf', plan: decided.plan, collected, facts, questions, bytes, signAnswered: options.answers?.sign !== undefined, orderOpen: !options.recipe });
  return withPlaces(assembled, document, grid, decided);
}

function linesBefore({ lines }: DocumentLines, grid: StatementGrid): readonly TextLine[] {
  const first = grid.records.find((record) => record.kind === 'row')?.lines[0]?.number ?? Infinity;
  return lines.filter((line) => line.number < first);
}

function linesAfter({ lines }: DocumentLines, grid: StatementGrid): readonly TextLine[] {
  const last = grid.records.findLast((record) => record.kind === 'row')?.lines.at(-1)?.number ?? Infinity;
  return lines.filter((line) => line.number > last);
}

/** The lines that belong to no booking. */
function linesBeside({ lines }: DocumentLines, grid: StatementGrid): readonly TextLine[] {
  const own = new Set(grid.records.flatMap((record) => (record.kind === 'row' ? record.lines.map((line) => line.number) : [])));
  return lines.filter((line) => !own.has(line.number));
}

/** A booking that no table holds: it begins with a date and ends with an amount. Two such pairs on a line are a list of balances. */
function looksLost(line: TextLine, tokens: readonly Token[]): boolean {
  const dates = tokens.filter((token) => token.date !== null && token.freeLeft);
  const money = tokens.filter((token) => token.money && token.freeLeft && token.date !== 'full');
  if (dates.length !== 1 || money.length !== 1 || tokens[0] !== dates[0] || tokens.length < 3) return false;
  return markerKind(cleanText(cellsOf(line.words.slice(tokens[0]!.last + 1))[0]?.text ?? ''), FIGURES) === null;
}

/** Figures that the statement states of itself; sums of a day or a page prove nothing more. */
const SHOWN_FIGURES = FIGURES.filter((kind) => kind !== 'turnover');

/** All lines of the document as records: rows and figures in the columns of the statement, all others beside them. */
function recordsOf({ lines, tokens }: DocumentLines, grid: StatementGrid, headers: ReadonlyMap<number, string>, tables: readonly PdfTable[]): readonly StatementRecord[] {
  const width = grid.header.length;
  const signatures = new Set(tables.map((table) => table.signature));
  const beside = (texts: readonly string[]): string[] => [...Array.from({ length: width }, () => ''), ...texts];
  const inTable = new Map(grid.records.map((record): [number, GridRecord] => [record.lines[0]!.number, record]));
  const part = new Set(grid.records.flatMap((record) => record.lines.slice(1).map((line) => line.number)));
  const firstRow = grid.records.find((record) => record.kind === 'row')?.lines[0]?.number ?? 0;
  return lines.flatMap((line, index): StatementRecord[] => {
    if (part.has(line.number)) return [];
    const record = inTable.get(line.number);
    if (record?.kind === 'row' || (record?.kind === 'figure' && record.cells.some((cell) => markerKind(cleanText(cell), SHOWN_FIGURES) !== null))) return [{ line: line.number, cells: record.cells }];
    if (signatures.has(headers.get(index) ?? '')) return [{ line: line.number, cells: grid.header }];
    const texts = line.cells.map((cell) => cell.text);
    const lost = record !== undefined && line.number > firstRow && looksLost(line, tokens[index]!);
    if (lost) return [{ line: line.number, cells: beside(texts) }];
    // A line that is no booking shows its figures to nobody who looks for bookings.
    const held = texts.some((text) => scanDate(text) !== null) || tokens[index]!.some((token) => token.money) ? [texts.join(' ')] : texts;
    return [{ line: line.number, cells: beside(held) }];
  });
}

function dateStyleOf(document: DocumentLines, grid: StatementGrid): DateStyle {
  const rows = grid.records.filter((record) => record.kind === 'row');
  const mostly = (isDay: (cell: string, index: number) => boolean): boolean => rows.filter(({ cells }) => cells.some(isDay)).length * 2 > rows.length;
  if (mostly((cell) => scanDate(cell) !== null)) return 'date';
  if (mostly((cell, index) => namesDay(grid.header[index]!) && scanSixDigits(cell) !== null)) return 'six-digits';
  const before = factsRows(linesBefore(document, grid));
  const near = statedPeriod(before) ?? statedPeriod(factsRows(linesBeside(document, grid))) ?? statedDays(before) ?? statedDays(factsRows(document.lines));
  return near ? { near } : 'date';
}

function evidenceOf({ options }: ReadingContext, document: DocumentLines, grid: StatementGrid, records: readonly StatementRecord[]): Evidence {
  const rows = grid.records.filter((record) => record.kind === 'row').map((record): StatementRecord => ({ line: record.lines[0]!.number, cells: record.cells }));
  const named = grid.header.some((text) => text !== '');
  const headerLine = named ? (records.find((record) => record.cells === grid.header)?.line ?? null) : null;
  const first = grid.records.find((record) => record.kind !== 'aside' && (headerLine === null || record.lines[0]!.number > headerLine))?.lines[0]!.number ?? 1;
  const table: FoundTable = {
    headerIndex: null,
    header: named ? grid.header : [],
    firstIndex: 0,
    width: grid.header.length,
    rows,
    headRows: rows.length,
    dateStyle: dateStyleOf(document, grid),
  };
  return { encoding: 'pdf', delimiter: '\t', table, before: factsRows(linesBefore(document, grid)), headerLine, firstLine: Math.min(first, rows[0]?.line ?? first), recipe: options.recipe ?? null };
}

function boxOf(lines: readonly TextLine[]): SourceBox {
  let left = Infinity;
  let top = Infinity;
  let right = -Infinity;
  let bottom = -Infinity;
  for (const { page, words } of lines) {
    if (page !== lines[0]!.page) continue;
    for (const { x0, x1, y, size } of words) {
      left = Math.min(left, x0);
      top = Math.min(top, y - size);
      right = Math.max(right, x1);
      bottom = Math.max(bottom, y + size * 0.25);
    }
  }
  const round = (points: number): number => Math.round(points * 10) / 10;
  return [round(left), round(top), round(right), round(bottom)];
}

/** Adds to each transaction its page and the box around its lines, and its page to what could not be read. */
function withPlaces(reading: StatementReading, { lines: printed }: DocumentLines, grid: StatementGrid, { plan }: Decided): StatementReading {
  const places = new Map(grid.records.map((record) => [record.lines[0]!.number, record.lines]));
  const transactions = reading.transactions.map((row) => {
    const lines = places.get(row.source.line);
    return lines ? { ...row, source: { line: row.source.line, page: lines[0]!.page, box: boxOf(lines) } } : row;
  });
  const rejected = reading.rejected.map((line) => ({ ...line, page: printed[line.line - 1]?.page ?? 1 }));
  return { ...reading, transactions, rejected, proof: weakestProof(reading.accounts.map((account) => account.proof.status)), source: { ...reading.source, header: plan.header } };
}
