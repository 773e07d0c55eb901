import type { CalendarDate } from '../../dates/index.ts';
import type { Recipe } from '../types.ts';

export type RowOrder = Recipe['rowOrder'];

interface Dated {
  readonly date: CalendarDate;
}

/** Rows sorted by date; rows of one day keep their order. */
export function byDate<T extends Dated>(rows: readonly T[]): readonly T[] {
  let sorted = true;
  for (let at = 1; at < rows.length && sorted; at++) sorted = rows[at]!.date >= rows[at - 1]!.date;
  return sorted ? rows : rows.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}

/** Rows in file order, put into the order in which the balance runs: oldest first. */
export function chronological<T extends Dated>(rows: readonly T[], order: RowOrder): readonly T[] {
  if (order === 'oldest-first') return rows;
  return order === 'newest-first' ? rows.toReversed() : byDate(rows);
}
