import { scanAmount } from '../values/amount-scan.ts';
import { scanDate } from '../values/date-scan.ts';
import type { Cell, TextLine } from './lines.ts';

/** A label over its value is no further away than this share of the font size. */
const BELOW = 2.6;

function isValue(cell: Cell): boolean {
  return scanAmount(cell.text) !== null || scanDate(cell.text) !== null || /\d{4}/.test(cell.text);
}

/**
 * Lines as rows of cells for what a statement says about its account; besides, each label that stands over a value as a
 * row of the two.
 */
export function factsRows(lines: readonly TextLine[]): readonly (readonly string[])[] {
  const cells = lines.map((line) => line.cells);
  const rows: string[][] = cells.map((line) => line.map((cell) => cell.text));
  for (let at = 0; at + 1 < lines.length; at++) {
    const [line, next] = [lines[at]!, lines[at + 1]!];
    if (line.page !== next.page || next.y - line.y > BELOW * Math.max(line.size, next.size)) continue;
    for (const label of cells[at]!) {
      if (isValue(label) || !/\p{L}{2}/u.test(label.text)) continue;
      const value = cells[at + 1]!.find((cell) => Math.min(cell.x1, label.x1) - Math.max(cell.x0, label.x0) > 0);
      if (value && isValue(value)) rows.push([label.text, value.text]);
    }
  }
  return rows;
}
