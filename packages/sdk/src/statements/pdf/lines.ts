import type { PageText } from './page-text.ts';
import { areSpacedLetters, joinSpacedLetters, joinSpacedOut } from './spaced-letters.ts';
import { joinPieces, textOf, wordsOf, type Word } from './words.ts';

/** A line of text across a page. */
export interface TextLine {
  /** From 1 over the whole document. */
  readonly number: number;
  readonly page: number;
  readonly y: number;
  readonly size: number;
  readonly words: readonly Word[];
  /** The words parted where the blanks between them are wide. */
  readonly cells: readonly Cell[];
}

/** How far the baselines of one line may lie apart, as a share of the font size. */
const SAME_LINE = 0.35;

interface Row {
  y: number;
  size: number;
  readonly words: Word[];
}

/** The row that a word belongs to: near by its baseline, and not set in letters of quite another size. */
function rowOf(rows: readonly Row[], word: Word): Row | null {
  for (let at = rows.length - 1; at >= 0 && at >= rows.length - 4; at--) {
    const row = rows[at]!;
    const smaller = Math.min(row.size, word.size);
    if (Math.abs(row.y - word.y) <= SAME_LINE * smaller && Math.max(row.size, word.size) < smaller * 2.2) return row;
  }
  return null;
}

/** Sorts words, which mostly come in order. */
function inOrder(words: Word[], compare: (a: Word, b: Word) => number): Word[] {
  return words.every((word, at) => at === 0 || compare(words[at - 1]!, word) <= 0) ? words : words.sort(compare);
}

function linesOfPage(page: PageText): readonly Row[] {
  const words = inOrder(page.runs.flatMap(wordsOf), (a, b) => a.y - b.y || a.x0 - b.x0);
  const rows: Row[] = [];
  for (const word of words) {
    const row = rowOf(rows, word);
    if (row) row.words.push(word);
    else rows.push({ y: word.y, size: word.size, words: [word] });
  }
  return rows;
}

/** The median size of some words; nearly always they all have one. */
function sizeOf(words: readonly Word[]): number {
  const size = words[0]?.size ?? 0;
  if (words.every((word) => word.size === size)) return size;
  return words.map((word) => word.size).sort((a, b) => a - b)[words.length >> 1]!;
}

/** The lines of some pages from top to bottom, numbered on over all of them. */
export function linesOf(pages: readonly PageText[]): readonly TextLine[] {
  const lines: TextLine[] = [];
  for (const page of pages) {
    for (const { y, words } of linesOfPage(page)) {
      const joined = joinSpacedOut(joinPieces(inOrder(words, (a, b) => a.x0 - b.x0)));
      lines.push(withoutSpacing({ number: lines.length + 1, page: page.number, y, size: sizeOf(joined), words: joined, cells: cellsOf(joined) }));
    }
  }
  return lines;
}

/** A line whose spaced letters are words. */
function withoutSpacing(line: TextLine): TextLine {
  if (!line.cells.some(({ words }) => areSpacedLetters(words))) return line;
  return withWords(line, line.cells.flatMap(({ words }) => (areSpacedLetters(words) ? joinSpacedLetters(words) : words)));
}

/** A line with only some of its words. */
export function withWords(line: TextLine, words: readonly Word[]): TextLine {
  return { ...line, words, cells: cellsOf(words) };
}

/** Words of a line that stand together, as in one cell of a table. */
export interface Cell {
  readonly text: string;
  readonly x0: number;
  readonly x1: number;
  readonly words: readonly Word[];
}

/** Blanks wider than this share of the font size part cells; a blank itself is some 0.28 wide, and 0.6 in monospaced fonts. */
const CELL_GAP = 0.48;
const CELL_GAP_MONOSPACED = 0.95;

/** How wide a blank before a word parts it from the words on its left. */
export function cellGap(word: Word): number {
  return (word.monospaced ? CELL_GAP_MONOSPACED : CELL_GAP) * word.size;
}

export function cellOf(words: readonly Word[]): Cell {
  let { x1 } = words[0]!;
  for (let at = 1; at < words.length; at++) x1 = Math.max(x1, words[at]!.x1);
  return { text: textOf(words), x0: words[0]!.x0, x1, words };
}

/** Parts the words of a line where the blanks between them are wide. */
export function cellsOf(words: readonly Word[]): readonly Cell[] {
  const cells: Word[][] = [];
  let right = -Infinity;
  for (const word of words) {
    if (cells.length > 0 && word.x0 - right < cellGap(word)) cells[cells.length - 1]!.push(word);
    else cells.push([word]);
    right = Math.max(right, word.x1);
  }
  return cells.map(cellOf);
}
