import type { CalendarDate } from '../../dates/index.ts';
import { figureOf, markerKind, type Figure } from '../table/marker-words.ts';
import type { CurrencyAmounts } from '../roles/money-layout.ts';
import { amountParser, AS_PRINTED, type AmountParser, type MinorUnits } from '../values/amount-parser.ts';
import { dateParser, type DateParser } from '../values/date-parser.ts';
import { directionReader, type Direction } from '../values/direction-words.ts';
import { cleanCell, cleanText } from '../values/text.ts';
import type { ReadingPlan } from './plan.ts';

/** `undefined`: the cells are empty; null: they cannot be read. */
export type AmountResult = MinorUnits | null | undefined;

/** The compiled parsers of one plan. None of them keeps a row. */
export interface RowReader {
  readonly date: (cells: readonly string[]) => CalendarDate | null;
  /** Whether the cells of the date columns are empty. */
  readonly dateEmpty: (cells: readonly string[]) => boolean;
  readonly valueDate: (cells: readonly string[]) => CalendarDate | null;
  readonly amount: (cells: readonly string[]) => AmountResult;
  readonly currency: (cells: readonly string[]) => string;
  readonly balance: (cells: readonly string[]) => MinorUnits | null;
  readonly description: (cells: readonly string[]) => string;
  readonly counterparty: (cells: readonly string[]) => string | null;
  readonly reference: (cells: readonly string[]) => string | null;
  /** The figure that a row states instead of booking one; null for nearly all rows. */
  readonly figure: (cells: readonly string[]) => Figure | null;
  /** Pending and failed rows move no money (yet). */
  readonly movesNothing: (cells: readonly string[]) => boolean;
}

const SEPARATOR = ' · ';

function negate(units: MinorUnits): MinorUnits {
  return typeof units === 'bigint' ? -units : units === 0 ? 0 : -units;
}

function isZero(units: MinorUnits): boolean {
  return units === 0 || units === 0n;
}

function add(a: MinorUnits, b: MinorUnits): MinorUnits {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return BigInt(a) + BigInt(b);
}

function cellOf(cells: readonly string[], index: number): string {
  return cells[index] ?? '';
}

function size(units: MinorUnits): MinorUnits {
  return units < 0 ? negate(units) : units;
}

/** Amounts from which a fee of another column is taken. */
function lessFee(plan: ReadingPlan, fee: number, amount: (cells: readonly string[]) => AmountResult): (cells: readonly string[]) => AmountResult {
  const parse = amountParser(plan.recipe.decimalMark, plan.decimals, AS_PRINTED);
  return (cells) => {
    const units = amount(cells);
    if (units === null || units === undefined) return units;
    const taken = parse(cellOf(cells, fee));
    return taken === null ? null : taken === undefined ? units : add(units, negate(size(taken)));
  };
}

function singleAmount(plan: ReadingPlan, column: number): (cells: readonly string[]) => AmountResult {
  const parse = amountParser(plan.recipe.decimalMark, plan.decimals, plan.signs.rules);
  if (plan.direction === null) return (cells) => parse(cellOf(cells, column));
  const flag = plan.direction;
  const directionOf = directionReader(plan.header[flag] ?? '');
  const absolute = plan.signs.direction === 'absolute';
  const known = new Map<string, Direction | null>();
  return (cells) => {
    const units = parse(cellOf(cells, column));
    if (units === null || units === undefined) return units;
    const cell = cellOf(cells, flag);
    let direction = known.get(cell);
    if (direction === undefined) {
      direction = directionOf(cleanCell(cell));
      if (known.size < 1_000) known.set(cell, direction);
    }
    if (direction === null) return units === 0 ? 0 : null;
    const size = absolute && units < 0 ? negate(units) : units;
    return direction === 'out' ? negate(size) : size;
  };
}

function flaggedBalance(plan: ReadingPlan, balance: number, flag: number): (cells: readonly string[]) => MinorUnits | null {
  const parse = amountParser(plan.recipe.decimalMark, plan.decimals, AS_PRINTED);
  const directionOf = directionReader(plan.header[flag] ?? '');
  return (cells) => {
    const units = parse(cellOf(cells, balance)) ?? null;
    return units !== null && directionOf(cleanCell(cellOf(cells, flag))) === 'out' ? negate(size(units)) : units;
  };
}

function pairAmount(plan: ReadingPlan, out: number | null, into: number | null): (cells: readonly string[]) => AmountResult {
  const parse: AmountParser = amountParser(plan.recipe.decimalMark, plan.decimals, AS_PRINTED);
  const turned = plan.recipe.sign === 'inverted';
  const outSign = plan.outNegative !== turned ? 1 : -1;
  const inSign = plan.inNegative !== turned ? -1 : 1;
  return (cells) => {
    const left = out === null ? undefined : parse(cellOf(cells, out));
    const right = into === null ? undefined : parse(cellOf(cells, into));
    if (left === null || right === null) return null;
    if (left === undefined && right === undefined) return undefined;
    const a = left === undefined ? 0 : outSign === 1 ? left : negate(left);
    const b = right === undefined ? 0 : inSign === 1 ? right : negate(right);
    // Both filled: which one counts cannot be told.
    if (left !== undefined && right !== undefined && !isZero(left) && !isZero(right)) return null;
    return add(a, b);
  };
}

/** Of several amount columns the one that a row fills; filled twice, it cannot be told. */
function amountByCurrency(plan: ReadingPlan, columns: readonly CurrencyAmounts[]): (cells: readonly string[]) => AmountResult {
  const readers = columns.map(({ index }) => singleAmount(plan, index));
  return (cells) => {
    const filled = readers.map((read) => read(cells)).filter((amount) => amount !== undefined);
    return filled.length > 1 ? null : filled[0];
  };
}

/** The currency that a row names, as it stands in its cell or over its amount. */
function currencyReader({ money, currencyColumn }: ReadingPlan): (cells: readonly string[]) => string {
  if (money.kind === 'by-currency') return (cells) => money.columns.find(({ index }) => cellOf(cells, index).trim() !== '')?.currency ?? '';
  return currencyColumn === null ? () => '' : (cells) => cellOf(cells, currencyColumn);
}

function amountReader(plan: ReadingPlan): (cells: readonly string[]) => AmountResult {
  const { money } = plan;
  if (money.kind === 'by-currency') return amountByCurrency(plan, money.columns);
  const amount = money.kind === 'pair' ? pairAmount(plan, money.out, money.in) : singleAmount(plan, money.amount);
  return money.fee === null ? amount : lessFee(plan, money.fee, amount);
}

function joined(columns: readonly number[]): (cells: readonly string[]) => string {
  const [first, second] = columns;
  if (first === undefined) return () => '';
  if (second === undefined) return (cells) => cleanText(cellOf(cells, first));
  return (cells) => {
    let text = '';
    for (const column of columns) {
      const part = cleanText(cellOf(cells, column));
      if (part === '' || text === part || (text.length > part.length && text.endsWith(part))) continue;
      text = text === '' ? part : text + SEPARATOR + part;
    }
    return text;
  };
}

function nullable(read: (cells: readonly string[]) => string, columns: readonly number[]): (cells: readonly string[]) => string | null {
  if (columns.length === 0) return () => null;
  return (cells) => read(cells) || null;
}

function statusReader(plan: ReadingPlan): (cells: readonly string[]) => boolean {
  if (plan.status === null) return () => false;
  const { status } = plan;
  const known = new Map<string, boolean>();
  return (cells) => {
    const cell = cellOf(cells, status);
    let nothing = known.get(cell);
    if (nothing === undefined) {
      nothing = markerKind(cleanText(cell), ['pending', 'failed'], true) !== null;
      if (known.size < 1_000) known.set(cell, nothing);
    }
    return nothing;
  };
}

/** Compiles a plan into the functions that read one row. */
export function compileRowReader(plan: ReadingPlan): RowReader {
  const dates = plan.dates.map((column): readonly [number, DateParser] => [column, dateParser(plan.recipe.dateOrder, plan.months, plan.dateStyle)]);
  const [main, ...others] = dates;
  const balance = plan.balance;
  const parseBalance = amountParser(plan.recipe.decimalMark, plan.decimals, AS_PRINTED);
  const counterparty = joined(plan.counterparty);
  const reference = joined(plan.reference);
  const valueColumn = plan.valueDate;
  const parseValue = dateParser(plan.recipe.dateOrder, plan.months, plan.dateStyle);
  const texts = [...plan.counterparty, ...plan.description];
  const description = joined(texts);
  return {
    date: (cells) => {
      const cell = cellOf(cells, main![0]);
      const date = main![1](cell);
      if (date !== null || others.length === 0 || cell.trim() !== '') return date;
      for (const [column, parse] of others) {
        const other = parse(cellOf(cells, column));
        if (other !== null) return other;
      }
      return null;
    },
    dateEmpty: (cells) => dates.every(([column]) => cellOf(cells, column).trim() === ''),
    valueDate: valueColumn === null ? () => null : (cells) => parseValue(cellOf(cells, valueColumn)),
    amount: amountReader(plan),
    currency: currencyReader(plan),
    balance: balance === null ? () => null : plan.balanceFlag === null ? (cells) => parseBalance(cellOf(cells, balance)) ?? null : flaggedBalance(plan, balance, plan.balanceFlag),
    description: plan.reference.length === 0 ? description : (cells) => description(cells) || reference(cells),
    counterparty: nullable(counterparty, plan.counterparty),
    reference: nullable(reference, plan.reference),
    figure: (cells) => {
      for (const column of texts) {
        const figure = figureOf(cellOf(cells, column));
        if (figure !== null) return figure;
      }
      return null;
    },
    movesNothing: statusReader(plan),
  };
}
