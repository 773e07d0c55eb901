import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { describeOnBothDatabases, type TestDatabase } from '../testing/test-database.ts';
import { type CopyText, wholeRows } from './bulk.ts';
import { NestedTransactionError } from './errors.ts';

async function collect(rows: CopyText): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of rows) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function* pieces(...texts: readonly string[]): CopyText {
  for (const text of texts) yield await Promise.resolve(Buffer.from(text));
}

/** Small rows and rows of 100 kB, in many pages; line feeds, backslashes and nulls among the values. */
async function fill({ owner: { kysely } }: TestDatabase): Promise<void> {
  await sql`create table if not exists bulk_test (id integer primary key, twice integer generated always as (id * 2) stored, note text, body bytea, at timestamptz)`.execute(kysely);
  await sql`delete from bulk_test`.execute(kysely);
  await sql`insert into bulk_test (id, note, body, at) select n, case when n % 3 = 0 then null else E'a\\tb\\n\\\\' || n end, ${randomBytes(20)}, '2026-01-01T00:00:00.123456Z' from generate_series(1, 3000) n`.execute(kysely);
  for (let id = 4000; id < 4010; id += 1) await sql`insert into bulk_test (id, body) values (${id}, ${randomBytes(100_000)})`.execute(kysely);
  await sql`delete from bulk_test where id between 1000 and 2000`.execute(kysely);
}

const columns = ['id', 'note', 'body', 'at'];

describeOnBothDatabases('whole tables', (open) => {
  it('are read and written in the same text, row for row', async () => {
    const database = await open();
    await fill(database);
    const digest = () => sql<{ digest: string }>`select md5(string_agg(t::text, ',' order by id)) as digest from bulk_test t`.execute(database.owner.kysely);
    const before = await digest();
    const text = await database.owner.bulk('snapshot', (transaction) => collect(transaction.copyOut('bulk_test', columns)));
    expect(text.filter((byte) => byte === 10)).toHaveLength(2009);
    await sql`delete from bulk_test`.execute(database.owner.kysely);
    await database.owner.bulk('write', (transaction) => transaction.copyIn('bulk_test', columns, pieces(text.toString().slice(0, 70_001), text.toString().slice(70_001))));
    expect((await digest()).rows).toEqual(before.rows);
    await sql`drop table bulk_test`.execute(database.owner.kysely);
  });

  it('are written together or not at all', async () => {
    const database = await open();
    await sql`create table bulk_test (id integer primary key)`.execute(database.owner.kysely);
    const count = async () => (await sql<{ n: number }>`select count(*)::int as n from bulk_test`.execute(database.owner.kysely)).rows[0]?.n;
    async function* failing(): CopyText {
      yield await Promise.resolve(Buffer.from('1\n2\n'));
      throw new Error('The file ends here.');
    }
    await expect(database.owner.bulk('write', (transaction) => transaction.copyIn('bulk_test', ['id'], failing()))).rejects.toThrow('The file ends here.');
    await expect(database.owner.bulk('write', async (transaction) => {
      await transaction.copyIn('bulk_test', ['id'], pieces('1\n'));
      await transaction.copyIn('bulk_test', ['id'], pieces('1\n'));
    })).rejects.toMatchObject({ name: 'DatabaseError', code: '23505' });
    await expect(database.owner.bulk('snapshot', (transaction) => transaction.copyIn('bulk_test', ['id'], pieces('1\n')))).rejects.toMatchObject({ code: '25006' });
    expect(await count()).toBe(0);
    await database.owner.bulk('write', (transaction) => transaction.copyIn('bulk_test', ['id'], pieces('1\n2', '\n')));
    expect(await count()).toBe(2);
    await sql`drop table bulk_test`.execute(database.owner.kysely);
  });

  it('are not asked for inside a transaction, nor anything else beside them', async () => {
    const { bulk, data } = (await open()).owner;
    await expect(data.inPlatform(() => bulk('snapshot', () => Promise.resolve()))).rejects.toThrow(NestedTransactionError);
    await expect(bulk('snapshot', () => data.inPlatform(() => Promise.resolve()))).rejects.toThrow(NestedTransactionError);
  });
});

describe('pieces of rows', () => {
  it('end with a row and have about one size', async () => {
    const found: string[] = [];
    for await (const piece of wholeRows(pieces('a\nbb', 'b\ncccccc', 'ccc\n', 'd\n', 'e\n', 'f'), 4)) found.push(Buffer.from(piece).toString());
    expect(found.join('')).toBe('a\nbbb\nccccccccc\nd\ne\nf');
    for (const piece of found.slice(0, -1)) expect(piece.endsWith('\n')).toBe(true);
  });
});
