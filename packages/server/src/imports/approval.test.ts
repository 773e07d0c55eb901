import { randomUUID } from 'node:crypto';
import { CashFlowClient, sessionFetch } from '@cashflowsmart/sdk/client';
import type { StatementImport } from '@cashflowsmart/sdk/contract';
import { READER_VERSION } from '@cashflowsmart/sdk/statements';
import { beforeAll, describe, expect, it } from 'vitest';
import { describeOnBothDatabases } from '../testing/test-database.ts';
import { openPortal, statement, type Portal } from './testing/portal.ts';

const text = statement([['15.01.2026', 'Miete', '-800,00'], ['16.01.2026', 'Verkauf', '950,00']]);
const decisions = { recipe: null, answers: {}, edits: [], excluded: [], readerVersion: READER_VERSION };

describeOnBothDatabases('an organisation that asks for a second person', (open) => {
  let portal: Portal;
  /** An operator besides those of the portal. */
  let other: CashFlowClient;
  let otherId: string;
  let approve: (client: CashFlowClient, { id, revision }: StatementImport) => Promise<StatementImport>;
  let sendBack: (client: CashFlowClient, { id, revision }: StatementImport) => Promise<StatementImport>;

  beforeAll(async () => {
    portal = await openPortal(await open());
    const { server, organisationId } = portal;
    const person = { name: 'Second operator', email: 'second@bakery.example', password: randomUUID() };
    otherId = await server.access.people.create(person);
    await server.access.members.add(organisationId, otherId, 'operator');
    other = new CashFlowClient({ baseUrl: server.origin, fetch: sessionFetch() });
    await other.session.signIn({ email: person.email, password: person.password });
    await setApproval('second-person');
    approve = (client, { id, revision }) => client.imports.approve(organisationId, id, { decision: 'approve', revision });
    sendBack = (client, { id, revision }) => client.imports.approve(organisationId, id, { decision: 'return', revision, reason: 'Wrong month' });
  });

  const setApproval = async (approval: 'none' | 'second-person') => {
    const admin = await portal.as('admin');
    const { revision } = await admin.organisations.read(portal.organisationId);
    return admin.organisations.update(portal.organisationId, { revision, approval });
  };
  const setMember = (personId: string, values: { readonly state?: 'active' | 'disabled'; readonly role?: 'operator' | 'data-entry' }) =>
    portal.database.data.inOrganisation(portal.organisationId, (trx) => trx.updateTable('members').set(values)
      .where('organisation_id', '=', portal.organisationId).where('person_id', '=', personId).execute());

  it('is told so by its administrators alone, and by the latest revision', async () => {
    const { organisationId } = portal;
    const settings = await (await portal.as('data-entry')).organisations.read(organisationId);
    expect(settings).toMatchObject({ approval: 'second-person', role: 'data-entry' });
    await expect((await portal.as('operator')).organisations.update(organisationId, { revision: settings.revision, approval: 'none' })).rejects.toMatchObject({ code: 'not-allowed' });
    await expect((await portal.as('admin')).organisations.update(organisationId, { revision: settings.revision - 1, approval: 'none' })).rejects.toMatchObject({ code: 'changed-meanwhile' });
    const renamed = await (await portal.as('admin')).organisations.update(organisationId, { revision: settings.revision, name: 'Bakery & Son' });
    expect(renamed).toMatchObject({ name: 'Bakery & Son', approval: 'second-person', revision: settings.revision + 1 });
  });

  it('has an import wait, and commits it when somebody else approves', async () => {
    const { bring, rows } = await portal.newAccount();
    const dataEntry = await portal.as('data-entry');
    const asked = await bring(dataEntry, text);
    expect(asked).toMatchObject({ state: 'awaiting-approval', committedAt: null, approval: { state: 'awaiting', requestedBy: { name: 'Person in data-entry' } } });
    expect(await rows()).toEqual([]);
    // Asking twice asks once.
    expect(await dataEntry.imports.commit(portal.organisationId, asked.id)).toEqual(asked);

    const committed = await approve(other, asked);
    expect(committed).toMatchObject({ state: 'committed', approval: { state: 'approved', decidedBy: { personId: otherId } } });
    expect(await rows()).toEqual(['Miete -800.00', 'Verkauf 950.00']);
    expect(await approve(other, asked)).toEqual(committed);
    await expect(approve(await portal.as('operator'), asked)).rejects.toMatchObject({ code: 'not-awaiting-approval' });
  });

  it('counts duplicates as the ledger is when it is approved, not when it was asked', async () => {
    const { bring, rows } = await portal.newAccount();
    const [first, second] = [await bring(await portal.as('operator'), text), await bring(await portal.as('admin'), text)];
    await approve(other, first);
    expect((await approve(other, second)).review).toMatchObject({ newTransactions: 0, duplicates: 2 });
    expect(await rows()).toHaveLength(2);
  });

  describe('does not let', () => {
    const refused = { status: 403, code: 'second-person-required' };

    it('anybody approve who brought it, decided about it or asked for its commit', async () => {
      const { upload, rows } = await portal.newAccount();
      const [admin, operator] = [await portal.as('admin'), await portal.as('operator')];
      const { id } = await upload(operator, text);
      await admin.imports.decide(portal.organisationId, id, { decisions });
      const asked = await other.imports.commit(portal.organisationId, id);
      for (const client of [operator, admin, other]) await expect(approve(client, asked)).rejects.toMatchObject(refused);
      expect(await rows()).toEqual([]);
    });

    it('data-entry approve', async () => {
      const { bring } = await portal.newAccount();
      await expect(approve(await portal.as('data-entry'), await bring(other, text))).rejects.toMatchObject({ code: 'not-allowed' });
    });

    it('an approval stand for what was decided after it was looked at', async () => {
      const { bring, rows } = await portal.newAccount();
      const operator = await portal.as('operator');
      const seen = await bring(operator, text);
      const changed = await operator.imports.decide(portal.organisationId, seen.id, { decisions: { ...decisions, edits: [{ line: 2, field: 'description' as const, value: 'Pacht' }] } });
      expect(changed).toMatchObject({ state: 'review', approval: null });
      await expect(approve(other, seen)).rejects.toMatchObject({ code: 'not-awaiting-approval' });
      const again = await operator.imports.commit(portal.organisationId, seen.id);
      await expect(approve(other, seen)).rejects.toMatchObject({ code: 'changed-meanwhile' });
      await approve(other, again);
      expect(await rows()).toEqual(['Pacht -800.00', 'Verkauf 950.00']);
    });

    it('one person take out what was approved', async () => {
      const { bring, rows } = await portal.newAccount();
      const operator = await portal.as('operator');
      const { id } = await approve(other, await bring(operator, text));
      const asked = await operator.imports.undo(portal.organisationId, id);
      expect(asked).toMatchObject({ state: 'awaiting-undo', undoApproval: { state: 'awaiting' } });
      expect(await rows()).toHaveLength(2);
      await expect(approve(operator, asked)).rejects.toMatchObject(refused);
      expect(await sendBack(other, asked)).toMatchObject({ state: 'committed', undoApproval: { state: 'returned', reason: 'Wrong month' } });
      expect(await approve(other, await operator.imports.undo(portal.organisationId, id))).toMatchObject({ state: 'undone' });
      expect(await rows()).toEqual([]);
    });

    it('anybody approve who is no active member in the role any more', async () => {
      const { bring } = await portal.newAccount();
      const asked = await bring(await portal.as('operator'), text);
      await setMember(otherId, { role: 'data-entry' });
      await expect(approve(other, asked)).rejects.toMatchObject({ code: 'not-allowed' });
      await setMember(otherId, { role: 'operator', state: 'disabled' });
      await expect(approve(other, asked)).rejects.toMatchObject({ code: 'not-allowed' });
      await setMember(otherId, { state: 'active' });
      expect((await approve(other, asked)).state).toBe('committed');
    });
  });

  it('sends an import back with a reason, after which it can be asked for again', async () => {
    const { bring } = await portal.newAccount();
    const operator = await portal.as('operator');
    const asked = await bring(operator, text);
    await expect(other.imports.approve(portal.organisationId, asked.id, { decision: 'return', revision: asked.revision })).rejects.toMatchObject({ code: 'invalid-request' });
    expect(await sendBack(other, asked)).toMatchObject({ state: 'review', approval: { state: 'returned', reason: 'Wrong month', decidedBy: { personId: otherId } } });
    expect(await operator.imports.commit(portal.organisationId, asked.id)).toMatchObject({ state: 'awaiting-approval', approval: { state: 'awaiting', reason: null } });
  });

  it('commits once, however many approve at a time', async () => {
    const { bring, rows } = await portal.newAccount();
    const asked = await bring(await portal.as('data-entry'), text);
    const outcomes = await Promise.allSettled([other, await portal.as('operator'), await portal.as('admin')].map((client) => approve(client, asked)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await rows()).toHaveLength(2);
  });

  it('that asks no longer approves nothing by that: what waits goes on waiting', async () => {
    const { bring, upload, rows } = await portal.newAccount();
    const operator = await portal.as('operator');
    const asked = await bring(operator, text);
    await setApproval('none');
    expect((await operator.imports.commit(portal.organisationId, asked.id)).state).toBe('awaiting-approval');
    await expect(approve(operator, asked)).rejects.toMatchObject({ code: 'second-person-required' });
    expect(await rows()).toEqual([]);
    // What comes from now on is committed at once.
    const { id } = await upload(operator, statement([['20.02.2026', 'Strom', '-70,00']]));
    expect((await operator.imports.commit(portal.organisationId, id)).state).toBe('committed');
    await setApproval('second-person');
  });
});
