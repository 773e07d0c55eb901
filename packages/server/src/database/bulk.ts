import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PGliteInterface } from '@electric-sql/pglite';
import type { Pool, PoolClient } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { fromDriverError, PartialViewError } from './errors.ts';

/** Rows in PostgreSQL's text format of COPY (manual, "COPY", "Text Format"): a line for each, ended by a line feed. */
export type CopyText = AsyncIterable<Uint8Array>;

/** One transaction on a connection of its own, in which whole tables are read or written. Never holds a table in memory. */
export interface BulkTransaction {
  query<Row>(text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  /** All rows of a table; the pieces end anywhere. */
  copyOut(table: string, columns: readonly string[]): CopyText;
  copyIn(table: string, columns: readonly string[], rows: CopyText): Promise<void>;
}

/** `snapshot` sees one moment and writes nothing. */
export type BulkMode = 'snapshot' | 'write';

/** Runs `run` in one transaction. @throws what `DataAccess` throws. */
export type Bulk = <T>(mode: BulkMode, run: (transaction: BulkTransaction) => Promise<T>) => Promise<T>;

const BEGIN: Readonly<Record<BulkMode, string>> = {
  snapshot: 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
  write: 'BEGIN',
};

/** What the text of a value depends on; and, of the owner, that the rows of every organisation are meant. */
const SETTINGS = `SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL bytea_output = 'hex'; SET LOCAL intervalstyle = 'postgres';
  SET LOCAL extra_float_digits = 1; SET LOCAL cash_flow.maintenance = 'on'`;

/** A table whose rows this role sees only a part of: row security holds it back, and the owner's policy is not its own. */
const HELD_BACK = `SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relrowsecurity AND row_security_active(oid)
  AND NOT pg_has_role(current_user, relowner, 'USAGE') LIMIT 1`;

export async function bulkOnPostgres<T>(pool: Pool, mode: BulkMode, run: (transaction: BulkTransaction) => Promise<T>): Promise<T> {
  try {
    const client = await pool.connect();
    let broken = true;
    try {
      await client.query(BEGIN[mode]);
      await client.query(SETTINGS);
      if ((await client.query(HELD_BACK)).rowCount !== 0) throw new PartialViewError();
      const result = await run(postgresTransaction(client));
      await client.query('COMMIT');
      broken = false;
      return result;
    } finally {
      // What failed may still be copying: the connection is closed, which takes everything back.
      client.release(broken);
    }
  } catch (error) {
    throw fromDriverError(error);
  }
}

function postgresTransaction(client: PoolClient): BulkTransaction {
  return {
    query: async <Row>(text: string, values: readonly unknown[] = []) => (await client.query(text, [...values])).rows as Row[],
    copyOut: (table, columns) => client.query(copyTo(`COPY ${target(table, columns)} TO STDOUT`)) as AsyncIterable<Uint8Array>,
    copyIn: (table, columns, rows) => pipeline(Readable.from(rows, { objectMode: false }), client.query(copyFrom(`COPY ${target(table, columns)} FROM STDIN`))),
  };
}

/** On the one connection of PGlite, which the caller has taken: everybody else waits. */
export async function bulkOnPGlite<T>(pglite: PGliteInterface, mode: BulkMode, run: (transaction: BulkTransaction) => Promise<T>): Promise<T> {
  try {
    await pglite.exec(BEGIN[mode]);
    try {
      await pglite.exec(SETTINGS);
      const result = await run(pgliteTransaction(pglite));
      await pglite.exec('COMMIT');
      return result;
    } catch (error) {
      await pglite.exec('ROLLBACK');
      throw error;
    }
  } catch (error) {
    throw fromDriverError(error);
  }
}

/** PGlite copies from and to the memory of the process: what is in it at once is kept near this, in bytes. */
const PIECE = 1024 * 1024;
const MOST_PAGES = 64;

function pgliteTransaction(pglite: PGliteInterface): BulkTransaction {
  const query = async <Row>(text: string, values: readonly unknown[] = []): Promise<readonly Row[]> => (await pglite.query<Row>(text, [...values])).rows;
  return {
    query,
    copyOut: (table, columns) => copyPages(pglite, query, table, columns),
    copyIn: async (table, columns, rows) => {
      for await (const blob of wholeRows(rows)) await pglite.query(`COPY ${target(table, columns)} FROM '/dev/blob'`, [], { blob: new Blob([blob]) });
    },
  };
}

/** A table in runs of its pages, whose number follows how much text they give: one page can hold rows of megabytes. */
async function* copyPages(pglite: PGliteInterface, query: BulkTransaction['query'], table: string, columns: readonly string[]): CopyText {
  const [size] = await query<{ pages: number }>(`SELECT (pg_relation_size(to_regclass($1)) / current_setting('block_size')::int)::int AS pages`, [quote(table)]);
  const pages = size?.pages ?? 0;
  let [from, step] = [0, 1];
  while (from < pages) {
    const range = `ctid >= '(${String(from)},0)'::tid AND ctid < '(${String(from + step)},0)'::tid`;
    const { blob } = await pglite.query(`COPY (SELECT ${columns.map(quote).join(', ')} FROM ${quote(table)} WHERE ${range}) TO '/dev/blob'`);
    if (blob && blob.size > 0) yield new Uint8Array(await blob.arrayBuffer());
    from += step;
    step = nextStep(step, blob?.size ?? 0);
  }
}

function nextStep(step: number, bytes: number): number {
  if (bytes > PIECE) return Math.max(1, Math.floor(step / 2));
  return bytes < PIECE / 4 ? Math.min(MOST_PAGES, step * 2) : step;
}

/** Joins and cuts pieces so that each ends with a row and has about `size` bytes, or the length of one row where that is more. */
export async function* wholeRows(rows: CopyText, size = PIECE): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let held: Uint8Array[] = [];
  let length = 0;
  for await (const piece of rows) {
    held.push(piece);
    length += piece.length;
    if (length < size || !piece.includes(LINE_FEED)) continue;
    const all = Buffer.concat(held);
    const end = all.lastIndexOf(LINE_FEED) + 1;
    yield new Uint8Array(all.subarray(0, end));
    held = end < all.length ? [all.subarray(end)] : [];
    length = all.length - end;
  }
  if (length > 0) yield new Uint8Array(Buffer.concat(held));
}

const LINE_FEED = 0x0a;

function target(table: string, columns: readonly string[]): string {
  return `${quote(table)} (${columns.map(quote).join(', ')})`;
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
