import type { Word } from './words.ts';

/** Fewer letters with blanks between them may be initials, or a count and its unit. */
const LEAST_LETTERS = 4;
/** A blank between spaced words is wider than those between their letters by this factor. */
const CLEARLY = 1.7;

const DIGIT = /\d/;

/**
 * Whether words that stand together are single letters or digits, set apart for looks: `T O T A L`, `1 . 2 0 4 , 3 1`.
 * Digits alone may be numbers for themselves.
 */
export function areSpacedLetters(words: readonly Word[]): boolean {
  return words.length >= LEAST_LETTERS && words.every(({ text }) => text.length === 1) && !words.every(({ text }) => DIGIT.test(text));
}

/** Puts letters that are set apart together again to the words that they make. */
export function joinSpacedLetters(words: readonly Word[]): readonly Word[] {
  const gaps = words.slice(1).map((word, at) => word.x0 - words[at]!.x1);
  const usual = gaps.toSorted((a, b) => a - b)[gaps.length >> 1]!;
  const joined: Word[] = [words[0]!];
  for (const [at, word] of words.slice(1).entries()) {
    const last = joined.at(-1)!;
    if (gaps[at]! > usual * CLEARLY) joined.push(word);
    else joined[joined.length - 1] = { ...last, text: last.text + word.text, x1: word.x1 };
  }
  return joined;
}

/** Letters of scripts without blanks between words may be spaced out to this share of the font size, all alike. */
const SPACED_OUT = 1.05;
const ALIKE = 0.1;
const SPACED_LETTER = /^[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]$/;

/** The gap of letters that are spaced out, as in `利 用 日`; Infinity where no such letter follows. */
function spacing(words: readonly Word[], at: number): number {
  const [left, right] = [words[at], words[at + 1]];
  if (!left || !right || left.size !== right.size || !SPACED_LETTER.test(left.text) || !SPACED_LETTER.test(right.text)) return Infinity;
  const gap = right.x0 - left.x1;
  return gap >= 0 && gap <= SPACED_OUT * left.size ? gap : Infinity;
}

/** Puts words of a line together again whose letters are spaced out wider than blanks, as titles are in scripts without blanks. */
export function joinSpacedOut(words: readonly Word[]): readonly Word[] {
  if (!words.some((word) => SPACED_LETTER.test(word.text))) return words;
  const joined: Word[] = [];
  for (let at = 0; at < words.length; at++) {
    const [first, gap] = [words[at]!, spacing(words, at)];
    let last = at;
    while (gap < Infinity && Math.abs(spacing(words, last) - gap) <= ALIKE * first.size) last++;
    joined.push(last === at ? first : { ...first, text: words.slice(at, last + 1).map(({ text }) => text).join(''), x1: words[last]!.x1 });
    at = last;
  }
  return joined;
}
