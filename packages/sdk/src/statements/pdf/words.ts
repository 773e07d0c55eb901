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

/** Splits a run at its blanks. Compatibility forms (radicals, full-width digits, ligatures) become ordinary letters. */
export function wordsOf(run: TextRun): readonly Word[] {
  const text = NON_ASCII.test(run.text) ? run.text.normalize('NFKC') : run.text;
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
  for (const letter of text) {
    if (!isBlank(letter)) {
      if (from < 0) {
        from = at;
        left = right;
      }
    } else if (from >= 0) {
      words.push({ text: text.slice(from, at), x0: x0 + (left / whole) * scale, x1: x0 + (right / whole) * scale, y, size, monospaced });
      from = -1;
    }
    at += letter.length;
    right += widthIn(monospaced, letter);
  }
  if (from >= 0) words.push({ text: text.slice(from), x0: x0 + (left / whole) * scale, x1: x0 + (right / whole) * scale, y, size, monospaced });
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
      joined[joined.length - 1] = { ...last, text: last.text + word.text, x1: Math.max(last.x1, word.x1) };
    } else joined.push(word);
  }
  return joined;
}
