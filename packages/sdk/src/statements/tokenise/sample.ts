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

function recordsOf(text: string, dialect: Dialect, limits: ReadingLimits, numbered: boolean): StatementRecord[] {
  const records: StatementRecord[] = [];
  for (const block of tokenise(text, dialect, { limits })) {
    block.rows.forEach((cells, index) => {
      records.push({ line: numbered ? (block.lines?.[index] ?? block.firstLine + index) : 0, cells });
    });
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
export function sampleOf(text: string, dialect: Dialect, limits: ReadingLimits): Sample {
  if (text.length <= WHOLE_UP_TO) return { head: recordsOf(text, dialect, limits, true), scattered: [], whole: true };
  const scattered: StatementRecord[] = [];
  for (let piece = 1; piece <= PIECES; piece++) {
    const from = text.indexOf('\n', Math.floor(((text.length - PIECE) * piece) / PIECES) - 1) + 1;
    if (from === 0 || from >= text.length) continue;
    // The first and last record of a piece may be cut; inside quotes the whole piece may be nonsense, which votes nowhere.
    scattered.push(...recordsOf(headOf(text.slice(from, from + PIECE * 2), PIECE), { ...dialect }, limits, false).slice(1, -1));
  }
  return { head: recordsOf(headOf(text, HEAD), dialect, limits, true), scattered, whole: false };
}
