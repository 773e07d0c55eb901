import type { sealedTables } from '../database/schema.ts';

export type SealedTableName = (typeof sealedTables)[number];

/** What must be known of a table to open and seal its bodies without knowing what they say. */
export interface SealedTable {
  readonly table: SealedTableName;
  /** Columns that tell its rows apart within their organisation, in the order in which the row id joins them. */
  readonly key: readonly [string, ...string[]];
  readonly codecVersion: number;
}

/** A row's values of the columns of `key`. */
export type RowKey = Readonly<Record<string, unknown>>;

/** The row id to which a body is bound: the values of its key, joined by `/`, bytes in hexadecimal. */
export function rowIdOf({ table, key }: SealedTable, row: RowKey): string {
  return key
    .map((column) => {
      const value = row[column];
      if (typeof value === 'string') return value;
      if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
      throw new TypeError(`The column ${column} of ${table} is no part of a row id.`);
    })
    .join('/');
}
