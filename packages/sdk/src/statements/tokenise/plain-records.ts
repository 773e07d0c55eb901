import type { Dialect } from './tokenise.ts';

const LINE_END = '\n';
const LINE_END_CODE = 0x0a;
const QUOTE = '"';
const QUOTE_CODE = 0x22;
const CARRIAGE_RETURN_CODE = 0x0d;
const BLANK_CODE = 0x20;

export interface PlainRecords {
  readonly records: number;
  /** Line ends between and within them. */
  readonly lineEnds: number;
  /** Where they end: at the line feed of the last one, or where the text ends. A record that is still open at the end is left out. */
  readonly end: number;
}

/** Line feeds of a part of a text behind which at most one more stands. */
function countLineEnds(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf(LINE_END, from); at >= 0 && at < to; at = text.indexOf(LINE_END, at + 1)) count++;
  return count;
}

const BYTE_ORDER_MARK_CODE = 0xfeff;
/** Delimiters that papaparse does not take at their word, and those that would be mistaken for something else. */
const NO_DELIMITERS = ['\r', LINE_END, QUOTE, '\ufeff'];

/**
 * Counts the records of a part of a text where they stand in it plainly: quotes only around whole cells, closed, or none at
 * all. null where anything is irregular and papaparse has to look. Line ends are `\n` or `\r\n`; what stands behind the part
 * is one line end at most.
 */
export function plainRecords(text: string, dialect: Dialect, from = 0, to = text.length): PlainRecords | null {
  const { delimiter, quoting } = dialect;
  if (delimiter.length !== 1 || NO_DELIMITERS.includes(delimiter) || (dialect.decimalJoins?.length ?? 0) > 0 || dialect.dateJoin) return null;
  // papaparse takes it away.
  if (text.charCodeAt(from) === BYTE_ORDER_MARK_CODE) return null;
  if (text.indexOf(quoting === 'none' ? '\u0000' : QUOTE, from) < 0) {
    const lineEnds = countLineEnds(text, from, to);
    return { records: lineEnds + 1, lineEnds, end: to };
  }
  return quoting === 'doubled' ? quotedRecords(text, delimiter.charCodeAt(0), from, to) : null;
}

/** Whether a line ends at a position. */
function isLineEnd(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === LINE_END_CODE || (code === CARRIAGE_RETURN_CODE && (at + 1 === text.length || text.charCodeAt(at + 1) === LINE_END_CODE));
}

/** The end of the quoted cell that begins at `open`: behind its closing quote; -1 where it does not close, -2 where text follows. */
function cellEnd(text: string, open: number, delimiter: number, to: number): number {
  let close = text.indexOf(QUOTE, open + 1);
  while (close >= 0 && text.charCodeAt(close + 1) === QUOTE_CODE) close = text.indexOf(QUOTE, close + 2);
  if (close < 0) return -1;
  return close + 1 === to || text.charCodeAt(close + 1) === delimiter || isLineEnd(text, close + 1) ? close + 1 : -2;
}

/** Whether a quote follows the blanks at a position: such a cell is not what it looks like. */
function isQuoteBehindBlanks(text: string, from: number): boolean {
  let at = from;
  while (text.charCodeAt(at) === BLANK_CODE) at++;
  return text.charCodeAt(at) === QUOTE_CODE;
}

function quotedRecords(text: string, delimiter: number, from: number, to: number): PlainRecords | null {
  const separator = String.fromCharCode(delimiter);
  let [nextDelimiter, nextLineEnd] = [-1, -1];
  let records = 0;
  let at = from; // where a record begins
  let lastEnd = from;
  for (;;) {
    let start = at;
    let end: number;
    for (;;) {
      if (text.charCodeAt(start) === QUOTE_CODE) {
        end = cellEnd(text, start, delimiter, to);
        if (end === -1 && records > 0) return { records, lineEnds: countLineEnds(text, from, lastEnd), end: lastEnd };
        if (end < 0) return null;
        if (text.charCodeAt(end) !== delimiter) {
          if (text.charCodeAt(end) === CARRIAGE_RETURN_CODE) end++;
          break;
        }
      } else {
        if (text.charCodeAt(start) === BLANK_CODE && isQuoteBehindBlanks(text, start)) return null;
        if (nextDelimiter < start) {
          const found = text.indexOf(separator, start);
          nextDelimiter = found < 0 ? Infinity : found;
        }
        if (nextLineEnd < start) {
          const found = text.indexOf(LINE_END, start);
          nextLineEnd = found < 0 ? to : found;
        }
        end = Math.min(nextDelimiter, nextLineEnd);
        if (end === nextLineEnd) break;
      }
      start = end + 1;
    }
    records++;
    lastEnd = end;
    if (end >= to) return { records, lineEnds: countLineEnds(text, from, to), end: to };
    at = end + 1;
  }
}
