import { CashFlowClient, sessionFetch } from '@cashflowsmart/sdk/client';
import { expect, it } from 'vitest';
import { createAccess } from '../../access/access.ts';
import { EmailTakenError } from '../../access/people.ts';
import { PLATFORM } from '../../database/schema.ts';
import { startTestServer } from '../../http/test-server.ts';
import { describeOnBothDatabases } from '../../testing/test-database.ts';
import { openTestRotation } from '../../testing/test-rotation.ts';
import { makeTestKeys, openTestVault } from '../../testing/test-vault.ts';
import { UnknownKeyError } from '../errors.ts';

describeOnBothDatabases('a server that has not heard of a rotation', (open) => {
  it('is refused what it seals under the retired key, and answers the same request under the new one', async () => {
    const database = await open();
    const keys = await makeTestKeys(database);
    const lagging = await openTestVault(database, keys, { keyLifetime: 3_600_000 });
    const server = await startTestServer(database, lagging);
    const { organisationId } = server;
    const client = new CashFlowClient({ baseUrl: server.origin, fetch: sessionFetch() });
    const { email, password } = server.people.admin;
    await client.session.signIn({ email, password });
    const account = await client.accounts.create(organisationId, { name: 'Before', currency: 'EUR' });
    const stale = await lagging.organisation(organisationId);

    const { rotation } = await openTestRotation(database, keys);
    await rotation.rotate(organisationId, { once: true });

    // Read nothing in between: a value under the new key would tell the server of it.
    const after = await client.accounts.create(organisationId, { name: 'After', currency: 'EUR' });
    expect((await client.accounts.list(organisationId).toArray()).map(({ id }) => id).toSorted()).toEqual([account.id, after.id].toSorted());
    expect(await lagging.organisation(organisationId)).not.toBe(stale);
    const versions = await database.data.inOrganisation(organisationId, (transaction) =>
      transaction.selectFrom('accounts').select('key_id').where('organisation_id', '=', organisationId).execute());
    expect(new Set(versions.map(({ key_id }) => key_id))).toEqual(new Set(['2']));
    expect(server.logged).toEqual([]);
  });

  it('meets a value under the new key, and loads the keys for it', async () => {
    const database = await open();
    const keys = await makeTestKeys(database);
    const server = await startTestServer(database, await openTestVault(database, keys, { keyLifetime: 3_600_000 }));
    const { organisationId } = server;
    const client = new CashFlowClient({ baseUrl: server.origin, fetch: sessionFetch() });
    const { email, password } = server.people.admin;
    await client.session.signIn({ email, password });
    await client.accounts.create(organisationId, { name: 'Giro', currency: 'EUR' });
    const { rotation } = await openTestRotation(database, keys);
    await rotation.rotate(organisationId, { once: true });
    expect((await client.accounts.list(organisationId).toArray()).map(({ name }) => name)).toEqual(['Giro']);
    expect(server.logged).toEqual([]);
  });

  it('lets people in whose e-mail is indexed under a new key, and takes none of theirs for free', async () => {
    const database = await open();
    const keys = await makeTestKeys(database);
    const lagging = await openTestVault(database, keys, { keyLifetime: 3_600_000 });
    const server = await startTestServer(database, lagging);
    const { email, password } = server.people.admin;
    const { people } = createAccess({ data: database.data, vault: lagging });
    const { rotation } = await openTestRotation(database, keys);
    await rotation.rotate(PLATFORM, { once: true });

    // Without reading anything under the new key before, which would tell the server of it.
    await expect(people.create({ name: 'Again', email, password })).rejects.toThrow(UnknownKeyError);
    const client = new CashFlowClient({ baseUrl: server.origin, fetch: sessionFetch() });
    expect((await client.session.signIn({ email, password })).memberships).toHaveLength(1);
    await expect(people.create({ name: 'Again', email, password })).rejects.toThrow(EmailTakenError);
    expect(server.logged).toEqual([]);
  });
});
