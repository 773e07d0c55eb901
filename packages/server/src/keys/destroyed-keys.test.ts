import { CashFlowClient, sessionFetch } from '@cashflowsmart/sdk/client';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../http/test-server.ts';
import { describeOnBothDatabases } from '../testing/test-database.ts';
import { openTestVault, partsOf } from '../testing/test-vault.ts';

/** As custody is after the first key of the organisation was destroyed. */
async function destroyFirstKey(server: TestServer): Promise<void> {
  await partsOf(server.vault).custody.exclusively(server.organisationId, async (writer) => {
    await writer.put(...writer.keys.filter(({ keyId }) => keyId === 1).map((key) => ({ ...key, wrapped: null, retiredAt: new Date(), destroyedAt: new Date() })));
  });
}

/** Signs in where the keys are loaded now. */
async function signIn({ origin, organisationId, vault, people: { admin } }: TestServer) {
  vault.forget(organisationId);
  const client = new CashFlowClient({ baseUrl: origin, fetch: sessionFetch() });
  return { client, session: await client.session.signIn({ email: admin.email, password: admin.password }) };
}

describeOnBothDatabases('an older database after a key was destroyed', (open) => {
  it('says what is unreadable by design, and serves the rest', async () => {
    const database = await open();
    const server = await startTestServer(database, await openTestVault(database));
    const { organisationId } = server;
    const lost = await server.ledger.createAccount(organisationId, { name: 'Lost', currency: 'EUR' });
    const { rows: [old] } = await sql<{ sealed: Uint8Array; seal_version: number }>`select sealed, seal_version from accounts where id = ${lost.id}`.execute(database.owner.kysely);
    await server.keys.rotation.rotate(organisationId, { once: true });
    const kept = await server.ledger.createAccount(organisationId, { name: 'Kept', currency: 'EUR' });

    // As a backup from the middle of the rotation has it.
    await sql`insert into key_versions values (${organisationId}, 1, 'data', 'decrypt-only', now(), now())`.execute(database.owner.kysely);
    await sql`update accounts set sealed = ${old?.sealed}, seal_version = ${old?.seal_version} where id = ${lost.id}`.execute(database.owner.kysely);
    await destroyFirstKey(server);

    const { client } = await signIn(server);
    expect((await client.accounts.list(organisationId).toArray()).map(({ name }) => name)).toEqual(['Kept']);
    await expect(client.cashFlow.read(organisationId, { accountIds: [lost.id] })).rejects.toMatchObject({ status: 410, code: 'data-destroyed' });
    expect((await client.cashFlow.read(organisationId, { accountIds: [kept.id] })).buckets).toEqual([]);
    expect(await client.imports.list(organisationId).toArray()).toEqual([]);
    expect((await client.keys.list(organisationId).toArray()).map(({ keyId, state, values }) => `${String(keyId)} ${state} ${String(values)}`)).toEqual(['1 destroyed 1', '2 active 5']);
    const verified = await server.keys.verify(organisationId);
    expect(verified.find(({ table }) => table === 'accounts')).toEqual({ table: 'accounts', opened: 1, destroyed: 1, unreadable: [] });
    expect(server.logged).toEqual([]);
  });

  it('lets people with other clients sign in all the same', async () => {
    const database = await open();
    const server = await startTestServer(database, await openTestVault(database));
    await server.access.members.add(server.otherOrganisationId, server.people.admin.id, 'admin');
    await destroyFirstKey(server);
    const { client, session } = await signIn(server);
    expect(session.memberships.map(({ organisationId }) => organisationId)).toEqual([server.otherOrganisationId]);
    await expect(client.organisations.read(server.organisationId)).rejects.toMatchObject({ code: 'data-destroyed' });
    await client.accounts.create(server.otherOrganisationId, { name: 'Giro', currency: 'EUR' });
  });
});
