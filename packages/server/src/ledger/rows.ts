import { MAX_MINOR_UNITS } from '@cashflowsmart/sdk/money';
import { toDayNumber, type CalendarDate, type DayNumber } from '@cashflowsmart/sdk/dates';
import { ProblemError } from '../http/problem-error.ts';
import { TextColumn } from './text-column.ts';
import type { IncomingRow } from './types.ts';

/** Bits of a row's flags. `TRANSFER` is what the statement's text said; a correction may say otherwise. */
export const TRANSFER = 1;
export const DELETED = 2;
/** A correction lies over the row. */
export const CORRECTED = 4;
export const BALANCE = 8;

/** In `valueDay`: the row has none. */
export const NO_DAY = -0x8000_0000;

/** No statement says more in one field; a longer text would be an attack on memory. UTF-16 code units. */
const MAX_TEXT = 65_535;

export interface Texts {
  at(index: number): string | null;
}

/** Rows as columns of equal length, as a statement said them. Days since 1970-01-01, amounts in minor units. */
export interface RowColumns {
  readonly day: Int32Array;
  readonly valueDay: Int32Array;
  readonly amount: BigInt64Array;
  /** Meaningful where the flag `BALANCE` is set. */
  readonly balance: BigInt64Array;
  readonly flags: Uint8Array;
  /** The 1-based line in the file; 0 for an entry by hand. */
  readonly line: Int32Array;
  readonly description: Texts;
  readonly counterparty: Texts;
  readonly reference: Texts;
}

/** Day numbers by date; statements repeat a date many times in a row. */
function dayReader(): (date: CalendarDate) => DayNumber {
  let last = '';
  let day = 0;
  return (date) => {
    if (date !== last) {
      day = toDayNumber(date);
      last = date;
    }
    return day;
  };
}

/**
 * The rows of a statement as columns, oldest first; rows of one day keep their order.
 * @throws {ProblemError} `invalid-request` where an amount exceeds 64 bits, `cell-too-long` where a text exceeds `MAX_TEXT`.
 */
export function incomingColumns(unordered: readonly IncomingRow[]): RowColumns {
  const rows = inOrder(unordered);
  const count = rows.length;
  const columns = {
    day: new Int32Array(count),
    valueDay: new Int32Array(count),
    amount: new BigInt64Array(count),
    balance: new BigInt64Array(count),
    flags: new Uint8Array(count),
    line: new Int32Array(count),
  };
  const [toDay, toValueDay] = [dayReader(), dayReader()];
  for (let index = 0; index < count; index++) {
    const row = rows[index]!;
    columns.day[index] = toDay(row.day);
    columns.valueDay[index] = row.valueDay === null ? NO_DAY : toValueDay(row.valueDay);
    columns.amount[index] = inRange(row.amount);
    columns.line[index] = row.line;
    if (row.balance !== null) {
      columns.balance[index] = inRange(row.balance);
      columns.flags[index] = BALANCE;
    }
    if (row.description.length > MAX_TEXT || (row.counterparty?.length ?? 0) > MAX_TEXT || (row.reference?.length ?? 0) > MAX_TEXT) {
      throw new ProblemError('cell-too-long');
    }
  }
  return {
    ...columns,
    description: { at: (index) => rows[index]!.description },
    counterparty: { at: (index) => rows[index]!.counterparty },
    reference: { at: (index) => rows[index]!.reference },
  };
}

/** Calendar dates compare as text. */
function inOrder(rows: readonly IncomingRow[]): readonly IncomingRow[] {
  const ordered = rows.every((row, index) => index === 0 || rows[index - 1]!.day <= row.day);
  return ordered ? rows : rows.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

/** A 64-bit column wraps silently what it cannot hold. */
export function inRange(amount: bigint): bigint {
  if (amount > MAX_MINOR_UNITS || amount < -MAX_MINOR_UNITS) throw new ProblemError('invalid-request', { errors: [{ path: 'amount', rule: 'range' }] });
  return amount;
}

/** Some of the rows, in the order of `indexes`, with texts of their own. */
export function pickColumns(rows: RowColumns, indexes: readonly number[]): RowColumns & Readonly<Record<'description' | 'counterparty' | 'reference', TextColumn>> {
  return {
    day: pick(rows.day, new Int32Array(indexes.length), indexes),
    valueDay: pick(rows.valueDay, new Int32Array(indexes.length), indexes),
    amount: pick(rows.amount, new BigInt64Array(indexes.length), indexes),
    balance: pick(rows.balance, new BigInt64Array(indexes.length), indexes),
    flags: pick(rows.flags, new Uint8Array(indexes.length), indexes),
    line: pick(rows.line, new Int32Array(indexes.length), indexes),
    description: TextColumn.from(indexes.map((index) => rows.description.at(index))),
    counterparty: TextColumn.from(indexes.map((index) => rows.counterparty.at(index))),
    reference: TextColumn.from(indexes.map((index) => rows.reference.at(index))),
  };
}

// A loop: `from` with a mapping function goes through an iterator, several times slower.
function pick<Column extends Int32Array | Uint8Array | BigInt64Array>(from: Column, to: Column, indexes: readonly number[]): Column {
  for (let at = 0; at < indexes.length; at++) to[at] = from[indexes[at]!]!;
  return to;
}
