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

/** Where each character of a run ends, as shares of its width. */
function ends(text: string, monospaced: boolean): readonly number[] {
  let sum = 0;
  const sums = Array.from(text, (letter) => (sum += monospaced ? (EAST_ASIAN.test(letter) ? 2 : 1) : widthOf(letter)));
  return sums.map((end) => end / sum);
}

const WORD = /\S+/gu;

/** Splits a run at its blanks. Compatibility forms (radicals, full-width digits, ligatures) become ordinary letters. */
export function wordsOf(run: TextRun): readonly Word[] {
  const text = run.text.normalize('NFKC');
  const { x0, x1, y, size, monospaced } = run;
  if (!/\s/u.test(text)) return [{ text, x0, x1, y, size, monospaced }];
  const letters = Array.from(text);
  const shares = ends(text, monospaced);
  const at = (index: number): number => x0 + (index === 0 ? 0 : shares[index - 1]!) * (x1 - x0);
  // Matches count UTF-16 units; positions count characters.
  const position = letters.length === text.length ? (units: number): number => units : (units: number): number => Array.from(text.slice(0, units)).length;
  return Array.from(text.matchAll(WORD), (match) => {
    const [from, to] = [position(match.index), position(match.index + match[0].length)];
    return { text: match[0], x0: at(from), x1: at(to), y, size, monospaced };
  });
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
