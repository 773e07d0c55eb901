import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { insertFixture } from '../testing/fixtures.ts';
import { describeOnBothDatabases, type TestDatabase } from '../testing/test-database.ts';
import { openTestVault } from '../testing/test-vault.ts';
import { PLATFORM } from './schema.ts';
import { allOrganisations, authenticate, membershipsOf } from './tenant-functions.ts';

async function sessionOf({ data }: TestDatabase, personId: string): Promise<string> {
  const id = randomUUID();
  const now = new Date();
  await data.inPlatform((transaction) => transaction.insertInto('sessions')
    .values({ id, person_id: personId, secret_hash: randomBytes(32), created_at: now, last_seen_at: now, expires_at: now, authenticated_at: now, factors: ['password', 'totp'] }).execute());
  return id;
}

describeOnBothDatabases('functions across organisations', (open) => {
  it('find the session with what its person is in one organisation, in one statement', async () => {
    const database = await open();
    const vault = await openTestVault(database);
    const [mine, other] = [await insertFixture(database.data, vault), await insertFixture(database.data, vault)];
    const session = await sessionOf(database, mine.personId);

    const [member] = await database.data.call(authenticate(session, mine.organisationId));
    expect(member).toMatchObject({ person_id: mine.personId, kind: 'portal', bound_organisation_id: null, components: null, factors: ['password', 'totp'], role: 'admin', state: 'active' });
    expect(member?.secret_hash).toHaveLength(32);
    const stranger = { person_id: mine.personId, role: null, state: null };
    expect(await database.data.call(authenticate(session, other.organisationId))).toMatchObject([stranger]);
    expect(await database.data.call(authenticate(session, randomUUID()))).toMatchObject([stranger]);
    expect(await database.data.call(authenticate(session, null))).toMatchObject([stranger]);
    expect(await database.data.call(authenticate(randomUUID(), mine.organisationId))).toEqual([]);
  });

  it('leave the organisation that was asked for as that of the transaction, and no other setting', async () => {
    const database = await open();
    const vault = await openTestVault(database);
    const { organisationId, personId } = await insertFixture(database.data, vault);
    const session = await sessionOf(database, personId);
    const settings = await database.data.inPlatform(async (transaction) => {
      await authenticate(session, organisationId).execute(transaction);
      await membershipsOf(personId).execute(transaction);
      await allOrganisations().execute(transaction);
      const { rows } = await sql`select current_setting('cash_flow.organisation') as organisation, current_setting('cash_flow.maintenance', true) as maintenance`.execute(transaction);
      return rows;
    });
    expect(settings).toEqual([{ organisation: organisationId, maintenance: '' }]);
  });

  it('list the organisations, and those of a person in whatever state', async () => {
    const database = await open();
    const vault = await openTestVault(database);
    const [first, second] = [await insertFixture(database.data, vault), await insertFixture(database.data, vault)];
    await database.data.inOrganisation(second.organisationId, (transaction) => transaction.insertInto('members')
      .values({ organisation_id: second.organisationId, person_id: first.personId, role: 'operator', state: 'disabled', revision: 1 }).execute());
    const all = (await database.data.call(allOrganisations())).map((row) => row.organisation_id);
    expect(all).toEqual([first.organisationId, second.organisationId].toSorted());
    const memberships = await database.data.call(membershipsOf(first.personId));
    expect(memberships).toHaveLength(2);
    expect(memberships).toEqual(expect.arrayContaining([
      { organisation_id: first.organisationId, role: 'admin', state: 'active' }, { organisation_id: second.organisationId, role: 'operator', state: 'disabled' },
    ]));
    expect(await database.data.call(membershipsOf(randomUUID()))).toEqual([]);
  });

  it('binds every session of a page of a partner to one organisation, and none of our own', async () => {
    const database = await open();
    const vault = await openTestVault(database);
    const { organisationId, personId } = await insertFixture(database.data, vault);
    const now = new Date();
    const insert = (more: { kind: 'portal' | 'embed'; bound_organisation_id: string | null }): Promise<unknown> => database.data.inPlatform((transaction) =>
      transaction.insertInto('sessions').values({
        id: randomUUID(), person_id: personId, secret_hash: randomBytes(32), created_at: now, last_seen_at: now, expires_at: now, authenticated_at: now, factors: [], ...more,
      }).execute());
    await expect(insert({ kind: 'embed', bound_organisation_id: null })).rejects.toMatchObject({ code: '23514' });
    await expect(insert({ kind: 'portal', bound_organisation_id: organisationId })).rejects.toMatchObject({ code: '23514' });
    await expect(insert({ kind: 'embed', bound_organisation_id: PLATFORM })).rejects.toMatchObject({ code: '23503' });
    await insert({ kind: 'embed', bound_organisation_id: organisationId });
  });
});
