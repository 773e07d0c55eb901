import { type Kysely, sql } from 'kysely';
import { DEFAULT_MIGRATION_TABLE, Migrator } from 'kysely/migration';
import { migrateQueueSchema } from '../jobs/queue-schema.ts';
import { DatabaseTooNewError, fromDriverError } from './errors.ts';
import { migrations } from './migrations/index.ts';
import type { Database } from './schema.ts';

/**
 * Brings the tables of either database up to date, all migrations or none, and after them the tables of the job queue.
 * Several servers may call it at once.
 *
 * @returns the names of the migrations that ran.
 * @throws {DatabaseTooNewError}
 */
export async function migrate(kysely: Kysely<Database>): Promise<readonly string[]> {
  if ((await executed(kysely)).some((name) => !Object.hasOwn(migrations, name))) throw new DatabaseTooNewError();
  const { error, results = [] } = await migratorOf(kysely).migrateToLatest();
  if (error !== undefined) throw fromDriverError(error);
  const names = results.filter((result) => result.status === 'Success').map((result) => result.migrationName);
  return [...names, ...await queueTables(kysely)];
}

/** Every migration that this program knows, in their order. */
export function knownMigrations(): readonly string[] {
  return Object.keys(migrations);
}

/**
 * The same up to and with one migration, for tables as an older version of this program had them. Tables that are there already
 * stay as they are.
 */
export async function migrateTo(kysely: Kysely<Database>, name: string): Promise<void> {
  if ((await executed(kysely)).includes(name)) return;
  const { error } = await migratorOf(kysely).migrateTo(name);
  if (error !== undefined) throw fromDriverError(error);
}

function migratorOf(kysely: Kysely<Database>): Migrator {
  return new Migrator({ db: kysely, provider: { getMigrations: () => Promise.resolve({ ...migrations }) } });
}

async function queueTables(kysely: Kysely<Database>): Promise<readonly string[]> {
  try {
    return await migrateQueueSchema(kysely);
  } catch (error) {
    throw fromDriverError(error);
  }
}

/** Names of the migrations that this database has seen. */
async function executed(kysely: Kysely<Database>): Promise<readonly string[]> {
  try {
    const tables = await kysely.introspection.getTables({ withInternalKyselyTables: true });
    if (!tables.some(({ name }) => name === DEFAULT_MIGRATION_TABLE)) return [];
    const { rows } = await sql<{ name: string }>`select name from ${sql.table(DEFAULT_MIGRATION_TABLE)}`.execute(kysely);
    return rows.map(({ name }) => name);
  } catch (error) {
    throw fromDriverError(error);
  }
}
