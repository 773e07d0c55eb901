/** What stands in clear, against the page that says so; and that what is sealed cannot be otherwise. */
import { sql } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sealedTables } from './database/schema.ts';
import { liveColumns, type LiveColumn } from './testing/live-columns.ts';
import { listedInClear, listedSchemas } from './testing/listed-in-clear.ts';
import { fillPortal } from './testing/sealed-values.ts';
import { queryCustody } from './testing/test-custody.ts';
import { createEmptyPostgres, describeOnBothDatabases, type TestDatabase } from './testing/test-database.ts';
import { migrateCustody } from './vault/custody/postgres-custody-schema.ts';

/** Where custody is a database, it is not this one. */
const CUSTODY = 'cash_flow_custody';

const nameOf = ({ schema, table, column }: LiveColumn): string => `${schema}.${table}.${column}`;

/** Columns in clear: all but those that a constraint keeps for sealed values. */
function inClear(columns: readonly LiveColumn[]): readonly string[] {
  return columns.filter(({ suite }) => suite === undefined).map(nameOf).toSorted();
}

describeOnBothDatabases('the columns in clear', (open) => {
  it('are those that the page lists, in every schema', async () => {
    const { owner: { kysely } } = await open();
    const columns = await liveColumns(async (query) => (await sql.raw(query).execute(kysely)).rows);
    const listed = listedSchemas().filter((schema) => schema !== CUSTODY).flatMap(listedInClear);
    expect(inClear(columns)).toEqual(listed.toSorted());
  });

  it('would show a new one, also in a schema or a view of its own', async () => {
    const { owner: { kysely } } = await open();
    onTestFinished(async () => { await sql`DROP SCHEMA elsewhere CASCADE`.execute(kysely); });
    await sql`CREATE SCHEMA elsewhere`.execute(kysely);
    await sql`CREATE TABLE elsewhere.notes (note text, sealed bytea NOT NULL CHECK (octet_length(sealed) >= 46))`.execute(kysely);
    await sql`CREATE VIEW elsewhere.names AS SELECT note AS name FROM elsewhere.notes`.execute(kysely);
    const columns = await liveColumns(async (query) => (await sql.raw(query).execute(kysely)).rows);
    expect(inClear(columns)).toEqual(expect.arrayContaining(['elsewhere.notes.note', 'elsewhere.notes.sealed', 'elsewhere.names.name']));
  });
});

describe('the columns in clear of a custody', () => {
  it('are those that the page lists', async () => {
    const { connectionString, remove } = await createEmptyPostgres();
    onTestFinished(remove);
    await migrateCustody(connectionString);
    expect(inClear(await liveColumns((query) => queryCustody(connectionString, query)))).toEqual(listedInClear(CUSTODY).toSorted());
  });
});

/** The least and the most bytes of a sealed value in a column of each suite. */
const lengths = { 1: [46, Infinity], 2: [42, 65_578] } as const;

describeOnBothDatabases('a sealed column', (open) => {
  it('takes nothing but sealed values', async () => {
    const { database } = await fillPortal(await open());
    const columns = await liveColumns(async (query) => (await sql.raw(query).execute(database.owner.kysely)).rows);
    const sealed = columns.filter(({ suite }) => suite !== undefined);
    expect(sealed.map(nameOf).toSorted()).toEqual([...sealedTables, 'import_segments'].map((table) => `public.${table}.sealed`).toSorted());
    for (const column of sealed) {
      const suite = column.suite!;
      const [least, most] = lengths[suite];
      const value = (length: number, ...header: readonly number[]): Uint8Array => Uint8Array.from({ length }, (_, index) => header[index] ?? 0x41);
      // A row that is there already gets as far as its key.
      expect(await insertedWith(database, column, undefined), nameOf(column)).toBe('23505');
      expect(await insertedWith(database, column, null), nameOf(column)).toBe('23502');
      const unsealed = [
        new Uint8Array(0), Buffer.from('{"name":"Till"}'), Buffer.from('name '.repeat(100)), value(1, 0xc1), value(2, 0xc1, suite), value(least - 1, 0xc1, suite, 0, 0, 0, 1),
        value(200), value(200, 0), value(200, 0xc0, suite), value(200, 0xc1, 0), value(200, 0xc1, 3 - suite), value(200, 0xc1, suite + 2), value(200, suite, 0xc1),
        ...(most === Infinity ? [] : [value(most + 1, 0xc1, suite)]),
      ];
      for (const bytes of unsealed) expect(await insertedWith(database, column, bytes), `${nameOf(column)} ${Buffer.from(bytes).toString('hex').slice(0, 20)}`).toBe('23514');
    }
  }, 60_000);
});

/** Inserts a row of the table once more, with `value` in the column. @returns the SQLSTATE of what the database says to that. */
async function insertedWith({ owner: { kysely } }: TestDatabase, { table, column }: LiveColumn, value: Uint8Array | null | undefined): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select attname as name from pg_attribute where attrelid = ${`public.${table}`}::regclass and attnum > 0 and not attisdropped and attgenerated = ''`.execute(kysely);
  const names = rows.map(({ name }) => name);
  const values = names.map((name) => (name === column && value !== undefined ? sql`${value && Buffer.from(value)}::bytea` : sql.ref(name)));
  try {
    await sql`insert into ${sql.table(table)} (${sql.join(names.map((name) => sql.ref(name)))}) select ${sql.join(values)} from ${sql.table(table)} limit 1`.execute(kysely);
    return 'inserted';
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}
