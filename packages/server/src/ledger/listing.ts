import type { Transaction } from '@cashflowsmart/sdk/contract';
import type { DayNumber } from '@cashflowsmart/sdk/dates';
import { dayAt, isDeleted, type Chunk } from './chunk.ts';
import type { Position } from './cursor.ts';
import { comparePositions, earliestPlace, type ListedChunk } from './listing-order.ts';
import type { LedgerReader, OpenAccount, OpenChunk } from './ledger-reader.ts';
import { firstDayOf, lastDayOf, type MonthNumber } from './month-number.ts';
import type { ChunkEntry } from './months.ts';
import { viewTransaction } from './transaction-view.ts';

/** What one page may cost: chunks of 2,000 rows, and rows of months. A page that reaches a bound ends early, with a cursor. */
const MAX_CHUNKS = 40;
const MAX_MONTHS = 1_000;

/** Months that are read at once. */
const WINDOW = 12;

export interface Listing {
  readonly accounts: readonly OpenAccount[];
  readonly from: DayNumber;
  readonly to: DayNumber;
  readonly limit: number;
  readonly after: Position | undefined;
  /** Whether the reader may see what is in a chunk; asked before it is opened. */
  readonly visible: (entry: ChunkEntry) => boolean;
  readonly matches: (chunk: Chunk, row: number, account: OpenAccount) => boolean;
}

export interface ListedPage {
  readonly items: Transaction[];
  /** After which the next page begins; null after the last one. */
  readonly next: Position | null;
}

interface Candidate extends ListedChunk {
  readonly entry: ChunkEntry;
  readonly month: MonthNumber;
  readonly place: Position;
}

interface Row extends Position {
  readonly chunk: OpenChunk;
  readonly row: number;
}

/** One page of rows, newest first. Opens as few chunks as the order allows. */
export async function readPage(reader: LedgerReader, listing: Listing): Promise<ListedPage> {
  return new Page(reader, listing).read();
}

class Page {
  readonly #reader: LedgerReader;
  readonly #listing: Listing;
  readonly #opened = new Map<string, OpenChunk>();
  readonly #found: Row[] = [];

  constructor(reader: LedgerReader, listing: Listing) {
    this.#reader = reader;
    this.#listing = listing;
  }

  async read(): Promise<ListedPage> {
    const months = this.#monthNumbers();
    let read = 0;
    for (let start = 0; start < months.length; start += WINDOW) {
      const window = months.slice(start, start + WINDOW);
      const candidates = await this.#candidates(window);
      const stopped = await this.#readChunks(candidates);
      if (stopped) return this.#page(stopped);
      read += window.length * this.#listing.accounts.length;
      if (read >= MAX_MONTHS && start + WINDOW < months.length) {
        return this.#page({ day: firstDayOf(window.at(-1)!), account: this.#listing.accounts.length, sequence: 0, ordinal: 0 });
      }
    }
    return this.#page(null);
  }

  /** Of all accounts, newest first. */
  #monthNumbers(): MonthNumber[] {
    const { accounts, from, to, after } = this.#listing;
    const newest = Math.min(to, after?.day ?? to);
    const numbers = new Set(accounts.flatMap(({ body }) => body.months.map(({ month }) => month)));
    return [...numbers].filter((month) => firstDayOf(month) <= newest && lastDayOf(month) >= from).sort((a, b) => b - a);
  }

  /** The chunks of some months that can have rows for this page, in the order in which they must be opened. */
  async #candidates(window: readonly MonthNumber[]): Promise<Candidate[]> {
    const { accounts, from, to, after, visible } = this.#listing;
    const wanted = new Set(window);
    const months = await this.#reader.monthsOf(accounts, ({ month }) => wanted.has(month));
    const candidates: Candidate[] = [];
    months.forEach((opened, account) => {
      for (const { month } of opened.values()) {
        for (const entry of month.chunks) {
          if (!visible(entry)) continue;
          const listed = { account, sequence: entry.sequence, from: Math.max(entry.from, from), to: Math.min(entry.to, to) };
          const place = earliestPlace(listed, after);
          if (place) candidates.push({ ...listed, entry, month: month.month, place });
        }
      }
    });
    return candidates.sort((a, b) => comparePositions(a.place, b.place));
  }

  /**
   * Opens chunks in order until the page is full. A row is certain once no chunk that is still closed can have one before it.
   * @returns where to go on, where the page ended before the candidates did.
   */
  async #readChunks(candidates: readonly Candidate[]): Promise<Position | undefined> {
    let pending: Row[] = [];
    for (let next = 0, batch = 1; next < candidates.length; batch *= 2) {
      const room = MAX_CHUNKS - this.#opened.size;
      if (room <= 0) return candidates[next]!.place;
      const some = candidates.slice(next, next + Math.min(batch, room));
      await this.#open(some);
      next += some.length;
      pending.push(...some.flatMap((candidate) => this.#rowsOf(candidate)));
      const closed = candidates[next]?.place;
      const certain = closed ? pending.filter((row) => comparePositions(row, closed) < 0) : pending;
      pending = closed ? pending.filter((row) => comparePositions(row, closed) >= 0) : [];
      const last = this.#take(certain.sort(comparePositions));
      if (last) return last;
    }
    return undefined;
  }

  async #open(candidates: readonly Candidate[]): Promise<void> {
    const { accounts } = this.#listing;
    const missing = candidates.filter(({ entry }) => !this.#opened.has(entry.id));
    for (const [account, some] of Map.groupBy(missing, (candidate) => candidate.account)) {
      const chunks = await this.#reader.chunks(accounts[account]!, some.map(({ entry }) => entry));
      for (const chunk of chunks) this.#opened.set(chunk.id, chunk);
    }
  }

  /** Rows of one chunk in one month that belong into the listing. */
  #rowsOf({ entry, account, sequence, from, to }: Candidate): Row[] {
    const { accounts, after, matches } = this.#listing;
    const chunk = this.#opened.get(entry.id)!;
    const rows: Row[] = [];
    for (let row = 0; row < chunk.chunk.rows.day.length; row++) {
      const day = dayAt(chunk.chunk, row);
      if (day < from || day > to || isDeleted(chunk.chunk, row)) continue;
      const position = { day, account, sequence, ordinal: chunk.chunk.rows.ordinal[row]! };
      if (after && comparePositions(after, position) >= 0) continue;
      if (matches(chunk.chunk, row, accounts[account]!)) rows.push({ ...position, chunk, row });
    }
    return rows;
  }

  /** Takes rows up to the limit. @returns the last one where there are more. */
  #take(rows: readonly Row[]): Position | undefined {
    const room = this.#listing.limit - this.#found.length;
    this.#found.push(...rows.slice(0, room));
    return rows.length > room ? this.#found.at(-1) : undefined;
  }

  #page(next: Position | null): ListedPage {
    const { accounts } = this.#listing;
    return {
      items: this.#found.map(({ chunk, row, account }) => viewTransaction(chunk.id, chunk.chunk, row, accounts[account]!.body.currency)),
      next,
    };
  }
}
