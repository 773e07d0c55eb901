import type { ColumnProfile } from './column-profile.ts';
import { normalise } from './header-words.ts';
import { OTHER_SUBJECTS } from './other-table-terms.ts';

/** Units in which no money is measured, as a header names them: in brackets, after a stroke, or at the end. */
const MEASURE = /(?:^|[\s([/])(?:[kmg]?wh|kw|m³|m3|km|kg|°\s?[cf]|kpl|pcs|stk)(?:[\s)\]/]|$)/iu;
const MIN_COLUMNS = 2;
/** Fewer columns than this of all are details of a payment: the order that it paid, the shares that it bought. */
const MIN_SHARE = 0.4;
/** Scripts without spaces between words. */
const NO_SPACES = /[\u3040-\u30ff\u3400-\u9fff]/;

const SURELY = 0.9;

type Subject = keyof typeof OTHER_SUBJECTS;
type Named = Pick<ColumnProfile, 'header' | 'words'>;

interface Terms {
  readonly terms: ReadonlySet<string>;
  /** Words of the longest term: no longer run of words of a header is looked up. */
  readonly mostWords: number;
}

const known = new Map<string, Terms>();

function termsOf(list: string): Terms {
  let found = known.get(list);
  if (!found) {
    const terms = new Set(list.split('|').map(normalise).filter((term) => term !== ''));
    known.set(list, (found = { terms, mostWords: Math.max(...[...terms].map((term) => term.split(' ').length)) }));
  }
  return found;
}

/** Whether a header is, or contains as words of its own, a term of the list. */
function speaksOf(list: string, header: string): boolean {
  const text = normalise(header);
  const { terms, mostWords } = termsOf(list);
  if (NO_SPACES.test(text)) return [...terms].some((term) => NO_SPACES.test(term) && text.includes(term));
  const words = text.split(/[\s/%,]+/).filter((word) => word !== '');
  return words.some((_, from) => words.slice(from, from + mostWords).some((__, more) => terms.has(words.slice(from, from + more + 1).join(' '))));
}

/** An order is no booking: shops list what was ordered. */
const ORDER_DAY = /\b(?:order|ordered|bestell\w*|commande|pedido|ordine|orden|comanda|zamowienia|objednavky|rendeles|narudzbe|siparis|заказа)\b|注文|订单|訂單|주문/;

/** A column that is named as the day of a booking or of a payment makes a statement of any table. */
function namesBooking({ header, words }: Named): boolean {
  return Math.max(words['booking-date'] ?? 0, words['transaction-date'] ?? 0) >= SURELY && !ORDER_DAY.test(normalise(header));
}

function isOwnWord(subject: Subject, header: string): boolean {
  return speaksOf(OTHER_SUBJECTS[subject].own, header) || (subject === 'meters' && MEASURE.test(header));
}

/** Whether the headers are about a subject: two columns or more, a good part of all that have one, and one at least by a word of it alone. */
function isAbout(subject: Subject, headers: readonly string[]): boolean {
  const owned = headers.filter((header) => isOwnWord(subject, header));
  if (owned.length === 0) return false;
  const columns = headers.filter((header) => owned.includes(header) || speaksOf(OTHER_SUBJECTS[subject].more, header)).length;
  return columns >= MIN_COLUMNS && columns >= headers.length * MIN_SHARE;
}

/**
 * Whether the headers of a table are about something else than bookings. A subject whose words a statement may have as well
 * counts only where `amounts`, the columns that would be its amounts, are called by a word of that subject.
 */
export function isAboutSomethingElse(profiles: readonly Named[], amounts: readonly Named[] = []): boolean {
  if (profiles.some(namesBooking)) return false;
  const headers = profiles.map(({ header }) => header).filter((header) => header !== '');
  return (Object.keys(OTHER_SUBJECTS) as Subject[]).some((subject) => {
    const { byAmounts, more } = OTHER_SUBJECTS[subject];
    const counts = !byAmounts || (amounts.length > 0 && amounts.every(({ header }) => isOwnWord(subject, header) || speaksOf(more, header)));
    return counts && isAbout(subject, headers);
  });
}
