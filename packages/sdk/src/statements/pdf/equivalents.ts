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

/**
 * Lines of a table in which each amount is printed once more below itself, in another currency at a fixed rate, as where a
 * country changes its currency: the lower ones are no amounts of the account. The same lines where there are none such.
 */
export function withoutEquivalents<Part extends { readonly lines: readonly TableLine[] }>(parts: readonly Part[]): readonly Part[] {
  const pairs = parts.map(({ lines }) => lines.map((line, at) => pairsOf(lines[at - 1], line)));
  const all = pairs.flat(2).filter(({ above }) => above > 0n);
  if (all.length < LEAST_PAIRS) return parts;
  // The largest amount tells the rate best.
  const rate = all.reduce((largest, pair) => (pair.above > largest.above ? pair : largest));
  const fits = (pair: Pair): boolean => areOfOneRate(pair, rate);
  if (rate.above === rate.below || all.filter(fits).length < all.length * NEARLY_ALL || new Set(all.map(({ above }) => above)).size < LEAST_PAIRS) return parts;
  return parts.map((part, index) => ({
    ...part,
    lines: part.lines.map((line, at) => (pairs[index]![at]!.length > 0 && pairs[index]![at]!.every(fits) ? beside(line, part.lines[at - 1]!) : line)),
  }));
}
