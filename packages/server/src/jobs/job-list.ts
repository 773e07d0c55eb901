import { sql, type Transaction } from 'kysely';
import type { Database } from '../database/schema.ts';
import { storedFault, type JobFault } from './job-failure.ts';
import { QUEUE_SCHEMA } from './queue-schema.ts';
import { DEAD_LETTERS } from './queues.ts';

/** A job as a person sees it who looks after the server. */
export interface ListedJob {
  readonly id: string;
  readonly name: string;
  /** `waiting` for its first attempt, `retrying` after a failed one, `dead` when there will be no other. */
  readonly state: 'waiting' | 'running' | 'retrying' | 'dead';
  readonly payload: Readonly<Record<string, string | number>>;
  readonly enqueuedAt: Date;
  /** When it may begin next, began, or died. */
  readonly at: Date;
  /** Attempts that have begun. */
  readonly attempts: number;
  /** What went wrong last. */
  readonly fault: JobFault | undefined;
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly state: 'created' | 'retry' | 'active';
  readonly data: ListedJob['payload'] | null;
  readonly created_on: Date;
  readonly start_after: Date;
  readonly started_on: Date | null;
  readonly retry_count: number;
  readonly output: unknown;
  readonly source_name: string | null;
  readonly source_created_on: Date | null;
  readonly source_retry_count: number | null;
  readonly source_output: unknown;
}

/** Jobs that have not succeeded yet, longest enqueued first; `dead` narrows it to those that will not be tried again. */
export async function listJobs(transaction: Transaction<Database>, { dead }: { readonly dead: boolean }): Promise<readonly ListedJob[]> {
  const { rows } = await sql<Row>`
    select id, name, state, data, created_on, start_after, started_on, retry_count, output, source_name, source_created_on, source_retry_count, source_output
    from ${sql.table(`${QUEUE_SCHEMA}.job`)}
    where state in ('created', 'retry', 'active') and name not like '\\_%' and (name = ${DEAD_LETTERS} or ${!dead})
    order by coalesce(source_created_on, created_on), id`.execute(transaction);
  return rows.map((row) => (row.name === DEAD_LETTERS ? deadLetter(row) : pending(row)));
}

function deadLetter(row: Row): ListedJob {
  return {
    id: row.id,
    name: row.source_name ?? DEAD_LETTERS,
    state: 'dead',
    payload: row.data ?? {},
    enqueuedAt: row.source_created_on ?? row.created_on,
    at: row.created_on,
    attempts: (row.source_retry_count ?? 0) + 1,
    fault: storedFault(row.source_output),
  };
}

function pending(row: Row): ListedJob {
  return {
    id: row.id,
    name: row.name,
    state: row.state === 'active' ? 'running' : row.state === 'retry' ? 'retrying' : 'waiting',
    payload: row.data ?? {},
    enqueuedAt: row.created_on,
    at: row.state === 'active' ? (row.started_on ?? row.start_after) : row.start_after,
    attempts: row.started_on === null ? 0 : row.retry_count + 1,
    fault: storedFault(row.output),
  };
}
