import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFolderCustody } from '../vault/custody/folder-custody.ts';
import { openFileKeyProvider } from '../vault/providers/file-key-provider.ts';
import { createVault, type Vault, type VaultOptions } from '../vault/vault.ts';
import type { TestDatabase } from './test-database.ts';

/** Where the keys of a test lie. */
export interface TestKeys {
  readonly custodyFolder: string;
  readonly keyFile: string;
}

/** A new place for keys, removed together with the database. */
export async function makeTestKeys(database: Pick<TestDatabase, 'onRemove'>): Promise<TestKeys> {
  const folder = await mkdtemp(join(tmpdir(), 'cash-flow-keys-'));
  database.onRemove(() => rm(folder, { recursive: true, force: true }));
  return { custodyFolder: join(folder, 'custody'), keyFile: join(folder, 'master', 'master.key') };
}

/**
 * The real vault over a test database: folder custody and a key file in a temporary folder. With the `keys` of another
 * test vault it is a second server of the same deployment.
 */
export async function openTestVault(
  database: Pick<TestDatabase, 'data' | 'dataFolder' | 'onRemove'>,
  keys?: TestKeys,
  options: Partial<VaultOptions> = {},
): Promise<Vault> {
  const { custodyFolder, keyFile } = keys ?? (await makeTestKeys(database));
  const dataFolders = [database.dataFolder];
  return createVault({
    custody: await openFolderCustody({ folder: custodyFolder, dataFolders }),
    provider: await openFileKeyProvider({ path: keyFile, dataFolders, create: true }),
    data: database.data,
    ...options,
  });
}
