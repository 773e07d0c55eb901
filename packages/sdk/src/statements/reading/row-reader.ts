import { currencyDecimals } from '../../money/index.ts';
import { figureOf, markerKind, type Figure } from '../table/marker-words.ts';
import type { CurrencyAmounts } from '../roles/money-layout.ts';
import type { RowCells } from '../tokenise/row-cells.ts';
import { amountParser, AS_PRINTED, type MinorUnits, type SignRules } from '../values/amount-parser.ts';
import { currencyOfCell } from '../values/currency-signs.ts';
import { dayParser, type DayParser } from '../values/date-parser.ts';
import type { PackedDay } from '../values/date-scan.ts';
import { directionReader, type Direction } from '../values/direction-words.ts';
import { add, negate, size } from '../values/minor-units.ts';
import { cleanCell, cleanText } from '../values/text.ts';
import type { ReadingPlan } from './plan.ts';

/** `undefined`: the cells are empty; null: they cannot be read. */
export type AmountResult = MinorUnits | null | undefined;

/** The compiled parsers of one plan. None of them keeps a row. */
export interface RowReader {
  /** The booking day; 0 where the row has none. */
  readonly day: (cells: RowCells) => PackedDay;
  /** Whether the cells of the date columns are empty. */
  readonly dateEmpty: (cells: RowCells) => boolean;
  /** 0 where the row has none. */
  readonly valueDay: (cells: RowCells) => PackedDay;
  readonly amount: (cells: RowCells) => AmountResult;
  /** The currency that a row names, as it is written; empty where it names none. */
  readonly currency: (cells: RowCells) => string;
  /** Decimals of the currency that a row names; those of the plan where it names none. */
  readonly decimals: (cells: RowCells) => number;
  readonly balance: (cells: RowCells) => MinorUnits | null;
  /** The figure that a row states instead of booking one; null for nearly all rows. */
  readonly figure: (cells: RowCells) => Figure | null;
  /** Pending and failed rows move no money (yet). */
  readonly movesNothing: (cells: RowCells) => boolean;
}

/** Reads a cell where it stands, or cut out where it is not as it stands. */
function inPlace<T>(read: (text: string, from?: number, to?: number) => T, column: number): (cells: RowCells) => T {
  return (cells) => {
    const { text } = cells;
    if (text === null || column >= cells.width || cells.escaped[column] === 1) return read(cells.cell(column));
    return read(text, cells.starts[column]!, cells.ends[column]!);
  };
}

/** Compiles the parser of one column of amounts. */
function amountsIn(plan: ReadingPlan, column: number, rules: SignRules = AS_PRINTED): (cells: RowCells) => AmountResult {
  return inPlace(amountParser(plan.recipe.decimalMark, plan.minorUnits.has(column) ? 0 : plan.decimals, rules), column);
}

/** Amounts from which a fee of another column is taken; a row may have the fee alone. */
function lessFee(plan: ReadingPlan, fee: number, amount: (cells: RowCells) => AmountResult): (cells: RowCells) => AmountResult {
  const parse = amountsIn(plan, fee);
  return (cells) => {
    const units = amount(cells);
    if (units === null) return null;
    const taken = parse(cells);
    if (taken === null || taken === undefined) return taken === null ? null : units;
    return units === undefined && taken === 0 ? undefined : add(units ?? 0, negate(size(taken)));
  };
}

function singleAmount(plan: ReadingPlan, column: number): (cells: RowCells) => AmountResult {
  const parse = amountsIn(plan, column, plan.signs.rules);
  if (plan.direction === null) return parse;
  const flag = plan.direction;
  const directionOf = directionReader(plan.header[flag] ?? '');
  const absolute = plan.signs.direction === 'absolute';
  const outward: Direction = plan.recipe.sign === 'inverted' ? 'in' : 'out';
  const known = new Map<string, Direction | null>();
  return (cells) => {
    const units = parse(cells);
    if (units === null || units === undefined) return units;
    const cell = cells.cell(flag);
    let direction = known.get(cell);
    if (direction === undefined) {
      direction = directionOf(cleanCell(cell));
      if (known.size < 1_000) known.set(cell, direction);
    }
    if (direction === null) return units === 0 ? 0 : null;
    const printed = absolute ? size(units) : units;
    return direction === outward ? negate(printed) : printed;
  };
}

function flaggedBalance(plan: ReadingPlan, balance: number, flag: number): (cells: RowCells) => MinorUnits | null {
  const parse = amountsIn(plan, balance);
  const directionOf = directionReader(plan.header[flag] ?? '');
  return (cells) => {
    const units = parse(cells) ?? null;
    return units !== null && directionOf(cleanCell(cells.cell(flag))) === 'out' ? negate(size(units)) : units;
  };
}

function pairAmount(plan: ReadingPlan, out: number | null, into: number | null): (cells: RowCells) => AmountResult {
  const nothing = (): undefined => undefined;
  const parseOut = out === null ? nothing : amountsIn(plan, out);
  const parseIn = into === null ? nothing : amountsIn(plan, into);
  const turned = plan.recipe.sign === 'inverted';
  const outSign = plan.outNegative !== turned ? 1 : -1;
  const inSign = plan.inNegative !== turned ? -1 : 1;
  return (cells) => {
    const left = parseOut(cells);
    const right = parseIn(cells);
    if (left === null || right === null) return null;
    if (left === undefined && right === undefined) return undefined;
    const a = left === undefined ? 0 : outSign === 1 ? left : negate(left);
    const b = right === undefined ? 0 : inSign === 1 ? right : negate(right);
    // Both filled: which one counts cannot be told.
    if (left !== undefined && right !== undefined && left !== 0 && right !== 0) return null;
    return add(a, b);
  };
}

/** Of several amount columns the one that a row fills; filled twice, it cannot be told. */
function amountByCurrency(plan: ReadingPlan, columns: readonly CurrencyAmounts[]): (cells: RowCells) => AmountResult {
  const readers = columns.map(({ index }) => singleAmount(plan, index));
  return (cells) => {
    const filled = readers.map((read) => read(cells)).filter((amount) => amount !== undefined);
    return filled.length > 1 ? null : filled[0];
  };
}

/** The currency that a row names, as it stands in its cell or over its amount. */
function currencyReader({ money, currencyColumn }: ReadingPlan): (cells: RowCells) => string {
  if (money.kind === 'by-currency') return (cells) => money.columns.find(({ index }) => cells.cell(index).trim() !== '')?.currency ?? '';
  return currencyColumn === null ? () => '' : (cells) => cells.cell(currencyColumn);
}

function decimalsReader(plan: ReadingPlan): (cells: RowCells) => number {
  if (plan.money.kind !== 'by-currency' && plan.currencyColumn === null) return () => plan.decimals;
  const nameOf = currencyReader(plan);
  // Most rows name the currency of the one before.
  let [lastName, lastDecimals] = ['', plan.decimals];
  return (cells) => {
    const name = nameOf(cells);
    if (name !== lastName) {
      const currency = currencyOfCell(cleanCell(name));
      [lastName, lastDecimals] = [name, currency === null ? plan.decimals : currencyDecimals(currency)];
    }
    return lastDecimals;
  };
}

/** Reads each row with the decimals of its currency, by a reader compiled once for each number of decimals. */
function byDecimals<T>(plan: ReadingPlan, decimalsOf: (cells: RowCells) => number, compile: (plan: ReadingPlan) => (cells: RowCells) => T): (cells: RowCells) => T {
  const main = compile(plan);
  if (plan.money.kind !== 'by-currency' && plan.currencyColumn === null) return main;
  const readers = new Map([[plan.decimals, main]]);
  return (cells) => {
    const decimals = decimalsOf(cells);
    let read = readers.get(decimals);
    if (read === undefined) readers.set(decimals, (read = compile({ ...plan, decimals })));
    return read(cells);
  };
}

function amountReader(plan: ReadingPlan): (cells: RowCells) => AmountResult {
  const { money } = plan;
  if (money.kind === 'by-currency') return amountByCurrency(plan, money.columns);
  const amount = money.kind === 'pair' ? pairAmount(plan, money.out, money.in) : singleAmount(plan, money.amount);
  return money.fee === null ? amount : lessFee(plan, money.fee, amount);
}

function statusReader(plan: ReadingPlan): (cells: RowCells) => boolean {
  if (plan.status === null) return () => false;
  const { status } = plan;
  const known = new Map<string, boolean>();
  return (cells) => {
    const cell = cells.cell(status);
    let nothing = known.get(cell);
    if (nothing === undefined) {
      nothing = markerKind(cleanText(cell), ['pending', 'failed'], true) !== null;
      if (known.size < 1_000) known.set(cell, nothing);
    }
    return nothing;
  };
}

function balanceReader(plan: ReadingPlan): (cells: RowCells) => MinorUnits | null {
  const { balance, balanceFlag } = plan;
  if (balance === null) return () => null;
  if (balanceFlag !== null) return flaggedBalance(plan, balance, balanceFlag);
  const parse = amountsIn(plan, balance);
  if (!plan.balanceOwed) return (cells) => parse(cells) ?? null;
  return (cells) => {
    const units = parse(cells) ?? null;
    return units === null ? null : negate(units);
  };
}

function dayReader(plan: ReadingPlan): (cells: RowCells) => PackedDay {
  const parserOf = (): DayParser => dayParser(plan.recipe.dateOrder, plan.months, plan.dateStyle);
  const [first, ...rest] = plan.dates;
  const main = inPlace(parserOf(), first!);
  const others = rest.map((column) => inPlace(parserOf(), column));
  return (cells) => {
    const day = main(cells);
    if (day !== 0 || others.length === 0 || cells.cell(first!).trim() !== '') return day;
    for (const other of others) {
      const stand = other(cells);
      if (stand !== 0) return stand;
    }
    return 0;
  };
}

/** Compiles a plan into the functions that read one row. */
export function compileRowReader(plan: ReadingPlan): RowReader {
  const { valueDate } = plan;
  const decimals = decimalsReader(plan);
  const texts = [...plan.counterparty, ...plan.description];
  const figures = texts.map((column) => inPlace(figureOf, column));
  const asPrinted = texts.toSorted((a, b) => a - b);
  // `Übertrag` is a transfer, too: what a page hands on has no text beside it but such as `from page 2`.
  const handsOn = (cells: RowCells): boolean => markerKind(asPrinted.map((column) => cells.cell(column).trim()).filter((text) => text !== '').join(' '), ['carried']) !== null;
  return {
    day: dayReader(plan),
    dateEmpty: (cells) => plan.dates.every((column) => cells.cell(column).trim() === ''),
    valueDay: valueDate === null ? () => 0 : inPlace(dayParser(plan.recipe.dateOrder, plan.months, plan.dateStyle), valueDate),
    amount: byDecimals(plan, decimals, amountReader),
    currency: currencyReader(plan),
    decimals,
    balance: byDecimals(plan, decimals, balanceReader),
    figure: (cells) => {
      for (const figureIn of figures) {
        const figure = figureIn(cells);
        if (figure !== null && (figure !== 'carried' || handsOn(cells))) return figure;
      }
      return null;
    },
    movesNothing: statusReader(plan),
  };
}
