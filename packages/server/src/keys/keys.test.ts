import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CashFlowClient, sessionFetch } from '@cashflowsmart/sdk/client';
import { expect, it, onTestFinished, vi } from 'vitest';
import { PLATFORM } from '../database/schema.ts';
import type { LogEntry } from '../http/log.ts';
import { startTestServer, type TestServer } from '../http/test-server.ts';
import { Jobs } from '../jobs/index.ts';
import { describeOnBothDatabases, type TestDatabase } from '../testing/test-database.ts';
import { makeTestKeys, openTestVault, type TestKeys } from '../testing/test-vault.ts';
import type { KeyPolicy } from '../vault/index.ts';
import { checkKeys, keyJobHandlers, keyJobs } from './key-jobs.ts';

interface Working {
  readonly server: TestServer;
  readonly client: CashFlowClient;
  /** Of the background work, so far. */
  readonly logged: readonly LogEntry[];
  /** Has the check done now that a schedule does every hour. */
  check(): Promise<void>;
}

const inTime = { timeout: 60_000, interval: 200 };

/** A server that does its background work. */
async function openWorking(database: TestDatabase, keyPolicy: Partial<KeyPolicy>, keys?: TestKeys): Promise<Working> {
  const logged: LogEntry[] = [];
  const jobs = new Jobs({ database, jobs: keyJobs, log: (entry) => { logged.push(entry); }, timing: { poll: 1 } });
  const server = await startTestServer(database, await openTestVault(database, keys), { jobs, keyPolicy });
  await jobs.start(keyJobHandlers({ data: database.data, keys: server.keys, jobs, trail: server.audit }));
  // Before keys and database go.
  onTestFinished(() => jobs.stop());
  const client = new CashFlowClient({ baseUrl: server.origin, fetch: sessionFetch() });
  const { email, password } = server.people.admin;
  await client.session.signIn({ email, password });
  return { server, client, logged, check: async () => { await database.data.inPlatform((transaction) => jobs.enqueue(transaction, checkKeys, {})); } };
}

describeOnBothDatabases('the keys of an organisation', (open) => {
  it('are shown to an administrator, and replaced in the background when asked', async () => {
    const { server: { organisationId, ledger }, client } = await openWorking(await open(), { spread: 0 });
    await ledger.createAccount(organisationId, { name: 'Giro', currency: 'EUR' });
    const states = async () => (await client.keys.list(organisationId).toArray()).map(({ keyId, state, values }) => `${String(keyId)} ${state} ${values === 0 ? 'empty' : 'in use'}`);
    expect(await states()).toEqual(['1 active in use']);

    const { items } = await client.keys.rotate(organisationId, 1);
    expect(items[0]).toMatchObject({ keyId: 1 });
    expect(Object.keys(items[0] ?? {}).toSorted()).toEqual(['createdAt', 'destroyedAt', 'keyId', 'retiredAt', 'rotationDue', 'state', 'values']);
    await vi.waitFor(async () => { expect(await states()).toEqual(['1 retired empty', '2 active in use']); }, inTime);
    // For a key that is replaced already, asking changes nothing.
    await client.keys.rotate(organisationId, 1);
    expect(await states()).toEqual(['1 retired empty', '2 active in use']);
    expect((await ledger.listAccounts(organisationId)).map(({ name }) => name)).toEqual(['Giro']);
  }, 180_000);

  it('are replaced by themselves when they are old enough, and those of the platform with them', async () => {
    const { server, check } = await openWorking(await open(), { spread: 0, dataKeyAge: 0, cookieLifetime: 0 });
    await check();
    const first = async (organisationId: string, count: number) => (await server.keys.status(organisationId)).keys.slice(0, count).map(({ state }) => state);
    await vi.waitFor(async () => { expect(await first(server.organisationId, 1)).toEqual(['retired']); }, inTime);
    await vi.waitFor(async () => { expect(await first(PLATFORM, 3)).toEqual(['retired', 'retired', 'retired']); }, inTime);
  }, 180_000);

  it('are cared for where those of another organisation are damaged, which is told', async () => {
    const database = await open();
    const places = await makeTestKeys(database);
    const { server, check, logged } = await openWorking(database, { spread: 0, dataKeyAge: 0, cookieLifetime: 0 }, places);
    // Before the one that has keys, in the order of the check.
    const damaged = '00000000-0000-4000-8000-000000000001';
    await writeFile(join(places.custodyFolder, 'keys', `${damaged}.json`), '{', { mode: 0o600 });
    await check();
    await vi.waitFor(() => { expect(logged).toContainEqual(expect.objectContaining({ job: 'key-check', errorName: 'KeyCheckIncompleteError', errorCode: 'KEY_CHECK_INCOMPLETE' })); }, inTime);
    await vi.waitFor(async () => { expect((await server.keys.status(server.organisationId)).keys[0]).toMatchObject({ state: 'retired' }); }, inTime);
  }, 180_000);

  it('are wrapped anew by themselves when the master key is old enough', async () => {
    const { server, check } = await openWorking(await open(), { masterKeyAge: 0 });
    await check();
    await vi.waitFor(async () => {
      expect((await server.keys.masterKey()).version).toBeGreaterThan(1);
      expect(await server.keys.rewrapPlan(server.organisationId)).toEqual({ rewrapped: 0, keys: 1 });
    }, inTime);
  }, 180_000);
});
