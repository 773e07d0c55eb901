import { headerScores, isHeaderTerm, DAYS, type HeaderScores } from '../roles/header-words.ts';
import type { Sample, StatementRecord } from '../tokenise/sample.ts';
import { cleanText } from '../values/text.ts';
import { coreOf, strongHeaders } from './find-table.ts';
import { markerKind } from './marker-words.ts';

const KNOWN = 0.6;
const MONEY = ['amount', 'money-out', 'money-in'] as const;
const TEXT = ['description', 'counterparty', 'reference', 'kind'] as const;

/** Part of a file that holds one table, with the lines that speak of it. */
export interface Section {
  /** The 1-based line on which it begins. */
  readonly line: number;
  /** The 1-based line of its header. */
  readonly headerLine: number;
  /** Whether the lines above it say that its rows are pending. */
  readonly pending: boolean;
}

/** A header of transactions: it names a day, an amount and something that says what for. A summary has no such text. */
function isOfTransactions(header: StatementRecord): boolean {
  const scores: readonly HeaderScores[] = header.cells.map((cell) => headerScores(cleanText(cell)));
  const has = (senses: readonly (keyof HeaderScores)[]): boolean => scores.some((each) => senses.some((sense) => (each[sense] ?? 0) >= KNOWN));
  return has(DAYS) && has(MONEY) && has(TEXT);
}

/** What the header of another table says that is found on the way through a long file. */
export interface HeaderBelow {
  readonly headerLine: number;
  readonly text: string;
  /** The line on which what is about its table begins. */
  readonly line: number;
  /** The lines from there to the header; of many, the last ones. */
  readonly above: readonly (readonly string[])[];
}

/** The text of a header of transactions; null where a record is none. */
export function transactionsHeader(cells: readonly string[]): string | null {
  if (cells.filter((cell) => isHeaderTerm(cleanText(cell))).length < 2) return null;
  const record: StatementRecord = { line: 0, cells };
  return isOfTransactions(record) && strongHeaders([record]).length > 0 ? cells.map(cleanText).join('\u0000') : null;
}

/** The sections of a long file: the one of its first header, and those of the different headers below it. */
export function sectionsBelow(first: { readonly line: number; readonly headerLine: number; readonly text: string }, below: readonly HeaderBelow[]): readonly Section[] {
  const sections: Section[] = [{ line: first.line, headerLine: first.headerLine, pending: false }];
  let last = first.text;
  for (const { line, headerLine, text, above } of below) {
    if (text === last) continue;
    sections.push({ line, headerLine, pending: announcesPending(above.map((cells) => ({ line: 0, cells }))) });
    last = text;
  }
  return sections;
}

const isBlank = ({ cells }: StatementRecord): boolean => cells.every((cell) => cell.trim() === '');

/** Whether the lines above a header call what follows pending: that moves no money yet. */
function announcesPending(lines: readonly StatementRecord[]): boolean {
  return lines.some(({ cells }) => cells.filter((cell) => cell.trim() !== '').length <= 2 && cells.some((cell) => markerKind(cleanText(cell), ['pending']) !== null));
}

/** Where the lines above a header begin that are about its table: after the first blank line below the rows of the table before. */
function beginOf(head: readonly StatementRecord[], lastRow: number, header: number): number {
  const blank = head.findIndex((record, index) => index > lastRow && index < header && isBlank(record));
  return blank < 0 ? lastRow + 1 : blank + 1;
}

/**
 * The sections of a file whose tables have different headers; one where there is a single table, or the same one again and
 * again. Only for files that the sample holds whole.
 */
export function findSections(sample: Sample): readonly Section[] {
  const { head } = sample;
  if (!sample.whole) return [];
  const core = coreOf(head);
  const headers = strongHeaders(head).filter(({ index }) => isOfTransactions(head[index]!));
  const sections: Section[] = [];
  let last: string | null = null;
  for (const [position, { index, text }] of headers.entries()) {
    const next = headers[position + 1]?.index ?? head.length;
    if (text === last || !core.slice(index, next).includes(true)) continue;
    const lastRow = core.lastIndexOf(true, index);
    const begin = last === null ? 0 : beginOf(head, lastRow, index);
    sections.push({ line: head[begin]!.line, headerLine: head[index]!.line, pending: announcesPending(head.slice(begin, index)) });
    last = text;
  }
  return sections;
}
