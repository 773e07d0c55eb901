import { sql } from 'kysely';
import { onTestFinished, vi } from 'vitest';
import type { LogEntry } from '../../http/log.ts';
import type { AnyJob, JobHandler } from '../job.ts';
import { Jobs, type JobsOptions } from '../jobs.ts';
import { QUEUE_SCHEMA } from '../queue-schema.ts';

export interface StartedJobs {
  readonly jobs: Jobs;
  readonly logged: LogEntry[];
}

/** One server that looks for everything as often as it may; it stops when the test ends. */
export async function startJobs(database: JobsOptions['database'], handlers: readonly JobHandler[], known: readonly AnyJob[] = handlers.map(({ job }) => job)): Promise<StartedJobs> {
  const logged: LogEntry[] = [];
  const jobs = new Jobs({ database, jobs: known, log: (entry) => logged.push(entry), timing: { poll: 0.5, supervise: 1, schedule: 1 } });
  onTestFinished(() => jobs.stop());
  await jobs.start(handlers);
  return { jobs, logged };
}

/** Waits until there is an answer other than false. */
export function until<T>(condition: () => T | Promise<T>): Promise<Exclude<T, false>> {
  return vi.waitUntil(condition, { timeout: 60_000, interval: 20 }) as Promise<Exclude<T, false>>;
}

export interface StoredJob {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly output: unknown;
  readonly singleton_on: Date | null;
  readonly source_name: string | null;
  readonly source_output: unknown;
}

/** The rows of jobs, without the queue's own. */
export async function storedJobs({ kysely }: Pick<JobsOptions['database'], 'kysely'>): Promise<readonly StoredJob[]> {
  return (await sql<StoredJob>`select * from ${sql.table(`${QUEUE_SCHEMA}.job`)} where name not like '\\_%' order by created_on`.execute(kysely)).rows;
}
