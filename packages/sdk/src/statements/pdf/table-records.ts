import { linesInContext } from './lines-in-context.ts';
import type { TextLine } from './lines.ts';
import { kindAmongSelfDated, type TableLine } from './line-kind.ts';
import { sectionKind, summedKind, type SectionKind } from './section-titles.ts';
import type { TableLayout } from './table-layout.ts';

/** What one or several lines of a table say together. */
export interface TableRecord {
  /** `row` moves money; `figure` states a balance or a total; `aside` is neither. */
  readonly kind: 'row' | 'figure' | 'aside';
  readonly lines: readonly TextLine[];
  readonly cells: readonly string[];
  readonly section: SectionKind | null;
  /** Whether one of its lines has a day; else that of the lines before counts. */
  readonly dated: boolean;
}

/** How the lines of a booking lie about the one with its amount. */
export type AmountPlace = 'first' | 'last';

const MOSTLY = 0.8;

/** Whether nearly each line with an amount has a date of its own. */
function isSelfDated(lines: readonly TableLine[]): boolean {
  const anchors = lines.filter(({ kind }) => kind === 'anchor');
  return anchors.filter(({ dated }) => dated).length > anchors.length * MOSTLY;
}

/** By how much a gap has to be wider than another one to part more. */
const CLEARLY = 1.2;

/** The nearest lines above and below a line that are more than a text. */
interface Neighbours {
  readonly above: TableLine | null;
  readonly below: TableLine | null;
}

function neighboursOf(lines: readonly TableLine[]): readonly Neighbours[] {
  const nearest = (from: readonly TableLine[]): readonly (TableLine | null)[] => {
    let last: TableLine | null = null;
    return from.map((line) => {
      const before = last;
      if (line.kind !== 'text') last = line;
      return before;
    });
  };
  const above = nearest(lines);
  const below = nearest(lines.toReversed()).toReversed();
  return lines.map((_, at) => ({ above: above[at]!, below: below[at]! }));
}

type TableParts = readonly { readonly lines: readonly TableLine[] }[];

function isUndated(line: TableLine | null): boolean {
  return line?.kind === 'anchor' && !line.dated;
}

/**
 * Whether days stand below the amounts that they are the days of: nearer to them than to the next ones, which have none of
 * their own either.
 */
export function daysBelow(parts: TableParts): boolean {
  let [nearerAbove, nearerBelow] = [0, 0];
  for (const { lines } of parts) {
    for (const [at, { above, below }] of neighboursOf(lines).entries()) {
      const { kind, line } = lines[at]!;
      if (kind !== 'dated' || !isUndated(above) || (below !== null && !isUndated(below))) continue;
      const gapTo = (other: TableLine | undefined): number => (other?.line.page === line.page ? Math.abs(other.line.y - line.y) : Infinity);
      const [up, down] = [gapTo(lines[at - 1]), gapTo(lines[at + 1])];
      if (up * CLEARLY < down) nearerAbove++;
      else if (down * CLEARLY < up) nearerBelow++;
    }
  }
  return nearerAbove >= 2 && nearerAbove > nearerBelow;
}

/** Where the amounts of a document stand: on the last line of a booking where days begin on lines without one. */
export function amountPlace(parts: TableParts): AmountPlace {
  let [first, last] = [0, 0];
  for (const { lines } of parts) {
    for (const [at, { below }] of neighboursOf(lines).entries()) {
      const { kind, dated } = lines[at]!;
      if (kind === 'anchor' && dated) first++;
      if (kind === 'dated' && isUndated(below)) last++;
    }
  }
  return last >= 2 && last * 5 > first + last ? 'last' : 'first';
}

/**
 * Of the lines between two amounts, how many belong to the upper one: those above the widest gap, where one is wider
 * than the others; else all of them or none, as the document places its amounts.
 */
function splitAt(above: TextLine, between: readonly TextLine[], below: TextLine, place: AmountPlace): number {
  const all = [above, ...between, below];
  const gaps = all.slice(1).map((line, index) => line.y - all[index]!.y);
  const sorted = gaps.toSorted((a, b) => b - a);
  if (gaps.length > 1 && sorted[0]! > sorted[1]! * CLEARLY) return gaps.indexOf(sorted[0]!);
  return place === 'first' ? between.length : 0;
}

/** Lines of a booking do not stand further apart than this share of the font size. */
const LINE_GAP = 2.4;

interface Piece {
  readonly anchor: TableLine;
  readonly lines: TableLine[];
}

export interface Grouping {
  readonly layout: TableLayout;
  readonly place: AmountPlace;
  readonly daysBelow: boolean;
  readonly section: SectionKind | null;
  /** The date cells that carry on from the lines before. */
  readonly carried: ReadonlyMap<number, string>;
  /** Lines of a booking that began on the page before and has no amount yet. */
  readonly pending: readonly TableLine[];
}

export interface Grouped {
  readonly records: readonly TableRecord[];
  /** Texts at the top that go on with the last booking of the page before. */
  readonly continued: readonly TableLine[];
  readonly section: SectionKind | null;
  readonly carried: ReadonlyMap<number, string>;
  readonly pending: readonly TableLine[];
}

function joinCells(lines: readonly TableLine[], anchor: TableLine, layout: TableLayout): readonly string[] {
  return layout.columns.map((column, index) => {
    if (column.kind === 'money') return anchor.cells[index]!;
    const texts = lines.map((line) => line.cells[index]!).filter((text) => text !== '');
    return column.kind === 'date' ? (texts[0] ?? '') : texts.join(' ');
  });
}

function filledDates(cells: readonly string[], layout: TableLayout): ReadonlyMap<number, string> {
  return new Map(cells.flatMap((cell, index): [number, string][] => (layout.columns[index]!.kind === 'date' && cell !== '' ? [[index, cell]] : [])));
}

/** Makes records of the lines of one page of a table. */
export function groupLines(given: readonly TableLine[], grouping: Grouping): Grouped {
  const { layout, place, daysBelow: below } = grouping;
  const lines = place === 'first' ? linesInContext(given, layout) : given;
  const selfDated = isSelfDated(lines);
  const records: TableRecord[] = [];
  const continued: TableLine[] = [];
  let { section, carried } = grouping;
  let pending: TableLine[] = [...grouping.pending];
  // Lines of a booking without its amount yet, parted from it by what stands at the edges of pages, such as totals.
  let parted: TableLine[] = [];
  let open: Piece | null = null;

  const finish = (): void => {
    if (!open) return;
    const cells = [...joinCells(open.lines, open.anchor, layout)];
    const dates = filledDates(cells, layout);
    const leading = layout.columns.findIndex((column) => column.kind === 'date');
    // A day that is printed once counts for all bookings below; a value date only for its own.
    for (const [column, date] of carried) if (cells[column] === '' && (column === leading || dates.size === 0)) cells[column] = date;
    if (dates.size > 0) carried = dates.has(leading) ? dates : new Map([...carried, ...dates]);
    records.push({ kind: 'row', lines: open.lines.map(({ line }) => line), cells, section, dated: dates.size > 0 });
    open = null;
  };
  const aside = (line: TableLine): void => {
    records.push({ kind: 'aside', lines: [line.line], cells: line.cells, section, dated: line.dated });
  };
  /** Gives what lies between an amount and the next one, or the end, to where it belongs. */
  const settle = (next: TableLine | null): TableLine[] => {
    if (pending.length === 0) return [];
    const waiting = pending;
    pending = [];
    // A line with a date begins a booking where the amount that follows has none of its own.
    const begins = !below && (next ? !next.dated : place === 'last') ? waiting.findIndex((line) => line.dated) : -1;
    const undated = begins < 0 ? waiting : waiting.slice(0, begins);
    const rest = begins < 0 ? [] : waiting.slice(begins);
    const sameAs = open ? open.lines[open.lines.length - 1]!.line : null;
    const upTo = rest[0]?.line ?? next?.line ?? null;
    let count = 0;
    if (sameAs && sameAs.page === undated[0]?.line.page) {
      count = upTo && upTo.page === sameAs.page ? splitAt(sameAs, undated.map(({ line }) => line), upTo, begins >= 0 ? 'first' : place) : follows(sameAs, undated, layout);
      open!.lines.push(...undated.slice(0, count));
    } else if (!open && records.length === 0 && place === 'first' && undated.every((line) => layout.columns.some((column) => column.kind === 'text' && Math.abs(line.textStart - column.x0) < layout.em))) {
      const top = upTo ? splitTop(undated.map(({ line }) => line), upTo) : undated.length;
      continued.push(...undated.slice(0, top));
      count = top;
    }
    return [...undated.slice(count), ...rest];
  };

  const giveUp = (): void => {
    for (const line of parted) aside(line);
    parted = [];
  };
  /** What is left over at a figure or a note: a booking that a day begins goes on below, where its amount stands. */
  const part = (left: readonly TableLine[]): void => {
    // Above all bookings a day is one of the heading, such as that of the period.
    const booked = open !== null || carried.size > 0;
    const begins = below || !booked ? -1 : left.findIndex((line) => line.dated);
    for (const line of begins < 0 ? left : left.slice(0, begins)) aside(line);
    if (begins < 0) return;
    giveUp();
    parted = left.slice(begins);
  };

  for (const line of lines) {
    const kind = selfDated ? kindAmongSelfDated(line) : line.kind;
    // What has a day of its own is no part of a booking that one began above.
    if (line.dated && (kind === 'anchor' || kind === 'dated' || kind === 'figure')) giveUp();
    if (kind === 'anchor') {
      pending = [...parted, ...pending];
      parted = [];
      const own = settle(line);
      finish();
      open = { anchor: line, lines: [...own, line] };
    } else if (kind === 'text' || kind === 'dated') pending.push(line);
    else if (kind === 'beside') aside(line);
    else {
      const left = settle(null);
      if (kind === 'figure' || kind === 'other') part(left);
      else for (const other of [...parted.splice(0), ...left]) aside(other);
      finish();
      if (kind === 'heading') {
        carried = filledDates(line.cells, layout);
        aside(line);
      } else if (kind === 'title') {
        section = sectionKind(line.cells.find((cell) => cell !== '')!) ?? sectionKind(line.line.cells[0]!.text) ?? section;
        aside(line);
      } else {
        if (kind === 'figure' && line.dated) carried = filledDates(line.cells, layout);
        // A total above its bookings says which way they go.
        if (kind === 'figure') section = summedKind(line.cells.filter((cell, index) => cell !== '' && layout.columns[index]!.kind === 'text').join(' ')) ?? section;
        records.push({ kind: kind === 'figure' ? 'figure' : 'aside', lines: [line.line], cells: line.cells, section, dated: line.dated });
      }
    }
  }
  const left = settle(null);
  finish();
  const goesOn = left.findIndex((line) => line.dated);
  const kept = goesOn < 0 ? [] : left.slice(goesOn);
  for (const line of goesOn < 0 ? left : left.slice(0, goesOn)) aside(line);
  return { records, continued, section, carried, pending: [...parted, ...kept] };
}

/** Lines of a column stand at least this far apart, in font sizes; what is nearer stands beside, in the middle of its row. */
const LEAST_LEADING = 0.85;

/** At the top of a page the lines above a clear gap belong to the page before. */
function splitTop(lines: readonly TextLine[], below: TextLine): number {
  const all = [...lines, below];
  const gaps = all.slice(1).map((line, index) => line.y - all[index]!.y);
  const beside = gaps.at(-1)! < LEAST_LEADING * below.size;
  const own = beside ? gaps.slice(0, -1) : gaps;
  if (own.length === 0) return 0;
  const widest = Math.max(...own);
  if (own.length === 1 && !beside) return 1;
  return widest > Math.min(...own) * CLEARLY ? own.indexOf(widest) + 1 : beside ? 0 : lines.length;
}

/** How many texts after the last amount of a page go on with it: close below, and beginning where texts begin. */
function follows(last: TextLine, lines: readonly TableLine[], layout: TableLayout): number {
  let [count, above, usual] = [0, last, Infinity];
  for (const { line, textStart, dated } of lines) {
    const gap = line.y - above.y;
    if (gap > LINE_GAP * layout.em || gap > usual * 1.3) break;
    // A second day stands before the texts: what is in its cell begins anywhere.
    if (!dated && !layout.columns.some((column) => column.kind === 'text' && Math.abs(textStart - column.x0) < layout.em * 1.5)) break;
    count++;
    usual = Math.min(usual, gap);
    above = line;
  }
  return count;
}
