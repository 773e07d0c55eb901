import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { PartialViewError } from '../database/errors.ts';
import { migrate, migrateTo } from '../database/migrate.ts';
import { migrations } from '../database/migrations/index.ts';
import { openTestLedger, variedRows } from '../ledger/testing/open-test-ledger.ts';
import { insertFixture } from '../testing/fixtures.ts';
import { createTestDatabase, describeOnBothDatabases, type TestDatabase } from '../testing/test-database.ts';
import { openTestRotation } from '../testing/test-rotation.ts';
import { custodyKey } from '../vault/custody/testing/custody-key.ts';
import { DeploymentMismatchError } from '../vault/errors.ts';
import { sealBody } from '../vault/sealed-row.ts';
import { backUp } from './backup.ts';
import { drill } from './drill.ts';
import { restore } from './restore.ts';
import { contentOf, countRows, emptyCustody, openEmptyDatabase, openTestHost, temporaryFolder } from './testing/test-host.ts';
import { verifyAll } from './verify.ts';

describeOnBothDatabases('a restore', (open) => {
  it('goes into an empty database only', async () => {
    const host = await openTestHost(await open());
    await insertFixture(host.database.data, host.vault);
    const { archive, custodyArchive } = await host.backUp();
    const options = { custody: host.custody, provider: host.provider, archive, custodyArchive };
    const before = await contentOf(host.database);
    await expect(restore({ ...options, database: host.database.owner })).rejects.toThrow('The database is not empty.');
    if (host.database.kind === 'postgres') await expect(restore({ ...options, database: host.database })).rejects.toThrow(PartialViewError);
    expect(await contentOf(host.database)).toEqual(before);

    const foreign = await openEmptyDatabase('postgres');
    await sql`create table foreign_table (id integer)`.execute(foreign.kysely);
    await expect(restore({ ...options, database: foreign })).rejects.toThrow('tables of another version');

    const migrated = await openEmptyDatabase('postgres');
    await migrate(migrated.kysely);
    await restore({ ...options, database: migrated });
    expect(await contentOf(migrated)).toEqual(before);
  });

  it('wants the custody of its deployment, and one that is not older', async () => {
    const host = await openTestHost(await open());
    const first = await insertFixture(host.database.data, host.vault);
    const older = await host.backUp();
    await insertFixture(host.database.data, host.vault);
    const { archive } = await host.backUp();
    const options = { provider: host.provider, archive };
    const database = await openEmptyDatabase('postgres');
    await expect(restore({ ...options, database, custody: await emptyCustody(), custodyArchive: undefined })).rejects.toThrow('This custody holds no keys.');
    const foreign = await emptyCustody();
    await foreign.establish(randomUUID());
    await expect(restore({ ...options, database, custody: foreign, custodyArchive: undefined })).rejects.toThrow(DeploymentMismatchError);
    expect(await countRows(database)).toBeUndefined();
    const custody = await emptyCustody();
    await expect(restore({ ...options, database, custody, custodyArchive: older.custodyArchive })).rejects.toThrow('Custody is older than the backup');
    expect(await countRows(database)).toBe(0);
    expect(await custody.keys(first.organisationId)).toHaveLength(1);
    await restore({ ...options, database, custody, custodyArchive: (await host.backUp()).custodyArchive });
  });

  it('never puts an older custody over a newer one', async () => {
    const host = await openTestHost(await open());
    const { organisationId } = await insertFixture(host.database.data, host.vault);
    const { archive, custodyArchive } = await host.backUp();
    await host.custody.exclusively(organisationId, (writer) => writer.put(custodyKey(2)));
    const newer = await host.custody.keys(organisationId);
    const restored = await restore({ database: await openEmptyDatabase('postgres'), custody: host.custody, provider: host.provider, archive, custodyArchive });
    expect(restored.custody).toEqual({ taken: 0, kept: 2 });
    expect(await host.custody.keys(organisationId)).toStrictEqual(newer);
  });

  it('of a time before a key was destroyed says what is lost by design, and gives back the rest', async () => {
    const database = await open();
    const host = await openTestHost(database);
    const [lost, rest] = [await openTestLedger(database, host.vault), await openTestLedger(database, host.vault)];
    for (const ledger of [lost, rest]) await ledger.import(await ledger.account(), variedRows(100));
    const { archive, custodyArchive } = await host.backUp();
    const { rotation } = await openTestRotation(database, host.keys);
    await rotation.rotate(lost.organisationId, { once: true });
    await host.custody.exclusively(lost.organisationId, async (writer) => {
      const [old] = writer.keys;
      await writer.put({ ...(old ?? expect.fail('no key')), wrapped: null, destroyedAt: new Date() });
    });
    const there = await openEmptyDatabase('postgres');
    // The living custody wins over its backup, which still has the key.
    const restored = await restore({ database: there, custody: host.custody, provider: host.provider, archive, custodyArchive });
    expect(restored).toMatchObject({ authenticated: true, custody: { taken: 0 } });
    const verified = await verifyAll({ database: there, custody: host.custody, provider: host.provider });
    expect(verified).toMatchObject({ unreadable: [], findings: [], lost: [lost.organisationId] });
    expect(new Set(verified.destroyed.map(({ organisationId }) => organisationId))).toEqual(new Set([lost.organisationId]));
    expect(verified.destroyed.map(({ table }) => table)).toEqual(expect.arrayContaining(['accounts', 'ledger_chunks', 'ledger_months']));
    expect(verified.opened).toBeGreaterThan(0);
    // The organisation goes on under a key that was there all the time.
    expect((await host.custody.keys(lost.organisationId)).filter(({ wrapped }) => wrapped !== null)).toHaveLength(1);
  });

  it('puts keys into use again that were retired since', async () => {
    const database = await open();
    const host = await openTestHost(database);
    const ledger = await openTestLedger(database, host.vault);
    await ledger.import(await ledger.account(), variedRows(100));
    const { archive } = await host.backUp();
    const { rotation } = await openTestRotation(database, host.keys);
    await rotation.rotate(ledger.organisationId, { once: true });
    expect((await host.custody.keys(ledger.organisationId)).map(({ retiredAt }) => retiredAt !== null)).toEqual([true, false]);
    const there = await openEmptyDatabase('postgres');
    await restore({ database: there, custody: host.custody, provider: host.provider, archive, custodyArchive: undefined });
    expect((await host.custody.keys(ledger.organisationId)).map(({ retiredAt }) => retiredAt)).toEqual([null, null]);
    expect(await verifyAll({ database: there, custody: host.custody, provider: host.provider })).toMatchObject({ destroyed: [], unreadable: [], findings: [] });
  });

  it('erases again what was erased since', async () => {
    const database = await open();
    const host = await openTestHost(database);
    const [erased, kept] = [await openTestLedger(database, host.vault), await openTestLedger(database, host.vault)];
    for (const ledger of [erased, kept]) await ledger.account();
    const { archive } = await host.backUp();
    await host.custody.register({ kind: 'erasure', id: randomUUID(), at: new Date(), organisationId: erased.organisationId, personId: null });
    const options = { custody: host.custody, provider: host.provider, archive, custodyArchive: undefined };
    const there = await openEmptyDatabase('postgres');
    const restored = await restore({ ...options, database: there });
    // The organisation, its member, its account and its key.
    expect(restored.erased).toEqual([{ organisationId: erased.organisationId, rows: 4 }]);
    for (const table of ['organisations', 'members', 'accounts', 'key_versions']) {
      const rows = await there.bulk('snapshot', (transaction) => transaction.query<{ id: string }>(`select organisation_id as id from ${table}`));
      expect(rows.map(({ id }) => id)).not.toContain(erased.organisationId);
      expect(rows.map(({ id }) => id)).toContain(kept.organisationId);
    }
    expect(await verifyAll({ database: there, custody: host.custody, provider: host.provider })).toMatchObject({ organisations: 1, unreadable: [] });

    await host.custody.register({ kind: 'erasure', id: randomUUID(), at: new Date(), organisationId: kept.organisationId, personId: kept.personId });
    const refused = await openEmptyDatabase('postgres');
    await expect(restore({ ...options, database: refused })).rejects.toThrow('holds 1 of the persons who were erased since');
    expect(await countRows(refused)).toBe(0);
  });

  it('takes a backup of an older version and brings its tables up to date', async () => {
    const host = await openTestHost(await open());
    const organisationId = randomUUID();
    const keys = await host.vault.organisation(organisationId);
    await host.vault.platform();
    const [oldest = ''] = Object.keys(migrations);
    const old = await openEmptyDatabase('postgres');
    await migrateTo(old.kysely, oldest);
    const sealed = sealBody(keys, { table: 'organisations', rowId: organisationId, sealVersion: 1, codecVersion: 1 }, { name: 'Till' });
    await sql`insert into deployment (singleton, id) values (true, ${host.vault.deploymentId})`.execute(old.kysely);
    await sql`insert into key_versions (organisation_id, key_id, purpose, state, created_at) values (${organisationId}, 1, 'data', 'active', now())`.execute(old.kysely);
    await sql`insert into organisations (organisation_id, revision, seal_version, sealed) values (${organisationId}, 1, 1, ${Buffer.from(sealed)})`.execute(old.kysely);
    const archive = join(await temporaryFolder(), 'old.backup');
    await backUp({ database: old, vault: host.vault, custody: host.custody, archive, custodyArchive: undefined });

    const options = { custody: host.custody, provider: host.provider, archive, custodyArchive: undefined };
    const there = await openEmptyDatabase('postgres');
    const { migrated } = await restore({ ...options, database: there });
    expect(migrated).toEqual(expect.arrayContaining(Object.keys(migrations).slice(1)));
    expect(await verifyAll({ ...options, database: there })).toMatchObject({ organisations: 1, opened: 1, unreadable: [] });
    const ahead = await openEmptyDatabase('postgres');
    await migrate(ahead.kysely);
    await expect(restore({ ...options, database: ahead })).rejects.toThrow('tables of another version');
    await sql`update kysely_migration set name = '9999-newer' where name = ${oldest}`.execute(old.kysely);
    const newer = join(await temporaryFolder(), 'newer.backup');
    await backUp({ database: old, vault: host.vault, custody: host.custody, archive: newer, custodyArchive: undefined });
    await expect(restore({ ...options, archive: newer, database: await openEmptyDatabase('postgres') })).rejects.toThrow('newer version of this program');
  });
});

describe('a restore drill', () => {
  const open = async (): Promise<TestDatabase> => {
    const { database, remove } = await createTestDatabase('postgres');
    onTestFinished(remove);
    return database;
  };

  it('opens everything in a database of its own, keeps the dated result, and changes no key', async () => {
    const database = await open();
    const host = await openTestHost(database);
    const ledger = await openTestLedger(database, host.vault);
    await ledger.import(await ledger.account(), variedRows(100));
    const { archive, custodyArchive } = await host.backUp();
    const options = { archive, custody: host.custody, provider: host.provider };
    const before = await host.custody.keys(ledger.organisationId);
    const revision = await host.custody.revision(ledger.organisationId);
    const trials = [{ custodyArchive: undefined, database: undefined }, { custodyArchive, database: await openEmptyDatabase('postgres') }];
    for (const trial of trials) {
      const result = await drill({ ...options, ...trial });
      expect(result).toMatchObject({ succeeded: true, restored: { authenticated: true }, verified: { organisations: 1, unreadable: [], findings: [] } });
    }
    const registered = await host.custody.registered();
    expect(registered).toHaveLength(2);
    expect(registered[0]).toMatchObject({ kind: 'restore-drill', succeeded: true, destroyed: 0, unreadable: 0, findings: 0 });
    expect(await host.custody.keys(ledger.organisationId)).toStrictEqual(before);
    expect(await host.custody.revision(ledger.organisationId)).toBe(revision);
  });

  it('fails where a value does not open', async () => {
    const database = await open();
    const host = await openTestHost(database);
    const { accountId } = await insertFixture(database.data, host.vault);
    await sql`update accounts set sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1) where id = ${accountId}`.execute(database.owner.kysely);
    const { archive } = await host.backUp();
    const result = await drill({ archive, custodyArchive: undefined, custody: host.custody, provider: host.provider, database: await openEmptyDatabase('postgres') });
    expect(result).toMatchObject({ succeeded: false, verified: { unreadable: [{ table: 'accounts', rows: [accountId] }] } });
    expect(await host.custody.registered()).toMatchObject([{ kind: 'restore-drill', succeeded: false, unreadable: 1 }]);
  });
});
