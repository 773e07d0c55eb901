import { accountNumber, announcedAccount } from '../table/statement-facts.ts';
import type { RowCells } from '../tokenise/row-cells.ts';
import { currencyOfCell } from '../values/currency-signs.ts';
import { cleanCell } from '../values/text.ts';
import type { RowReader } from './row-reader.ts';

/** One account of the file: its number and currency as the rows name them. */
export interface RowGroup {
  readonly number: string | null;
  readonly currency: string | null;
}

/** Puts the rows of a file into accounts: by a column that names them, or by what stands above each of several tables. */
export class AccountGroups {
  readonly groups: RowGroup[] = [];
  readonly #column: number | null;
  readonly #reader: Pick<RowReader, 'currency'>;
  readonly #indexes = new Map<string, number>();
  // A file of several tables names the account of each above its header.
  #announced: string | null = null;
  #table: string | null = null;
  #tables = 1;
  #lastAccount = '\u0000';
  #lastCurrency = '\u0000';
  #lastGroup = -1;

  /** `column` holds the account of each row; null where none does. */
  constructor(column: number | null, reader: Pick<RowReader, 'currency'>) {
    this.#column = column;
    this.#reader = reader;
  }

  /** Takes note of a line around the tables, which may name the account of the next one. */
  announce(cells: readonly string[]): void {
    this.#announced = announcedAccount(cells) ?? this.#announced;
  }

  /** A header: what was announced above it is the account of the rows below. */
  beginTable(): void {
    if (this.#column === null && this.#announced !== null && this.#table !== null && this.#announced !== this.#table) {
      if (this.#tables === 1) this.#nameGroups(this.#table);
      this.#tables++;
    }
    this.#table = this.#announced;
  }

  /** The index of the group of a row. */
  of(row: RowCells): number {
    const account = this.#column === null ? (this.#tables > 1 ? this.#table! : '') : row.cell(this.#column);
    const currency = this.#reader.currency(row);
    if (account === this.#lastAccount && currency === this.#lastCurrency) return this.#lastGroup;
    const number = account === '' ? null : accountNumber(cleanCell(account));
    const named = currencyOfCell(cleanCell(currency));
    const key = `${number ?? ''}|${named ?? ''}`;
    let index = this.#indexes.get(key);
    if (index === undefined) {
      index = this.groups.length;
      this.groups.push({ number, currency: named });
      this.#indexes.set(key, index);
    }
    [this.#lastAccount, this.#lastCurrency, this.#lastGroup] = [account, currency, index];
    return index;
  }

  /** Gives the rows before the second table the account of the first one. */
  #nameGroups(number: string): void {
    for (const [index, { currency }] of [...this.groups.entries()]) {
      this.groups[index] = { number, currency };
      this.#indexes.set(`${number}|${currency ?? ''}`, index);
    }
  }
}
