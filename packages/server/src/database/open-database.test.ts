import { fork } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createEmptyPostgres, createTestDatabase, describeOnBothDatabases } from '../testing/test-database.ts';
import { DatabaseInUseError, DatabaseUnavailableError, DataFolderError } from './errors.ts';
import { openDatabase } from './open-database.ts';
import { PLATFORM } from './schema.ts';

describeOnBothDatabases('openDatabase', (open) => {
  it('returns bytes as a plain array, int8 as text and times as dates', async () => {
    const { data } = await open();
    const row = await data.inPlatform(async (transaction) => {
      const { rows } = await sql<Record<string, unknown>>`
        select 9007199254740993::int8 as big, 1::int8 as small, '\\xc101ff'::bytea as bytes, ''::bytea as none,
          '2026-03-29T01:30:00.125Z'::timestamptz as time, null::bytea as nothing, 7::int4 as whole, true as yes,
          'a'::text as text, '00000000-0000-4000-8000-00000000000a'::uuid as id, count(*) as count`.execute(transaction);
      return rows[0];
    });
    expect(row).toStrictEqual({
      big: '9007199254740993', small: '1', bytes: new Uint8Array([0xc1, 0x01, 0xff]), none: new Uint8Array(0),
      time: new Date('2026-03-29T01:30:00.125Z'), nothing: null, whole: 7, yes: true, text: 'a',
      id: '00000000-0000-4000-8000-00000000000a', count: '1',
    });
  });

  it('takes bytes as an array, a buffer or a view, one by one and in lists', async () => {
    const { data } = await open();
    const long = new Uint8Array(300_000).map((_, index) => index);
    const values = [new Uint8Array([1, 2]), Buffer.from([0, 255]), new Uint8Array([9, 1, 2, 9]).subarray(1, 3), new Uint8Array(0), long];
    const [one, list] = await data.inPlatform(async (transaction) => [
      await Promise.all(values.map(async (value) => (await sql<{ bytes: Uint8Array }>`select ${value}::bytea as bytes`.execute(transaction)).rows[0]?.bytes)),
      (await sql<{ bytes: Uint8Array }>`select unnest(${values}::bytea[]) as bytes`.execute(transaction)).rows.map(({ bytes }) => bytes),
    ]);
    const plain = values.map((value) => new Uint8Array(value));
    expect(one).toStrictEqual(plain);
    expect(list).toStrictEqual(plain);
  });

  it('takes int8 as number or text, and times as dates', async () => {
    const { data } = await open();
    const time = new Date('2026-10-25T00:30:00.001Z');
    const created = await data.inPlatform(async (transaction) => {
      await transaction.insertInto('key_versions').values([
        { organisation_id: PLATFORM, key_id: 4_294_967_295, purpose: 'data', state: 'active', created_at: time, activated_at: time },
        { organisation_id: PLATFORM, key_id: '7', purpose: 'data', state: 'decrypt-only', created_at: time, activated_at: time },
      ]).execute();
      return transaction.selectFrom('key_versions').selectAll().orderBy('key_id', 'desc').execute();
    });
    expect(created.map(({ key_id, created_at }) => ({ key_id, created_at }))).toStrictEqual([
      { key_id: '4294967295', created_at: time }, { key_id: '7', created_at: time },
    ]);
  });

  it('counts the rows that a statement changed', async () => {
    const { data } = await open();
    const changed = await data.inPlatform((transaction) => transaction.deleteFrom('key_versions').where('key_id', '=', '1').executeTakeFirst());
    expect(changed.numDeletedRows).toBe(0n);
  });

  it('finds everything again after it was closed', async () => {
    const database = await open();
    await database.data.inPlatform((transaction) => transaction.insertInto('deployment').values({ singleton: true, id: PLATFORM }).execute());
    await database.close();
    const again = await openDatabase(database.options);
    onTestFinished(() => again.close());
    expect(await again.data.inPlatform((transaction) => transaction.selectFrom('deployment').select('id').execute())).toEqual([{ id: PLATFORM }]);
  });

  it('may be closed twice', async () => {
    const database = await open();
    await Promise.all([database.close(), database.close()]);
  });
});

describe('a PGlite data folder', () => {
  it('is refused while another process has it open, and free when that process dies', async () => {
    const { database, remove } = await createTestDatabase('pglite');
    onTestFinished(remove);
    await database.close();
    const { options } = database;
    if (options.kind !== 'pglite') throw new Error('not PGlite');
    const holder = fork(new URL('./folder-lock.holder.ts', import.meta.url), [options.folder], { execArgv: [] });
    await new Promise((resolve) => holder.once('message', resolve));
    await expect(openDatabase(options)).rejects.toThrow(DatabaseInUseError);
    await expect(openDatabase(options)).rejects.toThrow(`process ${String(holder.pid)}`);
    holder.kill('SIGKILL');
    await new Promise((resolve) => holder.once('exit', resolve));
    await (await openDatabase(options)).close();
    expect(await readdir(options.folder)).toEqual(['database']);
  });

  it('is refused while this process has it open', async () => {
    const { database, remove } = await createTestDatabase('pglite');
    onTestFinished(remove);
    await expect(openDatabase(database.options)).rejects.toThrow(DatabaseInUseError);
  });

  it('is let go when it cannot be opened', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'cash-flow-broken-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    await writeFile(join(folder, 'database'), 'a file where a folder should be');
    await expect(openDatabase({ kind: 'pglite', folder })).rejects.toThrow();
    expect(await readdir(folder)).toEqual(['database']);
  });
});

describe('a PostgreSQL that is not there', () => {
  it.each(['127.0.0.1:1', 'localhost:1', 'nowhere.invalid:5432'])('is said to be unreachable, without its address (%s)', async (address) => {
    const database = await openDatabase({ kind: 'postgres', connectionString: `postgres://someone:secret@${address}/books` });
    onTestFinished(() => database.close());
    const error = await database.data.inPlatform(() => Promise.resolve()).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DatabaseUnavailableError);
    expect(String((error as Error).stack)).not.toMatch(/secret|someone|:1\b.*ECONN|nowhere/);
  });

  it('is not blamed for a file that is missing', async () => {
    const { database, remove } = await createTestDatabase('postgres');
    onTestFinished(remove);
    await expect(database.data.inPlatform(() => readdir('/there/is/no/such/folder'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('is said to be unreachable when it goes away in the middle of a transaction, and is found again after', async () => {
    const { database: { data }, remove } = await createTestDatabase('postgres');
    onTestFinished(remove);
    const cut = data.inPlatform((transaction) => sql`select pg_terminate_backend(pg_backend_pid())`.execute(transaction));
    await expect(cut).rejects.toThrow(DatabaseUnavailableError);
    expect(await data.inPlatform(() => Promise.resolve('back'))).toBe('back');
  });
});

it.each([['a wrong password', (url: URL) => { url.password = 'sesame-open'; }], ['a database that is not there', (url: URL) => { url.pathname = '/sesame-open'; }]])(
  'a PostgreSQL with %s says so without a value', async (_, change) => {
    const { connectionString, remove } = await createEmptyPostgres();
    onTestFinished(remove);
    const url = new URL(connectionString);
    change(url);
    const database = await openDatabase({ kind: 'postgres', connectionString: url.href });
    onTestFinished(() => database.close());
    for (const failing of [() => database.data.inPlatform((transaction) => sql`select 1`.execute(transaction)), () => database.script('select 1')]) {
      const error = await failing().then(() => undefined, (thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(DatabaseUnavailableError);
      expect((error as Error).message).toMatch(/^(?:The database refused the user or the password|There is no such database on the server)\./);
      expect((error as Error).stack).not.toContain('sesame');
    }
  },
);

describe('a data folder', () => {
  it('is not made where it has to be there already', async () => {
    const parent = await mkdtemp(join(tmpdir(), 'no-data-'));
    onTestFinished(() => rm(parent, { recursive: true }));
    const folder = join(parent, 'mistyped');
    await expect(openDatabase({ kind: 'pglite', folder }, { create: false })).rejects.toThrow(`There is no data folder at ${folder}.`);
    await expect(openDatabase({ kind: 'pglite', folder: parent }, { create: false })).rejects.toThrow(DataFolderError);
    expect(await readdir(parent)).toEqual([]);
  });

  it('is none where there is a file', async () => {
    const parent = await mkdtemp(join(tmpdir(), 'no-data-'));
    onTestFinished(() => rm(parent, { recursive: true }));
    const file = join(parent, 'file');
    await writeFile(file, '');
    for (const folder of [file, join(file, 'below')]) {
      for (const create of [true, false]) await expect(openDatabase({ kind: 'pglite', folder }, { create })).rejects.toThrow('is not a folder');
    }
  });
});
