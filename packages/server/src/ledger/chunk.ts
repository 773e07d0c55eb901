import type { DayNumber } from '@cashflowsmart/sdk/dates';
import { BALANCE, CORRECTED, DELETED, NO_DAY, TRANSFER, pickColumns, type RowColumns } from './rows.ts';
import { TextColumn } from './text-column.ts';

/** Rows in a chunk, at most. */
export const MAX_ROWS = 2_000;

/** Who brought the rows of a chunk in: one import, or one person by hand. */
export type ChunkOwner =
  | { readonly importId: string; readonly personId: null }
  | { readonly importId: null; readonly personId: string };

/** What people changed about a row; null where it stays as the statement said. */
export interface Correction {
  /** How often the row was changed. */
  readonly revision: number;
  readonly day: DayNumber | null;
  readonly amount: bigint | null;
  readonly description: string | null;
  readonly transfer: boolean | null;
  /** The row is gone for readers and stays known to duplicates. */
  readonly deleted: boolean;
}

export interface ChunkRows extends RowColumns {
  /** Rising, never reused within the chunk. */
  readonly ordinal: Int32Array;
  readonly description: TextColumn;
  readonly counterparty: TextColumn;
  readonly reference: TextColumn;
}

/** Up to 2,000 rows of one account and one owner, oldest first when made. The unit that is sealed. */
export interface Chunk {
  readonly accountId: string;
  readonly owner: ChunkOwner;
  /**
   * Where the chunk stands among those of its account. Sequence and ordinal order the rows of one day, and never change: rows
   * that are handed over keep both, in a chunk with another id.
   */
  readonly sequence: number;
  /** The ordinal of the next row that is added. */
  readonly nextOrdinal: number;
  readonly rows: ChunkRows;
  /** By index of the row. */
  readonly corrections: ReadonlyMap<number, Correction>;
}

const UNTOUCHED: Correction = { revision: 0, day: null, amount: null, description: null, transfer: null, deleted: false };

export function correctionOf(chunk: Chunk, index: number): Correction {
  return (chunk.rows.flags[index]! & CORRECTED) === 0 ? UNTOUCHED : (chunk.corrections.get(index) ?? UNTOUCHED);
}

export function isDeleted(chunk: Chunk, index: number): boolean {
  return (chunk.rows.flags[index]! & DELETED) !== 0;
}

/** The day on which a row counts: the corrected one, else the statement's. */
export function dayAt(chunk: Chunk, index: number): DayNumber {
  return correctionOf(chunk, index).day ?? chunk.rows.day[index]!;
}

export function amountAt(chunk: Chunk, index: number): bigint {
  return correctionOf(chunk, index).amount ?? chunk.rows.amount[index]!;
}

export function descriptionAt(chunk: Chunk, index: number): string {
  return correctionOf(chunk, index).description ?? chunk.rows.description.at(index) ?? '';
}

export function isTransfer(chunk: Chunk, index: number): boolean {
  return correctionOf(chunk, index).transfer ?? (chunk.rows.flags[index]! & TRANSFER) !== 0;
}

/** The index of the row with this ordinal, or -1. */
export function indexOfOrdinal(chunk: Chunk, ordinal: number): number {
  const ordinals = chunk.rows.ordinal;
  let [low, high] = [0, ordinals.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const at = ordinals[middle]!;
    if (at === ordinal) return middle;
    if (at < ordinal) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** A new chunk of some rows of a statement; `transfers` marks, by index of `rows`, those between own accounts. */
export function newChunk(chunk: Pick<Chunk, 'accountId' | 'owner' | 'sequence'>, rows: RowColumns, indexes: readonly number[], transfers: Uint8Array): Chunk {
  const picked = pickColumns(rows, indexes);
  const ordinal = new Int32Array(indexes.length);
  for (let at = 0; at < indexes.length; at++) {
    ordinal[at] = at;
    if (transfers[indexes[at]!] === 1) picked.flags[at]! |= TRANSFER;
  }
  return {
    ...chunk,
    nextOrdinal: indexes.length,
    rows: { ...picked, ordinal },
    corrections: new Map(),
  };
}

/** Some rows of a chunk in the hands of another import, with the lines on which its file holds them. */
export function handedOver(chunk: Chunk, importId: string, taken: readonly { readonly index: number; readonly line: number }[]): Chunk {
  const indexes = taken.map(({ index }) => index);
  const corrections = new Map<number, Correction>();
  indexes.forEach((index, at) => {
    const correction = chunk.corrections.get(index);
    if (correction) corrections.set(at, correction);
  });
  return {
    ...chunk,
    owner: { importId, personId: null },
    rows: {
      ...pickColumns(chunk.rows, indexes),
      line: Int32Array.from(taken, ({ line }) => line),
      ordinal: Int32Array.from(indexes, (index) => chunk.rows.ordinal[index]!),
    },
    corrections,
  };
}

export interface HandEntry {
  readonly day: DayNumber;
  readonly amount: bigint;
  readonly description: string;
  readonly transfer: boolean;
}

/** The chunk with one more entry by hand, under the chunk's `nextOrdinal`. */
export function withEntry(chunk: Chunk, entry: HandEntry): Chunk {
  const { rows } = chunk;
  return {
    ...chunk,
    nextOrdinal: chunk.nextOrdinal + 1,
    rows: {
      ordinal: Int32Array.of(...rows.ordinal, chunk.nextOrdinal),
      day: Int32Array.of(...rows.day, entry.day),
      valueDay: Int32Array.of(...rows.valueDay, NO_DAY),
      amount: BigInt64Array.of(...rows.amount, entry.amount),
      balance: BigInt64Array.of(...rows.balance, 0n),
      flags: Uint8Array.of(...rows.flags, entry.transfer ? TRANSFER : 0),
      line: Int32Array.of(...rows.line, 0),
      description: rows.description.with(entry.description),
      counterparty: rows.counterparty.with(null),
      reference: rows.reference.with(null),
    },
  };
}

/** A chunk without rows yet, for a person's entries by hand. */
export function emptyHandChunk(accountId: string, personId: string, sequence: number): Chunk {
  const none = TextColumn.from([]);
  return {
    accountId, sequence, nextOrdinal: 0,
    owner: { importId: null, personId },
    rows: {
      ordinal: new Int32Array(), day: new Int32Array(), valueDay: new Int32Array(), amount: new BigInt64Array(), balance: new BigInt64Array(),
      flags: new Uint8Array(), line: new Int32Array(), description: none, counterparty: none, reference: none,
    },
    corrections: new Map(),
  };
}

/** The chunk with a correction over one row; what the statement said stays beneath. */
export function withCorrection(chunk: Chunk, index: number, correction: Correction): Chunk {
  const flags = Uint8Array.from(chunk.rows.flags);
  flags[index] = (flags[index]! & (TRANSFER | BALANCE)) | CORRECTED | (correction.deleted ? DELETED : 0);
  return { ...chunk, rows: { ...chunk.rows, flags }, corrections: new Map(chunk.corrections).set(index, correction) };
}
