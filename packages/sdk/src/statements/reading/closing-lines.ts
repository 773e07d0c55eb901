import { RowCells } from '../tokenise/row-cells.ts';
import type { RejectedLine } from '../types.ts';
import type { MinorUnits } from '../values/amount-parser.ts';
import { add, negate, size } from '../values/minor-units.ts';
import type { TableMarker } from './collect.ts';
import type { ReadingPlan } from './plan.ts';
import type { RowMaker } from './row-maker.ts';
import type { RowReader } from './row-reader.ts';
import type { RowStore } from './row-store.ts';

/** The rows of a file, and the lines of it that became none. */
export interface ReadLines {
  readonly rows: RowStore;
  readonly maker: RowMaker;
  readonly reader: RowReader;
  readonly plan: ReadingPlan;
  readonly rejected: readonly RejectedLine[];
}

export interface ClosingLines {
  readonly markers: readonly TableMarker[];
  /** How many of the last rows, and of the last rejected lines, state figures. */
  readonly rows: number;
  readonly rejected: number;
  /** Whether the first row states the balance from which the last one closes. */
  readonly opens: boolean;
}

/** What the rows before the closing lines add up to. */
interface Sums {
  readonly count: number;
  /** How many lines are thought to state such sums. */
  readonly lines: number;
  readonly into: MinorUnits;
  readonly out: MinorUnits;
  readonly intoCount: number;
  readonly outCount: number;
  readonly net: MinorUnits;
}

/** Sums of fewer rows are met by chance. */
const ENOUGH_ROWS = 3;
/** Rows that a sum needs which nothing but itself gives away. */
const ROWS_OF_A_BARE_SUM = 4;
/** A single amount printed again is no sum, unless the other direction is summed up beside it. */
const ENOUGH_ADDENDS = 2;
/** Money in, money out and what is left of them. */
const MOST_CLOSING_LINES = 3;

function sumsOf(rows: RowStore, length: number, lines: number): Sums {
  let [into, out, intoCount, outCount]: [MinorUnits, MinorUnits, number, number] = [0, 0, 0, 0];
  for (let row = 0; row < length; row++) {
    const amount = rows.amount(row);
    if (amount > 0) [into, intoCount] = [add(into, amount), intoCount + 1];
    else if (amount < 0) [out, outCount] = [add(out, amount), outCount + 1];
  }
  return { count: length, lines, into, out, intoCount, outCount, net: add(into, out) };
}

const NOTHING = { units: null, moneyOut: null, moneyIn: null } as const;

/** The total that an amount is; null where it is none. A payment that settles all others has the opposite sign and is no total. */
function totalOf(amount: MinorUnits, sums: Sums, line: number): TableMarker | null {
  const addends = sums.lines > 1 ? 1 : ENOUGH_ADDENDS;
  if (amount === 0 || sums.count < ENOUGH_ROWS) return null;
  if (amount === sums.net) return { kind: 'total', line, ...NOTHING, units: amount };
  if (amount === sums.into && sums.intoCount >= addends && sums.outCount > 0) return { kind: 'total', line, ...NOTHING, moneyIn: amount };
  if (amount === sums.out && sums.outCount >= addends && sums.intoCount > 0) return { kind: 'total', line, ...NOTHING, moneyOut: amount };
  return null;
}

function hasText(maker: RowMaker, row: number): boolean {
  const { description, counterparty, reference } = maker.texts(row);
  return description !== '' || counterparty !== null || reference !== null;
}

/** Whether nothing but its amount speaks for a total: then the sum must be one that no row has, of rows in both directions. */
function isBareSum(rows: RowStore, sums: Sums, amount: MinorUnits): boolean {
  if (sums.count < ROWS_OF_A_BARE_SUM || amount !== sums.net || sums.intoCount === 0 || sums.outCount === 0) return false;
  for (let row = 0; row < sums.count; row++) if (rows.amount(row) === amount) return false;
  return true;
}

/** What a row states that looks like a booking and follows the first `sums.count` rows; null where it is a booking. */
function figureOfRow({ rows, maker, plan }: ReadLines, row: number, sums: Sums): TableMarker | null {
  const [amount, balance, line] = [rows.amount(row), rows.balance(row), rows.line[row]!];
  const above = rows.balance(sums.count - 1);
  const total = totalOf(amount, sums, line);
  if (balance !== null) {
    // A booking moves the balance. One that repeats it and is the sum of the others, or the balance itself, moved nothing.
    if (above === null || balance !== above || amount === 0) return null;
    return total ?? (amount === balance ? { kind: 'closing', line, ...NOTHING, units: balance } : null);
  }
  if (plan.balance !== null && above !== null) return amount === above ? { kind: 'closing', line, ...NOTHING, units: amount } : total;
  const odd = !hasText(maker, row) && hasText(maker, sums.count - 1);
  return odd || isBareSum(rows, sums, amount) ? total : null;
}

function columnAmount(reader: RowReader, cells: readonly string[], column: number | null): MinorUnits | null {
  return column === null ? null : (reader.amount(RowCells.of(cells.map((cell, index) => (index === column ? cell : '')))) ?? null);
}

/** What a rejected line behind the rows states; null where it stays rejected. */
function figureOfRejected({ rows, reader, plan }: ReadLines, { line, cells, reason }: RejectedLine, sums: Sums): TableMarker | null {
  const row = RowCells.of([...cells]);
  const above = rows.balance(sums.count - 1);
  const balance = reader.balance(row);
  if (reason === 'amount-unreadable' && plan.money.kind === 'pair') {
    const [moneyOut, moneyIn] = [columnAmount(reader, cells, plan.money.out), columnAmount(reader, cells, plan.money.in)];
    return sums.count >= ENOUGH_ROWS && moneyOut !== null && moneyIn !== null && size(moneyOut) === negate(sums.out) && moneyIn === sums.into ? { kind: 'total', line, units: null, moneyOut, moneyIn } : null;
  }
  if (reason === 'amount-missing') return balance !== null && balance === above ? { kind: 'closing', line, ...NOTHING, units: balance } : null;
  const amount = reader.amount(row);
  if (reason !== 'date-missing' || amount === null || amount === undefined || (balance !== null && balance !== above)) return null;
  return totalOf(amount, sums, line);
}

/** The figures of the last lines, where all of `count` lines are figures of the rows before them. */
function figuresOfLast(read: ReadLines, count: number): ClosingLines | null {
  const { rows, rejected } = read;
  let [fromRow, fromRejected] = [rows.length, rejected.length];
  for (let left = count; left > 0; left--) {
    if (fromRow === 0) return null;
    if (fromRejected > 0 && rejected[fromRejected - 1]!.line > rows.line[fromRow - 1]!) fromRejected--;
    else fromRow--;
  }
  if (fromRow === 0) return null;
  const sums = sumsOf(rows, fromRow, count);
  const markers: (TableMarker | null)[] = [];
  for (let row = fromRow; row < rows.length; row++) markers.push(figureOfRow(read, row, sums));
  for (let at = fromRejected; at < rejected.length; at++) markers.push(figureOfRejected(read, rejected[at]!, sums));
  if (markers.includes(null)) return null;
  const found = (markers as TableMarker[]).sort((a, b) => a.line - b.line);
  return { markers: found, rows: rows.length - fromRow, rejected: rejected.length - fromRejected, opens: false };
}

/**
 * Where the first row has no text either, the last one is likelier the balance to which the first one has come than the sum of
 * both: neither is then a booking, and neither is proof.
 */
function withOpening({ rows, maker, plan }: ReadLines, closing: ClosingLines): ClosingLines {
  const [last] = closing.markers;
  const isNet = closing.markers.length === 1 && last!.kind === 'total' && last!.units !== null;
  if (!isNet || plan.balance !== null || closing.rows !== 1 || rows.length < ENOUGH_ROWS + 2 || hasText(maker, 0) || hasText(maker, rows.length - 1)) return closing;
  return { ...closing, markers: [{ kind: 'opening', line: rows.line[0]!, ...NOTHING }, { kind: 'closing', line: last!.line, ...NOTHING }], opens: true };
}

/**
 * Finds the lines at the end of a table that state its totals or its closing balance without a word that says so: what they
 * print follows from the rows above them by arithmetic, and in place of a text, a balance or a date they have nothing.
 */
export function closingLines(read: ReadLines): ClosingLines | null {
  if (read.plan.signFromBalance) return null;
  for (let count = 1; count <= MOST_CLOSING_LINES; count++) {
    const found = figuresOfLast(read, count);
    if (found) return withOpening(read, found);
  }
  return null;
}
