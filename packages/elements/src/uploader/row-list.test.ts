import { describe, expect, it } from 'vitest';
import { byPageOfFile, listRows, PAGE_ROWS, pageOf, pageOfLine, rowsOfAttention } from './row-list.ts';
import { readingOf } from './testing/readings.ts';

const many = listRows(readingOf({ rows: Array.from({ length: 100_000 }, (_, index): readonly [number, bigint] => [index * 2 + 5, 1n]) }));

describe('listRows', () => {
  it('puts rejected lines where they stand in the file, whatever the order of the rows', () => {
    const rows = listRows(readingOf({ rows: [[9, 1n], [7, 1n], [4, 1n]], rejected: [8, 2] }));
    expect(rows.map((row) => [row.line, row.kind])).toEqual([[2, 'rejected'], [4, 'read'], [7, 'read'], [8, 'rejected'], [9, 'read']]);
  });
});

describe('byPageOfFile', () => {
  it('keeps a file without pages together', () => {
    const rows = listRows(readingOf({ rejected: [9] }));
    expect(byPageOfFile(rows)).toEqual([{ page: null, rows }]);
    expect(byPageOfFile([])).toEqual([]);
  });

  it('splits the rows of a PDF by its pages, what could not be read among them', () => {
    const reading = readingOf({ rows: [[4, 1n], [7, 1n], [40, 1n], [44, 1n]], rejected: [6, 38] });
    const transactions = reading.transactions.map((row) => ({ ...row, source: { ...row.source, page: row.source.line < 30 ? 1 : 2 } }));
    const rejected = reading.rejected.map((line) => ({ ...line, page: line.line < 30 ? 1 : 2 }));
    const pages = byPageOfFile(listRows({ ...reading, transactions, rejected }));
    expect(pages.map(({ page, rows }) => [page, rows.map((row) => row.line)])).toEqual([[1, [4, 6, 7]], [2, [38, 40, 44]]]);
  });
});

describe('pageOf', () => {
  it('shows a bounded part of a long file and says which', () => {
    const page = pageOf(many, 3);
    expect(page.rows).toHaveLength(PAGE_ROWS);
    expect(page).toMatchObject({ from: 601, to: 800, total: 100_000, pages: 500 });
  });

  it('shows the last page where there are no more', () => {
    expect(pageOf(many, 9_999)).toMatchObject({ page: 499, to: 100_000 });
    expect(pageOf([], 0)).toMatchObject({ from: 0, to: 0, total: 0, pages: 1 });
  });
});

describe('pageOfLine', () => {
  it('finds the page of any line that is listed', () => {
    expect(pageOfLine(many, 5)).toBe(0);
    expect(pageOfLine(many, 5 + 2 * 99_999)).toBe(499);
    for (const index of [199, 200, 54_321]) expect(pageOfLine(many, index * 2 + 5)).toBe(Math.floor(index / PAGE_ROWS));
  });

  it('finds no page for a line that became no row', () => {
    expect(pageOfLine(many, 6)).toBeNull();
    expect(pageOfLine([], 1)).toBeNull();
  });
});

describe('rowsOfAttention', () => {
  it('keeps what was rejected, left out, changed, or breaks the proof', () => {
    const rows = listRows(readingOf({ rows: [[2, 1n], [3, 1n], [4, 1n], [5, 1n]], rejected: [6] }));
    expect(rowsOfAttention(rows, new Set([2]), new Set([3]), new Set([4])).map((row) => row.line)).toEqual([2, 3, 4, 6]);
  });
});
