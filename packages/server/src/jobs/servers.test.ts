/** Several servers on one PostgreSQL. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase, type OpenDatabase } from '../database/open-database.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { defineJob, handleJob } from './job.ts';
import { QUEUE_SCHEMA } from './queue-schema.ts';
import { lostJob } from './testing/lost-job.ts';
import { startJobs, storedJobs, until } from './testing/server-of-jobs.ts';

async function open(): Promise<TestDatabase> {
  const { database, remove } = await createTestDatabase('postgres');
  onTestFinished(remove);
  return database;
}

/** The way of another server to the same database. */
async function openAgain({ options }: TestDatabase): Promise<OpenDatabase> {
  const database = await openDatabase(options);
  onTestFinished(() => database.close());
  return database;
}

/** Waits for so many passes over the schedules, by whichever server. */
async function passes({ kysely }: TestDatabase, count: number): Promise<void> {
  const seen = new Set<number>();
  await until(async () => {
    const { rows: [row] } = await sql<{ cron_on: Date | null }>`select cron_on from ${sql.table(`${QUEUE_SCHEMA}.version`)}`.execute(kysely);
    if (row?.cron_on) seen.add(row.cron_on.getTime());
    return seen.size > count;
  });
}

describe('several servers', () => {
  it('run what begins by the clock once, and each job once', async () => {
    const database = await open();
    const minutely = defineJob({ name: 'test-minutely', payload: {}, schedule: '* * * * *' });
    const single = defineJob({ name: 'test-single', payload: {} });
    const ran: string[] = [];
    const handlers = [handleJob(minutely, () => { ran.push('minutely'); return Promise.resolve(); }), handleJob(single, (_, { jobId }) => { ran.push(jobId); return Promise.resolve(); })];
    const [first] = await Promise.all([startJobs(database, handlers), startJobs(await openAgain(database), handlers), startJobs(await openAgain(database), handlers)]);
    const ids: (string | null)[] = [];
    await database.data.inPlatform(async (transaction) => {
      for (let index = 0; index < 100; index += 1) ids.push(await first.jobs.enqueue(transaction, single, {}));
    });
    await until(() => ran.includes('minutely') && ran.length > 100);
    await passes(database, 4);
    expect(ran.filter((id) => id !== 'minutely').toSorted()).toEqual(ids.toSorted());
    // Of each minute that has come the queue keeps one order to make the job; a slow run sees more than one minute.
    const { rows: orders } = await sql<{ slot: string }>`
      select data ->> 'slot' as slot from ${sql.table(`${QUEUE_SCHEMA}.job`)} where name like '\\_%' and data ->> 'name' = 'test-minutely'`.execute(database.kysely);
    expect(orders.length).toBeGreaterThan(0);
    expect(new Set(orders.map(({ slot }) => slot)).size).toBe(orders.length);
    expect((await storedJobs(database)).filter(({ name }) => name === 'test-minutely')).toHaveLength(orders.length);
    expect(ran.filter((id) => id === 'minutely')).toHaveLength(orders.length);
  });

  it('take up the job of one that was killed', async () => {
    const database = await open();
    if (database.options.kind !== 'postgres') throw new Error('not PostgreSQL');
    const lost = spawn(process.execPath, ['--conditions=source', join(import.meta.dirname, 'testing', 'lost-server.ts'), database.options.connectionString], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => { lost.kill('SIGKILL'); });
    const ended = once(lost, 'close');
    const enqueuing = await startJobs(database, [], [lostJob]);
    const id = await database.data.inPlatform((transaction) => enqueuing.jobs.enqueue(transaction, lostJob, {}));
    const [begun] = await once(lost.stdout, 'data') as [Buffer];
    expect(begun.toString().trim()).toBe(id);
    lost.kill('SIGKILL');
    await ended;
    expect(await storedJobs(database)).toEqual([expect.objectContaining({ id, state: 'active' })]);

    const { logged } = await startJobs(await openAgain(database), [handleJob(lostJob, () => Promise.resolve())]);
    await until(() => logged.length > 0);
    expect(logged).toEqual([expect.objectContaining({ event: 'job-completed', jobId: id, attempt: 2 })]);
  });
});
