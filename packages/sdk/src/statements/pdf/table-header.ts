import { DAYS, headerScores, isHeaderTerm, type HeaderScores } from '../roles/header-words.ts';
import type { HeaderSense } from '../roles/header-terms.ts';
import { cellOf, cellsOf, type Cell, type TextLine } from './lines.ts';
import type { Token } from './value-tokens.ts';
import { textOf, type Word } from './words.ts';

/** One cell of a table's header, which may stand on several lines. */
export interface HeaderCell {
  readonly text: string;
  readonly x0: number;
  readonly x1: number;
  readonly scores: HeaderScores;
}

export interface TableHeader {
  /** Indexes of its lines, without a gap. */
  readonly first: number;
  readonly last: number;
  readonly cells: readonly HeaderCell[];
}

export const KNOWN = 0.6;
const MONEY = ['amount', 'money-out', 'money-in', 'balance'] as const satisfies readonly HeaderSense[];
const LABELS = ['description', 'counterparty', 'reference', 'kind', 'other-party'] as const satisfies readonly HeaderSense[];

const memo = new Map<string, HeaderScores>();
const MOST_MEMORISED = 5_000;

function scoresOf(text: string): HeaderScores {
  let scores = memo.get(text);
  if (!scores) {
    scores = headerScores(text);
    if (memo.size >= MOST_MEMORISED) memo.clear();
    memo.set(text, scores);
  }
  return scores;
}

function best(scores: HeaderScores): number {
  return Math.max(0, ...Object.values(scores));
}

/** Whether a header cell has one of some senses. */
export function means(cell: HeaderCell, senses: readonly HeaderSense[]): boolean {
  return senses.some((sense) => (cell.scores[sense] ?? 0) >= KNOWN);
}

export function namesMoney(cell: HeaderCell): boolean {
  return means(cell, MONEY);
}

export function namesDays(cell: HeaderCell): boolean {
  return means(cell, DAYS);
}

/** The scores of a text that stands on several lines: of the whole, or of one of its lines where that says more. */
function headerCell({ text, x0, x1, words }: Cell): HeaderCell {
  const lines = [...new Set(words.map((word) => word.y))];
  const parts = lines.length > 1 ? lines.map((y) => textOf(words.filter((word) => word.y === y))) : [];
  const scores: HeaderScores = { ...scoresOf(text) };
  for (const part of parts) {
    for (const [sense, score] of Object.entries(scoresOf(part)) as [HeaderSense, number][]) if (score === 1) scores[sense] = 1;
  }
  return { text, x0, x1, scores };
}

const MOST_PARTS = 12;

/** A blank that is wider than one within a term, in font sizes. */
const WIDER = 0.33;

/**
 * Cells that stand so close together that they look like one: parted where each part is a term of its own. What is known
 * as a whole (`Debit amount`) is only parted at blanks that are wider than those between words.
 */
function partCell(cell: Cell): readonly Cell[] {
  const { words } = cell;
  if (words.length < 2 || words.length > MOST_PARTS || isHeaderTerm(cell.text)) return [cell];
  const partAt = (mayPart: (at: number) => boolean): readonly Cell[] | null => {
    const part = (from: number): readonly Cell[] | null => {
      if (from === words.length) return [];
      for (let to = words.length; to > from; to--) {
        if ((from === 0 && to === words.length) || (to < words.length && !mayPart(to))) continue;
        const term = cellOf(words.slice(from, to));
        if (!isHeaderTerm(term.text)) continue;
        const rest = part(to);
        if (rest) return [term, ...rest];
      }
      return null;
    };
    return part(0);
  };
  const parts = partAt(() => true);
  if (parts === null) return [cell];
  if (best(scoresOf(cell.text)) < KNOWN) return parts;
  return partAt((at) => words[at]!.x0 - words[at - 1]!.x1 >= WIDER * words[at]!.size) ?? [cell];
}

/** Puts the cells of several lines over one another: those that overlap are one, read from top to bottom. */
function stack(lines: readonly (readonly Cell[])[]): readonly Cell[] {
  const stacked: { texts: string[]; words: Word[]; x0: number; x1: number }[] = [];
  for (const cells of lines) {
    for (const cell of cells) {
      const over = stacked.filter((each) => Math.min(each.x1, cell.x1) - Math.max(each.x0, cell.x0) > 0);
      if (over.length > 1) {
        // A cell over several ones below it is a heading of a group and names none of them.
        continue;
      }
      const [own] = over;
      if (!own) stacked.push({ texts: [cell.text], words: [...cell.words], x0: cell.x0, x1: cell.x1 });
      else {
        own.texts.push(cell.text);
        own.words.push(...cell.words);
        [own.x0, own.x1] = [Math.min(own.x0, cell.x0), Math.max(own.x1, cell.x1)];
      }
    }
  }
  return stacked.sort((a, b) => a.x0 - b.x0).map(({ texts, words, x0, x1 }) => ({ text: texts.join(' '), x0, x1, words }));
}

interface Candidate extends TableHeader {
  readonly known: number;
}

/** Whether cells name a table of bookings: money, and a day or what was booked; hardly anything else. */
function candidate(first: number, last: number, cells: readonly HeaderCell[]): Candidate | null {
  const known = cells.filter((cell) => best(cell.scores) >= KNOWN).length;
  const strong = cells.filter((cell) => best(cell.scores) >= 0.8).length;
  if (cells.length < 2 || known < 2 || strong < 1 || known * 2 < cells.length) return null;
  if (!cells.some(namesMoney)) return null;
  if (!cells.some(namesDays) && !(cells.some((cell) => means(cell, LABELS)) && known >= 2 && cells.length >= 3)) return null;
  return { first, last, cells, known };
}

/**
 * Whether one more line makes a header better: it adds to the words of its cells (`Value` over `Date`), or names them in
 * another language. A cell of no known name beside all others is the heading of something else.
 */
function goesOn(found: Candidate, next: Candidate, line: readonly Cell[]): boolean {
  if (next.known !== found.known) return next.known > found.known;
  const beside = line.some((cell) => cell.x0 > found.cells.at(-1)!.x1 || cell.x1 < found.cells[0]!.x0);
  if (next.cells.length !== found.cells.length) return !beside && sum(next) > sum(found) + 0.3;
  return sum(next) > sum(found) || (sum(next) === sum(found) && line.length > 1 && line.every((cell) => best(scoresOf(cell.text)) >= KNOWN));
}

const MOST_LINES = 3;
/** Lines of one header are not further apart than this share of the font size. */
const NEAR = 2.1;
const LONGEST_CELL = 60;

/** Numbers of bookings and of accounts; headers hold none. */
const NUMBER = /\d{4}/;

const MOST_WORDS = 40;
/** A mark before several words makes them a note that explains it: `*Indicates posting date`. */
const NOTE = /^[*†‡§◆◊]\s?\p{L}+(?:\s\p{L}+){2}/u;

/** The cells of a line that may name columns; null where it holds values. A name may go on with the period of its bookings. */
function namingCells({ words, cells }: TextLine, tokens: readonly Token[]): readonly Cell[] | null {
  if (words.length > MOST_WORDS || cells.some(({ text }) => NOTE.test(text))) return null;
  const dates = tokens.filter((token) => token.date === 'full');
  if (tokens.some((token) => token.date !== 'full' && (token.money || NUMBER.test(token.text)))) return null;
  const [from, to] = dates;
  if (from === undefined) return cells;
  const within = dates.length === 2 && tokens.every((token) => token.first <= from.first || token.last > to!.last || !token.freeLeft);
  return within && !from.freeLeft ? cellsOf([...words.slice(0, from.first), ...words.slice(to!.last + 1)]) : null;
}

/** Lines of a cell follow one another as closely as this, in font sizes. */
const CLOSE = 1.4;

/** Whether a line is a further line of several cells of a header. */
function follows(header: Candidate, line: TextLine, above: TextLine, cells: readonly Cell[]): boolean {
  if (cells.length < 2 || line.y - above.y > CLOSE * Math.max(line.size, above.size)) return false;
  return cells.every((cell) => header.cells.filter((own) => Math.min(own.x1, cell.x1) > Math.max(own.x0, cell.x0)).length === 1);
}

/** The header that begins at a line; null where none does. */
export function headerAt(lines: readonly TextLine[], tokens: readonly (readonly Token[])[], first: number): TableHeader | null {
  const heap: (readonly Cell[])[] = [];
  let found: Candidate | null = null;
  for (let last = first; last < lines.length && last - first < MOST_LINES; last++) {
    const line = lines[last]!;
    const naming = namingCells(line, tokens[last]!);
    if (naming === null) break;
    const previous = lines[last - 1];
    if (last > first && (previous!.page !== line.page || line.y - previous!.y > NEAR * Math.max(line.size, previous!.size))) break;
    const cells = naming.flatMap(partCell);
    if (cells.some((cell) => cell.text.length > LONGEST_CELL)) break;
    heap.push(cells);
    if (found && found.last === last - 1 && follows(found, line, previous!, cells)) {
      found = { first: found.first, last, known: found.known, cells: stack(heap).map(headerCell) };
      continue;
    }
    const next = candidate(first, last, stack(heap).map(headerCell));
    if (next && (!found || goesOn(found, next, cells))) found = next;
  }
  return found && { first: found.first, last: found.last, cells: found.cells };
}

function sum(header: TableHeader): number {
  return header.cells.reduce((total, cell) => total + best(cell.scores), 0);
}

/** How sure a header is: the sum of what its cells are known by. */
export function headerWeight(header: TableHeader): number {
  return sum(header);
}

/** The text of a header by which equal ones are known on other pages. */
export function signature(header: TableHeader): string {
  return header.cells.map((cell) => cell.text.toLowerCase()).join('|');
}
