import { createAccess } from '../access/access.ts';
import { subjectIndex } from '../access/identities.ts';
import { loginIndex } from '../access/people.ts';
import { sealedBodies } from '../sealed-bodies.ts';
import { type Custody } from '../vault/custody/custody.ts';
import { openFolderCustody } from '../vault/custody/folder-custody.ts';
import type { KeyProvider } from '../vault/key-provider.ts';
import { openFileKeyProvider } from '../vault/providers/file-key-provider.ts';
import { KeyRotation, type KeyRotationOptions } from '../vault/rotation/key-rotation.ts';
import type { Vault } from '../vault/vault.ts';
import type { TestDatabase } from './test-database.ts';
import { openTestVault, type TestKeys } from './test-vault.ts';

/** A server of its own, as far as its keys go. */
export interface TestRotation {
  readonly vault: Vault;
  readonly rotation: KeyRotation;
  readonly custody: Custody;
  readonly provider: KeyProvider;
}

/** Opens the keys of a test database as one server does, and what rotates them, over every sealed table. */
export async function openTestRotation(
  database: Pick<TestDatabase, 'data' | 'dataFolder' | 'onRemove'>,
  keys: TestKeys,
  options: Partial<Pick<KeyRotationOptions, 'policy' | 'now'>> = {},
): Promise<TestRotation> {
  const vault = await openTestVault(database, keys);
  const custody = await openFolderCustody({ folder: keys.custodyFolder, dataFolders: [database.dataFolder] });
  const provider = await openFileKeyProvider({ path: keys.keyFile, dataFolders: [database.dataFolder] });
  const { people, identities } = createAccess({ data: database.data, vault });
  const rotation = new KeyRotation({ data: database.data, custody, provider, vault, tables: sealedBodies, indexes: [loginIndex(people), subjectIndex(identities)], ...options });
  return { vault, rotation, custody, provider };
}
