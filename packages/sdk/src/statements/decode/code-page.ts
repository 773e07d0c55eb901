import { LANGUAGE_LETTERS } from './language-letters.ts';
import { foldedNonAsciiTerms } from '../roles/header-words.ts';

/** Legacy encodings by how often bank exports use them; an earlier one wins a tie. Labels of the WHATWG Encoding Standard. */
const CANDIDATES = [
  'windows-1252', 'iso-8859-15', 'windows-1250', 'iso-8859-2', 'windows-1254', 'windows-1251', 'macintosh', 'shift_jis', 'gb18030',
  'euc-kr', 'big5', 'euc-jp', 'windows-1253', 'windows-1257', 'windows-1255', 'windows-1256', 'koi8-r', 'ibm866', 'iso-8859-5', 'iso-8859-7', 'windows-874',
] as const;

const SAMPLE_BYTES = 8 * 1024;
const CONTEXT = 48;

/** The neighbourhood of bytes above 0x7F from the whole file, line by line, so that a long ASCII head does not hide them. */
function interestingBytes(bytes: Uint8Array): Uint8Array {
  const sample = new Uint8Array(SAMPLE_BYTES);
  let size = 0;
  for (let at = 0; at < bytes.length && size < SAMPLE_BYTES; at++) {
    if (bytes[at]! < 0x80) continue;
    // Whole lines keep multi-byte sequences whole; a very long line is cut at a space or delimiter.
    let from = at;
    while (from > 0 && at - from < CONTEXT && bytes[from - 1] !== 0x0a && bytes[from - 1] !== 0x0d) from--;
    let to = at;
    while (to < bytes.length && bytes[to] !== 0x0a && bytes[to] !== 0x0d && to - at < 4096) to++;
    const part = bytes.subarray(from, Math.min(to, from + SAMPLE_BYTES - size - 1));
    sample.set(part, size);
    size += part.length;
    sample[size++] = 0x0a;
    at = to;
  }
  return sample.subarray(0, size);
}

const PLAUSIBLE_SYMBOLS = new Set('€£§°’‘“”„–—…«»ºª·•´²³½¿¡®©™№\u00a0、。，：；（）「」・ー【】％￥＊／－');
const LATIN = /^\p{Script=Latin}$/u;
const CJK = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\uff61-\uff9f]$/u;
const LETTER = /^\p{L}$/u;
const UPPER = /^\p{Lu}$/u;
const LOWER = /^\p{Ll}$/u;

interface Kind {
  readonly script: 'latin' | 'east-asian' | 'other' | 'none';
  readonly upper: boolean;
  readonly lower: boolean;
}

const kinds = new Map<string, Kind>();
function kindOf(char: string | undefined): Kind {
  const key = char ?? '';
  let kind = kinds.get(key);
  if (!kind) {
    const script = CJK.test(key) ? 'east-asian' : LATIN.test(key) ? 'latin' : LETTER.test(key) ? 'other' : 'none';
    kind = { script, upper: UPPER.test(key), lower: LOWER.test(key) };
    if (kinds.size < 20_000) kinds.set(key, kind);
  }
  return kind;
}

function isDigit(char: string | undefined): boolean {
  return char !== undefined && char >= '0' && char <= '9';
}

/** How much a decoded sample looks like language, per byte above 0x7F. Higher is better. */
function score(text: string): number {
  const chars = [...text];
  const letters = new Map<string, number>();
  let points = 0;
  let weight = 0;
  for (let index = 0; index < chars.length; index++) {
    const char = chars[index]!;
    const code = char.codePointAt(0)!;
    if (code < 0x80) continue;
    weight++;
    if (code === 0xfffd) points -= 12;
    else if (code < 0xa0 || (code >= 0xe000 && code <= 0xf8ff)) points -= 8;
    else points += scoreChar(char, chars[index - 1], chars[index + 1], letters);
  }
  return weight === 0 ? 0 : (points + languageFit(letters)) / weight;
}

/** What known header words can add to a score at most. */
const MOST_BY_TERMS = 2;
const PER_TERM = 0.5;

function scoreChar(char: string, before: string | undefined, after: string | undefined, letters: Map<string, number>): number {
  const kind = kindOf(char);
  const [left, right] = [kindOf(before), kindOf(after)];
  if (kind.script === 'none') return PLAUSIBLE_SYMBOLS.has(char) ? 0.3 : -1.5;
  if (kind.script === 'east-asian') {
    const neighbours = [left, right].filter((each) => each.script === 'east-asian').length;
    const touchesLowerCase = left.lower || right.lower;
    const halfWidth = char >= '\uff61' && char <= '\uff9f';
    const common = (char >= '\u4e00' && char <= '\u9fff') || (char >= '\u3040' && char <= '\u30ff') || (char >= '\uac00' && char <= '\ud7a3');
    return neighbours * 0.5 + (touchesLowerCase ? -4 : 0) + (halfWidth ? -0.3 : 0) + (common ? 0.6 : -1.5);
  }
  // The lower case of a dotted capital I is an i and a mark; the letter alone counts.
  const [key = char] = char.toLowerCase();
  letters.set(key, (letters.get(key) ?? 0) + 1);
  let points = 0;
  if (left.script !== 'none' && left.script !== kind.script) points -= 2;
  if (right.script !== 'none' && right.script !== kind.script) points -= 2;
  // Between two digits stands a mark of groups: under another encoding a space or an apostrophe, as in 4\u00a0746 or 4’746.
  if (isDigit(before) && isDigit(after)) points -= 3;
  // Case inside a word: an upper-case letter after a lower-case one, or a lower-case one inside capitals.
  if (kind.upper && left.lower) points -= 2;
  if (kind.lower && left.upper && right.upper) points -= 2;
  return points;
}

/** One point for each letter that the best-fitting language writes, minus one for each that it does not. */
function languageFit(letters: ReadonlyMap<string, number>): number {
  let best = -Infinity;
  for (const alphabet of LANGUAGE_LETTERS) {
    let fit = 0;
    for (const [letter, count] of letters) fit += alphabet.has(letter) ? count : -count;
    if (fit > best) best = fit;
  }
  return letters.size === 0 ? 0 : best;
}

function termHits(text: string): number {
  // A dotted capital I leaves its dot as a mark behind.
  const folded = text.toLowerCase().replaceAll('i\u0307', 'i');
  let hits = 0;
  for (const term of foldedNonAsciiTerms()) if (folded.includes(term) && ++hits * PER_TERM >= MOST_BY_TERMS) break;
  return hits;
}

const NO_BREAK_SPACE = 0xa0;

/** Whether nothing but no-break spaces is beyond ASCII: the encodings in which that byte is a letter have many more of them. */
function holdsBlanksAlone(sample: Uint8Array): boolean {
  return sample.every((byte) => byte < 0x80 || byte === NO_BREAK_SPACE);
}

/** The legacy encoding under which `bytes` (neither UTF-8 nor UTF-16) reads most like language. */
export function chooseCodePage(bytes: Uint8Array): string {
  const sample = interestingBytes(bytes);
  if (holdsBlanksAlone(sample)) return CANDIDATES[0];
  let best: string = CANDIDATES[0];
  let bestScore = -Infinity;
  const read = CANDIDATES.map((candidate) => {
    const text = new TextDecoder(candidate).decode(sample);
    return { candidate, text, points: score(text) };
  });
  // Looking for words is the dear part: only where they could still make a winner.
  const leader = Math.max(...read.map(({ points }) => points));
  for (const { candidate, text, points } of read) {
    if (points + MOST_BY_TERMS <= leader) continue;
    const total = points + Math.min(MOST_BY_TERMS, termHits(text) * PER_TERM);
    if (total > bestScore + 1e-9) [best, bestScore] = [candidate, total];
  }
  return best;
}
