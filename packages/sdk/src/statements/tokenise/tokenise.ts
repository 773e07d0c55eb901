import Papa from 'papaparse';
import { normaliseLineEnds } from '../decode/pieces.ts';
import type { TextPieces, TextSource } from '../decode/text-pieces.ts';
import { joinDate, type DateJoin } from '../dialect/date-join.ts';
import { joinDecimals } from '../dialect/decimal-joins.ts';
import { labelledRecords } from '../dialect/labelled-lines.ts';
import { longestLine } from '../limits.ts';
import { StatementProblemError } from '../problem.ts';
import type { ReadingLimits } from '../types.ts';
import { plainRecords, type PlainRecords } from './plain-records.ts';

/**
 * How the cells of a file are quoted: `doubled` (RFC 4180), `escaped` (a backslash before an inner quote), `none`, or
 * `whole-line`: every line is one quoted cell that holds the record.
 */
export type Quoting = 'doubled' | 'escaped' | 'none' | 'whole-line';

export interface Dialect {
  readonly delimiter: string;
  readonly quoting: Quoting;
  /** Columns whose amounts a decimal comma without quotes has cut in two. */
  readonly decimalJoins?: readonly number[];
  /** Columns that hold one date in three parts. */
  readonly dateJoin?: DateJoin | null;
  /** What the lines of a booking are labelled with, where the text has no table. */
  readonly labels?: readonly string[] | null;
}

/** Some records in file order, cut into cells. */
export interface RecordBlock {
  readonly rows: string[][];
  /** The 1-based line on which each record begins; null where every record is one line, from `firstLine` on. */
  readonly lines: readonly number[] | null;
  readonly firstLine: number;
  /** The line after the last record. */
  readonly nextLine: number;
  /** Where in the text the next record begins. */
  readonly end: number;
}

/** Some records in file order that stand plainly in a text: a `RecordScanner` finds their cells. */
export interface TextBlock {
  readonly text: string;
  /** Where the records begin in `text`. */
  readonly from: number;
  /** Where `text` begins in the text of the file. */
  readonly start: number;
  readonly records: number;
  readonly firstLine: number;
  readonly nextLine: number;
  readonly end: number;
}

export interface TokeniseOptions {
  readonly limits: ReadingLimits;
  /** Where to begin; the start of a line. */
  readonly from?: number;
  /** The line number of `from`. */
  readonly line?: number;
}

const SMALLEST_BLOCK = 4 * 1024;
/** What follows one broken line after another is looked at in still smaller pieces, since most of each is cut twice. */
const SMALLEST_AFTER_REPAIRS = 256;
const LARGEST_BLOCK = 256 * 1024;
/** A record with stray quotes that spans more lines than this has lost a quote. */
const MOST_LINES = 30;
// U+0000 never occurs in a decoded statement: with it as quote character, quotes are ordinary text.
const NO_QUOTE = '\u0000';

function countLineEnds(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

/** How many lines a record spans. */
function linesOf(row: readonly string[]): number {
  let lines = 1;
  for (const cell of row) if (cell.includes('\n')) lines += countLineEnds(cell);
  return lines;
}

function unwrapLine(line: string): string {
  const text = line.trim();
  return text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : line;
}

interface Parsed {
  readonly rows: string[][];
  /**
   * The first record whose quotes are broken: `open` where it runs to the end of the slice, `stray` where other quotes
   * stand inside it as if they opened cells of their own.
   */
  readonly broken: { readonly row: number; readonly open: boolean; readonly stray: boolean } | null;
}

function parseSlice(slice: string, dialect: Dialect): Parsed {
  const text = normaliseLineEnds(slice);
  const input = dialect.quoting === 'whole-line' ? text.split('\n').map(unwrapLine).join('\n') : text;
  const { data, errors } = Papa.parse<string[]>(input, {
    delimiter: dialect.delimiter,
    newline: '\n',
    header: false,
    dynamicTyping: false,
    quoteChar: dialect.quoting === 'none' ? NO_QUOTE : '"',
    escapeChar: dialect.quoting === 'escaped' ? '\\' : dialect.quoting === 'none' ? NO_QUOTE : '"',
  });
  // Papa answers an empty line with no row where it is all there is.
  const parsed = data.length === 0 ? [['']] : data;
  const rows = dialect.quoting === 'doubled' ? mendQuotes(parsed, errors, input, dialect.delimiter) : parsed;
  const first = errors.find((error) => error.type === 'Quotes' && error.row !== undefined && (error.code === 'MissingQuotes' || linesOf(rows[error.row] ?? []) > 1));
  if (first?.row === undefined) return { rows, broken: null };
  const own = errors.filter((error) => error.row === first.row);
  return { rows, broken: { row: first.row, open: own.some((error) => error.code === 'MissingQuotes'), stray: own.some((error) => error.code === 'InvalidQuotes') } };
}

/** Cuts a line whose quoted cells end where a delimiter or the end follows their quote, whatever quotes stand inside them. */
function cutAtOuterQuotes(line: string, delimiter: string): string[] {
  const cells: string[] = [];
  for (let start = 0; start <= line.length; ) {
    let end = line.indexOf(delimiter, start);
    if (line[start] === '"') {
      end = line.indexOf(`"${delimiter}`, start + 1);
      const close = end < 0 ? line.length - (line.endsWith('"') ? 1 : 0) : end;
      cells.push(line.slice(start + 1, close).replaceAll('""', '"'));
      end = end < 0 ? line.length : end + 1;
    } else {
      if (end < 0) end = line.length;
      cells.push(line.slice(start, end));
    }
    start = end + 1;
  }
  return cells;
}

/** Cuts a line in which blanks may stand around quoted cells; null where more than blanks does. */
function cutAmongBlanks(line: string, delimiter: string): string[] | null {
  const cells: string[] = [];
  const pastBlanks = (at: number): number => {
    let past = at;
    while (line[past] === ' ') past++;
    return past;
  };
  for (let at = 0; ; at++) {
    const start = pastBlanks(at);
    if (line[start] === '"') {
      let close = line.indexOf('"', start + 1);
      while (close >= 0 && line[close + 1] === '"') close = line.indexOf('"', close + 2);
      if (close < 0) return null;
      cells.push(line.slice(start + 1, close).replaceAll('""', '"'));
      at = pastBlanks(close + 1);
      if (at < line.length && line[at] !== delimiter) return null;
    } else {
      const end = line.indexOf(delimiter, at);
      cells.push(line.slice(at, end < 0 ? line.length : end));
      at = end < 0 ? line.length : end;
    }
    if (at >= line.length) return cells;
  }
}

/** What papaparse leaves of a cell before whose quotes blanks stand, as in `a, "1,000.00" ,b`. */
const BLANKS_AND_QUOTE = /^ +"/;

/**
 * Cuts anew what papaparse has cut at the wrong places: quotes inside a quoted cell that nobody doubled, as in
 * `"Shop "North"","12.00"`, make one cell of several, and blanks before the quotes of a cell make them part of its text.
 */
function mendQuotes(rows: string[][], errors: readonly Papa.ParseError[], text: string, delimiter: string): string[][] {
  const joint = `"${delimiter}"`;
  const swallowed = new Set(errors.flatMap(({ code, row }) => (code === 'InvalidQuotes' && row !== undefined && rows[row]?.some((cell) => cell.includes(joint)) === true ? [row] : [])));
  const hasBlanks = (row: readonly string[]): boolean => row.some((cell) => BLANKS_AND_QUOTE.test(cell));
  if (swallowed.size === 0 && !text.includes(' "')) return rows;
  const lines = text.split('\n');
  let line = 0;
  return rows.map((row, index) => {
    const own = lines[line]!;
    const spans = linesOf(row);
    line += spans;
    if (spans > 1) return row;
    if (swallowed.has(index)) return cutAtOuterQuotes(own, delimiter);
    return (hasBlanks(row) ? cutAmongBlanks(own, delimiter) : null) ?? row;
  });
}

function stripStrayQuotes(cell: string): string {
  const start = cell.startsWith('"') ? 1 : 0;
  return cell.endsWith('"') && cell.length > start ? cell.slice(start, -1) : cell.slice(start);
}

function checkCells(rows: readonly (readonly string[])[], limits: ReadingLimits): void {
  for (const row of rows) {
    if (row.length > limits.columns) throw new StatementProblemError('too-many-columns');
    for (let column = 0; column < row.length; column++) if (row[column]!.length > limits.cellLength) throw new StatementProblemError('cell-too-long');
  }
}

/** Where the slice that begins at `from` ends: the line end after at least `size` units. */
function sliceEnd(text: TextSource, from: number, size: number, longest: number): number {
  if (text.length - from <= size) return text.length;
  const end = text.indexOf('\n', from + size);
  const last = end < 0 ? text.length : end;
  if (last - from - size > longest) throw new StatementProblemError('cell-too-long');
  return last;
}

/** What stands before the line feed of a line end, without the carriage return that belongs to it. */
function withoutReturn(text: string): string {
  return text.endsWith('\r') ? text.slice(0, -1) : text;
}

/** Position after the next `lines` line ends from `at`. */
function skipLines(text: string, at: number, lines: number): number {
  let position = at;
  for (let left = lines; left > 0; left--) {
    const end = text.indexOf('\n', position);
    if (end < 0) return text.length + 1;
    position = end + 1;
  }
  return position;
}

/**
 * Splits a text into records, some thousand at a time; its line ends are `\n` or `\r\n`. papaparse cuts the cells; the slices
 * are cut here, so that each record keeps its line and a quote that never closes costs one line instead of the rest of the file.
 *
 * @throws {StatementProblemError} cell-too-long, too-many-columns.
 */
export function* tokenise(text: TextSource, dialect: Dialect, options: TokeniseOptions): Generator<RecordBlock, void, undefined> {
  for (const block of blocksOf(text, dialect, options, () => null)) if ('rows' in block) yield block;
}

/**
 * `tokenise` that leaves uncut what stands plainly in the text; papaparse is asked only about the slices that do not.
 *
 * @throws {StatementProblemError} cell-too-long, too-many-columns, as far as papaparse was asked.
 */
export function findRecords(text: TextPieces, dialect: Dialect, options: TokeniseOptions): Generator<RecordBlock | TextBlock, void, undefined> {
  const last = endOf(text);
  const longest = longestLine(options.limits);
  return blocksOf(text, dialect, options, (at, size) => {
    const stop = Math.min(sliceEnd(text, at, Math.min(size, text.endAround(at) - 1 - at), longest), last);
    const { piece, start } = text.around(at);
    // What ends with its piece is read in it; what does not is cut out, so that nobody looks beyond its end.
    const isRest = stop >= text.endAround(at) - 1 && stop <= text.endAround(at);
    const [part, from] = isRest ? [piece, at - start] : [text.slice(at, stop), 0];
    const to = from + stop - at;
    const plain = plainRecords(part, dialect, from, to);
    // What is open at the end of a slice may close in the next one, but not at the end of the file.
    if (!plain || (plain.end < to && stop === last)) return null;
    return { ...plain, text: part, from, start: at - from, end: at - from + plain.end + 1 };
  });
}

/** Where the records end: at the line feed of the last one. */
function endOf(text: TextSource): number {
  return text.slice(-1) === '\n' ? text.length - 1 : text.length;
}

/** The records from `at` on that stand plainly, in a slice of about `size` units at most; null where papaparse has to look. */
type FindPlain = (at: number, size: number) => (PlainRecords & Pick<TextBlock, 'text' | 'from' | 'start'>) | null;

function* blocksOf(text: TextSource, dialect: Dialect, options: TokeniseOptions, findPlain: FindPlain): Generator<RecordBlock | TextBlock, void, undefined> {
  const { limits } = options;
  const longest = longestLine(limits);
  let at = options.from ?? 0;
  let line = options.line ?? 1;
  let size = at === 0 ? SMALLEST_BLOCK * 4 : LARGEST_BLOCK;
  let repairs = 0;
  const end = endOf(text);
  if (dialect.labels) {
    for (const block of labelledRecords(text, dialect.labels, at, line)) {
      checkCells(block.rows, limits);
      yield block;
    }
    return;
  }
  // A blank line at the end is a record too, also where a slice ends before it.
  while (at <= end && at < text.length) {
    const plain = findPlain(at, size);
    if (plain) {
      yield { ...plain, firstLine: line, nextLine: line + plain.lineEnds + 1 };
      [line, at, repairs] = [line + plain.lineEnds + 1, plain.end, 0];
      size = Math.min(size * 4, LARGEST_BLOCK);
      continue;
    }
    const stop = Math.min(sliceEnd(text, at, size, longest), end);
    const slice = withoutReturn(text.slice(at, stop));
    const { rows, broken } = parseSlice(slice, dialect);
    let kept: string[][] = rows;
    let resume = stop + 1;
    let repaired = false;
    if (broken) {
      const mayClose = broken.open && !broken.stray && stop < end;
      if (mayClose && broken.row === 0 && size < LARGEST_BLOCK) {
        size = Math.min(size * 4, LARGEST_BLOCK);
        continue;
      }
      const start = skipLines(slice, 0, rows.slice(0, broken.row).reduce((sum, row) => sum + linesOf(row), 0));
      const firstEnd = lineEnd(slice, start);
      const firstLine = withoutReturn(slice.slice(start, firstEnd));
      if (mayClose && broken.row > 0) {
        kept = rows.slice(0, broken.row);
        resume = at + start;
      } else if (broken.open || linesOf(rows[broken.row]!) > MOST_LINES || firstLine.split(dialect.delimiter).length === usualWidth(rows, broken.row)) {
        kept = [...rows.slice(0, broken.row), firstLine.split(dialect.delimiter).map(stripStrayQuotes)];
        resume = firstEnd === slice.length ? stop + 1 : at + firstEnd + 1;
        repaired = true;
      }
    }
    checkCells(kept, limits);
    const joins = dialect.decimalJoins ?? [];
    const { dateJoin } = dialect;
    const dated = dateJoin ? kept.map((row) => joinDate(row, dateJoin)) : kept;
    const whole = joins.length === 0 ? dated : dated.map((row) => joinDecimals(row, joins));
    const oneLineEach = kept === rows && (!slice.includes('"') || countLineEnds(slice) + 1 === rows.length);
    const lines = oneLineEach ? null : lineNumbers(kept, line);
    const nextLine = lines ? lines[lines.length - 1]! + linesOf(kept[kept.length - 1]!) : line + kept.length;
    yield { rows: whole, lines, firstLine: line, nextLine, end: resume };
    [line, at] = [nextLine, resume];
    // After a repair the next slice is small: a file in which every line is broken stays linear.
    repairs = repaired ? repairs + 1 : 0;
    size = repaired ? Math.max(SMALLEST_BLOCK >> Math.min(repairs, 8), SMALLEST_AFTER_REPAIRS) : Math.min(size * 4, LARGEST_BLOCK);
  }
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

/** The width that most records before a broken one have. */
function usualWidth(rows: readonly (readonly string[])[], before: number): number {
  const counts = new Map<number, number>();
  for (const row of rows.slice(Math.max(0, before - 20), before)) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? -1;
}

function lineNumbers(rows: readonly (readonly string[])[], first: number): readonly number[] {
  let line = first;
  return rows.map((row) => {
    const own = line;
    line += linesOf(row);
    return own;
  });
}
