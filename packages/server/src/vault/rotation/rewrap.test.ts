import { randomBytes, randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { KeyStore } from '../key-store.ts';
import { openBody, sealBody } from '../sealed-row.ts';
import { describeOnBothDatabases } from '../../testing/test-database.ts';
import { openTestRotation } from '../../testing/test-rotation.ts';
import { makeTestKeys, openTestVault } from '../../testing/test-vault.ts';
import { rewrap } from './rewrap.ts';

const place = { table: 'accounts', rowId: randomUUID(), sealVersion: 1, codecVersion: 1 };

interface KeyFile {
  readonly versions: readonly { readonly version: number }[];
}

/** Adds a version to the key file, or takes the first one away. */
async function changeKeyFile(path: string, change: (file: KeyFile) => readonly object[]): Promise<void> {
  const file = JSON.parse(await readFile(path, 'utf8')) as KeyFile;
  await writeFile(path, JSON.stringify({ ...file, versions: change(file) }));
}

describeOnBothDatabases('a new master key', (open) => {
  it('takes over every key without sealing anything anew, and the old one can go', async () => {
    const database = await open();
    const keys = await makeTestKeys(database);
    const { vault, rotation, custody, provider } = await openTestRotation(database, keys);
    const organisationId = randomUUID();
    const sealed = sealBody(await vault.organisation(organisationId), place, 'kept');
    await rotation.rotate(organisationId, { once: true });
    await rotation.restore(organisationId, 1);
    const store = new KeyStore({ data: database.data, custody, provider, deploymentId: vault.deploymentId });
    expect(await rewrap({ custody, provider, store }, organisationId)).toEqual({ rewrapped: 0, keys: 2 });

    await changeKeyFile(keys.keyFile, ({ versions }) => [...versions, { version: 2, createdAt: new Date().toISOString(), key: randomBytes(32).toString('base64') }]);
    const before = await custody.keys(organisationId);
    expect(await rewrap({ custody, provider, store }, organisationId)).toEqual({ rewrapped: 2, keys: 2 });
    const after = await custody.keys(organisationId);
    expect(after.map(({ wrapped }) => wrapped?.masterKeyVersion)).toEqual([2, 2]);
    expect(after.map(({ commitment }) => commitment)).toEqual(before.map(({ commitment }) => commitment));
    expect(await rewrap({ custody, provider, store }, organisationId)).toEqual({ rewrapped: 0, keys: 2 });

    for (const each of await custody.organisations()) await rewrap({ custody, provider, store }, each);
    await changeKeyFile(keys.keyFile, ({ versions }) => versions.slice(1));
    expect(openBody(await (await openTestVault(database, keys)).organisation(organisationId), place, sealed)).toBe('kept');
  });

  it('leaves custody as it was where a key does not fit', async () => {
    const database = await open();
    const keys = await makeTestKeys(database);
    const { vault, custody, provider } = await openTestRotation(database, keys);
    const organisationId = randomUUID();
    await vault.organisation(organisationId);
    await custody.exclusively(organisationId, async (writer) => {
      await writer.put(...writer.keys.map((key) => ({ ...key, commitment: new Uint8Array(32) })));
    });
    await changeKeyFile(keys.keyFile, ({ versions }) => [...versions, { version: 2, createdAt: new Date().toISOString(), key: randomBytes(32).toString('base64') }]);
    const before = await custody.keys(organisationId);
    const store = new KeyStore({ data: database.data, custody, provider, deploymentId: vault.deploymentId });
    await expect(rewrap({ custody, provider, store }, organisationId)).rejects.toThrow('not the one that was put into custody');
    expect(await custody.keys(organisationId)).toEqual(before);
  });
});
