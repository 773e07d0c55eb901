import { fold } from '../values/text.ts';
import { ACCENTED_TERMS, HEADER_TERMS, type HeaderSense } from './header-terms.ts';

/** How well a header fits each sense: 1 where the whole header is a known term, less where it only contains one. */
export type HeaderScores = Partial<Record<HeaderSense, number>>;

interface Term {
  readonly text: string;
  readonly sense: HeaderSense;
  /** Scripts without spaces between words are searched anywhere. */
  readonly anywhere: boolean;
}

const NO_SPACES = /[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]/;
const NON_ASCII = /[\u0080-\uffff]/;
const STEM = 4;
const COMPOUND_END = 5;

function allTerms(): readonly Term[] {
  const senses = Object.keys(HEADER_TERMS) as HeaderSense[];
  return senses.flatMap((sense) =>
    HEADER_TERMS[sense].split('|').map((term): Term => ({ text: normalise(term), sense, anywhere: NO_SPACES.test(term) })),
  ).filter((term) => term.text !== '');
}

let terms: readonly Term[] | null = null;
let exact: ReadonlyMap<string, ReadonlySet<HeaderSense>> | null = null;
let nonAscii: readonly string[] | null = null;

function index(): { readonly terms: readonly Term[]; readonly exact: ReadonlyMap<string, ReadonlySet<HeaderSense>> } {
  if (!terms || !exact) {
    terms = allTerms();
    const map = new Map<string, Set<HeaderSense>>();
    for (const term of terms) map.set(term.text, (map.get(term.text) ?? new Set()).add(term.sense));
    exact = map;
  }
  return { terms, exact };
}

/** Known header words that hold a letter beyond ASCII, in lower case: they tell encodings apart. */
export function foldedNonAsciiTerms(): readonly string[] {
  nonAscii ??= [...new Set(Object.values(HEADER_TERMS).flatMap((list) => list.split('|')).filter((term) => NON_ASCII.test(term)))];
  return nonAscii;
}

/** A currency in brackets: a code or a sign. Other words in brackets belong to the header: `Amount (debit)`. */
const BRACKETED_CURRENCY = /[(（[]\s*(?:[a-z]{3}|[a-z]{0,3}[^\p{L}\p{N}\s]{1,2})\s*[)）\]]/gu;

/** `operationDate` is two words. */
const CAMEL = /(\p{Ll})(\p{Lu})/gu;

/** A header without decoration: accents, quotes, number signs, brackets, a currency, underscores. */
export function normalise(header: string): string {
  return fold(header.replace(CAMEL, '$1 $2'))
    .replace(BRACKETED_CURRENCY, ' ')
    .replace(/[_#*"“”:：.()（）[\]]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

const WORD = /[\p{L}\p{N}]/u;

/** How `term` stands in `text` where a reader sees it: as words of its own, as the stem or the end of a compound, or not. */
function standing(term: Term, text: string): 'words' | 'part' | null {
  if (term.anywhere) return text.includes(term.text) ? 'words' : null;
  let found: 'part' | null = null;
  for (let at = text.indexOf(term.text); at >= 0; at = text.indexOf(term.text, at + 1)) {
    const begins = at === 0 || !WORD.test(text[at - 1]!);
    const end = at + term.text.length;
    const ends = end === text.length || !WORD.test(text[end]!);
    if (begins && ends) return 'words';
    if (begins && term.text.length >= STEM && end < text.length && term.text.length * 2 >= wordLength(text, at)) found = 'part';
    if (ends && term.text.length >= COMPOUND_END) found = 'part';
  }
  return found;
}

function wordLength(text: string, at: number): number {
  let end = at;
  while (end < text.length && WORD.test(text[end]!)) end++;
  return end - at;
}

const LONGEST_HEADER = 80;

/** The same headers are asked about many times while the dialect and the table are found. */
const known = new Map<string, HeaderScores>();
const MOST_KNOWN = 1_000;

/** What the words of a header cell say about its column. */
export function headerScores(header: string): HeaderScores {
  let scores = known.get(header);
  if (!scores) {
    scores = scoresOf(header);
    if (known.size < MOST_KNOWN && header.length <= LONGEST_HEADER) known.set(header, scores);
  }
  return scores;
}

/** A sign in brackets is the name of the column whose amounts have it; a bare dash is an empty cell. */
const BRACKETED_SIGN = /^[([]\s*([+\-\u2212\u2013])\s*[)\]]$/;

function scoresOf(header: string): HeaderScores {
  const scores: HeaderScores = {};
  const text = normalise(header);
  const sign = BRACKETED_SIGN.exec(header.trim());
  if (sign) return sign[1] === '+' ? { 'money-in': 1 } : { 'money-out': 1 };
  if (text.length > 0 && text.length <= LONGEST_HEADER && /\p{L}/u.test(text)) {
    const { terms: list, exact: whole } = index();
    for (const term of list) {
      if (term.text.length > text.length) continue;
      const how = standing(term, text);
      if (how === null) continue;
      const share = term.text.length / text.length;
      const score = how === 'words' ? 0.5 + 0.45 * share : 0.35 + 0.55 * share;
      if (score > (scores[term.sense] ?? 0)) scores[term.sense] = score;
    }
    for (const sense of whole.get(text) ?? []) scores[sense] = 1;
    const accented = header.normalize('NFC').trim().toLowerCase();
    if (Object.hasOwn(ACCENTED_TERMS, accented)) scores[ACCENTED_TERMS[accented]!] = 1;
  }
  return scores;
}

/** Whether the whole of a header cell is a known term: much quicker to tell than its scores. */
export function isHeaderTerm(header: string): boolean {
  return header.length <= LONGEST_HEADER && (index().exact.get(normalise(header))?.size ?? 0) > 0;
}

/** Whether a header cell is a known word of any sense, as good as `least`. */
export function isHeaderWord(cell: string, least = 0.6): boolean {
  return Object.values(headerScores(cell)).some((score) => score >= least);
}

/** The senses of a header that calls its column dates. */
export const DAYS = ['date', 'booking-date', 'value-date', 'transaction-date'] as const;

/** Whether a header cell calls its column dates. */
export function namesDay(cell: string): boolean {
  const scores = headerScores(cell);
  return DAYS.some((sense) => (scores[sense] ?? 0) >= 0.6);
}
