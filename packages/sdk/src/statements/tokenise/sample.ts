import type { TextPieces } from '../decode/text-pieces.ts';
import { longestLine } from '../limits.ts';
import type { ReadingLimits } from '../types.ts';
import { tokenise, type Dialect } from './tokenise.ts';

/** One record with the 1-based line on which it begins (0 where a sample from the middle of a file does not know it). */
export interface StatementRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

export interface Sample {
  /** Records from the first line on, without a gap. */
  readonly head: readonly StatementRecord[];
  /** Records from further places of a long file, for what needs evidence but no neighbours. */
  readonly scattered: readonly StatementRecord[];
  /** Whether `head` is the whole file. */
  readonly whole: boolean;
}

const HEAD = 96 * 1024;
const WHOLE_UP_TO = 192 * 1024;
const PIECE = 12 * 1024;
const PIECES = 5;

/** The text of the records: where they begin, and on which line. */
export interface RecordText {
  readonly text: TextPieces;
  readonly dialect: Dialect;
  readonly from: number;
  readonly line: number;
}

function recordsOf(text: string, dialect: Dialect, limits: ReadingLimits, line: number): StatementRecord[] {
  const records: StatementRecord[] = [];
  for (const block of tokenise(text, dialect, { limits, line })) {
    block.rows.forEach((cells, index) => records.push({ line: block.lines?.[index] ?? block.firstLine + index, cells }));
  }
  return records;
}

/** A text cut at the line end after `units`. */
export function headOf(text: string, units: number): string {
  if (text.length <= units) return text;
  const end = text.indexOf('\n', units);
  return end < 0 ? text : text.slice(0, end);
}

/** The head of a text and some pieces of the rest: enough to decide how it is read. Short texts are taken whole. */
export function sampleOf(source: RecordText, limits: ReadingLimits): Sample {
  const { text, dialect, from, line } = source;
  if (text.length - from <= WHOLE_UP_TO) return { head: recordsOf(text.slice(from), dialect, limits, line), scattered: [], whole: true };
  const head = recordsOf(headOf(text.slice(from, from + HEAD * 2 + longestLine(limits)), HEAD), dialect, limits, line);
  const scattered: StatementRecord[] = [];
  for (let piece = 1; piece <= PIECES; piece++) {
    const start = text.indexOf('\n', Math.floor(((text.length - PIECE) * piece) / PIECES) - 1) + 1;
    if (start === 0 || start >= text.length) continue;
    // The first and last record of a piece may be cut; one that begins inside quotes may be nonsense, which votes nowhere.
    const records = recordsOf(headOf(text.slice(start, start + PIECE * 2), PIECE), dialect, limits, 1).slice(1, -1);
    scattered.push(...records.map(({ cells }) => ({ line: 0, cells })));
  }
  return { head, scattered, whole: false };
}

const MOST_GATHERED = 4_000;

/** Gathers, block by block, the records that differ in the cells of some columns from those before: what a sample may have missed. */
export function gatherer(columns: readonly number[]): { readonly push: (rows: readonly (readonly string[])[]) => void; readonly records: readonly StatementRecord[] } {
  const seen = new Set<string>();
  const records: StatementRecord[] = [];
  const push = (rows: readonly (readonly string[])[]): void => {
    for (const cells of rows) {
      if (records.length >= MOST_GATHERED) return;
      const key = columns.map((column) => cells[column] ?? '').join('\u0000');
      if (seen.has(key)) continue;
      seen.add(key);
      records.push({ line: 0, cells });
    }
  };
  return { push, records };
}
