import type { Chunk } from './chunk.ts';
import { BALANCE, DELETED, type RowColumns, type Texts } from './rows.ts';
import { foldDescription, hashFolded } from './text-folding.ts';

/** How many rows of `incoming` are in the ledger, which, and which of those were deleted there. */
export interface DuplicateCount {
  /** For each incoming row: the position of its chunk in `chunks`, or -1 where the row is new. */
  readonly chunk: Int32Array;
  /** For each incoming row that is known: the index of the row within that chunk. */
  readonly row: Int32Array;
  readonly newCount: number;
  readonly deletedBefore: number;
}

/**
 * How many hold a row of the ledger, so that of equal rows those are matched first that others hold already.
 * @returns how many living imports attest it, its own included; `Infinity` for a living entry by hand, 0 for a deleted one.
 */
export type Holders = (chunk: number, row: number) => number;

/**
 * Counts duplicates. A row is known where day, amount, folded description, and balance where both have one, are those of a
 * row in the ledger *as the statement said it*, beneath corrections and deletions; each row of the ledger is used once. If
 * the ledger holds two equal payments and the file shows three, one is new.
 *
 * Of equal rows the ones with the most holders are matched first. So the rows that imports hold of one kind are nested, each
 * import's within those of a longer one, and what remains after any of them is undone is what the longest of the others holds.
 *
 * Linear in the number of rows, but for kinds of which the ledger holds several.
 */
export function countDuplicates(incoming: RowColumns, chunks: readonly Chunk[], holders: Holders): DuplicateCount {
  const steps = countingDuplicates(incoming, chunks, holders);
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

/** The same in steps, between which other work can be done. */
export function* countingDuplicates(incoming: RowColumns, chunks: readonly Chunk[], holders: Holders): Generator<void, DuplicateCount> {
  const count = incoming.day.length;
  const chunk = new Int32Array(count).fill(-1);
  const row = new Int32Array(count).fill(-1);
  if (chunks.length === 0) return { chunk, row, newCount: count, deletedBefore: 0 };
  let known = 0;
  let deletedBefore = 0;
  let kinds = 0;
  for (const { rows, candidates } of yield* kindsInBoth(incoming, chunks)) {
    if (++kinds % KINDS_IN_A_STEP === 0) yield;
    const ordered = candidates.length === 1 ? candidates : byHolders(candidates, chunks, holders);
    for (const [index, candidate] of pairs(incoming, rows, ordered, chunks)) {
      chunk[index] = candidate.chunk;
      row[index] = candidate.row;
      known += 1;
      if ((chunks[candidate.chunk]!.rows.flags[candidate.row]! & DELETED) !== 0) deletedBefore += 1;
    }
  }
  return { chunk, row, newCount: count - known, deletedBefore };
}

/** About a millisecond. */
const KINDS_IN_A_STEP = 1_000;

interface Candidate {
  readonly chunk: number;
  readonly row: number;
}

/** Rows of one day, amount and folded description: indexes of incoming rows, and what the ledger holds of them. */
interface Kind {
  readonly rows: readonly number[];
  readonly candidates: readonly Candidate[];
}

/** The kinds of which there are both. A hash table in typed arrays: an object per row would cost more than the rest. */
function* kindsInBoth(incoming: RowColumns, chunks: readonly Chunk[]): Generator<void, Iterable<Kind>> {
  const table = new KindTable(incoming);
  const candidates = new Map<number, Candidate[]>();
  for (const [chunk, { rows }] of chunks.entries()) {
    const keys = keysOf(rows);
    for (let row = 0; row < keys.day.length; row++) {
      const first = table.find(keys, row);
      if (first === -1) continue;
      const list = candidates.get(first);
      if (list) list.push({ chunk, row });
      else candidates.set(first, [{ chunk, row }]);
    }
    yield;
  }
  return kindsOf(table, candidates);
}

function* kindsOf(table: KindTable, candidates: ReadonlyMap<number, readonly Candidate[]>): Generator<Kind> {
  for (const [first, list] of candidates) yield { rows: table.rowsLike(first), candidates: list };
}

/** What kinds are told apart by. Amounts as pairs of 32-bit halves, low half first: comparing `bigint`s is ten times slower. */
interface Keys {
  readonly day: Int32Array;
  readonly amount: Int32Array;
  readonly description: Texts;
}

function keysOf({ day, amount, description }: RowColumns): Keys {
  return { day, description, amount: new Int32Array(amount.buffer, amount.byteOffset, amount.length * 2) };
}

class KindTable {
  readonly #keys: Keys;
  readonly #mask: number;
  /** By hash: one more than the first row of a kind, or 0. */
  readonly #slots: Int32Array;
  /** By row: the next row of its kind, or -1. */
  readonly #next: Int32Array;
  readonly #hashes: Int32Array;
  readonly #fromDay: number;
  readonly #toDay: number;

  constructor(rows: RowColumns) {
    const count = rows.day.length;
    let size = 16;
    while (size < count * 2) size *= 2;
    this.#keys = keysOf(rows);
    this.#mask = size - 1;
    this.#slots = new Int32Array(size);
    this.#next = new Int32Array(count).fill(-1);
    this.#hashes = new Int32Array(count);
    this.#fromDay = rows.day[0] ?? 0;
    this.#toDay = rows.day[count - 1] ?? -1;
    // From the end, so that the rows of a kind stand in their order.
    for (let row = count - 1; row >= 0; row--) {
      const hash = hashOf(this.#keys, row);
      this.#hashes[row] = hash;
      const slot = this.#slotOf(this.#keys, row, hash);
      this.#next[row] = this.#slots[slot]! - 1;
      this.#slots[slot] = row + 1;
    }
  }

  /** The first incoming row of the kind of a row of the ledger, or -1. */
  find(keys: Keys, row: number): number {
    const day = keys.day[row]!;
    if (day < this.#fromDay || day > this.#toDay) return -1;
    return this.#slots[this.#slotOf(keys, row, hashOf(keys, row))]! - 1;
  }

  rowsLike(first: number): number[] {
    const rows = [];
    for (let row = first; row !== -1; row = this.#next[row]!) rows.push(row);
    return rows;
  }

  /** The slot that holds the kind, or the empty one where it belongs. */
  #slotOf(keys: Keys, row: number, hash: number): number {
    for (let slot = hash & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const held = this.#slots[slot]! - 1;
      if (held === -1 || (this.#hashes[held] === hash && sameKind(this.#keys, held, keys, row))) return slot;
    }
  }
}

function hashOf(keys: Keys, row: number): number {
  const description = hashFolded(keys.description.at(row) ?? '');
  const mixed = Math.imul(description ^ Math.imul(keys.day[row]!, 0x9e3779b1), 0x85ebca6b) ^ Math.imul(keys.amount[row * 2]!, 0xc2b2ae35);
  return mixed ^ (mixed >>> 15);
}

function sameKind(a: Keys, i: number, b: Keys, j: number): boolean {
  if (a.day[i] !== b.day[j] || a.amount[i * 2] !== b.amount[j * 2] || a.amount[i * 2 + 1] !== b.amount[j * 2 + 1]) return false;
  const [left, right] = [a.description.at(i) ?? '', b.description.at(j) ?? ''];
  return left === right || foldDescription(left) === foldDescription(right);
}

/** Most holders first; of equally many the living before the deleted; else as they stand in the ledger. */
function byHolders(candidates: readonly Candidate[], chunks: readonly Chunk[], holders: Holders): readonly Candidate[] {
  const ranked = candidates.map((candidate) => ({
    candidate,
    holders: holders(candidate.chunk, candidate.row),
    deleted: chunks[candidate.chunk]!.rows.flags[candidate.row]! & DELETED,
  }));
  ranked.sort((a, b) => (a.holders === b.holders ? a.deleted - b.deleted : b.holders > a.holders ? 1 : -1));
  return ranked.map(({ candidate }) => candidate);
}

/**
 * Pairs rows of one kind, as many as can be: first those with equal balances; then rows with a balance take ledger rows
 * without one, which nothing fits better; then rows without a balance take whatever is left.
 */
function* pairs(incoming: RowColumns, rows: readonly number[], candidates: readonly Candidate[], chunks: readonly Chunk[]): Generator<[number, Candidate]> {
  if (rows.length === 1 && candidates.length === 1) {
    if (balancesAgree(incoming, rows[0]!, chunks, candidates[0]!)) yield [rows[0]!, candidates[0]!];
    return;
  }
  const used = new Uint8Array(candidates.length);
  const bare: number[] = [];
  const byBalance = new Map<bigint, { readonly positions: number[]; next: number }>();
  candidates.forEach((candidate, position) => {
    const { flags, balance } = chunks[candidate.chunk]!.rows;
    if ((flags[candidate.row]! & BALANCE) === 0) {
      bare.push(position);
      return;
    }
    const same = byBalance.get(balance[candidate.row]!);
    if (same) same.positions.push(position);
    else byBalance.set(balance[candidate.row]!, { positions: [position], next: 0 });
  });

  const withBalance: number[] = [];
  const without: number[] = [];
  for (const row of rows) {
    if ((incoming.flags[row]! & BALANCE) === 0) {
      without.push(row);
      continue;
    }
    const same = byBalance.get(incoming.balance[row]!);
    const position = same?.positions[same.next];
    if (same === undefined || position === undefined) {
      withBalance.push(row);
      continue;
    }
    same.next += 1;
    used[position] = 1;
    yield [row, candidates[position]!];
  }
  for (const [index, row] of withBalance.slice(0, bare.length).entries()) {
    used[bare[index]!] = 1;
    yield [row, candidates[bare[index]!]!];
  }
  let position = 0;
  for (const row of without) {
    while (used[position] === 1) position += 1;
    if (position === candidates.length) return;
    used[position] = 1;
    yield [row, candidates[position]!];
  }
}

/** Equal, or one of the two has none. */
function balancesAgree(incoming: RowColumns, row: number, chunks: readonly Chunk[], candidate: Candidate): boolean {
  const { flags, balance } = chunks[candidate.chunk]!.rows;
  const bothPrinted = (incoming.flags[row]! & flags[candidate.row]! & BALANCE) !== 0;
  return !bothPrinted || incoming.balance[row] === balance[candidate.row];
}
