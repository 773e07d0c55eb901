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
