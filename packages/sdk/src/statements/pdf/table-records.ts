import { markerKind } from '../table/marker-words.ts';
import { cellsOf, type TextLine } from './lines.ts';
import type { LineCells } from './line-cells.ts';
import { sectionKind, summedKind, type SectionKind } from './section-titles.ts';
import { statesBalance, type TableLayout } from './table-layout.ts';

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

/** `beside`: a line of a side bar, which parts nothing. */
type LineKind = 'anchor' | 'dated' | 'heading' | 'text' | 'figure' | 'title' | 'beside' | 'other';

/** Figures that a line may state instead of booking an amount. */
export const FIGURES = ['opening', 'closing', 'total', 'turnover', 'balance', 'carried'] as const;
const TOTAL_WORD = /^(?:\p{L}*total|totals|subtotal|sub-total|\p{L}*summe|gesamt|totale|totaal|totalt|suma|sum|somme|totaux|razem|celkem|összesen|ukupno|toplam|итого|всего|усього|разом|σύνολο|monto total|รวม\p{L}*|合计|合計|小计|小計|합계)(?!\p{L})/iu;

/** `Panot yhteensä`, with the word for a total behind. */
const TOTAL_END = /\p{L}\s(?:yhteensä|összesen|totaal|insgesamt|gesamt|i alt|totalt|razem|celkem|spolu|ukupno|skupaj|toplamı?|合計|합계)(?:\s\d+(?:\s\p{L}{2,4}\.?)?)?$/iu;

/** `1. Total of purchases`. */
const NUMBERING = /^\d{1,2}[.)]+\s*#?\s*/;

/** Whether a line states a figure. A booking with a date has to be nothing but that; a line without one may say more. */
function statesFigure({ line, cells, dated }: LineCells, layout: TableLayout): boolean {
  const within = cells.filter((text, index) => text !== '' && layout.columns[index]!.kind === 'text');
  // The label of a total may begin left of the table.
  const texts = within.length > 0 || dated ? within : [cellsOf(line.words)[0]?.text ?? ''];
  const joined = texts.join(' ');
  if (texts.concat(joined).some((text) => markerKind(text, FIGURES) !== null)) return true;
  if (summedKind(joined) !== null) return true;
  return !dated && (TOTAL_WORD.test(joined.replace(NUMBERING, '')) || TOTAL_END.test(joined) || beginsWithBalance(joined));
}

/** `Opening balance + credits = closing balance`: a balance by its first words, whatever follows. */
function beginsWithBalance(text: string): boolean {
  const words = text.split(' ');
  return [2, 3].some((count) => words.length > count && markerKind(words.slice(0, count).join(' '), ['opening', 'closing'], true) !== null);
}

function kindOf(line: LineCells, layout: TableLayout, selfDated = false): LineKind {
  const filled = line.cells.filter((cell) => cell !== '').length;
  if (line.pairs) return 'other';
  if (filled === 0) return 'beside';
  if (statesFigure(line, layout)) return 'figure';
  // A balance beside which no amount stands, on a day of none: nothing was booked.
  if (line.money.length > 0 && !line.dated && line.money.every((column) => statesBalance(layout.columns[column]!))) return 'figure';
  if (line.money.length > 0) return !line.dated && (line.strays > (selfDated ? 0 : 1) || (selfDated && line.speaksOfDay)) ? 'other' : 'anchor';
  if (line.strays > 0) return 'other';
  if (line.dated) return filled === 1 ? 'heading' : 'dated';
  const single = line.cells.filter((cell) => cell !== '');
  return single.length === 1 && sectionKind(single[0]!) !== null ? 'title' : 'text';
}

const MOSTLY = 0.8;

/** Whether nearly each line with an amount has a date of its own. */
function isSelfDated(lines: readonly LineCells[], layout: TableLayout): boolean {
  const anchors = lines.filter((line) => kindOf(line, layout) === 'anchor');
  return anchors.filter(({ dated }) => dated).length > anchors.length * MOSTLY;
}

/** By how much a gap has to be wider than another one to part more. */
const CLEARLY = 1.2;

type PlacedTables = readonly { readonly lines: readonly LineCells[]; readonly layout: TableLayout }[];

/**
 * Whether days stand below the amounts that they are the days of: nearer to them than to the next ones, which have none of
 * their own either.
 */
export function daysBelow(tables: PlacedTables): boolean {
  let [below, above] = [0, 0];
  for (const { lines, layout } of tables) {
    const kinds = lines.map((line) => kindOf(line, layout));
    const isUndated = (at: number): boolean => kinds[at] === 'anchor' && !lines[at]!.dated;
    kinds.forEach((kind, at) => {
      if (kind !== 'dated') return;
      const before = kinds.findLastIndex((other, index) => index < at && other !== 'text');
      const after = kinds.findIndex((other, index) => index > at && other !== 'text');
      if (!isUndated(before) || (after >= 0 && !isUndated(after))) return;
      const gapOf = (index: number): number => (lines[index]?.line.page === lines[at]!.line.page ? Math.abs(lines[index]!.line.y - lines[at]!.line.y) : Infinity);
      const [up, down] = [gapOf(at - 1), gapOf(at + 1)];
      if (up * CLEARLY < down) below++;
      else if (down * CLEARLY < up) above++;
    });
  }
  return below >= 2 && below > above;
}

/** Where the amounts of a document stand: on the last line of a booking where days begin on lines without one. */
export function amountPlace(tables: PlacedTables): AmountPlace {
  let [first, last] = [0, 0];
  for (const { lines, layout } of tables) {
    const kinds = lines.map((line) => kindOf(line, layout));
    kinds.forEach((kind, at) => {
      if (kind === 'anchor' && lines[at]!.dated) first++;
      if (kind !== 'dated') return;
      const next = kinds.findIndex((other, index) => index > at && other !== 'text');
      if (next > 0 && kinds[next] === 'anchor' && !lines[next]!.dated) last++;
    });
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
  readonly anchor: LineCells;
  readonly lines: LineCells[];
}

export interface Grouping {
  readonly layout: TableLayout;
  readonly place: AmountPlace;
  readonly daysBelow: boolean;
  readonly section: SectionKind | null;
  /** The date cells that carry on from the lines before. */
  readonly carried: ReadonlyMap<number, string>;
  /** Lines of a booking that began on the page before and has no amount yet. */
  readonly pending: readonly LineCells[];
}

export interface Grouped {
  readonly records: readonly TableRecord[];
  /** Texts at the top that go on with the last booking of the page before. */
  readonly continued: readonly LineCells[];
  readonly section: SectionKind | null;
  readonly carried: ReadonlyMap<number, string>;
  readonly pending: readonly LineCells[];
}

function joinCells(lines: readonly LineCells[], anchor: LineCells, layout: TableLayout): readonly string[] {
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
export function groupLines(lines: readonly LineCells[], grouping: Grouping): Grouped {
  const { layout, place, daysBelow: below } = grouping;
  const selfDated = isSelfDated(lines, layout);
  const kinds = lines.map((line) => kindOf(line, layout, selfDated));
  const records: TableRecord[] = [];
  const continued: LineCells[] = [];
  let { section, carried } = grouping;
  let pending: LineCells[] = [...grouping.pending];
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
  const aside = (line: LineCells): void => {
    records.push({ kind: 'aside', lines: [line.line], cells: line.cells, section, dated: line.dated });
  };
  /** Gives what lies between an amount and the next one, or the end, to where it belongs. */
  const settle = (next: LineCells | null): LineCells[] => {
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

  lines.forEach((line, at) => {
    const kind = kinds[at]!;
    if (kind === 'anchor') {
      const own = settle(line);
      finish();
      open = { anchor: line, lines: [...own, line] };
    } else if (kind === 'text' || kind === 'dated') pending.push(line);
    else if (kind === 'beside') aside(line);
    else {
      for (const left of settle(null)) aside(left);
      finish();
      if (kind === 'heading') {
        carried = filledDates(line.cells, layout);
        aside(line);
      } else if (kind === 'title') {
        section = sectionKind(line.cells.find((cell) => cell !== '')!) ?? section;
        aside(line);
      } else {
        if (kind === 'figure' && line.dated) carried = filledDates(line.cells, layout);
        // A total above its bookings says which way they go.
        if (kind === 'figure') section = summedKind(line.cells.filter((cell, index) => cell !== '' && layout.columns[index]!.kind === 'text').join(' ')) ?? section;
        records.push({ kind: kind === 'figure' ? 'figure' : 'aside', lines: [line.line], cells: line.cells, section, dated: line.dated });
      }
    }
  });
  const left = settle(null);
  finish();
  const goesOn = left.findIndex((line) => line.dated);
  const kept = goesOn < 0 ? [] : left.slice(goesOn);
  for (const line of goesOn < 0 ? left : left.slice(0, goesOn)) aside(line);
  return { records, continued, section, carried, pending: kept };
}

/** At the top of a page the lines above a clear gap belong to the page before. */
function splitTop(lines: readonly TextLine[], below: TextLine): number {
  const all = [...lines, below];
  const gaps = all.slice(1).map((line, index) => line.y - all[index]!.y);
  const widest = Math.max(...gaps);
  return gaps.length === 1 || widest > Math.min(...gaps) * CLEARLY ? gaps.indexOf(widest) + 1 : lines.length;
}

/** How many texts after the last amount of a page go on with it: close below, and beginning where texts begin. */
function follows(last: TextLine, lines: readonly LineCells[], layout: TableLayout): number {
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
