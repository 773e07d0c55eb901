import { randomUUID } from 'node:crypto';
import { expect, it, onTestFinished, vi } from 'vitest';
import { z } from 'zod';
import { defineJob, handleJob, Jobs } from '../../jobs/index.ts';
import { createEmptyPostgres, createTestDatabase, describeOnBothDatabases, type TestDatabase } from '../../testing/test-database.ts';
import type { CommandIo } from '../command.ts';
import { serveControl } from '../control/control-server.ts';
import type { Deployment } from '../deployment.ts';
import { run } from '../run.ts';
import { jobActions } from './job-actions.ts';

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** Calls the program in this process, for one database. */
async function call(parameters: readonly string[], { options }: Pick<TestDatabase, 'options'>): Promise<Ended> {
  const written = { out: '', error: '' };
  const io: CommandIo = {
    out: (text) => { written.out += text; },
    error: (text) => { written.error += text; },
    interactive: false,
    input: async function* () { yield Buffer.of(); },
    env: options.kind === 'postgres' ? { DATABASE_URL: options.connectionString } : {},
    stopped: () => new Promise(() => undefined),
  };
  return { code: await run([...parameters, ...(options.kind === 'pglite' ? ['--folder', options.folder] : [])], io), ...written };
}

const failing = defineJob({ name: 'test-failing', payload: { organisationId: z.uuid() }, retries: 0 });

/** Jobs that have failed for good, over an open database. */
async function fail(database: TestDatabase, count: number): Promise<Jobs> {
  let failed = 0;
  const jobs = new Jobs({ database, jobs: [failing], log: () => { failed += 1; } });
  onTestFinished(() => jobs.stop());
  await jobs.start([handleJob(failing, () => Promise.reject(Object.assign(new RangeError('secret'), { code: 'EXAMPLE' })))]);
  await database.data.inPlatform(async (transaction) => {
    for (let index = 0; index < count; index += 1) await jobs.enqueue(transaction, failing, { organisationId: randomUUID() });
  });
  await vi.waitUntil(() => failed === count, 60_000);
  await jobs.stop();
  return jobs;
}

describeOnBothDatabases('commands about jobs', (open) => {
  it('list what has failed and enqueue it anew', async () => {
    const database = await open();
    await fail(database, 3);
    if (database.options.kind === 'pglite') await database.close();
    const listed = JSON.parse((await call(['jobs', 'list', '--failed', '--json'], database)).out) as { readonly id: string }[];
    expect(listed).toHaveLength(3);
    expect(listed[0]).toMatchObject({ name: 'test-failing', state: 'dead', attempts: 1, fault: { code: 'EXAMPLE', error: 'RangeError' }, payload: { organisationId: expect.any(String) as string } });
    const shown = await call(['jobs', 'list'], database);
    expect(shown.code).toBe(0);
    expect(shown.out.split('\n')).toHaveLength(5);
    expect(shown.out).toMatch(/^id +job +state +enqueued +attempts\n[0-9a-f-]{36} {2}test-failing {2}dead +\d{4}-\d\d-\d\d \d\d:\d\dZ {2}1 +failed \S+ \S+Z; RangeError EXAMPLE; organisationId [0-9a-f-]{36}\n/);
    expect(shown.out).not.toContain('secret');

    const id = listed[0]?.id ?? '';
    expect(await call(['jobs', 'replay', id], database)).toEqual({ code: 0, out: '1 job was enqueued anew.\n', error: '' });
    expect(await call(['jobs', 'replay', id], database)).toEqual({ code: 1, out: '', error: 'There is no failed job with this id. jobs list --failed shows all of them.\n' });
    expect(await call(['jobs', 'replay', '--all', '--json'], database)).toMatchObject({ code: 0, out: '{\n  "replayed": 2\n}\n' });
    expect(await call(['jobs', 'list', '--failed'], database)).toMatchObject({ code: 0, out: 'No jobs.\n' });
    expect((await call(['jobs', 'list'], database)).out.match(/test-failing {2}waiting/g)).toHaveLength(3);
  });

  it('say what they take', async () => {
    const database = await open();
    for (const parameters of [['jobs', 'replay'], ['jobs', 'replay', randomUUID(), '--all'], ['jobs', 'replay', 'all'], ['jobs', 'replay', randomUUID(), randomUUID()], ['jobs', 'list', 'all']]) {
      const { code, error } = await call(parameters, database);
      expect(code, parameters.join(' ')).toBe(2);
      expect(error).toMatch(/^\S.*\n$/);
    }
  });
});

it('commands about jobs reach the server that holds the data folder', async () => {
  const { database, remove } = await createTestDatabase('pglite');
  onTestFinished(remove);
  if (database.options.kind !== 'pglite') throw new Error('This test needs PGlite.');
  await fail(database, 1);
  const jobs = new Jobs({ database, jobs: [failing], log: () => undefined });
  onTestFinished(() => jobs.stop());
  await jobs.connect();
  const control = await serveControl(database.options.folder, { jobs, parts: { data: database.data } } as Deployment, jobActions);
  onTestFinished(() => control.close());
  expect((await call(['jobs', 'list', '--failed'], database)).out).toContain('test-failing');
  expect(await call(['jobs', 'replay', '--all'], database)).toMatchObject({ code: 0, out: '1 job was enqueued anew.\n' });
  expect((await call(['jobs', 'replay', randomUUID()], database)).error).toBe('There is no failed job with this id. jobs list --failed shows all of them.\n');
});

it('commands about jobs ask for the tables where there are none', async () => {
  const { connectionString, remove } = await createEmptyPostgres();
  onTestFinished(remove);
  expect(await call(['jobs', 'list'], { options: { kind: 'postgres', connectionString } })).toEqual({ code: 1, out: '', error: 'The tables of the job queue are missing or out of date. Run migrate first.\n' });
});
