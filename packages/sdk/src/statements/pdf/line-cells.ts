import { namesDay } from '../roles/header-words.ts';
import { scanCompactDay, scanSixDigits } from '../values/date-scan.ts';
import { isDash } from '../values/text.ts';
import { cellGap, cellOf, type Cell, type TextLine } from './lines.ts';
import { dayOfLine, type LayoutColumn, type TableLayout } from './table-layout.ts';
import { ANY_DAYS, isNoteMark, type Token } from './value-tokens.ts';
import type { Word } from './words.ts';

/** A line of a table, its words in the columns where they stand. */
export interface LineCells {
  readonly line: TextLine;
  readonly cells: readonly string[];
  /** Whether a column of dates holds one. */
  readonly dated: boolean;
  /** The columns of money that hold an amount. */
  readonly money: readonly number[];
  /** Where the first text of the line begins; Infinity where it has none. */
  readonly textStart: number;
  /** Whether values stand where the table has no column for them: then it is no line of this table. */
  readonly strays: number;
  /** Whether a day stands among its texts. */
  readonly speaksOfDay: boolean;
  /** Whether it is nothing but several dates and numbers in turns: a list of balances by day. */
  readonly pairs: boolean;
}

function centre(span: { readonly x0: number; readonly x1: number }): number {
  return (span.x0 + span.x1) / 2;
}

/** Room beside a column, in font sizes, in which its values may begin or end. */
const MARGIN = 0.6;
const ALIGNED = 0.3;

function dateColumn(token: Token, layout: TableLayout): number {
  return layout.columns.findIndex((column) => column.kind === 'date' && token.x0 >= column.x0 - layout.em * MARGIN && token.x0 <= column.x1 && (token.freeLeft || Math.abs(token.x0 - column.x0) < layout.em * ALIGNED));
}

/** The column of days, named so, in which digits alone are one: `0203`, `020326`. */
function compactDayColumn(token: Token, layout: TableLayout): number {
  if (!token.freeLeft || !(token.freeRight || token.first === 0) || (scanCompactDay(token.text, ANY_DAYS) ?? scanSixDigits(token.text)) === null) return -1;
  const at = dateColumn(token, layout);
  return at >= 0 && namesDay(layout.columns[at]!.header) ? at : -1;
}

function moneyColumn(token: Token, layout: TableLayout): number {
  const within = (column: LayoutColumn): boolean => {
    if (column.kind !== 'money') return false;
    const aligned = Math.abs(token.x1 - column.right) < layout.em * ALIGNED;
    const inside = centre(token) >= column.x0 - layout.em * MARGIN && centre(token) <= column.x1 + layout.em * MARGIN;
    return aligned || (inside && token.freeLeft);
  };
  const fitting = layout.columns.flatMap((column, index) => (within(column) ? [{ index, off: Math.min(Math.abs(token.x1 - column.right), Math.abs(centre(token) - centre(column))) }] : []));
  return fitting.sort((a, b) => a.off - b.off)[0]?.index ?? -1;
}

/** The column in which a text begins: the last one that starts at or before it. */
function textColumn(cell: Cell, layout: TableLayout): number {
  let [best, first] = [-1, -1];
  layout.columns.forEach((column, index) => {
    if (column.kind !== 'text') return;
    if (first < 0) first = index;
    if (column.x0 <= cell.x0 + layout.em * MARGIN) best = index;
  });
  return best < 0 ? first : best;
}

const TIME_OF_DAY = /^\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?$/i;

/** Whether something stands within a column of days: the time below a day is no text of the booking. */
function standsAmongDays(cell: Cell, layout: TableLayout): boolean {
  return layout.columns.some((column) => column.kind === 'date' && cell.x0 >= column.x0 - layout.em * MARGIN && cell.x1 <= column.x1 + layout.em * MARGIN);
}

/** Whether a value stands where the texts of a column begin: as in `of 01.03.2026` below the kind of a booking. */
function beginsText(token: Token, layout: TableLayout): boolean {
  return layout.columns.some((column) => column.kind === 'text' && Math.abs(token.x0 - column.x0) < layout.em * ALIGNED);
}

/** A mark such as CR, D or * that stands in a column of money beside its amount, or in place of one. */
const LONGEST_MARK = 4;

/** A sign that belongs to an amount further off, or to none: a currency, or a bracket of which the other one is missing. */
const SIGN_ALONE = /^(?:\p{Sc}|\()$/u;

function markedColumn(cell: Cell, layout: TableLayout): number {
  if (cell.text.length > LONGEST_MARK) return -1;
  return layout.columns.findIndex((column) => column.kind === 'money' && centre(cell) >= column.x0 - layout.em * MARGIN && centre(cell) <= column.x1 + layout.em * 2.5);
}

function isPairs(tokens: readonly Token[]): boolean {
  return tokens.length >= 4 && tokens.length % 2 === 0 && tokens.every((token, index) => (index % 2 === 0 ? token.date !== null : token.money));
}

/** Puts the values and words of a line into the columns of a table. */
export function lineCells(line: TextLine, tokens: readonly Token[], layout: TableLayout, anyNumber: boolean): LineCells {
  const cells: string[] = layout.columns.map(() => '');
  const day = layout.dayLines ? dayOfLine(tokens) : null;
  if (day !== null) return { line, cells: cells.map((_, index) => (index === 0 ? day : '')), dated: true, money: [], textStart: Infinity, strays: 0, speaksOfDay: false, pairs: false };
  const money: number[] = [];
  let [dated, strays, amongTexts, speaksOfDay, textStart] = [false, 0, 0, false, Infinity];
  let run: Word[] = [];
  const add = (column: number, text: string): void => {
    cells[column] = cells[column] === '' ? text : `${cells[column]!} ${text}`;
  };
  const flush = (): void => {
    if (run.length === 0) return;
    const cell = cellOf(run);
    run = [];
    if (cell.x1 < layout.x0 || cell.x0 > layout.x1) return;
    const marked = isDash(cell.text) ? -1 : markedColumn(cell, layout);
    if (marked >= 0 && SIGN_ALONE.test(cell.text) && (cells[marked] === '' || cell.text === '(')) return;
    if (marked >= 0 && cells[marked] !== '') {
      if (isNoteMark(cell.text)) return;
      add(marked, cell.text);
      return;
    }
    if (isDash(cell.text) && markedColumn(cell, layout) >= 0) return;
    if (TIME_OF_DAY.test(cell.text) && standsAmongDays(cell, layout)) return;
    const column = textColumn(cell, layout);
    if (column < 0) return;
    textStart = Math.min(textStart, cell.x0);
    add(column, cell.text);
  };
  for (const token of tokens) {
    const outside = token.x1 < layout.x0 || token.x0 > layout.x1;
    const dateAt = outside ? -1 : token.date === null ? compactDayColumn(token, layout) : dateColumn(token, layout);
    const amountAt = outside || token.amount === null || token.date === 'full' || !(token.money || anyNumber || token.freeLeft) ? -1 : moneyColumn(token, layout);
    const column = dateAt >= 0 && cells[dateAt] === '' ? dateAt : amountAt >= 0 && cells[amountAt] === '' ? amountAt : -1;
    if (column >= 0) {
      flush();
      cells[column] = token.text;
      if (column === amountAt && column !== dateAt) money.push(column);
      else dated = true;
      continue;
    }
    if (token.date === 'full' && token.first === 0) speaksOfDay = true;
    if (!outside && token.freeLeft && token.freeRight && (token.money || token.date === 'full')) {
      if (beginsText(token, layout)) amongTexts++;
      else strays++;
    }
    const words = line.words.slice(token.first, token.last + 1);
    if (run.length > 0 && words[0]!.x0 - run[run.length - 1]!.x1 >= cellGap(words[0]!)) flush();
    run.push(...words);
  }
  flush();
  // One value may begin a text; several are a line of figures.
  if (amongTexts > 1 || strays > 0) strays += amongTexts;
  return { line, cells, dated, money, textStart, strays, speaksOfDay, pairs: isPairs(tokens) };
}
