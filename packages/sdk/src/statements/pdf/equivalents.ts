import { currencyInText, currencyOfSign } from '../values/currency-signs.ts';
import type { TableLine } from './line-kind.ts';

/** An amount and what stands below it in the same column. */
interface Pair {
  readonly above: bigint;
  readonly below: bigint;
}

const LEAST_PAIRS = 3;
const NEARLY_ALL = 0.9;
const MOST_DIGITS = 15;
const LETTERS = /\p{L}+|\p{Sc}/gu;

/** The currencies that are printed beside an amount. */
function currencyBeside(cell: string): string {
  const named = currencyInText(cell);
  return named ?? (cell.match(LETTERS) ?? []).map((sign) => currencyOfSign(sign.toLowerCase()) ?? '').join('');
}

function digitsOf(cell: string): bigint {
  const digits = cell.replace(/\D/g, '');
  return digits === '' || digits.length > MOST_DIGITS ? 0n : BigInt(digits);
}

/** The amounts of a line over those of the next one, where that has no day, the same columns, and another currency beside each. */
function pairsOf(above: TableLine | undefined, below: TableLine): readonly Pair[] {
  if (!above || below.dated || below.money.length === 0 || above.line.page !== below.line.page) return [];
  if (above.money.length !== below.money.length || below.money.some((column) => !above.money.includes(column))) return [];
  const pairs = below.money.map((column) => ({ over: above.cells[column]!, under: below.cells[column]! }));
  if (pairs.some(({ over, under }) => currencyBeside(under) === '' || currencyBeside(under) === currencyBeside(over))) return [];
  return pairs.map(({ over, under }) => ({ above: digitsOf(over), below: digitsOf(under) }));
}

/** Whether two pairs are of one rate, but for what rounding takes from either amount. */
function areOfOneRate(one: Pair, { above, below }: Pair): boolean {
  const off = one.below * above - one.above * below;
  return (off < 0n ? -off : off) <= above + below;
}

/** What a line of equivalents is to the lines above it: a text of theirs, if it has one. */
function beside(line: TableLine, above: TableLine): TableLine {
  const texts = line.cells.some((cell, column) => cell !== '' && !line.money.includes(column));
  return { ...line, money: [], kind: !texts ? 'beside' : above.kind === 'figure' ? 'other' : 'text' };
}

const BRACKETED = /^\(.+\)$/;

/** Whether a line is nothing but what the amounts above it were in another currency, in brackets. */
function isOriginal(line: TableLine, pairs: readonly Pair[]): boolean {
  return pairs.length > 0 && line.cells.every((cell, column) => cell === '' || (line.money.includes(column) && BRACKETED.test(cell.trim())));
}

/** Pairs of one rate, as where a country changes its currency; none where they are few, or of many rates. */
function atOneRate(pairs: readonly Pair[]): (pair: Pair) => boolean {
  const all = pairs.filter(({ above }) => above > 0n);
  if (all.length < LEAST_PAIRS) return () => false;
  // The largest amount tells the rate best.
  const rate = all.reduce((largest, pair) => (pair.above > largest.above ? pair : largest));
  const fits = (pair: Pair): boolean => areOfOneRate(pair, rate);
  const tells = rate.above !== rate.below && all.filter(fits).length >= all.length * NEARLY_ALL && new Set(all.map(({ above }) => above)).size >= LEAST_PAIRS;
  return tells ? fits : () => false;
}

/**
 * Lines of a table in which each amount is printed once more below itself, in another currency: at a fixed rate, or in brackets as
 * what was paid abroad. The lower ones are no amounts of the account. The same lines where there are none such.
 */
export function withoutEquivalents<Part extends { readonly lines: readonly TableLine[] }>(parts: readonly Part[]): readonly Part[] {
  const pairs = parts.map(({ lines }) => lines.map((line, at) => pairsOf(lines[at - 1], line)));
  if (pairs.every((of) => of.every(({ length }) => length === 0))) return parts;
  const fits = atOneRate(pairs.flat(2));
  return parts.map((part, index) => ({
    ...part,
    lines: part.lines.map((line, at) => {
      const own = pairs[index]![at]!;
      return (own.length > 0 && own.every(fits)) || isOriginal(line, own) ? beside(line, part.lines[at - 1]!) : line;
    }),
  }));
}
