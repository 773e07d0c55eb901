/**
 * Databases for server tests. Write a test once and it runs on PGlite and on a real PostgreSQL:
 *
 *     describeOnBothDatabases('members', (open) => {
 *       it('keeps the role that was given', async () => {
 *         const database = await open();          // migrated and empty; closed and removed after the test
 *         ...
 *       });
 *     });
 *
 * On PostgreSQL it is open as a server has it: as a role that owns nothing and is held back by row security. What a test does past that goes
 * through `database.owner`.
 *
 * `open` may also be called in `beforeAll`: the database then lives as long as the block. Keys for it come from
 * `openTestVault(database)` (test-vault.ts), rows that others refer to from fixtures.ts.
 *
 * The cluster and the templates are made once a run, by global-setup.ts, when the first block asks: about 4 s. After that
 * the database of a block takes about a second on PGlite and less on PostgreSQL. It is there before the first test, and
 * each test gets it emptied; after a test that has closed it, the next one gets a new one.
 */
import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { dirname, join } from 'node:path';
import { sql } from 'kysely';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, inject, onTestFinished } from 'vitest';
import { type DatabaseOptions, type OpenDatabase, openDatabase } from '../database/open-database.ts';
import { QUEUE_SCHEMA } from '../jobs/queue-schema.ts';
import { asRole, type DatabaseAnswers, type DatabaseQuestion } from './database-service.ts';

export interface TestDatabase extends OpenDatabase {
  /** With these the same database can be opened again: after `close` on PGlite, at any time on PostgreSQL. */
  readonly options: DatabaseOptions;
  /** The same on PostgreSQL as the owner of the tables. */
  readonly ownerOptions: DatabaseOptions;
  /**
   * Past row security, for what a test does to rows of any organisation: the owner, who has said that all rows are meant. On PGlite the one user there is.
   */
  readonly owner: OpenDatabase;
  /** Every byte that the database writes lies below this folder (on PostgreSQL also that of other tests). */
  readonly dataFolder: string;
  /** Runs `cleanUp` after the database was closed. */
  onRemove(cleanUp: () => Promise<void>): void;
}

export const databaseKinds = ['pglite', 'postgres'] as const satisfies readonly DatabaseOptions['kind'][];

/**
 * Databases that a test has left, emptied, for the tests of this file and of the files after it in the same process. They go
 * with the process; their files lie in the folder that the service takes away.
 */
const emptiedDatabases: Readonly<Record<DatabaseOptions['kind'], RemovableDatabase[]>> = { pglite: [], postgres: [] };

/** Runs the same tests on both databases; `open` makes a new database of the kind at hand. */
export function describeOnBothDatabases(name: string, define: (open: () => Promise<TestDatabase>) => void): void {
  describe.each(databaseKinds)(`${name} (%s)`, (kind) => {
    const cleanUps: (() => Promise<void>)[] = [];
    const emptied = emptiedDatabases[kind];
    // Ahead of the tests, so that on a busy machine its start does not eat up the time of the first one.
    beforeAll(async () => {
      if (emptied.length === 0) emptied.push(await createTestDatabase(kind));
    }, 180_000);
    define(async () => {
      const { database, remove } = reusable(emptied.pop() ?? (await createTestDatabase(kind)), emptied);
      afterwards(cleanUps, remove);
      return database;
    });
    afterAll(async () => {
      for (const cleanUp of cleanUps.splice(0)) await cleanUp();
    });
  });
}

/** The database for one more test; after it, emptied and ready for the next one. */
function reusable(original: RemovableDatabase, emptied: RemovableDatabase[]): RemovableDatabase {
  let closed = false;
  const close = (): Promise<void> => {
    closed = true;
    return original.database.close();
  };
  const cleanUps: (() => Promise<void>)[] = [];
  return {
    database: { ...original.database, close, onRemove: (cleanUp) => cleanUps.push(cleanUp) },
    remove: async () => {
      if (closed) await original.remove();
      else {
        await removeAllRows(original.database);
        emptied.push(original);
      }
      for (const cleanUp of cleanUps) await cleanUp();
    },
  };
}

/** Of the job queue: jobs and schedules. Its queues stay, which are settings. */
const jobTables = ['job', 'schedule'].map((name) => `${QUEUE_SCHEMA}.${name}`);

/** DELETE, because TRUNCATE makes new files for every table and index, which takes ten times as long. */
async function removeAllRows({ owner: { kysely } }: TestDatabase): Promise<void> {
  const { rows } = await sql<{ name: string }>`select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'kysely\\_%'`.execute(kysely);
  const tables = [...rows.map(({ name }) => name), ...jobTables];
  await kysely.transaction().execute(async (transaction) => {
    // Everything goes, so no reference needs to be checked on the way.
    await sql`set local session_replication_role = replica`.execute(transaction);
    for (const name of tables) await sql`delete from ${sql.table(name)}`.execute(transaction);
    // The next server looks for due schedules at once.
    await sql`update ${sql.table(`${QUEUE_SCHEMA}.version`)} set cron_on = null`.execute(transaction);
  });
}

export interface RemovableDatabase {
  readonly database: TestDatabase;
  /** Closes it and takes it away; call it when the test is over. */
  readonly remove: () => Promise<void>;
}

/** A migrated, empty database of one kind, for tests that run on that kind alone. */
export function createTestDatabase(kind: DatabaseOptions['kind']): Promise<RemovableDatabase> {
  return kind === 'pglite' ? createPGlite() : createPostgres();
}

async function createPGlite(): Promise<RemovableDatabase> {
  const { folder: template } = await ask('pglite');
  const folder = await mkdtemp(join(dirname(template), 'database-'));
  await cp(template, folder, { recursive: true });
  const options = { kind: 'pglite', folder } as const;
  const open = await openDatabase(options);
  return removable(open, { options, ownerOptions: options, owner: open }, folder, () => rm(folder, { recursive: true, force: true }));
}

async function createPostgres(): Promise<RemovableDatabase> {
  const { template, dataFolder, server } = await ask('postgres');
  const { connectionString: ofOwner, remove } = await createEmptyPostgres(template);
  const options = { kind: 'postgres', connectionString: asRole(ofOwner, server) } as const;
  const owner = await openDatabase({ kind: 'postgres', connectionString: `${ofOwner}?options=-c%20cash_flow.maintenance%3Don`, poolSize: 2 });
  const open = await openDatabase(options);
  const close = (): Promise<void> => Promise.all([open.close(), owner.close()]).then(() => undefined);
  return removable({ ...open, close }, { options, ownerOptions: { kind: 'postgres', connectionString: ofOwner }, owner }, dataFolder, remove);
}

/**
 * A PostgreSQL database without tables, for tests that make their own.
 * @returns its address for its owner, who is no superuser, and for one who is.
 */
export async function createEmptyPostgres(
  template = 'template1',
): Promise<{ readonly connectionString: string; readonly superuser: string; readonly server: string; readonly remove: () => Promise<void> }> {
  const { adminConnection, owner, server } = await ask('postgres');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await administer(adminConnection, `CREATE DATABASE ${name} TEMPLATE ${template} OWNER ${owner.user}`);
  const address = new URL(adminConnection);
  address.pathname = `/${name}`;
  const superuser = address.href;
  return { connectionString: asRole(superuser, owner), superuser, server: asRole(superuser, server), remove: () => administer(adminConnection, `DROP DATABASE ${name} WITH (FORCE)`) };
}

function removable(open: OpenDatabase, ways: Pick<TestDatabase, 'options' | 'ownerOptions' | 'owner'>, dataFolder: string, destroy: () => Promise<void>): RemovableDatabase {
  const cleanUps: (() => Promise<void>)[] = [];
  return {
    database: { ...open, ...ways, dataFolder, onRemove: (cleanUp) => cleanUps.push(cleanUp) },
    remove: async () => {
      await open.close();
      await destroy();
      for (const cleanUp of cleanUps) await cleanUp();
    },
  };
}

async function administer(connectionString: string, statement: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** After the test where there is one, else after the block. */
function afterwards(blockCleanUps: (() => Promise<void>)[], cleanUp: () => Promise<void>): void {
  try {
    onTestFinished(cleanUp);
  } catch {
    blockCleanUps.push(cleanUp);
  }
}

function ask<Q extends DatabaseQuestion>(question: Q): Promise<DatabaseAnswers[Q]> {
  const address = inject('testDatabases');
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = createConnection(address, () => socket.write(`${question}\n`));
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => { answer += text; });
    socket.on('error', reject);
    socket.on('end', () => {
      const { value, error } = JSON.parse(answer) as { value?: DatabaseAnswers[Q]; error?: string };
      if (value === undefined) reject(new Error(error ?? 'The test databases did not answer.'));
      else resolve(value);
    });
  });
}
