import { rename } from 'node:fs/promises';
import { CashFlowClient, sessionFetch } from '@cashflowsmart/sdk/client';
import { expect, it, vi } from 'vitest';
import { startTestServer } from '../http/test-server.ts';
import { describeOnBothDatabases } from '../testing/test-database.ts';
import { makeTestKeys, openTestVault } from '../testing/test-vault.ts';

describeOnBothDatabases('a server whose key provider is down', (open) => {
  it('serves what is unwrapped until its time is up, unwraps nothing new, says so, and recovers', async () => {
    const database = await open();
    const keys = await makeTestKeys(database);
    const clock = { time: 0 };
    const server = await startTestServer(database, await openTestVault(database, keys, { keyLifetime: 600_000, now: () => clock.time }));
    const client = new CashFlowClient({ baseUrl: server.origin, fetch: sessionFetch(), retry: { retries: 0 } });
    const { email, password } = server.people.admin;
    await client.session.signIn({ email, password });
    await client.accounts.create(server.organisationId, { name: 'Giro', currency: 'EUR' });
    const names = async () => (await client.accounts.list(server.organisationId).toArray()).map(({ name }) => name);
    const ready = async () => (await server.anonymous.send('GET', '/readyz')).status;
    // An answer holds for two seconds, whoever asks.
    const becomesReady = (status: number) => vi.waitFor(async () => { expect(await ready()).toBe(status); }, { timeout: 20_000, interval: 100 });
    expect([await ready(), await names()]).toEqual([200, ['Giro']]);

    await rename(keys.keyFile, `${keys.keyFile}.away`);
    await becomesReady(503);
    expect(await names()).toEqual(['Giro']);
    const problem = await (await server.anonymous.send('GET', '/readyz')).json() as { readonly code: string };
    expect(problem.code).toBe('keys-unavailable');

    clock.time += 600_000;
    await expect(names()).rejects.toMatchObject({ status: 503, code: 'keys-unavailable' });
    expect((await server.anonymous.send('GET', '/healthz')).status).toBe(200);

    await rename(`${keys.keyFile}.away`, keys.keyFile);
    await becomesReady(200);
    expect(await names()).toEqual(['Giro']);
  });
});
