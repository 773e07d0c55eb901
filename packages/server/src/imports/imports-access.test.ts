import { randomUUID } from 'node:crypto';
import { CashFlowClient, sessionFetch } from '@cashflowsmart/sdk/client';
import { READER_VERSION } from '@cashflowsmart/sdk/statements';
import { beforeAll, expect, it } from 'vitest';
import { describeOnBothDatabases } from '../testing/test-database.ts';
import { openPortal, statement, type Portal } from './testing/portal.ts';

const text = statement([['15.01.2026', 'Miete', '-800,00']]);
const decisions = { recipe: null, answers: {}, edits: [], excluded: [], readerVersion: READER_VERSION };

/** Every way to touch one import. */
const touches: Readonly<Record<string, (client: CashFlowClient, organisationId: string, id: string) => Promise<unknown>>> = {
  read: (client, organisationId, id) => client.imports.read(organisationId, id),
  upload: (client, organisationId, id) => client.imports.uploadContent(organisationId, id, 0, new Uint8Array(4)),
  decide: (client, organisationId, id) => client.imports.decide(organisationId, id, { decisions }),
  commit: (client, organisationId, id) => client.imports.commit(organisationId, id),
  undo: (client, organisationId, id) => client.imports.undo(organisationId, id),
};

describeOnBothDatabases('imports of others', (open) => {
  let portal: Portal;
  let stranger: CashFlowClient;

  beforeAll(async () => {
    portal = await openPortal(await open());
    const { server } = portal;
    const person = { name: 'Somebody else', email: 'other@butchery.example', password: randomUUID() };
    await server.access.members.add(server.otherOrganisationId, await server.access.people.create(person), 'admin');
    stranger = new CashFlowClient({ baseUrl: server.origin, fetch: sessionFetch() });
    await stranger.session.signIn({ email: person.email, password: person.password });
  });

  it.each(Object.keys(touches))('are not there for another organisation: %s', async (name) => {
    const { bring } = await portal.newAccount();
    const { id } = await bring(await portal.as('operator'), text);
    const { organisationId, otherOrganisationId } = portal.server;
    // Neither under their own organisation nor as if they belonged to one's own, nor different from what never was.
    for (const [organisation, importId] of [[organisationId, id], [otherOrganisationId, id], [otherOrganisationId, randomUUID()]] as const) {
      await expect(touches[name]!(stranger, organisation, importId)).rejects.toMatchObject({ status: 404, code: 'not-found' });
    }
    expect((await (await portal.as('operator')).imports.read(organisationId, id)).state).toBe('committed');
  });

  it('cannot be announced for an account of another organisation', async () => {
    const { account } = await portal.newAccount();
    const announced = { accountId: account.id, fileName: 'a.csv', byteLength: 5, sha256: 'a'.repeat(64) };
    await expect(stranger.imports.create(portal.server.otherOrganisationId, announced)).rejects.toMatchObject({ code: 'not-found' });
    expect(await stranger.imports.list(portal.server.otherOrganisationId).toArray()).toEqual([]);
  });

  it.each(Object.keys(touches))('are not there for data-entry: %s', async (name) => {
    const { upload } = await portal.newAccount();
    const { id } = await upload(await portal.as('operator'), text);
    const dataEntry = await portal.as('data-entry');
    await expect(touches[name]!(dataEntry, portal.organisationId, id)).rejects.toMatchObject({ status: 404, code: 'not-found' });
  });

  it('do not stand in the list of data-entry, whose own do', async () => {
    const { account, upload } = await portal.newAccount();
    const dataEntry = await portal.as('data-entry');
    await upload(await portal.as('operator'), text);
    const own = await upload(dataEntry, text);
    const list = async (client: CashFlowClient) => (await client.imports.list(portal.organisationId, { accountId: account.id }).toArray()).map(({ id }) => id);
    expect(await list(dataEntry)).toEqual([own.id]);
    expect(await list(await portal.as('operator'))).toHaveLength(2);
  });

  it('can be committed and undone by an operator', async () => {
    const { upload, rows } = await portal.newAccount();
    const operator = await portal.as('operator');
    const { id } = await upload(await portal.as('data-entry'), text);
    await operator.imports.commit(portal.organisationId, id);
    expect(await rows()).toHaveLength(1);
    await operator.imports.undo(portal.organisationId, id);
    expect(await rows()).toEqual([]);
  });
});
