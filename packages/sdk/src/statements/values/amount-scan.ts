import type { CurrencyCode } from '../../money/index.ts';
import { currencyOfSign } from './currency-signs.ts';
import { directionOf, type Direction } from './direction-words.ts';
import { asciiDigits, cleanCell, fold } from './text.ts';

export type DecimalMark = '.' | ',';

/** A number as it stands in a cell, before its decimal mark is decided. */
export interface AmountScan {
  /** Digits with their separators; every blank is a space, every apostrophe is `'`. */
  readonly body: string;
  /** A minus before or after, or parentheses. */
  readonly negative: boolean;
  /** A plus before or after. */
  readonly plus: boolean;
  /** What a mark such as CR, DR, S or H beside the number says. */
  readonly marker: Direction | null;
  readonly currency: CurrencyCode | null;
  /** Whether a currency sign or code stands beside it, known or not. */
  readonly hasSign: boolean;
}

const MINUS = /[\u2212\u2010-\u2015\ufe63\uff0d]/g;
const BLANK = /[\s\u00a0\u2007-\u200a\u202f]/g;
const APOSTROPHE = /[\u2019\u2018\u02bc\u00b4`]/g;
const NON_ASCII = /[^\u0000-\u007f]/;
/** What is neither plain ASCII nor written in one way only. */
const UNUSUAL = /[^\u0000-\u007f]|[\t-\r`]/;
const BODY = /^(?:\d[\d.,' ]*|[.,]\d+)$/;
const PIECES = /^([^\d.,]*?)((?:\d[\d.,' ]*\d|\d|[.,]\d+)[.,]?)([^\d]*)$/;
/** What is left of a Unicode minus that the encoding of a file did not have. */
const LOST_MINUS = /^[?\ufffd]\d/;
const LONGEST_AMOUNT = 40;
/** `100,-` and `100.--`: the dash stands for no cents. */
const DASH_CENTS = /(\d)[.,](?:-{1,2}|=)(?=$|[^\d])/;

/** A number with nothing beside it but a sign before it, as most amounts are: it needs none of what follows. */
const PLAIN = /^([+-]?)(\d(?:[\d.,]*\d)?)$/;

/** Reads the whole of a cell as an amount, whatever its marks; null where it is none. */
export function scanAmount(cell: string): AmountScan | null {
  const plain = cell.length <= LONGEST_AMOUNT ? PLAIN.exec(cell) : null;
  if (plain) return { negative: plain[1] === '-', plus: plain[1] === '+', marker: null, currency: null, hasSign: false, body: plain[2]! };
  const raw = asciiDigits(cleanCell(cell));
  if (raw.length === 0 || raw.length > LONGEST_AMOUNT) return null;
  // Digits and marks may be of full width.
  const usual = NON_ASCII.test(raw) ? raw.normalize('NFKC').replace(MINUS, '-') : raw;
  if (!/\d/.test(usual)) return null;
  let text = (UNUSUAL.test(usual) ? usual.replace(BLANK, ' ').replace(APOSTROPHE, "'") : usual).replace(DASH_CENTS, '$1').trim();
  if (text.startsWith("'")) text = text.slice(1);
  if (LOST_MINUS.test(text)) text = `-${text.slice(1)}`;
  let negative = false;
  const parentheses = /^(.*?)\((.+)\)(.*)$/.exec(text);
  if (parentheses) {
    [text, negative] = [`${parentheses[1]}${parentheses[2]}${parentheses[3]}`.trim(), true];
  }
  const pieces = PIECES.exec(text);
  if (!pieces || !BODY.test(pieces[2]!)) return null;
  const around = knownAffixes(pieces[1]!, pieces[3]!);
  if (!around) return null;
  return { ...around, body: pieces[2]!.replace(/[.,]$/, ''), negative: negative || around.negative };
}

interface Affixes {
  readonly negative: boolean;
  readonly plus: boolean;
  readonly marker: Direction | null;
  readonly currency: CurrencyCode | null;
  readonly hasSign: boolean;
}

/** The amounts of a statement have a few marks beside them, again and again. */
const known = new Map<string, Affixes | null>();
const MOST_KNOWN = 1_000;
const LONGEST_KNOWN = 12;

function knownAffixes(before: string, after: string): Affixes | null {
  if (before.length + after.length > LONGEST_KNOWN) return affixes(before, after);
  const marks = `${before}0${after}`;
  let found = known.get(marks);
  if (found === undefined) {
    found = affixes(before, after);
    if (known.size < MOST_KNOWN) known.set(marks, found);
  }
  return found;
}

/** Signs, currency and direction around a number; null where anything else stands there. */
function affixes(before: string, after: string): Affixes | null {
  const signs = `${before}${after}`.match(/[+-]/g) ?? [];
  if (signs.length > 1 && !(signs.length === 2 && signs[0] === signs[1] && !after.includes(signs[0]))) return null;
  let marker: Direction | null = null;
  let currency: CurrencyCode | null = null;
  let hasSign = false;
  for (const word of words(before, after)) {
    const code = currencyOfSign(word);
    const direction = directionOf(word);
    if (code !== null) [currency, hasSign] = [code, true];
    else if (CURRENCY_LIKE.test(word)) hasSign = true;
    else if (direction !== null && marker === null) marker = direction;
    else return null;
  }
  return { negative: signs[0] === '-', plus: signs[0] === '+', marker, currency, hasSign };
}

/** Signs that several currencies share. */
const CURRENCY_LIKE = /^(?:\$|¥|kr|kr\.|,?kr|:-|\*)$/;

/** The letter with which amounts in dong are marked; folded it would be the D of a debit. */
const DONG = /(?<!\p{L})đ(?!\p{L})/giu;

function words(before: string, after: string): readonly string[] {
  const text = fold(`${before.replace(/[+-]/g, ' ')} ${after.replace(/[+-]/g, ' ')}`.replace(DONG, '₫'));
  // `£CR`, `$-`: a sign glued to letters is its own word.
  return text.replace(/([€£₹₽₺₩₪₫₴₦₱₡₸₲₾฿¥*])/gu, ' $1 ').split(/[ .]+/).filter((word) => word !== '');
}

/** What the separators of one body say about the decimal mark. */
export type MarkVote = 'point' | 'comma' | 'none' | 'point-or-comma-groups' | 'comma-or-point-groups';

/**
 * `point` and `comma` are certain; `point-or-comma-groups` is `1.234` (a decimal point, or grouping beside a decimal
 * comma), `comma-or-point-groups` is `1,234`; `none` says nothing.
 */
export function markVote(body: string): MarkVote {
  const comma = body.lastIndexOf(',');
  const point = body.lastIndexOf('.');
  if (comma < 0 && point < 0) return 'none';
  if (comma >= 0 && point >= 0) return comma > point ? 'comma' : 'point';
  const mark = comma >= 0 ? ',' : '.';
  const at = Math.max(comma, point);
  if (body.indexOf(mark) !== at) return mark === ',' ? 'point' : 'comma';
  const whole = body.slice(0, at);
  const grouped = body.length - at - 1 === 3 && /^[1-9]\d{0,2}$/.test(whole);
  if (!grouped) return mark === ',' ? 'comma' : 'point';
  return mark === ',' ? 'comma-or-point-groups' : 'point-or-comma-groups';
}
