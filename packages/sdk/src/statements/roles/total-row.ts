import type { NumericColumn } from './numeric-column.ts';

/** Two columns of different rows that both end with the sum of their cells do so by no chance. */
const ENOUGH_SUMS = 2;
const ENOUGH_ADDENDS = 2;

function endsWithSum({ values }: NumericColumn, last: number): boolean {
  const above = values.slice(0, last).filter((value) => value !== null && value !== 0) as number[];
  return Math.abs(above.reduce((sum, value) => sum + value, 0)) === Math.abs(values[last]!);
}

function repeatsLast({ values }: NumericColumn, last: number): boolean {
  return values[last] === values.slice(0, last).findLast((value) => value !== null);
}

/** Whether no row above fills more than one of the columns, as money out and money in do not. */
function areApart(columns: readonly NumericColumn[], last: number): boolean {
  for (let row = 0; row < last; row++) if (columns.filter(({ values }) => values[row] !== null && values[row] !== 0).length > 1) return false;
  return true;
}

/** Whether a row holds the sums of its columns, and in others the last balance once more. */
function isTotalRow(columns: readonly NumericColumn[], last: number): boolean {
  const filled = columns.filter(({ values }) => values[last] !== null && values[last] !== undefined);
  const sums = filled.filter((column) => endsWithSum(column, last));
  const addends = sums.reduce((count, { values }) => count + values.slice(0, last).filter((value) => value !== null && value !== 0).length, 0);
  return sums.length >= ENOUGH_SUMS && areApart(sums, last) && addends > ENOUGH_ADDENDS && filled.every((column) => sums.includes(column) || repeatsLast(column, last));
}

/** The columns without the amounts of a last row that sums them up: it fills money out and money in at once, as no booking does. */
export function withoutTotalRow(columns: readonly NumericColumn[], rows: number): readonly NumericColumn[] {
  const last = rows - 1;
  if (last < 2 || !isTotalRow(columns, last)) return columns;
  return columns.map((column) => ({ ...column, values: column.values.map((value, row) => (row === last ? null : value)) }));
}
