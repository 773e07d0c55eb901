import { cellsOf, withWords, type TextLine } from './lines.ts';
import type { DocumentLines, PartedDocument, Region } from './regions.ts';
import type { HeaderCell } from './table-header.ts';
import type { Token } from './value-tokens.ts';

/** Where a header begins anew beside itself: the left edge of each copy; one where it does not. */
function copies(cells: readonly HeaderCell[]): readonly number[] {
  for (const count of [4, 3, 2]) {
    const width = cells.length / count;
    if (!Number.isInteger(width) || width < 2) continue;
    if (cells.every((cell, index) => cell.text.toLowerCase() === cells[index % width]!.text.toLowerCase())) {
      return Array.from({ length: count }, (_, copy) => cells[copy * width]!.x0);
    }
  }
  return [cells[0]!.x0];
}

/** Lines that are printed in several columns: from one up to but without another, and where each column begins. */
interface Block {
  readonly from: number;
  readonly to: number;
  readonly starts: readonly number[];
}

/** The lines of a block, those of one column after those of the one on its left. */
function unfold({ from, to, starts }: Block, lines: readonly TextLine[]): readonly TextLine[] {
  return starts.flatMap((start, part) => {
    const end = starts[part + 1] ?? Infinity;
    return lines.slice(from, to).flatMap((line): TextLine[] => {
      const words = line.words.filter((word) => (part === 0 || word.x0 >= start - line.size) && word.x0 < end - line.size);
      return words.length === 0 ? [] : [withWords(line, words)];
    });
  });
}

/** Whether a text runs over the blank between two columns. */
function crosses({ words, size }: TextLine, starts: readonly number[]): boolean {
  return starts.slice(1).some((start) => words.some((word) => word.x0 < start - size && word.x1 > start - size / 2));
}

/** Whether what stands left and right of a blank is one row of a table: a day or a text there, and its amount here. */
function isOneRow(line: TextLine, tokens: readonly Token[], starts: readonly number[]): boolean {
  return starts.slice(1).some((start) => {
    const left = tokens.filter(({ x0 }) => x0 < start - line.size);
    const right = tokens.filter(({ x0 }) => x0 >= start - line.size);
    const money = (side: readonly Token[]): boolean => side.some((token) => token.money && token.date !== 'full');
    return left.length > 0 && !money(left) && money(right) && (left.some(({ date }) => date !== null) ? !right.some(({ date }) => date !== null) : right.every((token) => token.money));
  });
}

/** The line after the last one that is printed in such columns on the page of their header. */
function endOf(first: number, starts: readonly number[], { lines, tokens }: DocumentLines): number {
  let [at, end] = [first, first];
  const says = (index: number): boolean => tokens[index]!.some((token) => token.date !== null || token.money);
  while (at < lines.length && lines[at]!.page === lines[first]!.page && !crosses(lines[at]!, starts) && !isOneRow(lines[at]!, tokens[at]!, starts)) {
    if (says(at)) end = at + 1;
    at++;
  }
  // A second line of the last bookings.
  while (end < at && end > 0 && lines[end]!.y - lines[end - 1]!.y <= CLOSE * lines[end]!.size) end++;
  return end;
}

/** Lines of one booking stand as close as this, in font sizes. */
const CLOSE = 1.6;

/** The first line of a block: the titles over its columns, or its header. */
function beginOf({ header }: Region, starts: readonly number[], { lines }: DocumentLines): number {
  const above = lines[header!.first - 1];
  const { page, size } = lines[header!.first]!;
  if (!above || above.page !== page) return header!.first;
  const cells = cellsOf(above.words);
  return cells.length === starts.length && cells.every(({ x0 }, part) => Math.abs(x0 - starts[part]!) < size) ? header!.first - 1 : header!.first;
}

/** The blocks of a document: from where a header stands beside itself. */
function blocksOf(document: PartedDocument): readonly Block[] {
  const blocks: Block[] = [];
  for (const region of document.regions) {
    if (!region.header || region.from !== region.header.last + 1) continue;
    const starts = copies(region.header.cells);
    const from = starts.length > 1 ? beginOf(region, starts, document) : -1;
    // Headers within a block are those of further tables in its columns.
    if (from >= (blocks.at(-1)?.to ?? 0)) blocks.push({ from, to: endOf(region.from, starts, document), starts });
  }
  return blocks;
}

/**
 * Takes tables apart that are printed in several columns side by side, such as lists of cheques or the bookings of a card:
 * the right part follows below the left one. Lines are numbered anew. The same lines where there is no such table.
 */
export function unfoldSideBySide(document: PartedDocument): readonly TextLine[] {
  const { lines } = document;
  const blocks = blocksOf(document);
  if (blocks.length === 0) return lines;
  const ends = [0, ...blocks.map(({ to }) => to)];
  const unfolded = blocks.flatMap((block, index) => [...lines.slice(ends[index], block.from), ...unfold(block, lines)]).concat(lines.slice(ends.at(-1)));
  return unfolded.map((line, index) => ({ ...line, number: index + 1 }));
}
