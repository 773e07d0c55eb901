import { withWords, type TextLine } from './lines.ts';
import type { DocumentLines, PartedDocument, Region } from './regions.ts';
import type { HeaderCell } from './table-header.ts';

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

/** The lines of a table that stands beside itself, one part after the other. */
function unfold({ header, from }: Region, end: number, lines: readonly TextLine[], starts: readonly number[], em: number): readonly TextLine[] {
  const own = [...lines.slice(header!.first, header!.last + 1), ...lines.slice(from, end)];
  return starts.flatMap((start, part) => {
    const end = starts[part + 1] ?? Infinity;
    return own.flatMap((line): TextLine[] => {
      const words = line.words.filter((word) => (part === 0 || word.x0 >= start - em) && word.x0 < end - em);
      return words.length === 0 ? [] : [withWords(line, words)];
    });
  });
}

/** Rest of a header below its first line, at most. */
const MOST_HEADER_LINES = 2;

/** The line after the last one of such a table: each of its lines has a date, below the rest of its header. */
function endOf({ from, to }: Region, { tokens }: DocumentLines): number {
  const dated = (at: number): boolean => tokens[at]!.some((token) => token.date !== null);
  let end = from;
  while (end < to && end < from + MOST_HEADER_LINES && !dated(end)) end++;
  while (end < to && dated(end)) end++;
  return end;
}

/**
 * Takes tables apart that are printed in several columns side by side, such as lists of cheques: the right part follows
 * below the left one. Lines are numbered anew. The same lines where there is no such table.
 */
export function unfoldSideBySide(document: PartedDocument): readonly TextLine[] {
  const { lines } = document;
  const wide = document.regions.filter((region) => region.header !== null && copies(region.header.cells).length > 1 && region.from === region.header.last + 1);
  if (wide.length === 0) return lines;
  const unfolded: TextLine[] = [];
  let at = 0;
  for (const region of wide) {
    const header = region.header!;
    const end = endOf(region, document);
    unfolded.push(...lines.slice(at, header.first), ...unfold(region, end, lines, copies(header.cells), lines[header.first]!.size));
    at = end;
  }
  unfolded.push(...lines.slice(at));
  return unfolded.map((line, index) => ({ ...line, number: index + 1 }));
}
