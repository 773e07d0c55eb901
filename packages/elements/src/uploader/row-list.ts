import type { RejectedLine, StatementReading, StatementTransaction } from '@cashflowsmart/sdk/statements';

/** One line of the table: what was read from a line of the file, or why nothing was. */
export type ListedRow =
  | { readonly kind: 'read'; readonly line: number; readonly row: StatementTransaction }
  | { readonly kind: 'rejected'; readonly line: number; readonly rejected: RejectedLine };

export type RowFilter = 'all' | 'attention';

/** Rows of a page of the table. */
export const PAGE_ROWS = 200;

/** Rows and rejected lines together, in the order of the file. */
export function listRows(reading: StatementReading): readonly ListedRow[] {
  const rows: ListedRow[] = reading.transactions.map((row) => ({ kind: 'read', line: row.source.line, row }));
  for (const rejected of reading.rejected) rows.push({ kind: 'rejected', line: rejected.line, rejected });
  return rows.sort((a, b) => a.line - b.line);
}

/** Rows that stand on one page of the file, one after the other; `page` is null in a file without pages. */
export interface PageOfFile {
  readonly page: number | null;
  readonly rows: readonly ListedRow[];
}

/** Splits rows in the order of the file by its pages. What could not be read stands with the row before it where its own page is not told. */
export function byPageOfFile(rows: readonly ListedRow[]): readonly PageOfFile[] {
  const pages: { page: number | null; rows: ListedRow[] }[] = [];
  for (const row of rows) {
    const last = pages.at(-1);
    const page = (row.kind === 'read' ? row.row.source.page : row.rejected.page) ?? last?.page ?? null;
    if (last?.page === page) last.rows.push(row);
    else pages.push({ page, rows: [row] });
  }
  return pages;
}

/** The rows that need a look: rejected, left out, edited, or breaking the proof. */
export function rowsOfAttention(rows: readonly ListedRow[], excluded: ReadonlySet<number>, edited: ReadonlySet<number>, breaksAt: ReadonlySet<number>): readonly ListedRow[] {
  return rows.filter((row) => row.kind === 'rejected' || excluded.has(row.line) || edited.has(row.line) || breaksAt.has(row.line));
}

export interface RowPage {
  readonly rows: readonly ListedRow[];
  /** 1-based position of the first and last row of the page; 0 and 0 without rows. */
  readonly from: number;
  readonly to: number;
  readonly total: number;
  readonly page: number;
  readonly pages: number;
}

/** A page of rows; a page beyond the end is the last one. */
export function pageOf(rows: readonly ListedRow[], page: number): RowPage {
  const pages = Math.max(1, Math.ceil(rows.length / PAGE_ROWS));
  const at = Math.min(Math.max(0, page), pages - 1);
  const shown = rows.slice(at * PAGE_ROWS, (at + 1) * PAGE_ROWS);
  return { rows: shown, from: rows.length === 0 ? 0 : at * PAGE_ROWS + 1, to: at * PAGE_ROWS + shown.length, total: rows.length, page: at, pages };
}

/** The page on which a line stands, or null where it is not listed. Rows are in line order. */
export function pageOfLine(rows: readonly ListedRow[], line: number): number | null {
  let [low, high] = [0, rows.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const at = rows[middle]!.line;
    if (at === line) return Math.floor(middle / PAGE_ROWS);
    if (at < line) low = middle + 1;
    else high = middle - 1;
  }
  return null;
}
