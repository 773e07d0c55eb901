import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { z } from 'zod';
import { NestedTransactionError } from '../database/errors.ts';
import type { LogEntry } from '../http/log.ts';
import { describeOnBothDatabases, type TestDatabase } from '../testing/test-database.ts';
import { scanDatabaseForCanaries } from '../testing/scan-for-canaries.ts';
import { defineJob, handleJob, type AnyJob, type JobHandler, type JobOptions } from './job.ts';
import { Jobs } from './jobs.ts';
import { PayloadRefusedError } from './payload.ts';
import { QUEUE_SCHEMA } from './queue-schema.ts';

const organisationJob = defineJob({ name: 'test-organisation', payload: { organisationId: z.uuid() }, retries: 1, backoff: { first: 1, most: 1 } });

const canary = 'Zwölfmüller-Kanarienvogel';

interface StoredJob {
  readonly name: string;
  readonly state: string;
  readonly output: unknown;
  readonly source_name: string | null;
  readonly source_output: unknown;
}

async function storedJobs({ kysely }: TestDatabase): Promise<readonly StoredJob[]> {
  return (await sql<StoredJob>`select * from ${sql.table(`${QUEUE_SCHEMA}.job`)} where name not like '\\_%' order by created_on`.execute(kysely)).rows;
}

interface Started {
  readonly jobs: Jobs;
  readonly logged: LogEntry[];
}

const prompt = { poll: 0.5, supervise: 1, schedule: 1 };

/** One server. */
async function start(database: TestDatabase, handlers: readonly JobHandler[], known: readonly AnyJob[] = handlers.map(({ job }) => job)): Promise<Started> {
  const logged: LogEntry[] = [];
  const jobs = new Jobs({ database, jobs: known, log: (entry) => logged.push(entry), timing: prompt });
  onTestFinished(() => jobs.stop());
  await jobs.start(handlers);
  return { jobs, logged };
}

function until<T>(condition: () => T | Promise<T>): Promise<T> {
  return vi.waitUntil(condition, { timeout: 60_000, interval: 20 }) as Promise<T>;
}

describeOnBothDatabases('jobs', (open) => {
  it('run when their transaction is committed, and not where it was rolled back', async () => {
    const database = await open();
    const ran: string[] = [];
    const { jobs, logged } = await start(database, [handleJob(organisationJob, async ({ organisationId }) => { ran.push(organisationId); })]);
    const [kept, lost] = [randomUUID(), randomUUID()];
    await expect(database.data.inPlatform(async (transaction) => {
      await jobs.enqueue(transaction, organisationJob, { organisationId: lost });
      throw new Error('changed my mind');
    })).rejects.toThrow('changed my mind');
    await database.data.inPlatform((transaction) => jobs.enqueue(transaction, organisationJob, { organisationId: kept }));
    await until(() => logged.length > 0);
    expect(ran).toEqual([kept]);
    expect(logged).toEqual([{ level: 'info', event: 'job-completed', job: 'test-organisation', jobId: expect.any(String) as string, attempt: 1, milliseconds: expect.any(Number) as number }]);
  });

  it('wait for the transaction that is open, on one connection too', async () => {
    const database = await open();
    const { jobs, logged } = await start(database, [handleJob(organisationJob, async () => {
      await expect(database.data.inPlatform(() => database.data.inPlatform(() => Promise.resolve()))).rejects.toThrow(NestedTransactionError);
    })]);
    const ids = await database.data.inPlatform(async (transaction) => {
      const first = await jobs.enqueue(transaction, organisationJob, { organisationId: randomUUID() });
      // Longer than the queue takes to look for work, which on one connection waits for this.
      await sql`select pg_sleep(0.8)`.execute(transaction);
      expect(logged).toEqual([]);
      return [first, await jobs.enqueue(transaction, organisationJob, { organisationId: randomUUID() })];
    });
    await until(() => logged.length === 2);
    expect(logged.map(({ jobId }) => jobId)).toEqual(ids);
  });

  it('are tried again, and again no more', async () => {
    const database = await open();
    const attempts: number[] = [];
    const { jobs, logged } = await start(database, [handleJob(organisationJob, async (_, { attempt }) => {
      attempts.push(attempt);
      throw Object.assign(new RangeError(`secret of ${canary}`), { code: 'EXAMPLE' });
    })]);
    await database.data.inPlatform((transaction) => jobs.enqueue(transaction, organisationJob, { organisationId: randomUUID() }));
    await until(() => logged.some(({ event }) => event === 'job-dead'));
    expect(attempts).toEqual([1, 2]);
    expect(logged.map(({ event, attempt, errorName, errorCode }) => [event, attempt, errorName, errorCode])).toEqual([['job-failed', 1, 'RangeError', 'EXAMPLE'], ['job-dead', 2, 'RangeError', 'EXAMPLE']]);
    await jobs.stop();
    const outputs = await storedJobs(database);
    expect(outputs.filter(({ name }) => name === 'test-organisation')).toEqual([expect.objectContaining({ state: 'failed', output: { code: 'EXAMPLE', error: 'RangeError' } })]);
    expect(outputs.filter(({ name }) => name === 'dead-letters')).toEqual([expect.objectContaining({ source_name: 'test-organisation', source_output: { code: 'EXAMPLE', error: 'RangeError' } })]);
    expect(JSON.stringify([outputs, logged])).not.toContain(canary);
    expect(await scanDatabaseForCanaries(database, [canary])).toEqual([]);
  });

  it('end when their time is up, and are told', async () => {
    const database = await open();
    const slow = defineJob({ name: 'test-slow', payload: {}, retries: 0, expireIn: 1 });
    const reasons: unknown[] = [];
    const { jobs, logged } = await start(database, [handleJob(slow, (_, { signal }) => new Promise((resolve) => {
      signal.addEventListener('abort', () => { reasons.push(signal.reason); resolve(); });
    }))]);
    await database.data.inPlatform((transaction) => jobs.enqueue(transaction, slow, {}));
    await until(() => logged.length > 0);
    expect(logged).toEqual([expect.objectContaining({ event: 'job-dead', errorCode: 'expired' })]);
    expect(reasons).toEqual([expect.objectContaining({ code: 'expired' })]);
  });

  it('that are enqueued many at once run one after another without a pause', async () => {
    const database = await open();
    const { jobs, logged } = await start(database, [handleJob(organisationJob, () => Promise.resolve())]);
    await database.data.inPlatform(async (transaction) => {
      for (let index = 0; index < 50; index += 1) await jobs.enqueue(transaction, organisationJob, { organisationId: randomUUID() });
    });
    const began = performance.now();
    await until(() => logged.length === 50);
    // With a pause of half a second after each it would be 25 seconds.
    expect(performance.now() - began).toBeLessThan(12_000);
  });

  it('that carry more than ids are refused, without a word of what they carried', async () => {
    const database = await open();
    const { jobs } = await start(database, [handleJob(organisationJob, () => Promise.resolve())]);
    const enqueue = (payload: object) => database.data.inPlatform((transaction) => jobs.enqueue(transaction, organisationJob, payload as { organisationId: string }));
    for (const payload of [{ organisationId: canary }, { organisationId: randomUUID(), [canary]: 1 }, { organisationId: randomUUID(), note: canary }, {}]) {
      const error: unknown = await enqueue(payload).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(PayloadRefusedError);
      expect(String(error)).not.toContain(canary);
    }
    expect(await storedJobs(database)).toEqual([]);
  });

  it('are one at a time of a kind where their policy says so', async () => {
    const database = await open();
    const unique = defineJob({ name: 'test-unique', payload: { organisationId: z.uuid() }, policy: 'exclusive', uniqueBy: ['organisationId'] });
    const { jobs } = await start(database, [], [unique]);
    const [one, other] = [{ organisationId: randomUUID() }, { organisationId: randomUUID() }];
    const ids = await database.data.inPlatform(async (transaction) => [
      await jobs.enqueue(transaction, unique, one), await jobs.enqueue(transaction, unique, one), await jobs.enqueue(transaction, unique, other),
    ]);
    expect(ids).toEqual([expect.any(String), null, expect.any(String)]);
  });

  it('that run when the server stops are finished, and those that do not end are handed back', async () => {
    const database = await open();
    const [begun, ended] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const second = defineJob({ name: 'test-endless', payload: {}, retries: 0 });
    const { jobs, logged } = await start(database, [
      handleJob(organisationJob, () => ended.promise),
      handleJob(second, (_, { signal }) => new Promise((_resolve, reject) => {
        begun.resolve();
        signal.addEventListener('abort', () => { reject(signal.reason as Error); });
      })),
    ]);
    await database.data.inPlatform(async (transaction) => {
      await jobs.enqueue(transaction, organisationJob, { organisationId: randomUUID() });
      await jobs.enqueue(transaction, second, {});
    });
    await begun.promise;
    await until(async () => (await storedJobs(database)).every(({ state }) => state === 'active'));
    const stopped = jobs.stop(1_000);
    ended.resolve();
    await stopped;
    expect(logged.map(({ event, job }) => [event, job])).toEqual([['job-completed', 'test-organisation'], ['job-returned', 'test-endless']]);
    const states = new Map((await storedJobs(database)).map(({ name, state }) => [name, state]));
    expect(states).toEqual(new Map([['test-organisation', 'completed'], ['test-endless', 'created']]));

    // Another server takes it, with the retries that it had.
    const next = await start(database, [handleJob(second, () => Promise.reject(new Error('no')))]);
    await until(() => next.logged.length > 0);
    expect(next.logged[0]).toMatchObject({ event: 'job-dead', job: 'test-endless', attempt: 2 });
  });

  it('that pay no heed to the stop of their server are handed back all the same', async () => {
    const database = await open();
    const deaf = defineJob({ name: 'test-deaf', payload: {} });
    const [begun, end] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const { jobs, logged } = await start(database, [handleJob(deaf, () => { begun.resolve(); return end.promise; })]);
    await database.data.inPlatform((transaction) => jobs.enqueue(transaction, deaf, {}));
    await begun.promise;
    await jobs.stop(1);
    expect(logged.map(({ event }) => event)).toEqual(['job-returned']);
    const taken = await start(database, [handleJob(deaf, () => Promise.resolve())]);
    await until(() => taken.logged.length > 0);
    end.resolve();
    expect(taken.logged).toEqual([expect.objectContaining({ event: 'job-completed', attempt: 2 })]);
  });
});

describe('a definition', () => {
  const define = (payload: object) => () => defineJob({ name: 'test', payload: payload as Record<string, z.ZodUUID> });

  it.each<readonly [string, z.ZodType]>([
    ['text', z.string()], ['text of bounded length', z.string().max(8)], ['an e-mail address', z.email()], ['a date', z.iso.date()], ['any number', z.number()],
    ['a whole number without bounds', z.int()], ['a whole number that may be negative', z.int().min(-5).max(5)], ['a number too large', z.int().min(0).max(2 ** 32)],
    ['a fraction', z.float32().min(0).max(1)], ['a list', z.array(z.uuid())], ['an object', z.object({ id: z.uuid() })], ['anything', z.any()],
    ['a choice', z.union([z.uuid(), z.string()])], ['an optional id', z.uuid().optional()], ['words that are sentences', z.enum(['Rent of May'])], ['a truth value', z.boolean()],
  ])('refuses %s', (_, field) => {
    expect(define({ field })).toThrow(PayloadRefusedError);
  });

  it('takes ids, enumerated words and whole numbers of bounded size', () => {
    const job = defineJob({ name: 'test', payload: { id: z.uuid(), purpose: z.enum(['data', 'index']), keyId: z.int().min(1).max(0xffff_ffff), part: z.uint32() } });
    const payload = { id: randomUUID(), purpose: 'data', keyId: 7, part: 0 };
    expect(job.payload.parse(payload)).toEqual(payload);
  });

  it.each<readonly [string, Partial<JobOptions<Record<string, z.ZodUUID>>>]>([
    ['a name that is no word', { name: 'Re-seal all' }], ['retries without end', { retries: 1e6 }], ['no wait', { backoff: { first: 0, most: 1 } }], ['a wait that shrinks', { backoff: { first: 9, most: 3 } }],
    ['more time than a day', { expireIn: 90_000 }], ['a schedule with seconds', { schedule: '* * * * * *' }], ['a schedule with a payload', { schedule: '0 * * * *', payload: { id: z.uuid() } }],
    ['being unique by a field under no policy', { uniqueBy: ['id'], payload: { id: z.uuid() } }],
  ])('refuses %s', (_, options) => {
    expect(() => defineJob({ name: 'test', payload: {}, ...options })).toThrow(RangeError);
  });
});
