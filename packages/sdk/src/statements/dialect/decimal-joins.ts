import { isHeaderWord } from '../roles/header-words.ts';
import { scanAmount } from '../values/amount-scan.ts';
import { scanDate } from '../values/date-scan.ts';

type Cells = readonly string[];

const WHOLE = /^[-+]?\d{1,9}$/;
const CENTS = /^\d{2}$/;
const MOST_JOINS = 3;
const LEAST_ROWS = 2;

function filledWidth(cells: Cells): number {
  let width = cells.length;
  while (width > 0 && cells[width - 1]!.trim() === '') width--;
  return width;
}

function isHeader(cells: Cells): boolean {
  return cells.length >= 3 && cells.filter((cell) => isHeaderWord(cell)).length >= 2 && cells.every((cell) => scanDate(cell) === null && scanAmount(cell) === null);
}

/**
 * Columns whose cells are the whole part of an amount and whose right neighbours are its cents: a comma-separated file
 * that writes decimal commas without quotes. Found only where every row is wider than the header by just these cents,
 * and no amount has its decimals otherwise.
 */
export function findDecimalJoins(records: readonly Cells[], delimiter: string): readonly number[] {
  if (delimiter !== ',') return [];
  const at = records.findIndex(isHeader);
  const header = records[at];
  if (!header) return [];
  const rows = records.slice(at + 1).filter((cells) => cells.some((cell) => scanDate(cell) !== null));
  const width = filledWidth(rows[0] ?? []);
  const missing = width - filledWidth(header);
  if (rows.length < LEAST_ROWS || missing < 1 || missing > MOST_JOINS || rows.some((cells) => filledWidth(cells) !== width || cells.some((cell) => /\d[.,]\d{1,2}$/.test(cell) && scanDate(cell) === null))) return [];
  const joins: number[] = [];
  for (let column = 0; column + 1 < width; column++) {
    if (!rows.every((cells) => WHOLE.test(cells[column]!.trim()) && CENTS.test(cells[column + 1]!.trim()))) continue;
    joins.push(column);
    column++;
  }
  return joins.length === missing ? joins : [];
}

/** Puts amounts together again whose decimal comma cut them. Rows too short for that stay as they are. */
export function joinDecimals(cells: string[], joins: readonly number[]): string[] {
  if (cells.length <= joins[joins.length - 1]! + 1) return cells;
  const joined: string[] = [];
  for (let column = 0; column < cells.length; column++) {
    if (joins.includes(column) && CENTS.test(cells[column + 1]!.trim())) {
      joined.push(`${cells[column]!.trim()},${cells[column + 1]!.trim()}`);
      column++;
    } else joined.push(cells[column]!);
  }
  return joined;
}
