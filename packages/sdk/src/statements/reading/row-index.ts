import type { ProvableRows } from '../proof/prove.ts';
import type { RowOrder } from '../proof/row-order.ts';
import type { RowStore } from './row-store.ts';

/** Some rows of a store, in some order. */
export type RowIndex = Uint32Array<ArrayBuffer>;

/** The rows of each account, in file order. */
export function rowsByAccount(store: RowStore, accounts: number): readonly RowIndex[] {
  const counts = new Uint32Array(accounts);
  for (let row = 0; row < store.length; row++) counts[store.account[row]!]!++;
  const groups = Array.from(counts, (count) => new Uint32Array(count));
  counts.fill(0);
  for (let row = 0; row < store.length; row++) {
    const account = store.account[row]!;
    groups[account]![counts[account]!++] = row;
  }
  return groups;
}

/** All rows, in file order. */
export function allRows({ length }: RowStore): RowIndex {
  const rows = new Uint32Array(length);
  for (let row = 0; row < length; row++) rows[row] = row;
  return rows;
}

/** Fewer rows than one for so many days are compared instead of counted. */
const FEW = 16;

/**
 * Rows sorted by day; rows of one day keep their order. The rows of each day are counted, which takes a few milliseconds for
 * a million of them where a sort by comparing takes a second.
 */
export function indexByDate({ day }: RowStore, rows: RowIndex): RowIndex {
  let sorted = true;
  let [first, last] = [Infinity, 0];
  for (let at = 0; at < rows.length; at++) {
    const own = day[rows[at]!]!;
    if (at > 0 && own < day[rows[at - 1]!]!) sorted = false;
    if (own < first) first = own;
    if (own > last) last = own;
  }
  if (sorted) return rows;
  const span = last - first + 1;
  if (rows.length * FEW < span) return rows.slice().sort((a, b) => day[a]! - day[b]!);
  // Where the rows of each day begin.
  const next = new Uint32Array(span + 1);
  for (let at = 0; at < rows.length; at++) next[day[rows[at]!]! - first + 1]!++;
  for (let at = 1; at < next.length; at++) next[at]! += next[at - 1]!;
  const result = new Uint32Array(rows.length);
  for (let at = 0; at < rows.length; at++) result[next[day[rows[at]!]! - first]!++] = rows[at]!;
  return result;
}

/** Rows in file order, put into the order in which the balance runs: oldest first. */
export function indexChronologically(store: RowStore, rows: RowIndex, order: RowOrder): RowIndex {
  if (order === 'oldest-first') return rows;
  return order === 'newest-first' ? rows.slice().reverse() : indexByDate(store, rows);
}

/** Rows as the proof takes them. */
export function provableIndex(store: RowStore, rows: RowIndex): ProvableRows {
  return {
    length: rows.length,
    amount: (index) => store.amount(rows[index]!),
    balance: (index) => store.balance(rows[index]!),
    line: (index) => store.line[rows[index]!]!,
  };
}
