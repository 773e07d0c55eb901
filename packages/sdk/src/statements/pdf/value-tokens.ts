import { bodyToMinor } from '../values/amount-parser.ts';
import { scanAmount, type AmountScan } from '../values/amount-scan.ts';
import { scanDate, scanWithoutYear, type StatedDays } from '../values/date-scan.ts';
import { anyMonthNames } from '../values/month-names.ts';
import { fold } from '../values/text.ts';
import { cellGap, type TextLine } from './lines.ts';
import type { Word } from './words.ts';

/** What a token can be. `short` is a day and a month; such a token can be a number as well (`12.05`). */
export type DateKind = 'full' | 'short';

/** Neighbouring words of a line that make one value, or a word that makes none. */
export interface Token {
  readonly text: string;
  readonly x0: number;
  readonly x1: number;
  /** The first and last of its words in the line. */
  readonly first: number;
  readonly last: number;
  readonly date: DateKind | null;
  readonly amount: AmountScan | null;
  /** Whether it is written as money is: with decimals, groups of thousands or a currency. */
  readonly money: boolean;
  /** Whether wide blanks or the edge of the line part it from what stands left and right of it. */
  readonly freeLeft: boolean;
  readonly freeRight: boolean;
}

const DIGIT = /\d/;
const MOST_WORDS = 6;
/** Parts of one value do not stand further apart than this share of the font size; in monospaced fonts a blank is 0.6 wide. */
const VALUE_GAP = 1.1;
/** A year with all days that there are: whether something is a day at all. */
export const ANY_DAYS: StatedDays = { from: 2000 * 512 + 33, to: 2000 * 512 + 12 * 32 + 31 };
const MONEY_BODY = /[.,]\d{2,3}$|\d[.,' ]\d{3}(?:\D|$)/;
const LETTERED_MARKER = /[\p{L}*]/u;

/** An amount whose separators fit one decimal mark or the other. */
function amountOf(text: string): AmountScan | null {
  const scan = scanAmount(text);
  if (!scan) return null;
  return bodyToMinor(scan.body, '.', 3) !== null || bodyToMinor(scan.body, ',', 3) !== null ? scan : null;
}

/** A word before a date belongs to it where it is a month or an abbreviated weekday, not where it is any word. */
function mayLeadDate(word: string): boolean {
  if (DIGIT.test(word)) return true;
  const bare = fold(word).replace(/[.,]/g, '');
  return bare.length <= 3 || anyMonthNames().has(bare);
}

function dateOf(text: string): DateKind | null {
  if (scanDate(text)) return 'full';
  return scanWithoutYear(text, ANY_DAYS) ? 'short' : null;
}

/**
 * The last of the neighbouring words that can be one value with a word at all: close together and not many. A number of
 * which one part is separated by a wide blank is two numbers, unless that blank groups digits.
 */
function reach(words: readonly Word[], from: number): number {
  let to = from;
  while (to + 1 < words.length && to - from + 1 < MOST_WORDS) {
    const [left, right] = [words[to]!, words[to + 1]!];
    const gap = right.x0 - left.x1;
    if (gap >= VALUE_GAP * right.size) break;
    const wide = cellGap(right);
    if (gap >= wide * 2 || (gap >= wide && /\d$/.test(left.text) && /^\d/.test(right.text))) break;
    to++;
  }
  return to;
}

interface Match {
  readonly last: number;
  readonly text: string;
  readonly date: DateKind | null;
  readonly amount: AmountScan | null;
}

/** The longest value that begins with a word; a date before a number of the same length. Every value holds a digit. */
function valueAt(words: readonly Word[], from: number): Match | null {
  const end = reach(words, from);
  let least = from;
  while (least <= end && !DIGIT.test(words[least]!.text)) least++;
  if (least > end) return null;
  const leadsDate = mayLeadDate(words[from]!.text);
  for (let last = end; last >= least; last--) {
    const oneAmount = last === from || isOneAmount(words, from, last);
    if (!leadsDate && !oneAmount) continue;
    const text = textBetween(words, from, last);
    const date = leadsDate ? dateOf(text) : null;
    // A weekday or another word before a date is part of it only where the whole is a date.
    const amount = date === 'short' || (date === null && oneAmount) ? amountOf(text) : null;
    if (date !== null || amount !== null) return { last, text, date, amount };
  }
  return null;
}

const DAY_ALONE = /^(?:[1-9]|[0-2]\d|3[01])\.?$/;
const YEAR_ALONE = /^(?:19|20)\d{2}$/;
/** Cells of one date stand no further apart than this share of the font size. */
const DATE_CELLS_GAP = 4;

function isMonthName(text: string): boolean {
  return !DIGIT.test(text) && anyMonthNames().has(fold(text).replace(/\.$/, ''));
}

/** A date of which day and month, and maybe the year, stand in cells of their own: `15 | JAN`. null where none begins at a word. */
function dateInCells(words: readonly Word[], from: number): Match | null {
  const [day, month] = [words[from]!, words[from + 1]];
  const near = (at: number): boolean => words[at] !== undefined && words[at].x0 - words[at - 1]!.x1 < DATE_CELLS_GAP * words[at].size;
  if (month === undefined || !near(from + 1) || !DAY_ALONE.test(day.text) || !isMonthName(month.text)) return null;
  const year = near(from + 2) && YEAR_ALONE.test(words[from + 2]!.text);
  const last = from + (year ? 2 : 1);
  const next = words[last + 1];
  // A word close behind belongs to what the month begins: `3 | Mar 5`.
  if (next !== undefined && next.x0 - words[last]!.x1 < cellGap(next)) return null;
  const text = textBetween(words, from, last);
  const date = dateOf(text);
  return date && { last, text, date, amount: null };
}

/** Marks that refer to a note below: `02/20/26*`. */
const NOTE_MARKS = '*†‡§◆◊♦⬧';

/** Whether a word is nothing but a mark that refers to a note. */
export function isNoteMark(text: string): boolean {
  return text.length === 1 && NOTE_MARKS.includes(text);
}

/** A word without the mark of a note behind it. */
function unmarked(text: string): string {
  return text.length > 1 && NOTE_MARKS.includes(text[text.length - 1]!) ? text.slice(0, -1) : text;
}

function textBetween(words: readonly Word[], first: number, last: number): string {
  let text = first === last ? '' : words[first]!.text;
  for (let at = first + 1; at < last; at++) text += ` ${words[at]!.text}`;
  return first === last ? unmarked(words[last]!.text) : `${text} ${unmarked(words[last]!.text)}`;
}

/** Words beside a number are marks and currencies only where they are short: `withdrawal` is a word of the text. */
const LONGEST_MARK = 5;

/** Several words are one amount where they are a sign, a currency or a mark beside a number, or groups of its digits. */
function isOneAmount(words: readonly Word[], first: number, last: number): boolean {
  let numbers = 0;
  let grouped = true;
  for (let at = first; at <= last; at++) {
    const { text } = words[at]!;
    if (!DIGIT.test(text)) {
      if (text.length > LONGEST_MARK) return false;
      continue;
    }
    if (numbers > 0 && !/^\d{3}(?:\D|$)/.test(text)) grouped = false;
    numbers++;
  }
  return numbers === 1 || grouped;
}

const CURRENCY_SIGN = /\p{Sc}|\bkr\b/iu;

function isMoney(scan: AmountScan | null, text: string): boolean {
  return scan !== null && (MONEY_BODY.test(scan.body) || scan.currency !== null || CURRENCY_SIGN.test(text));
}

/** Reads a line from left to right as values and words. */
export function tokensOf(line: TextLine): readonly Token[] {
  const { words } = line;
  const tokens: Token[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    const leads = at === 0 || tokens[tokens.length - 1]!.date !== null;
    const match = mayBegin(word.text) ? ((leads ? dateInCells(words, at) : null) ?? valueAt(words, at)) : null;
    const last = match?.last ?? at;
    const [left, right] = [words[at - 1], words[last + 1]];
    tokens.push({
      text: match?.text ?? word.text,
      x0: word.x0,
      x1: words[last]!.x1,
      first: at,
      last,
      date: match?.date ?? null,
      amount: match?.amount ?? null,
      money: match !== null && isMoney(match.amount, match.text),
      freeLeft: left === undefined || word.x0 - left.x1 >= cellGap(word),
      freeRight: right === undefined || right.x0 - words[last]!.x1 >= cellGap(right),
    });
    at = last;
  }
  return tokens;
}

/** A cheap first look: values begin with a digit, a sign, a currency, or a month or weekday. */
function mayBegin(text: string): boolean {
  return text.length <= 12 || DIGIT.test(text) || !LETTERED_MARKER.test(text);
}
