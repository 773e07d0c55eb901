import type { Dialect } from './tokenise.ts';

const LINE_END = '\n';
const LINE_END_CODE = 0x0a;
const QUOTE = '"';
const QUOTE_CODE = 0x22;

export interface PlainRecords {
  readonly records: number;
  /** Line ends between and within them. */
  readonly lineEnds: number;
  /** Where they end: before the line end of the last one. A record that is still open at the end is left out. */
  readonly end: number;
}

function countLineEnds(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf(LINE_END, from); at >= 0 && at < to; at = text.indexOf(LINE_END, at + 1)) count++;
  return count;
}

const BYTE_ORDER_MARK = '\ufeff';
/** Delimiters that papaparse does not take at their word, and those that would be mistaken for something else. */
const NO_DELIMITERS = ['\r', '\n', QUOTE, BYTE_ORDER_MARK];

/**
 * Counts the records of a slice where they stand in it plainly: quotes only around whole cells, closed, or none at all.
 * null where anything is irregular and papaparse has to look.
 */
export function plainRecords(slice: string, dialect: Dialect): PlainRecords | null {
  const { delimiter, quoting } = dialect;
  if (delimiter.length !== 1 || NO_DELIMITERS.includes(delimiter) || (dialect.decimalJoins?.length ?? 0) > 0) return null;
  // papaparse takes it away.
  if (slice.startsWith(BYTE_ORDER_MARK)) return null;
  const quote = quoting === 'none' ? '\u0000' : QUOTE;
  if (!slice.includes(quote)) {
    const lineEnds = countLineEnds(slice, 0, slice.length);
    return { records: lineEnds + 1, lineEnds, end: slice.length };
  }
  return quoting === 'doubled' ? quotedRecords(slice, delimiter.charCodeAt(0)) : null;
}

/** The end of the quoted cell that begins at `open`: behind its closing quote; -1 where it does not close, -2 where text follows. */
function cellEnd(slice: string, open: number, delimiter: number): number {
  let close = slice.indexOf(QUOTE, open + 1);
  while (close >= 0 && slice.charCodeAt(close + 1) === QUOTE_CODE) close = slice.indexOf(QUOTE, close + 2);
  if (close < 0) return -1;
  const after = slice.charCodeAt(close + 1);
  return close + 1 === slice.length || after === delimiter || after === LINE_END_CODE ? close + 1 : -2;
}

function quotedRecords(slice: string, delimiter: number): PlainRecords | null {
  const separator = String.fromCharCode(delimiter);
  let [nextDelimiter, nextLineEnd] = [-1, -1];
  let records = 0;
  let at = 0; // where a record begins
  let lastEnd = 0;
  for (;;) {
    let start = at;
    let end: number;
    for (;;) {
      if (slice.charCodeAt(start) === QUOTE_CODE) {
        end = cellEnd(slice, start, delimiter);
        if (end === -1 && records > 0) return { records, lineEnds: countLineEnds(slice, 0, lastEnd), end: lastEnd };
        if (end < 0) return null;
        if (slice.charCodeAt(end) !== delimiter) break;
      } else {
        if (nextDelimiter < start) {
          const found = slice.indexOf(separator, start);
          nextDelimiter = found < 0 ? Infinity : found;
        }
        if (nextLineEnd < start) {
          const found = slice.indexOf(LINE_END, start);
          nextLineEnd = found < 0 ? slice.length : found;
        }
        end = Math.min(nextDelimiter, nextLineEnd);
        if (end === nextLineEnd) break;
      }
      start = end + 1;
    }
    records++;
    lastEnd = end;
    if (end === slice.length) return { records, lineEnds: countLineEnds(slice, 0, end), end };
    at = end + 1;
  }
}
