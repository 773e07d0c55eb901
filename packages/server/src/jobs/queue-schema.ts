import { getConstructionPlans, getMigrationPlans } from 'pg-boss';
import { type Kysely, sql } from 'kysely';
import { DatabaseTooNewError } from '../database/errors.ts';

/** Where the tables of the job queue lie, apart from ours. */
export const QUEUE_SCHEMA = 'cash_flow_jobs';

/** The version of its tables that the queue of this program works with; pg-boss refuses to start with another one. */
export const QUEUE_SCHEMA_VERSION = 43;

/** The tables of the job queue are not there, or are those of an older version of this program. */
export class JobQueueOutdatedError extends Error {
  override readonly name = 'JobQueueOutdatedError';

  constructor() {
    super('The tables of the job queue are missing or out of date. Run migrate first.');
  }
}

/**
 * Brings the tables of the job queue up to date, in one transaction; the role that owns the tables must run it. Several
 * servers may call it at once.
 *
 * @returns what ran, as names for the person who migrates.
 * @throws {DatabaseTooNewError}
 */
export async function migrateQueueSchema<T>(kysely: Kysely<T>): Promise<readonly string[]> {
  if ((await queueSchemaVersion(kysely)) === QUEUE_SCHEMA_VERSION) return [];
  return kysely.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${QUEUE_SCHEMA}, 0))`.execute(transaction);
    const version = await queueSchemaVersion(transaction);
    if (version === QUEUE_SCHEMA_VERSION) return [];
    if (version !== undefined && version > QUEUE_SCHEMA_VERSION) throw new DatabaseTooNewError();
    const plan = version === undefined ? getConstructionPlans(QUEUE_SCHEMA) : getMigrationPlans(QUEUE_SCHEMA, version);
    await runPlan(transaction, plan);
    return [`job-queue-${String(QUEUE_SCHEMA_VERSION)}`];
  });
}

/** @throws {JobQueueOutdatedError} {@link DatabaseTooNewError} */
export async function requireQueueSchema<T>(kysely: Kysely<T>): Promise<void> {
  const version = await queueSchemaVersion(kysely);
  if (version === undefined || version < QUEUE_SCHEMA_VERSION) throw new JobQueueOutdatedError();
  if (version > QUEUE_SCHEMA_VERSION) throw new DatabaseTooNewError();
}

async function queueSchemaVersion<T>(kysely: Kysely<T>): Promise<number | undefined> {
  // From the catalogue itself: to_regclass may answer from what the connection knew before it waited for the lock.
  const { rows: [found] } = await sql`select 1 from pg_tables where schemaname = ${QUEUE_SCHEMA} and tablename = 'version'`.execute(kysely);
  if (!found) return undefined;
  const { rows: [row] } = await sql<{ version: number }>`select version from ${sql.table(`${QUEUE_SCHEMA}.version`)}`.execute(kysely);
  return row?.version;
}

/**
 * A plan is many statements between BEGIN and COMMIT, and index builds behind them. Here all of them run within our
 * transaction: the tables are small, so indexes need not be built beside the traffic. And they run as one statement, because
 * the protocol that Kysely speaks takes one at a time.
 */
async function runPlan<T>(transaction: Kysely<T>, plan: string): Promise<void> {
  const parts = /^\s*BEGIN;([\s\S]*)\n\s*COMMIT;([\s\S]*)$/.exec(plan);
  if (!parts) throw new Error('The queue library has changed the form of its plans.');
  const [, statements = '', indexes = ''] = parts;
  const text = `${statements}\n${indexes.replaceAll(' INDEX CONCURRENTLY ', ' INDEX ')}`;
  await sql.raw(`DO $job_queue_do$ BEGIN EXECUTE $job_queue_plan$${text}$job_queue_plan$; END $job_queue_do$`).execute(transaction);
}
