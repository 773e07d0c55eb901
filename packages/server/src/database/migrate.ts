import { type Kysely, sql } from 'kysely';
import { DEFAULT_MIGRATION_TABLE, type Migration, Migrator } from 'kysely/migration';
import { migrateQueueSchema } from '../jobs/queue-schema.ts';
import { DatabaseTooNewError, fromDriverError } from './errors.ts';
import { migrations } from './migrations/index.ts';
import { requireRole, secureRows } from './row-security.ts';
import type { Database } from './schema.ts';

export interface MigrateOptions {
  /** The role of the servers, which is given its rights: on PostgreSQL, where the owner migrates and servers own nothing. */
  readonly servingRole?: string;
}

/**
 * Brings the tables of either database up to date, all migrations or none, and after them the tables of the job queue, row-level
 * security, and the rights of the servers. Several servers may call it at once.
 *
 * @returns the names of the migrations that ran.
 * @throws {DatabaseTooNewError} {@link ServingRoleMissingError} before anything is changed.
 */
export async function migrate(kysely: Kysely<Database>, { servingRole }: MigrateOptions = {}): Promise<readonly string[]> {
  if ((await executed(kysely)).some((name) => !Object.hasOwn(migrations, name))) throw new DatabaseTooNewError();
  if (servingRole !== undefined) await translated(() => requireRole(kysely, servingRole));
  const { error, results = [] } = await migratorOf(kysely).migrateToLatest();
  if (error !== undefined) throw fromDriverError(error);
  const names = results.filter((result) => result.status === 'Success').map((result) => result.migrationName);
  const queue = await translated(() => migrateQueueSchema(kysely));
  await translated(() => secureRows(kysely, servingRole));
  return [...names, ...queue];
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
  const all = Object.entries(migrations).map(([name, migration]) => [name, overAllRows(migration)] as const);
  return new Migrator({ db: kysely, provider: { getMigrations: () => Promise.resolve(Object.fromEntries(all)) } });
}

/** Row security holds the owner back as well: a migration that changes rows says that it means those of every organisation. */
function overAllRows(migration: Migration): Migration {
  return {
    up: async (database) => {
      await sql`select set_config('cash_flow.maintenance', 'on', true)`.execute(database);
      await migration.up(database);
    },
  };
}

async function translated<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
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
