import type { Position } from './cursor.ts';
import type { ChunkEntry } from './months.ts';

/** A chunk's rows in one month of one of the accounts of a listing. */
export interface ListedChunk extends Pick<ChunkEntry, 'from' | 'to' | 'sequence'> {
  /** The account's place among those asked for. */
  readonly account: number;
}

/** Newest day first; within a day by account, then from the last row of the ledger to the first. Negative where `a` comes first. */
export function comparePositions(a: Position, b: Position): number {
  return b.day - a.day || a.account - b.account || b.sequence - a.sequence || b.ordinal - a.ordinal;
}

/** Before every row of its day, account and sequence. */
const FIRST_ORDINAL = Number.MAX_SAFE_INTEGER;

/**
 * Before the first place at which a chunk can have a row that comes after `after`; undefined where it can have none. It is known
 * without opening the chunk.
 */
export function earliestPlace(chunk: ListedChunk, after: Position | undefined): Position | undefined {
  const place = { day: chunk.to, account: chunk.account, sequence: chunk.sequence, ordinal: FIRST_ORDINAL };
  if (after && chunk.to >= after.day) {
    const sameDay = { ...place, day: after.day };
    // On the day of the cursor rows of the cursor's own chunk may follow, and those of chunks that come later.
    const follows = chunk.account === after.account && chunk.sequence === after.sequence ? after.ordinal > 0 : comparePositions(after, sameDay) < 0;
    place.day = follows ? after.day : after.day - 1;
  }
  return place.day < chunk.from ? undefined : place;
}
