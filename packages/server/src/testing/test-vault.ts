import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Custody } from '../vault/custody/custody.ts';
import { migrateCustody } from '../vault/custody/postgres-custody-schema.ts';
import { openFileKeyProvider } from '../vault/providers/file-key-provider.ts';
import { createVault, type Vault, type VaultOptions } from '../vault/vault.ts';
import { type CustodyKind, type CustodyPlace, openTestCustody } from './test-custody.ts';
import { createEmptyPostgres, type TestDatabase } from './test-database.ts';

/** Where the keys of a test lie. */
export interface TestKeys extends CustodyPlace {
  readonly keyFile: string;
}

/** A new place for keys, removed together with the database. */
export async function makeTestKeys(database: Pick<TestDatabase, 'onRemove'>, custody: CustodyKind = 'folder'): Promise<TestKeys> {
  const folder = await mkdtemp(join(tmpdir(), 'cash-flow-keys-'));
  database.onRemove(() => rm(folder, { recursive: true, force: true }));
  const keys = { custodyFolder: join(folder, 'custody'), keyFile: join(folder, 'master', 'master.key') };
  if (custody === 'folder') return keys;
  const { connectionString, remove } = await createEmptyPostgres();
  database.onRemove(remove);
  await migrateCustody(connectionString);
  return { ...keys, custodyUrl: connectionString };
}

/**
 * The real vault over a test database: custody, in a folder unless the keys say otherwise, and a key file in a temporary
 * folder. With the `keys` of another test vault it is a second server of the same deployment.
 */
export async function openTestVault(
  database: Pick<TestDatabase, 'data' | 'dataFolder' | 'onRemove'>,
  keys?: TestKeys,
  options: Partial<VaultOptions> = {},
): Promise<Vault> {
  const places = keys ?? (await makeTestKeys(database));
  const dataFolders = [database.dataFolder];
  const openOwn = async (): Promise<Custody> => {
    const custody = await openTestCustody(places, { dataFolders });
    database.onRemove(() => custody.close());
    return custody;
  };
  const parts = {
    custody: options.custody ?? (await openOwn()),
    provider: options.provider ?? (await openFileKeyProvider({ path: places.keyFile, dataFolders, create: true })),
  };
  const vault = await createVault({ data: database.data, ...options, ...parts });
  partsOfVaults.set(vault, parts);
  return vault;
}

const partsOfVaults = new WeakMap<Vault, Pick<VaultOptions, 'custody' | 'provider'>>();

/** Custody and key provider of a test vault. */
export function partsOf(vault: Vault): Pick<VaultOptions, 'custody' | 'provider'> {
  return partsOfVaults.get(vault) ?? expect.fail('This vault was not opened by openTestVault.');
}
