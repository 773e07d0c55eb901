import { writeFileSync } from 'node:fs';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openPortal, statement } from '../imports/testing/portal.ts';
import { openTestLedger, variedRows } from '../ledger/testing/open-test-ledger.ts';
import { insertFixture } from '../testing/fixtures.ts';
import { custodyKinds, openTestCustody } from '../testing/test-custody.ts';
import { databaseKinds, describeOnBothDatabases, type TestDatabase } from '../testing/test-database.ts';
import { openTestVault } from '../testing/test-vault.ts';
import type { Database } from '../database/schema.ts';
import { openFileKeyProvider } from '../vault/providers/file-key-provider.ts';
import { createVault } from '../vault/vault.ts';
import { backUp } from './backup.ts';
import { restore } from './restore.ts';
import { inOrderOfReferences } from './tables.ts';
import { contentOf, emptyCustody, openEmptyDatabase, openTestHost, temporaryFolder } from './testing/test-host.ts';
import { succeeded, verifyAll } from './verify.ts';

/** A server with people, sessions, uploaded files of several segments, and ledgers. */
async function openBusyHost(database: TestDatabase) {
  const portal = await openPortal(database);
  const operator = await portal.as('operator');
  const account = await portal.newAccount();
  await account.bring(operator, statement(Array.from({ length: 4_000 }, (_, index) => ['15.01.2026', `Coffee number ${String(index).padStart(5, '0')}`, '-3,50'] as const), 10_000_000));
  await account.upload(operator, statement([['16.01.2026', 'In review', '12,00']], 8_600_000), 'second.csv');
  const vault = await openTestVault(database, portal.keys);
  const ledger = await openTestLedger(database, vault);
  await ledger.import(await ledger.account(), variedRows(3_000));
  const custody = await openTestCustody(portal.keys);
  const provider = await openFileKeyProvider({ path: portal.keys.keyFile, dataFolders: [] });
  return { database, vault, custody, provider };
}

describe('the order of tables', () => {
  it('puts each behind those that it refers to', () => {
    const table = (name: string, ...references: readonly string[]) => ({ table: name, columns: ['id'], references });
    expect(inOrderOfReferences([table('a', 'c'), table('b'), table('c', 'b')]).map((shape) => shape.table)).toEqual(['b', 'c', 'a']);
    expect(() => inOrderOfReferences([table('a', 'b'), table('b', 'a')])).toThrow(RangeError);
  });
});

describeOnBothDatabases('a backup', (open) => {
  it('moves to the other database and back, and everything opens', async () => {
    const { database, vault, custody, provider } = await openBusyHost(await open());
    const folder = await temporaryFolder();
    const before = await contentOf(database);
    const archived: Readonly<Record<Exclude<keyof Database, 'sessions' | 'mails' | 'password_resets' | 'session_details' | 'pending_sign_ins' | 'passkey_challenges' | 'throttles' | 'launch_tokens'>, true>> = {
      identities: true, platforms: true, platform_keys: true,
      deployment: true, key_versions: true, organisations: true, people: true, factors: true, members: true, accounts: true, imports: true,
      import_segments: true, ledger_months: true, ledger_chunks: true, ledger_attestations: true, ledger_forwards: true, idempotency_records: true, pending_changes: true,
      invitations: true, identity_providers: true,
      audit_entries: true, audit_details: true, audit_logs: true, audit_checkpoints: true,
    };
    expect(Object.keys(before).toSorted()).toEqual(Object.keys(archived).toSorted());

    const [otherKind = 'pglite'] = databaseKinds.filter((kind) => kind !== database.kind);
    const there = await openEmptyDatabase(otherKind);
    const first = { archive: join(folder, '1.backup'), custodyArchive: join(await temporaryFolder(), 'custody') };
    const made = await backUp({ database: database.owner, vault, custody, ...first });
    expect(made.tables.find(({ table }) => table === 'import_segments')?.rows).toBeGreaterThan(3);
    const newCustody = await emptyCustody('postgres');
    const restored = await restore({ database: there, custody: newCustody, provider, ...first });
    expect(restored).toMatchObject({ deploymentId: vault.deploymentId, at: made.at, authenticated: true, custody: { kept: 0 }, erased: [] });
    expect(await contentOf(there)).toEqual(before);
    const verified = await verifyAll({ database: there, custody: newCustody, provider });
    expect(verified).toMatchObject({ destroyed: [], unreadable: [], findings: [], lost: [] });
    expect(verified.opened).toBeGreaterThan(20);

    const back = await openEmptyDatabase(database.kind);
    const second = { archive: join(folder, '2.backup'), custodyArchive: undefined };
    await backUp({ database: there, vault: await createVault({ data: there.data, custody: newCustody, provider }), custody: newCustody, ...second });
    // The living custody is as new as this backup: nothing of it is needed.
    await restore({ database: back, custody, provider, ...second });
    expect(await contentOf(back)).toEqual(before);
    expect(await back.data.inPlatform((transaction) => transaction.selectFrom('sessions').selectAll().execute())).toEqual([]);
    expect(succeeded(await verifyAll({ database: back, custody, provider }))).toBe(true);
  }, 300_000);

  it('shows one moment, whatever is written meanwhile', async () => {
    const database = await open();
    const host = await openTestHost(database);
    const ledger = await openTestLedger(database, host.vault);
    const account = await ledger.account();
    await ledger.import(account, variedRows(500));
    const state = { writing: true };
    const writes = (async () => {
      for (let seed = 2; state.writing; seed += 1) {
        // A database within the process answers without ever letting other work in.
        await setImmediate();
        const importId = await ledger.import(account, variedRows(20, { seed }));
        if (seed % 3 === 0) await ledger.undo(importId);
      }
    })();
    const made = [await host.backUp(), await host.backUp()];
    state.writing = false;
    await writes;
    for (const { archive, custodyArchive } of made) {
      const there = await openEmptyDatabase('postgres');
      const custody = await emptyCustody();
      await restore({ database: there, custody, provider: host.provider, archive, custodyArchive });
      expect(await verifyAll({ database: there, custody, provider: host.provider })).toMatchObject({ unreadable: [], findings: [] });
    }
  }, 300_000);

  it('is its owner\'s alone, takes no place of another file, and leaves nothing behind where it fails', async () => {
    const host = await openTestHost(await open());
    await insertFixture(host.database.data, host.vault);
    const { archive, custodyArchive } = await host.backUp();
    const folder = dirname(archive);
    for (const path of [archive, custodyArchive]) expect((await stat(path)).mode & 0o777).toBe(0o600);
    const options = { database: host.database.owner, vault: host.vault, custody: host.custody, custodyArchive: undefined };
    const taken = join(folder, 'taken');
    await writeFile(taken, 'something else');
    await expect(backUp({ ...options, archive: taken })).rejects.toThrow('The backup of the data cannot be written: there is a file of that name already.');
    await expect(backUp({ ...options, archive: join(folder, 'missing', 'backup') })).rejects.toThrow('The backup of the data cannot be written: its folder is not there');
    // The data have no name either then, so that the same command works once the other place is right.
    const both = { ...options, archive: join(folder, 'both') };
    await expect(backUp({ ...both, custodyArchive: join(folder, 'missing', 'custody') })).rejects.toThrow('The backup of custody cannot be written: its folder is not there');
    await expect(backUp({ ...both, custodyArchive })).rejects.toThrow('The backup of custody cannot be written: there is a file of that name already.');
    // A place that is taken while the rows are copied.
    const late = join(await temporaryFolder(), 'custody');
    await expect(backUp({ ...both, custodyArchive: late, onProgress: () => { writeFileSync(late, 'something else'); } })).rejects.toThrow('The backup of custody cannot be written: there is a file');
    expect(await readFile(late, 'utf8')).toBe('something else');
    const lateData = join(await temporaryFolder(), 'data');
    const [keysFolder, dataFolder] = [await temporaryFolder(), dirname(lateData)];
    await expect(backUp({ ...options, archive: lateData, custodyArchive: join(keysFolder, 'custody'), onProgress: () => { writeFileSync(lateData, 'something else'); } })).rejects.toThrow('The backup of the data cannot');
    expect([await readdir(keysFolder), await readdir(dataFolder)]).toEqual([[], ['data']]);
    const controller = new AbortController();
    await expect(backUp({ ...options, archive: join(folder, 'stopped'), signal: controller.signal, onProgress: () => { controller.abort(); } })).rejects.toThrow('abort');
    await expect(backUp({ ...options, archive: join(folder, 'data'), custodyArchive: join(folder, 'custody') })).rejects.toThrow('in one folder');
    expect((await readdir(folder)).toSorted()).toEqual([basename(archive), 'taken'].toSorted());
  });

  it.each(custodyKinds)('comes with every key that it needs, from custody in a %s', async (kind) => {
    const host = await openTestHost(await open(), kind);
    const { organisationId } = await insertFixture(host.database.data, host.vault);
    const { archive, custodyArchive, result } = await host.backUp();
    expect(result.custody).toEqual({ organisations: 2 });
    const [database, custody] = [await openEmptyDatabase('postgres'), await emptyCustody(kind)];
    expect(await restore({ database, custody, provider: host.provider, archive, custodyArchive })).toMatchObject({ custody: { taken: 2, kept: 0 } });
    expect(await custody.keys(organisationId)).toStrictEqual(await host.custody.keys(organisationId));
    expect(await custody.revision(organisationId)).toBe(await host.custody.revision(organisationId));
  });
});
