import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite, types as pgliteTypes } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, PostgresDialect } from 'kysely';
import { Pool, types as pgTypes } from 'pg';
import { type Bulk, bulkOnPGlite, bulkOnPostgres } from './bulk.ts';
import { DataAccess, TransactionScope } from './data-access.ts';
import { DatabaseInUseError, DatabaseUnavailableError, DataFolderError, fromDriverError } from './errors.ts';
import { isHeld, tryLockFolder } from './folder-lock.ts';
import { GuardedDialect } from './guarded-dialect.ts';
import { listenOnPostgres, type Ear } from './notices.ts';
import type { Database } from './schema.ts';

export type DatabaseOptions =
  | {
      /** In this process, one connection, no fsync: for trying and for development. */
      readonly kind: 'pglite';
      readonly folder: string;
    }
  | {
      readonly kind: 'postgres';
      readonly connectionString: string;
      /** Reaches PostgreSQL itself where the other address leads to a pooler in transaction mode, which keeps notices away. */
      readonly directConnectionString?: string;
      /** Connections at most; 10 unless told. */
      readonly poolSize?: number;
    };

type PostgresOptions = Extract<DatabaseOptions, { readonly kind: 'postgres' }>;

export interface OpenDatabase {
  readonly kind: DatabaseOptions['kind'];
  /** For migrations and for the schema; everything else goes through `data`. */
  readonly kysely: Kysely<Database>;
  readonly data: DataAccess;
  /** For whole tables at once: backup and restore. */
  readonly bulk: Bulk;
  /**
   * Runs several statements in one text, which brings its own BEGIN and COMMIT, on a connection of its own: for the job
   * queue. What fails halfway is rolled back.
   *
   * @returns the rows of all of them. @throws {NestedTransactionError} inside an open transaction.
   */
  script(text: string): Promise<readonly unknown[]>;
  /** Hears what is told on a channel, until the returned function is called. On PostgreSQL over a connection of its own. */
  listen(channel: string, ear: Ear): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/**
 * Opens either database with the same behaviour: `bytea` arrives as a plain `Uint8Array`, `int8` as a string, times as
 * `Date`. The tables are made by `migrate`.
 *
 * @param create whether a data folder that is not there is made; so it is unless told.
 * @throws {DatabaseInUseError} when another living process has the data folder open. {@link DataFolderError}
 */
export function openDatabase(options: DatabaseOptions, { create = true }: { readonly create?: boolean } = {}): Promise<OpenDatabase> {
  return options.kind === 'pglite' ? openPGlite(options.folder, create) : Promise.resolve(openPostgres(options));
}

/**
 * PGlite's own start options with fewer shared buffers: every start fills them, and 128 MB of them take twice as
 * long as all the rest. The files lie in the page cache of the operating system as well.
 */
const PGLITE_START = [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB'];

async function openPGlite(folder: string, create: boolean): Promise<OpenDatabase> {
  await requireDataFolder(folder, create);
  const lock = await tryLockFolder(folder);
  if (!isHeld(lock)) throw new DatabaseInUseError(lock.processId);
  try {
    const dataDir = pgliteDataFolder(folder);
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    const pglite = await PGlite.create({ dataDir, startParams: PGLITE_START, parsers: { [pgliteTypes.INT8]: (text: string) => text } });
    return connect('pglite', new PGliteDialect({ pglite }), {
      bulk: (kysely) => (mode, run) => kysely.connection().execute(() => bulkOnPGlite(pglite, mode, run)),
      // On the connection that Kysely has handed out, so that nothing of others comes between.
      script: (kysely, text) => kysely.connection().execute(async () => {
        try {
          return (await pglite.exec(text)).flatMap(({ rows }) => rows);
        } catch (error) {
          await pglite.exec('ROLLBACK');
          throw error;
        }
      }),
      listen: async (channel, ear) => {
        const stop = await pglite.listen(channel, (payload) => { ear.hear(payload); });
        return () => stop();
      },
      afterClose: async () => {
        // Kysely closes what it has used; a database that nobody used is still open.
        if (!pglite.closed) await pglite.close();
        await lock.release();
      },
    });
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** Before anything is written: a folder whose name was mistyped must not become one. */
async function requireDataFolder(folder: string, create: boolean): Promise<void> {
  try {
    await stat(create ? folder : join(pgliteDataFolder(folder), 'PG_VERSION'));
    if (!(await stat(folder)).isDirectory()) throw new DataFolderError(`${folder} is not a folder. Name a data folder.`);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOTDIR') throw new DataFolderError(`${folder} is not a folder. Name a data folder.`);
    if (code === 'ENOENT' && create) return;
    if (code === 'ENOENT') throw new DataFolderError(`There is no data folder at ${folder}. Check the path; migrate makes one.`);
    throw error;
  }
}

/** Where the database's own files lie within a data folder; next to them lies the lock. */
export function pgliteDataFolder(folder: string): string {
  return join(folder, 'database');
}

function openPostgres({ connectionString, directConnectionString = connectionString, poolSize = 10 }: PostgresOptions): OpenDatabase {
  const pool = new Pool({
    connectionString,
    max: poolSize,
    connectionTimeoutMillis: 10_000,
    application_name: 'cash-flow',
    types: { getTypeParser: postgresParser },
  });
  // A connection that breaks, idle or in use, is replaced by the pool and the statement on it fails; without a listener
  // the event would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return connect('postgres', new PostgresDialect({ pool }), {
    bulk: () => (mode, run) => bulkOnPostgres(pool, mode, run),
    // The pool throws a connection away whose statement failed, and with it what it had begun.
    script: async (_kysely, text) => {
      const results = await pool.query(text).catch(tellUnavailable) as unknown;
      return (Array.isArray(results) ? results : [results]).flatMap((result: { readonly rows: readonly unknown[] }) => result.rows);
    },
    listen: (channel, ear) => listenOnPostgres({
      connection: { connectionString: directConnectionString, connectionTimeoutMillis: 10_000 }, channel,
      notify: async (name, payload) => { await pool.query('select pg_notify($1, $2)', [name, payload]); },
    }, ear),
    afterClose: () => Promise.resolve(),
  });
}

/** The job queue reads all other errors itself. */
function tellUnavailable(error: unknown): never {
  const known = fromDriverError(error);
  throw known instanceof DatabaseUnavailableError ? known : error;
}

interface Engine {
  readonly bulk: (kysely: Kysely<Database>) => Bulk;
  readonly script: (kysely: Kysely<Database>, text: string) => Promise<readonly unknown[]>;
  readonly listen: (channel: string, ear: Ear) => Promise<() => Promise<void>>;
  readonly afterClose: () => Promise<void>;
}

function connect(kind: DatabaseOptions['kind'], dialect: PGliteDialect | PostgresDialect, engine: Engine): OpenDatabase {
  const scope = new TransactionScope();
  const kysely = new Kysely<Database>({ dialect: new GuardedDialect(dialect, () => { scope.refuseInside(); }) });
  const bulk = engine.bulk(kysely);
  let closed: Promise<void> | undefined;
  return {
    kind,
    kysely,
    data: new DataAccess(kysely, scope),
    bulk: (mode, run) => {
      scope.refuseInside();
      return bulk(mode, (transaction) => scope.enter(() => run(transaction)));
    },
    script: async (text) => {
      scope.refuseInside();
      return engine.script(kysely, text);
    },
    listen: engine.listen,
    close: () => (closed ??= kysely.destroy().then(engine.afterClose)),
  };
}

const postgresParser: typeof pgTypes.getTypeParser = (oid: number, format?: 'text' | 'binary') => {
  if (oid === pgTypes.builtins.BYTEA && format !== 'binary') return parseBytea;
  return format === 'binary' ? pgTypes.getTypeParser(oid, 'binary') : pgTypes.getTypeParser(oid, 'text');
};

/** A plain array with memory of its own: a `Buffer` compares and prints differently, and may share a pool with others. */
function parseBytea(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text.slice(2), 'hex'));
}
