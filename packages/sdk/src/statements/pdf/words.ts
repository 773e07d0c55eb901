import type { TextRun } from './page-text.ts';

/** A word with its place on the page; outer edges of a run are exact, those between its words are estimated. */
export interface Word {
  readonly text: string;
  readonly x0: number;
  readonly x1: number;
  readonly y: number;
  readonly size: number;
  readonly monospaced: boolean;
}

// Widths in thousandths of the font size, near enough to those of common text fonts: only their proportions count.
const NARROW = 278;
const DIGIT = 556;
const CAPITAL = 680;
const SMALL = 510;
const WIDE = 850;
const FULL = 1000;
const EAST_ASIAN = /[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]/;

function widthOf(letter: string): number {
  if (' .,:;\'|!ijlI/\\[]()ft'.includes(letter)) return NARROW;
  if (letter >= '0' && letter <= '9') return DIGIT;
  if ('mwMW@%'.includes(letter)) return WIDE;
  if (EAST_ASIAN.test(letter)) return FULL;
  return letter !== letter.toLowerCase() ? CAPITAL : letter === '-' ? 333 : SMALL;
}

const ASCII = 0x80;
const ASCII_WIDTHS = Array.from({ length: ASCII }, (_, code) => widthOf(String.fromCharCode(code)));

function widthIn(monospaced: boolean, letter: string): number {
  const code = letter.charCodeAt(0);
  if (monospaced) return code >= ASCII && EAST_ASIAN.test(letter) ? 2 : 1;
  return code < ASCII ? ASCII_WIDTHS[code]! : widthOf(letter);
}

const BLANK = /\s/u;
const NON_ASCII = /[^\u0000-\u007f]/;

function isBlank(letter: string): boolean {
  const code = letter.charCodeAt(0);
  return code < ASCII ? code === 0x20 || (code >= 0x09 && code <= 0x0d) : BLANK.test(letter);
}

/** Letters of Hebrew, Arabic and the scripts between them, which run from right to left. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const LEFT_TO_RIGHT = /[A-Za-z\u00c0-\u058f0-9]/;

/** Whether a text is written from right to left and holds nothing that is not. */
function runsLeft(text: string): boolean {
  return RIGHT_TO_LEFT.test(text) && !LEFT_TO_RIGHT.test(text);
}

/** Dots that lead the eye from a text to its amount. */
const LEADERS = /[.\u00b7\u2024_]{4,}/g;

function plainText(printed: string): string {
  const text = NON_ASCII.test(printed) ? printed.normalize('NFKC') : printed;
  return text.replace(LEADERS, (leaders) => ' '.repeat(leaders.length));
}

/** Splits a run at its blanks. Compatibility forms (radicals, full-width digits, ligatures) become ordinary letters. */
export function wordsOf(run: TextRun): readonly Word[] {
  const text = plainText(run.text);
  const { x0, x1, y, size, monospaced } = run;
  if (!BLANK.test(text)) return [{ text, x0, x1, y, size, monospaced }];
  let whole = 0;
  for (const letter of text) whole += widthIn(monospaced, letter);
  const words: Word[] = [];
  // Where the word that is being read begins, in the text and by the widths before it; -1 between two words.
  let from = -1;
  let left = 0;
  let at = 0;
  let right = 0;
  const scale = x1 - x0;
  const mirrored = runsLeft(text);
  const add = (word: string): void => {
    const [start, end] = [(left / whole) * scale, (right / whole) * scale];
    words.push({ text: word, x0: mirrored ? x1 - end : x0 + start, x1: mirrored ? x1 - start : x0 + end, y, size, monospaced });
  };
  for (const letter of text) {
    if (!isBlank(letter)) {
      if (from < 0) {
        from = at;
        left = right;
      }
    } else if (from >= 0) {
      add(text.slice(from, at));
      from = -1;
    }
    at += letter.length;
    right += widthIn(monospaced, letter);
  }
  if (from >= 0) add(text.slice(from));
  return words;
}

/** Pieces of one word lie closer together than this share of the font size. */
const PIECES = 0.12;

/** Puts words together again that were drawn in pieces. `words` stand in one line, by their left edges. */
export function joinPieces(words: readonly Word[]): readonly Word[] {
  const joined: Word[] = [];
  for (const word of words) {
    const last = joined[joined.length - 1];
    if (last && word.x0 - last.x1 < PIECES * Math.min(last.size, word.size) && word.x0 > last.x0) {
      const text = runsLeft(last.text + word.text) ? word.text + last.text : last.text + word.text;
      joined[joined.length - 1] = { ...last, text, x1: Math.max(last.x1, word.x1) };
    } else joined.push(word);
  }
  return joined;
}

/**
 * The text of words that stand side by side, as it is read: from right to left where they are written so, and what is
 * written from left to right among them that way.
 */
export function textOf(words: readonly Word[]): string {
  let text = words[0]!.text;
  for (let at = 1; at < words.length; at++) text += ` ${words[at]!.text}`;
  if (!NON_ASCII.test(text) || !words.some((word) => runsLeft(word.text))) return text;
  const read: string[] = [];
  let forward: string[] = [];
  for (const word of words.toReversed()) {
    if (LEFT_TO_RIGHT.test(word.text)) forward.unshift(word.text);
    else {
      read.push(...forward, word.text);
      forward = [];
    }
  }
  return [...read, ...forward].join(' ');
}
