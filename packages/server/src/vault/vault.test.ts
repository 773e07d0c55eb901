import { fork } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { cp, rm } from 'node:fs/promises';
import { inspect } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { NestedTransactionError } from '../database/errors.ts';
import { openDatabase } from '../database/open-database.ts';
import { PLATFORM } from '../database/schema.ts';
import { insertFixture } from '../testing/fixtures.ts';
import { custodyKinds, openTestCustody, removeFromCustody } from '../testing/test-custody.ts';
import { createTestDatabase, describeOnBothDatabases, type TestDatabase } from '../testing/test-database.ts';
import { makeTestKeys, openTestVault, type TestKeys } from '../testing/test-vault.ts';
import { DeploymentMismatchError, KeyDestroyedError, KeysUnavailableError, SealedValueError } from './errors.ts';
import type { KeyProvider } from './key-provider.ts';
import { keyCommitment } from './keyring.ts';
import { openFileKeyProvider } from './providers/file-key-provider.ts';
import { openBody, sealBody } from './sealed-row.ts';

const row = { table: 'accounts', rowId: randomUUID(), sealVersion: 1, codecVersion: 1 };

async function versions({ data }: TestDatabase, organisationId: string): Promise<readonly { key_id: string; purpose: string; state: string }[]> {
  return data.inOrganisation(organisationId, (transaction) =>
    transaction.selectFrom('key_versions').select(['key_id', 'purpose', 'state']).where('organisation_id', '=', organisationId).orderBy('key_id').execute(),
  );
}

/** A key provider that counts, and can be switched off. */
async function switchable(keys: TestKeys): Promise<KeyProvider & { down: boolean; unwrapped: number }> {
  const provider = await openFileKeyProvider({ path: keys.keyFile, dataFolders: [], create: true });
  const state = { down: false, unwrapped: 0 };
  const reach = (): void => {
    if (state.down) throw new Error('connect ECONNREFUSED');
  };
  return Object.assign(state, {
    wrap: async (...args: Parameters<KeyProvider['wrap']>) => { reach(); return provider.wrap(...args); },
    unwrap: async (...args: Parameters<KeyProvider['unwrap']>) => { reach(); state.unwrapped += 1; return provider.unwrap(...args); },
    describe: () => provider.describe(),
    health: async () => { reach(); return provider.health(); },
  });
}

/** On both databases, each with either custody. */
function describeWithEachCustody(name: string, define: (open: () => Promise<TestDatabase>, makeKeys: (database: TestDatabase) => Promise<TestKeys>) => void): void {
  for (const custody of custodyKinds) {
    describeOnBothDatabases(`${name}, custody: ${custody}`, (open) => { define(open, (database) => makeTestKeys(database, custody)); });
  }
}

describeWithEachCustody('the vault', (open, makeKeys) => {
  it('opens what it sealed, also after a restart', async () => {
    const database = await open();
    const keys = await makeKeys(database);
    const organisationId = randomUUID();
    const before = await openTestVault(database, keys);
    const sealed = sealBody(await before.organisation(organisationId), row, { name: 'Till' });
    const after = await openTestVault(database, keys);
    expect(after.deploymentId).toBe(before.deploymentId);
    expect(openBody(await after.organisation(organisationId), row, sealed)).toEqual({ name: 'Till' });
  });

  it('makes one active data key for a new organisation, and four keys for the platform', async () => {
    const database = await open();
    const vault = await openTestVault(database, await makeKeys(database));
    const organisationId = randomUUID();
    await vault.organisation(organisationId);
    await vault.organisation(organisationId);
    await vault.platform();
    expect(await versions(database, organisationId)).toEqual([{ key_id: '1', purpose: 'data', state: 'active' }]);
    expect(await versions(database, PLATFORM)).toEqual([
      { key_id: '1', purpose: 'data', state: 'active' }, { key_id: '2', purpose: 'index', state: 'active' }, { key_id: '3', purpose: 'cookie', state: 'active' },
      { key_id: '4', purpose: 'audit', state: 'active' },
    ]);
  });

  it('makes one key when several servers meet a new organisation at once', async () => {
    const database = await open();
    const keys = await makeKeys(database);
    const vaults = await Promise.all(Array.from({ length: 4 }, () => openTestVault(database, keys)));
    const organisationId = randomUUID();
    const rings = await Promise.all([...vaults, ...vaults].map((vault) => vault.organisation(organisationId)));
    const sealed = rings.map((ring) => sealBody(ring, row, 'same'));
    for (const ring of rings) for (const value of sealed) expect(openBody(ring, row, value)).toBe('same');
    expect(await versions(database, organisationId)).toHaveLength(1);
    expect(await (await openTestCustody(keys)).keys(organisationId)).toHaveLength(1);
  });

  it('never gives two organisations the same key', async () => {
    const database = await open();
    const vault = await openTestVault(database, await makeKeys(database));
    const [ours, theirs] = [randomUUID(), randomUUID()];
    const sealed = sealBody(await vault.organisation(ours), row, 'ours');
    const theirRing = await vault.organisation(theirs);
    expect(() => openBody(theirRing, row, sealed)).toThrow(SealedValueError);
  });

  it('does not open a row that was copied over another one', async () => {
    const database = await open();
    const vault = await openTestVault(database, await makeKeys(database));
    const { organisationId, accountId } = await insertFixture(database.data, vault);
    const keys = await vault.organisation(organisationId);
    const other = randomUUID();
    const [original] = await database.data.inOrganisation(organisationId, async (transaction) => {
      const rows = await transaction.selectFrom('accounts').selectAll().where('organisation_id', '=', organisationId).execute();
      const { sealed, seal_version, revision, ledger_version } = rows[0] ?? expect.fail('no account');
      await transaction.insertInto('accounts').values({ organisation_id: organisationId, id: other, sealed, seal_version, revision, ledger_version }).execute();
      return rows;
    });
    const place = { table: 'accounts', sealVersion: 1, codecVersion: 1 };
    const { sealed } = original ?? expect.fail('no account');
    expect(openBody(keys, { ...place, rowId: accountId }, sealed)).toEqual({});
    expect(() => openBody(keys, { ...place, rowId: other }, sealed)).toThrow(SealedValueError);
  });

  it('re-seals a row under its next seal version, and then no longer opens the old value there', async () => {
    const database = await open();
    const vault = await openTestVault(database, await makeKeys(database));
    const { organisationId, accountId } = await insertFixture(database.data, vault);
    const keys = await vault.organisation(organisationId);
    const place = { table: 'accounts', rowId: accountId, codecVersion: 1 };
    const read = () =>
      database.data.inOrganisation(organisationId, (transaction) => transaction.selectFrom('accounts').select(['sealed', 'seal_version']).where('organisation_id', '=', organisationId).executeTakeFirstOrThrow());
    const before = await read();
    const value = openBody(keys, { ...place, sealVersion: before.seal_version }, before.sealed);
    const next = before.seal_version + 1;
    await database.data.inOrganisation(organisationId, (transaction) =>
      transaction.updateTable('accounts').set({ sealed: sealBody(keys, { ...place, sealVersion: next }, value), seal_version: next }).where('organisation_id', '=', organisationId).execute(),
    );
    const after = await read();
    expect(after.seal_version).toBe(2);
    expect(openBody(keys, { ...place, sealVersion: 2 }, after.sealed)).toEqual(value);
    expect(() => openBody(keys, { ...place, sealVersion: 2 }, before.sealed)).toThrow(SealedValueError);
  });

  it('loads the keys again, once, when it meets a key that is new since', async () => {
    const database = await open();
    const keys = await makeKeys(database);
    const provider = await switchable(keys);
    const lagging = await openTestVault(database, keys, { provider });
    const organisationId = randomUUID();
    const old = await lagging.organisation(organisationId);
    await rotate(database, keys, lagging.deploymentId, organisationId);
    const sealed = sealBody(await (await openTestVault(database, keys)).organisation(organisationId), row, 'new');
    expect(() => openBody(old, row, sealed)).toThrow(SealedValueError);
    const ring = await lagging.organisation(organisationId);
    expect(openBody(ring, row, sealed)).toBe('new');
    const { unwrapped } = provider;
    const unknown = sealed.slice();
    unknown[5] = 77;
    for (let round = 0; round < 3; round += 1) {
      const again = await lagging.organisation(organisationId);
      expect(() => openBody(again, row, unknown)).toThrow(SealedValueError);
    }
    // Two keys, one more time.
    expect(provider.unwrapped - unwrapped).toBe(2);
  });

  it('asks the key provider again when the keys have run out, and not before', async () => {
    const database = await open();
    const keys = await makeKeys(database);
    const provider = await switchable(keys);
    let now = 0;
    const vault = await openTestVault(database, keys, { provider, now: () => now });
    const organisationId = randomUUID();
    const ring = await vault.organisation(organisationId);
    provider.down = true;
    now = 599_999;
    await vault.organisation(organisationId);
    now = 600_000;
    await expect(vault.organisation(organisationId)).rejects.toThrow(KeysUnavailableError);
    expect(sealBody(ring, row, 1)).toBeInstanceOf(Uint8Array);
    now = 1_200_000;
    expect(() => sealBody(ring, row, 1)).toThrow(KeysUnavailableError);
    provider.down = false;
    expect(openBody(await vault.organisation(organisationId), row, sealBody(await vault.organisation(organisationId), row, 1))).toBe(1);
    expect(provider.unwrapped).toBe(2);
  });

  it('gives out nothing while the key provider is down, and makes no key', async () => {
    const database = await open();
    const keys = await makeKeys(database);
    const provider = await switchable(keys);
    const vault = await openTestVault(database, keys, { provider });
    provider.down = true;
    const organisationId = randomUUID();
    await expect(vault.organisation(organisationId)).rejects.toThrow(KeysUnavailableError);
    await expect(vault.blindIndex('login', 'a')).rejects.toThrow(KeysUnavailableError);
    await expect(vault.health()).rejects.toThrow(KeysUnavailableError);
    expect(await versions(database, organisationId)).toEqual([]);
    provider.down = false;
    await vault.organisation(organisationId);
    await vault.health();
  });

  it('is not healthy with a master key that is not its own', async () => {
    const database = await open();
    const keys = await makeKeys(database);
    await (await openTestVault(database, keys)).platform();
    const vault = await openTestVault(database, { ...keys, keyFile: (await makeKeys(database)).keyFile });
    await expect(vault.health()).rejects.toThrow('The key file does not hold the master key under which this data was kept.');
    await (await openTestVault(database, keys)).health();
  });

  it('goes on with a key that reached custody but not the database', async () => {
    const database = await open();
    const keys = await makeKeys(database);
    const vault = await openTestVault(database, keys);
    const organisationId = randomUUID();
    const sealed = sealBody(await vault.organisation(organisationId), row, 1);
    await database.data.inOrganisation(organisationId, (transaction) => transaction.deleteFrom('key_versions').where('organisation_id', '=', organisationId).execute());
    expect(openBody(await (await openTestVault(database, keys)).organisation(organisationId), row, sealed)).toBe(1);
    expect(await versions(database, organisationId)).toHaveLength(1);
  });

  it('refuses a custody that is older than the database', async () => {
    const database = await open();
    const keys = await makeKeys(database);
    const vault = await openTestVault(database, keys);
    const organisationId = randomUUID();
    await vault.organisation(organisationId);
    await removeFromCustody(keys, organisationId);
    await expect((await openTestVault(database, keys)).organisation(organisationId)).rejects.toThrow(KeysUnavailableError);
    expect(await versions(database, organisationId)).toHaveLength(1);
  });

  it('goes on where custody has destroyed a key that an older database still counts on, and says which values are lost', async () => {
    const database = await open();
    const keys = await makeKeys(database);
    const vault = await openTestVault(database, keys);
    const organisationId = randomUUID();
    const lost = sealBody(await vault.organisation(organisationId), row, 'lost');
    const custody = await openTestCustody(keys);
    await custody.exclusively(organisationId, async (writer) => {
      const [key] = writer.keys;
      await writer.put({ ...(key ?? expect.fail('no key')), wrapped: null, retiredAt: new Date(), destroyedAt: new Date() });
    });
    const after = await (await openTestVault(database, keys)).organisation(organisationId);
    expect(() => openBody(after, row, lost)).toThrow(KeyDestroyedError);
    expect(openBody(after, row, sealBody(after, row, 'new'))).toBe('new');
    expect(await versions(database, organisationId)).toEqual([
      { key_id: '1', purpose: 'data', state: 'destroyed' }, { key_id: '2', purpose: 'data', state: 'active' },
    ]);
  });

  it('refuses the wrapped key of another organisation under its own name', async () => {
    const database = await open();
    const keys = await makeKeys(database);
    const vault = await openTestVault(database, keys);
    const [ours, theirs] = [randomUUID(), randomUUID()];
    await vault.organisation(ours);
    await vault.organisation(theirs);
    const custody = await openTestCustody(keys);
    const [foreign] = await custody.keys(theirs);
    await removeFromCustody(keys, ours);
    await custody.exclusively(ours, (writer) => writer.put(foreign ?? expect.fail('no key')));
    await expect((await openTestVault(database, keys)).organisation(ours)).rejects.toThrow(KeysUnavailableError);
  });

  it('refuses a database that belongs to another custody, and a custody without keys', async () => {
    const database = await open();
    const keys = await makeKeys(database);
    await openTestVault(database, keys);
    const empty = await makeKeys(database);
    await expect(openTestVault(database, empty)).rejects.toThrow(DeploymentMismatchError);
    expect(await (await openTestCustody(empty)).deployment()).toBeUndefined();
    await (await openTestCustody(empty)).establish(randomUUID());
    await expect(openTestVault(database, empty)).rejects.toThrow(DeploymentMismatchError);
    await openTestVault(database, keys);
  });

  it('binds a new database to one deployment when several servers start at once', async () => {
    const database = await open();
    const keys = await makeKeys(database);
    const vaults = await Promise.all(Array.from({ length: 4 }, () => openTestVault(database, keys)));
    expect(new Set(vaults.map(({ deploymentId }) => deploymentId)).size).toBe(1);
  });

  it('is not asked inside a transaction', async () => {
    const database = await open();
    const vault = await openTestVault(database, await makeKeys(database));
    await vault.platform();
    await expect(database.data.inPlatform(() => vault.platform())).rejects.toThrow(NestedTransactionError);
  });

  it('finds a value by its blind index, and only that value of that kind', async () => {
    const database = await open();
    const keys = await makeKeys(database);
    const vault = await openTestVault(database, keys);
    const index = await vault.blindIndex('login', 'anna@example.com');
    expect(index.current).toHaveLength(36);
    expect(index.all).toEqual([index.current]);
    expect((await (await openTestVault(database, keys)).blindIndex('login', 'anna@example.com')).current).toEqual(index.current);
    expect((await vault.blindIndex('login', 'anna@example.org')).current).not.toEqual(index.current);
    expect((await vault.blindIndex('throttle', 'anna@example.com')).current.subarray(4)).not.toEqual(index.current.subarray(4));
    expect((await (await openTestVault(await open())).blindIndex('login', 'anna@example.com')).current.subarray(4)).not.toEqual(index.current.subarray(4));
  });

  it('looks a value up under each version of the index key, the newest first', async () => {
    const database = await open();
    const keys = await makeKeys(database);
    const before = await openTestVault(database, keys);
    const { current: old } = await before.blindIndex('login', 'anna@example.com');
    await rotate(database, keys, before.deploymentId, PLATFORM, 'index');
    const { current, all } = await (await openTestVault(database, keys)).blindIndex('login', 'anna@example.com');
    expect(all).toEqual([current, old]);
    expect(current).not.toEqual(old);
  });

  it('gives the keys that sign cookies, the newest first', async () => {
    const database = await open();
    const keys = await makeKeys(database);
    const before = await openTestVault(database, keys);
    const [first] = await before.cookieKeys();
    expect(first?.key).toHaveLength(32);
    await rotate(database, keys, before.deploymentId, PLATFORM, 'cookie');
    const after = await (await openTestVault(database, keys)).cookieKeys();
    expect(after).toHaveLength(2);
    expect(after[1]).toEqual(first);
    expect(after[0]?.id).toBeGreaterThan(after[1]?.id ?? Infinity);
  });

  it('shows no key to anything that prints it', async () => {
    const vault = await openTestVault(await open());
    const [cookie] = await vault.cookieKeys();
    const printed = inspect(vault, { showHidden: true, depth: Infinity }) + inspect(await vault.platform(), { showHidden: true, depth: Infinity });
    expect(printed).not.toContain([...(cookie?.key ?? []).slice(0, 4)].join(', '));
    expect(printed).not.toContain(Buffer.from(cookie?.key ?? []).toString('hex').slice(0, 8));
  });
});

describe('vaults in several processes', () => {
  it.each(custodyKinds)('make one key when they meet a new organisation at once (custody: %s)', async (custody) => {
    const { database, remove } = await createTestDatabase('postgres');
    onTestFinished(remove);
    const keys = await makeTestKeys(database, custody);
    const organisationId = randomUUID();
    const started = JSON.stringify({ database: database.options, keys, organisationId, row });
    const servers = Array.from({ length: 3 }, () => fork(new URL('./vault.server.ts', import.meta.url), [started], { execArgv: [] }));
    const answers = await Promise.all(servers.map((server) => new Promise((resolve, reject) => {
      server.once('message', resolve);
      server.once('exit', () => { reject(new Error('A server ended without an answer.')); });
    })));
    const ring = await (await openTestVault(database, keys)).organisation(organisationId);
    for (const answer of answers) expect(openBody(ring, row, Buffer.from(String(answer), 'hex'))).toBe('sealed');
    expect(await versions(database, organisationId)).toEqual([{ key_id: '1', purpose: 'data', state: 'active' }]);
    expect(await (await openTestCustody(keys)).keys(organisationId)).toHaveLength(1);
  });
});

describeOnBothDatabases('a copy of the data folder', (open) => {
  it('opens with the custody that was made with it, and with no other', async () => {
    const database = await open();
    const keys = await makeTestKeys(database);
    const organisationId = randomUUID();
    const sealed = sealBody(await (await openTestVault(database, keys)).organisation(organisationId), row, 'kept');
    await database.close();
    const again = await openDatabase(database.options);
    onTestFinished(() => again.close());
    const moved = await makeTestKeys(database);
    await cp(keys.custodyFolder, moved.custodyFolder, { recursive: true });
    await cp(keys.keyFile, moved.keyFile);
    const reopened = { ...database, data: again.data };
    expect(openBody(await (await openTestVault(reopened, moved)).organisation(organisationId), row, sealed)).toBe('kept');
    await rm(moved.keyFile);
    const stranger = await openTestVault(reopened, moved);
    await expect(stranger.organisation(organisationId)).rejects.toThrow(KeysUnavailableError);
  });
});

/** Puts a new version of a key into custody and makes it the active one, as another server would. */
async function rotate(database: TestDatabase, keys: TestKeys, deploymentId: string, organisationId: string, purpose: 'data' | 'index' | 'cookie' = 'data'): Promise<void> {
  const provider = await openFileKeyProvider({ path: keys.keyFile, dataFolders: [] });
  const custody = await openTestCustody(keys);
  await custody.exclusively(organisationId, async (writer) => {
    const keyId = Math.max(...writer.keys.map((key) => key.keyId)) + 1;
    const context = { deploymentId, organisationId, purpose, keyId };
    const key = randomBytes(32);
    const createdAt = new Date();
    await writer.put({
      keyId, purpose, createdAt, wrapped: await provider.wrap(key, context), commitment: keyCommitment(key, context),
      retiredAt: null, destroyedAt: null, destruction: null,
    });
    await database.data.inOrganisation(organisationId, async (transaction) => {
      await transaction.updateTable('key_versions').set({ state: 'decrypt-only' }).where('organisation_id', '=', organisationId).where('purpose', '=', purpose).execute();
      await transaction.insertInto('key_versions').values({ organisation_id: organisationId, key_id: keyId, purpose, state: 'active', created_at: createdAt, activated_at: createdAt }).execute();
    });
  });
}
