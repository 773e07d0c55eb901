import type { TableLine } from './line-kind.ts';
import type { TableLayout } from './table-layout.ts';

/** Texts of one column begin no further apart than this, in font sizes: second lines may be indented. */
const INDENT = 2.5;
const ALIGNED = 1;
/** Lines of a booking do not stand further apart than this share of the font size. */
const LINE_GAP = 2.4;
const CLEARLY = 1.2;

/** The gap between two lines; Infinity over a page or beside none. */
function gap(above: TableLine | undefined, below: TableLine | undefined): number {
  return above && below && above.line.page === below.line.page ? below.line.y - above.line.y : Infinity;
}

function beginsAt(x: number, { textStart }: TableLine, within: number): boolean {
  return Math.abs(textStart - x) <= within;
}

/**
 * Whether what could be the title of a section (`Direct debits`) says of which kind the booking above it is: nearer to that
 * than to what follows, or with more of its texts below.
 */
function tellsKind(line: TableLine, above: TableLine | undefined, below: TableLine | undefined, layout: TableLayout): boolean {
  if (!below || line.money.length > 0 || (above?.kind !== 'anchor' && above?.kind !== 'text')) return false;
  if (!layout.columns.some(({ kind, x0 }) => kind === 'text' && beginsAt(x0, line, layout.em * ALIGNED))) return false;
  const [up, down] = [gap(above, line), gap(line, below)];
  if (up > LINE_GAP * layout.em) return false;
  return below.kind === 'text' ? up <= down * CLEARLY : up * CLEARLY < down;
}

/** Where the texts of a table begin: those of its columns, and those beside an amount with a day. */
function textStarts(lines: readonly TableLine[], layout: TableLayout): readonly number[] {
  const dated = lines.filter(({ kind, dated: own, textStart }) => kind === 'anchor' && own && textStart < Infinity).map(({ textStart }) => textStart);
  return [...new Set([...layout.columns.filter(({ kind }) => kind === 'text').map(({ x0 }) => x0), ...dated])];
}

/**
 * What lines are by those around them, where the amount of a booking stands on its first line: there a known title within a
 * booking is one of its texts, and an amount without a day whose text begins where no text of the table does is a figure of
 * something else, such as a summary below the table.
 */
export function linesInContext(lines: readonly TableLine[], layout: TableLayout): readonly TableLine[] {
  const starts = textStarts(lines, layout);
  const placed: TableLine[] = [];
  for (const [at, line] of lines.entries()) {
    const stray = line.kind === 'anchor' && !line.dated && line.textStart < Infinity && !starts.some((x) => beginsAt(x, line, layout.em * INDENT));
    const text = (line.kind === 'title' || line.kind === 'figure') && tellsKind(line, placed.at(-1), lines[at + 1], layout);
    placed.push(stray ? { ...line, kind: 'other' } : text ? { ...line, kind: 'text' } : line);
  }
  return placed;
}
