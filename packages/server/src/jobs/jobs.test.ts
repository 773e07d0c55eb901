import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { NestedTransactionError } from '../database/errors.ts';
import { describeOnBothDatabases } from '../testing/test-database.ts';
import { scanDatabaseForCanaries } from '../testing/scan-for-canaries.ts';
import { defineJob, handleJob } from './job.ts';
import { PayloadRefusedError } from './payload.ts';
import { startJobs, storedJobs, until } from './testing/server-of-jobs.ts';

const organisationJob = defineJob({ name: 'test-organisation', payload: { organisationId: z.uuid() }, retries: 1, backoff: { first: 1, most: 1 } });

const canary = 'Zwölfmüller-Kanarienvogel';

describeOnBothDatabases('jobs', (open) => {
  it('run when their transaction is committed, and not where it was rolled back', async () => {
    const database = await open();
    const ran: string[] = [];
    const { jobs, logged } = await startJobs(database, [handleJob(organisationJob, async ({ organisationId }) => { ran.push(organisationId); })]);
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
    const { jobs, logged } = await startJobs(database, [handleJob(organisationJob, async () => {
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
    const { jobs, logged } = await startJobs(database, [handleJob(organisationJob, async (_, { attempt }) => {
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
    const { jobs, logged } = await startJobs(database, [handleJob(slow, (_, { signal }) => new Promise((resolve) => {
      signal.addEventListener('abort', () => { reasons.push(signal.reason); resolve(); });
    }))]);
    await database.data.inPlatform((transaction) => jobs.enqueue(transaction, slow, {}));
    await until(() => logged.length > 0);
    expect(logged).toEqual([expect.objectContaining({ event: 'job-dead', errorCode: 'expired' })]);
    expect(reasons).toEqual([expect.objectContaining({ code: 'expired' })]);
  });

  it('that are enqueued many at once run one after another without a pause', async () => {
    const database = await open();
    const { jobs, logged } = await startJobs(database, [handleJob(organisationJob, () => Promise.resolve())]);
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
    const { jobs } = await startJobs(database, [handleJob(organisationJob, () => Promise.resolve())]);
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
    const { jobs } = await startJobs(database, [], [unique]);
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
    const { jobs, logged } = await startJobs(database, [
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
    const next = await startJobs(database, [handleJob(second, () => Promise.reject(new Error('no')))]);
    await until(() => next.logged.length > 0);
    expect(next.logged[0]).toMatchObject({ event: 'job-dead', job: 'test-endless', attempt: 2 });
  });

  it('that pay no heed to the stop of their server are handed back all the same', async () => {
    const database = await open();
    const deaf = defineJob({ name: 'test-deaf', payload: {} });
    const [begun, end] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const { jobs, logged } = await startJobs(database, [handleJob(deaf, () => { begun.resolve(); return end.promise; })]);
    await database.data.inPlatform((transaction) => jobs.enqueue(transaction, deaf, {}));
    await begun.promise;
    await jobs.stop(1);
    expect(logged.map(({ event }) => event)).toEqual(['job-returned']);
    const taken = await startJobs(database, [handleJob(deaf, () => Promise.resolve())]);
    await until(() => taken.logged.length > 0);
    end.resolve();
    expect(taken.logged).toEqual([expect.objectContaining({ event: 'job-completed', attempt: 2 })]);
  });

  it('that are dead can be seen, and replayed one by one or all together', async () => {
    const database = await open();
    const other = defineJob({ name: 'test-other', payload: {}, retries: 0 });
    const failing = new Set<string>(['test-hopeless', 'test-other']);
    const attempted = (name: string) => (failing.has(name) ? Promise.reject(new TypeError('not today')) : Promise.resolve());
    const hopeless = defineJob({ name: 'test-hopeless', payload: { organisationId: z.uuid() }, retries: 0 });
    const { jobs, logged } = await startJobs(database, [handleJob(hopeless, () => attempted('test-hopeless')), handleJob(other, () => attempted('test-other'))]);
    const payloads = [{ organisationId: randomUUID() }, { organisationId: randomUUID() }];
    await database.data.inPlatform(async (transaction) => {
      for (const payload of payloads) await jobs.enqueue(transaction, hopeless, payload);
      await jobs.enqueue(transaction, other, {}, { startAfter: new Date(Date.now() - 1) });
      await jobs.enqueue(transaction, other, {}, { startAfter: new Date('2999-01-01T00:00:00Z') });
    });
    const dead = await until(async () => { const found = await jobs.list({ dead: true }); return found.length === 3 && found; });
    const fault = { code: 'failed', error: 'TypeError' };
    expect(dead.filter(({ name }) => name === 'test-hopeless').map(({ state, payload, attempts, fault: why }) => ({ state, payload, attempts, why })))
      .toEqual(expect.arrayContaining(payloads.map((payload) => ({ state: 'dead', payload, attempts: 1, why: fault }))));
    expect((await jobs.list()).filter(({ state }) => state !== 'dead')).toEqual([expect.objectContaining({ name: 'test-other', state: 'waiting', attempts: 0, fault: undefined, at: new Date('2999-01-01T00:00:00Z') })]);

    expect(await jobs.replay(randomUUID())).toBe('unknown');
    failing.clear();
    logged.splice(0);
    expect(await jobs.replay(dead.find(({ name }) => name === 'test-other')?.id ?? '')).toBe('replayed');
    expect(await jobs.replayAll('test-other')).toBe(0);
    expect(await jobs.replayAll()).toBe(2);
    await until(() => logged.length === 3);
    expect(logged.map(({ event, job }) => [event, job]).toSorted()).toEqual([['job-completed', 'test-hopeless'], ['job-completed', 'test-hopeless'], ['job-completed', 'test-other']]);
    expect(await jobs.list({ dead: true })).toEqual([]);
  });

  it('that are dead stand back behind one of their kind that waits already', async () => {
    const database = await open();
    const unique = defineJob({ name: 'test-alone', payload: {}, policy: 'exclusive', retries: 0 });
    const failed = await startJobs(database, [handleJob(unique, () => Promise.reject(new Error('no')))]);
    await database.data.inPlatform((transaction) => failed.jobs.enqueue(transaction, unique, {}));
    await until(() => failed.logged.length > 0);
    await failed.jobs.stop();
    const { jobs } = await startJobs(database, [], [unique]);
    const [dead] = await jobs.list({ dead: true });
    await database.data.inPlatform((transaction) => jobs.enqueue(transaction, unique, {}));
    expect(await jobs.replay(dead?.id ?? '')).toBe('superseded');
    expect((await jobs.list()).filter(({ state }) => state === 'waiting')).toHaveLength(1);
  });

  it('begin by the clock', async () => {
    const database = await open();
    const minutely = defineJob({ name: 'test-minutely', payload: {}, schedule: '* * * * *' });
    const { logged } = await startJobs(database, [handleJob(minutely, () => Promise.resolve())]);
    await until(() => logged.length > 0);
    expect(logged[0]).toMatchObject({ event: 'job-completed', job: 'test-minutely' });
  });
});
