import { plainText } from '../export/spreadsheet-text.ts';

/** Combining marks left by a canonical decomposition. */
const MARKS = /\p{M}+/gu;
const SPECIAL: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', ø: 'o', œ: 'oe', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', '’': "'", '`': "'", '´': "'" };
const SPECIAL_LETTERS = /[ßæøœłđðþı’`´]/g;

const NON_ASCII = /[^\u0000-\u007f]/;
/** What folding changes in a text of plain ASCII besides its case. */
const UNTIDY_ASCII = /[`\t-\r]|^ | $| {2}/;

/** Lower case without accents, one space between words: the form in which words are compared. */
export function fold(text: string): string {
  // Most texts are plain ASCII, which holds no accents and has one form only.
  if (!NON_ASCII.test(text)) {
    const lower = text.toLowerCase();
    return UNTIDY_ASCII.test(lower) ? lower.replaceAll('`', "'").replace(/\s+/g, ' ').trim() : lower;
  }
  const lower = text.normalize('NFKD').toLowerCase().replace(MARKS, '');
  return lower.replace(SPECIAL_LETTERS, (letter) => SPECIAL[letter] ?? letter).replace(/[\s\u200b\ufeff]+/g, ' ').trim().normalize('NFKC');
}

const FORMULA = /^="(.*)"$/s;

const APOSTROPHE = 0x27;
const EQUALS = 0x3d;

/** A cell as a person reads it: without outer blanks, without apostrophes that quote it or keep it from being a formula, and without the `="..."` with which some exports stop spreadsheets from rounding. */
export function cleanCell(cell: string): string {
  const first = cell.charCodeAt(0);
  const last = cell.charCodeAt(cell.length - 1);
  if (first > APOSTROPHE && first !== EQUALS && first < 0x7f && last > 0x20 && last < 0x7f) return cell;
  const text = cell.trim();
  if (first === APOSTROPHE) return plainText(text).trim();
  if (first === EQUALS || text.charCodeAt(0) === EQUALS) return (FORMULA.exec(text)?.[1] ?? text).trim();
  return text;
}

const NEEDS_COLLAPSE = /[\t\n\r\v\f\u00a0\u2007\u202f\u200b]| {2}/;

/** A text for display: blanks, tabs and line breaks become one space. */
export function cleanText(cell: string): string {
  const text = cleanCell(cell);
  return NEEDS_COLLAPSE.test(text) ? text.replace(/[\s\u200b]+/g, ' ').trim() : text;
}

const DASH = /^[-\u2013\u2014]{1,3}$/;

/** Whether a cell says with a dash that it is empty. */
export function isDash(text: string): boolean {
  return text.length <= 3 && DASH.test(text);
}

/** The zeros of digit rows outside ASCII that statements use: Arabic, Persian, Devanagari, Thai. */
const ZEROS = [0x660, 0x6f0, 0x966, 0xe50] as const;
const OTHER_DIGITS = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u0e50-\u0e59]/g;
/** Marks that only steer the direction of writing. */
const DIRECTION_MARKS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Digits and marks of other scripts as ASCII, for reading numbers and dates. */
export function asciiDigits(text: string): string {
  if (!NON_ASCII.test(text)) return text;
  return text
    .replace(DIRECTION_MARKS, '')
    .replace(OTHER_DIGITS, (digit) => String(digit.charCodeAt(0) - ZEROS.findLast((zero) => zero <= digit.charCodeAt(0))!))
    .replace(/\u066b/g, '.')
    .replace(/\u066c/g, "'");
}
