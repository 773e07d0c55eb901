import type { StatementTransaction } from '../types.ts';
import type { RowIndex } from './row-index.ts';
import type { RowMaker } from './row-maker.ts';

/** Rows made at one go: half a millisecond, and little to send between threads. */
export const ROWS_IN_A_BATCH = 250;

/** The transactions of a statement in their order. */
export interface StatementRows {
  readonly length: number;
  batches(): Generator<readonly StatementTransaction[], void, undefined>;
  /** All rows at once. Yields between the batches. */
  all(): Generator<void, readonly StatementTransaction[], undefined>;
}

/** Rows that are made already. */
export function madeRows(rows: readonly StatementTransaction[]): StatementRows {
  return {
    length: rows.length,
    *batches() {
      for (let from = 0; from < rows.length; from += ROWS_IN_A_BATCH) yield rows.slice(from, from + ROWS_IN_A_BATCH);
    },
    *all() {
      yield;
      return rows;
    },
  };
}

/** Rows that are made when they are asked for. */
export class OrderedRows implements StatementRows {
  readonly #index: RowIndex;
  readonly #maker: RowMaker;

  constructor(index: RowIndex, maker: RowMaker) {
    this.#index = index;
    this.#maker = maker;
  }

  get length(): number {
    return this.#index.length;
  }

  #slice(from: number, to: number): readonly StatementTransaction[] {
    const rows: StatementTransaction[] = [];
    const [index, maker, end] = [this.#index, this.#maker, Math.min(to, this.#index.length)];
    for (let at = from; at < end; at++) rows.push(maker.transaction(index[at]!));
    return rows;
  }

  *batches(): Generator<readonly StatementTransaction[], void, undefined> {
    for (let from = 0; from < this.length; from += ROWS_IN_A_BATCH) yield this.#slice(from, from + ROWS_IN_A_BATCH);
  }

  *all(): Generator<void, readonly StatementTransaction[], undefined> {
    const rows: StatementTransaction[] = [];
    for (const batch of this.batches()) {
      for (const row of batch) rows.push(row);
      yield;
    }
    return rows;
  }
}
