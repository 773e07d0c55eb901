import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { fromDriverError } from './errors.ts';
import { migrations } from './migrations/index.ts';
import type { Database } from './schema.ts';

/**
 * Brings the tables of either database up to date, all migrations or none. Several servers may call it at once.
 *
 * @returns the names of the migrations that ran.
 * @throws when the database was made by a newer version of this program.
 */
export async function migrate(kysely: Kysely<Database>): Promise<readonly string[]> {
  const migrator = new Migrator({ db: kysely, provider: { getMigrations: () => Promise.resolve({ ...migrations }) } });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error !== undefined) throw fromDriverError(error);
  return results.filter((result) => result.status === 'Success').map((result) => result.migrationName);
}
