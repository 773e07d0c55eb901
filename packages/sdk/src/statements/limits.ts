import type { ReadingLimits } from './types.ts';

/** What a reading is bounded by where the caller says nothing else. */
export const DEFAULT_LIMITS: ReadingLimits = {
  bytes: 100 * 1024 * 1024,
  // As many as a file of the most bytes holds in short lines.
  rows: 2_500_000,
  pages: 500,
  columns: 256,
  cellLength: 32_768,
  milliseconds: 60_000,
};

/** A physical line, or one record in quotes, may be this many times as long as a cell. */
const CELLS_IN_A_LINE = 8;

/** The longest line or record that is read, in UTF-16 code units. */
export function longestLine(limits: ReadingLimits): number {
  return limits.cellLength * CELLS_IN_A_LINE;
}
