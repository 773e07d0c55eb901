import type { MinorUnits } from '../values/amount-parser.ts';
import type { PackedDay } from '../values/date-scan.ts';
import type { RowTexts } from './text-reader.ts';

/** A row as it was read, without its texts. */
export interface StoredRow {
  readonly account: number;
  readonly day: PackedDay;
  /** 0 where the row has none. */
  readonly valueDay: PackedDay;
  readonly amount: MinorUnits;
  readonly balance: MinorUnits | null;
  readonly line: number;
}

const FIRST_ROOM = 1024;
const GROWTH = 1.5;

type Column = Uint32Array | Float64Array;

/** Amounts as doubles while they are safe integers; the few larger ones beside them. */
class AmountColumn {
  #units = new Float64Array(FIRST_ROOM);
  readonly #large = new Map<number, bigint>();

  get(row: number): MinorUnits | null {
    const units = this.#units[row]!;
    return units === units ? units : (this.#large.get(row) ?? null);
  }

  grow(room: number): void {
    this.#units = grown(this.#units, new Float64Array(room));
  }

  set(row: number, units: MinorUnits | null): void {
    this.#units[row] = typeof units === 'number' ? units : NaN;
    if (typeof units === 'bigint') this.#large.set(row, units);
    else if (this.#large.size > 0) this.#large.delete(row);
  }
}

function grown<T extends Column>(from: T, to: T): T {
  to.set(from);
  return to;
}

/**
 * The rows of a file in file order, as columns: some fifty bytes each, where an object with two bigints would take hundreds
 * and keep the collector busy. Texts stay where they stand in the text of the file; `place` says where that is.
 */
export class RowStore {
  length = 0;
  account = new Uint32Array(FIRST_ROOM);
  day = new Uint32Array(FIRST_ROOM);
  valueDay = new Uint32Array(FIRST_ROOM);
  line = new Uint32Array(FIRST_ROOM);
  #place = new Float64Array(FIRST_ROOM);
  readonly #amount = new AmountColumn();
  readonly #balance = new AmountColumn();
  /** Texts that stand nowhere as they are; a place below zero counts them. */
  readonly #texts: RowTexts[] = [];
  #expected = 0;

  /**
   * Says how many rows are likely to come, so that room for them is made at once instead of being copied again and again; what
   * is never filled takes no memory.
   */
  expect(rows: number): void {
    this.#expected = rows;
  }

  /** Adds a row whose texts are given, or stand at a place of the text. */
  push(row: StoredRow, where: number | RowTexts): void {
    const index = this.length++;
    if (index === this.day.length) this.#grow();
    this.account[index] = row.account;
    this.day[index] = row.day;
    this.valueDay[index] = row.valueDay;
    this.line[index] = row.line;
    this.#amount.set(index, row.amount);
    this.#balance.set(index, row.balance);
    if (typeof where === 'number') this.#place[index] = where;
    else this.#place[index] = -this.#texts.push(where);
  }

  /** Takes away the last row. */
  pop(): void {
    this.length--;
  }

  /** Takes away the first row: as many steps as there are rows. */
  shift(): void {
    this.length--;
    for (const column of [this.account, this.day, this.valueDay, this.line, this.#place]) column.copyWithin(0, 1);
    for (let row = 0; row < this.length; row++) {
      this.#amount.set(row, this.#amount.get(row + 1));
      this.#balance.set(row, this.#balance.get(row + 1));
    }
  }

  amount(row: number): MinorUnits {
    return this.#amount.get(row) ?? 0;
  }

  balance(row: number): MinorUnits | null {
    return this.#balance.get(row);
  }

  setAmount(row: number, units: MinorUnits): void {
    this.#amount.set(row, units);
  }

  /** The texts of a row, or the place in the text of the file where they stand. */
  where(row: number): number | RowTexts {
    const place = this.#place[row]!;
    return place < 0 ? this.#texts[-place - 1]! : place;
  }

  setTexts(row: number, texts: RowTexts): void {
    const place = this.#place[row]!;
    if (place < 0) this.#texts[-place - 1] = texts;
    else this.#place[row] = -this.#texts.push(texts);
  }

  #grow(): void {
    const room = Math.max(Math.ceil(this.day.length * GROWTH), this.#expected);
    this.#amount.grow(room);
    this.#balance.grow(room);
    this.account = grown(this.account, new Uint32Array(room));
    this.day = grown(this.day, new Uint32Array(room));
    this.valueDay = grown(this.valueDay, new Uint32Array(room));
    this.line = grown(this.line, new Uint32Array(room));
    this.#place = grown(this.#place, new Float64Array(room));
  }
}
