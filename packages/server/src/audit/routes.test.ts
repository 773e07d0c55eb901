import { randomUUID } from 'node:crypto';
import type { AuditEntry } from '@cashflowsmart/sdk/contract';
import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { startTestServer, type TestClient, type TestServer } from '../http/test-server.ts';
import { describeOnBothDatabases, type TestDatabase } from '../testing/test-database.ts';
import { openTestVault } from '../testing/test-vault.ts';

interface Page { readonly items: readonly AuditEntry[]; readonly nextCursor: string | null }

describeOnBothDatabases('the list of an audit log', (open) => {
  let database: TestDatabase;
  let server: TestServer;
  let admin: TestClient;
  let time = Date.parse('2026-03-01T08:00:00.000Z');
  const list = async (query: Readonly<Record<string, string>>): Promise<Page> =>
    (await admin.send('GET', `${server.path}/audit?${new URLSearchParams(query).toString()}`)).json() as Promise<Page>;
  const all = async (query: Readonly<Record<string, string>>): Promise<readonly AuditEntry[]> => {
    const found: AuditEntry[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page: Page = await list({ ...query, ...(cursor !== undefined && { cursor }) });
      found.push(...page.items);
      cursor = page.nextCursor;
    }
    return found;
  };

  beforeAll(async () => {
    database = await open();
    server = await startTestServer(database, await openTestVault(database), { now: () => new Date(time) });
    admin = await server.signIn('admin');
    const operator = await server.signIn('operator');
    // Three of one instant, so that a page ends between two of the same time.
    for (const [person, names] of [[admin, ['Giro', 'Festgeld', 'Kasse']], [operator, ['Karte']]] as const) {
      for (const name of names) expect((await person.send('POST', `${server.path}/accounts`, { json: { name, currency: 'EUR' }, key: randomUUID() })).status).toBe(201);
      time += 60_000;
    }
    expect((await operator.send('GET', `${server.path}/audit`)).status).toBe(403);
    time += 60_000;
  });

  it('shows who did what, newest first, and holds that it was read', async () => {
    const [refused, card, ...more] = await all({ to: new Date(time).toISOString() });
    expect(refused).toMatchObject({ action: 'audit.list', outcome: 'not-allowed', actor: { id: server.people.operator.id, name: 'Person in operator' } });
    expect(card).toMatchObject({ action: 'account.create', outcome: 'done', actor: { kind: 'person' }, object: { kind: 'account' }, details: { name: 'Karte', currency: 'EUR', address: '127.0.0.1' } });
    expect(more.map(({ details }) => details?.['name']).toSorted()).toEqual(['Festgeld', 'Giro', 'Kasse']);
    expect(await all({ from: new Date(time).toISOString(), action: 'audit.list' })).toMatchObject([{ outcome: 'done', details: { count: 5 } }]);
  });

  it('is the same by pages of one, and by who, what and when', async () => {
    const query = { action: 'account.create', from: '0000-01-01T00:00:00Z' };
    const whole = await all(query);
    expect(whole).toHaveLength(4);
    expect(await all({ ...query, limit: '1' })).toEqual(whole);
    expect(await all({ ...query, actorId: server.people.admin.id })).toEqual(whole.slice(1));
    expect(await all({ ...query, from: whole[0]?.at ?? '' })).toEqual(whole.slice(0, 1));
    expect(await all({ ...query, to: whole[0]?.at ?? '' })).toEqual(whole.slice(1));
  });

  it('goes on only where its cursor is from', async () => {
    const { nextCursor } = await list({ action: 'account.create', limit: '1' });
    for (const query of [{ action: 'audit.list', cursor: nextCursor ?? '' }, { action: 'account.create', cursor: `${nextCursor ?? ''}A` }, { cursor: 'A'.repeat(100) }, { action: 'account.creat' }, { from: 'yesterday' }]) {
      expect((await admin.send('GET', `${server.path}/audit?${new URLSearchParams(query as Record<string, string>).toString()}`)).status, JSON.stringify(query)).toBe(400);
    }
  });

  it('still shows an entry whose details were erased', async () => {
    await database.data.inOrganisation(server.organisationId, (transaction) =>
      sql`delete from audit_details where organisation_id = ${server.organisationId} and id in (select id from audit_entries where action = 'account.create' and organisation_id = ${server.organisationId})`.execute(transaction));
    const entries = await all({ action: 'account.create' });
    expect(entries).toHaveLength(4);
    for (const entry of entries) expect(entry).toMatchObject({ details: null, outcome: 'done' });
  });
});
