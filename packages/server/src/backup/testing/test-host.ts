import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type DatabaseOptions, openDatabase, type OpenDatabase } from '../../database/open-database.ts';
import { type CustodyKind, openTestCustody } from '../../testing/test-custody.ts';
import { createEmptyPostgres, type TestDatabase } from '../../testing/test-database.ts';
import { makeTestKeys, openTestVault, type TestKeys } from '../../testing/test-vault.ts';
import type { Custody } from '../../vault/custody/custody.ts';
import type { KeyProvider } from '../../vault/key-provider.ts';
import { openFileKeyProvider } from '../../vault/providers/file-key-provider.ts';
import type { Vault } from '../../vault/vault.ts';
import { backUp, type BackupResult } from '../backup.ts';
import { allTables, archivedTables } from '../tables.ts';

/** A database with its keys. */
export interface TestHost {
  readonly database: TestDatabase;
  readonly keys: TestKeys;
  readonly vault: Vault;
  readonly custody: Custody;
  readonly provider: KeyProvider;
  /** Backs it up into new files. */
  backUp(): Promise<{ readonly archive: string; readonly custodyArchive: string; readonly result: BackupResult }>;
}

export async function openTestHost(database: TestDatabase, custodyKind: CustodyKind = 'folder'): Promise<TestHost> {
  const keys = await makeTestKeys(database, custodyKind);
  const vault = await openTestVault(database, keys);
  const custody = await openTestCustody(keys);
  database.onRemove(() => custody.close());
  const provider = await openFileKeyProvider({ path: keys.keyFile, dataFolders: [] });
  return {
    database, keys, vault, custody, provider,
    backUp: async () => {
      const [archive, custodyArchive] = [join(await temporaryFolder(), 'data.backup'), join(await temporaryFolder(), 'custody.backup')];
      return { archive, custodyArchive, result: await backUp({ database: database.owner, vault, custody, archive, custodyArchive }) };
    },
  };
}

/** A custody in which nothing is yet, and a key provider that has the master key of `host`. */
export async function emptyCustody(kind: CustodyKind = 'folder'): Promise<Custody> {
  const custody = await openTestCustody(await makeTestKeys({ onRemove: onTestFinished }, kind));
  onTestFinished(() => custody.close());
  return custody;
}

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cash-flow-backup-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A database without tables, taken away after the test. */
export async function openEmptyDatabase(kind: DatabaseOptions['kind']): Promise<OpenDatabase & { readonly options: DatabaseOptions }> {
  const options = await emptyDatabase(kind);
  const database = await openDatabase(options);
  onTestFinished(() => database.close());
  return { ...database, options };
}

export async function emptyDatabase(kind: DatabaseOptions['kind']): Promise<DatabaseOptions> {
  if (kind === 'pglite') return { kind, folder: await temporaryFolder() };
  const { connectionString, remove } = await createEmptyPostgres();
  onTestFinished(remove);
  return { kind, connectionString };
}

/** One that its owner has opened, or a test database, whose owner can be asked. */
type WithRows = Pick<OpenDatabase, 'bulk'> & { readonly owner?: OpenDatabase };

/** A digest of the rows of every table that a backup holds, without their order; of a sealed body also every bit. */
export function contentOf(database: WithRows): Promise<Readonly<Record<string, string>>> {
  return (database.owner ?? database).bulk('snapshot', async (transaction) => {
    const result: Record<string, string> = {};
    for (const { table } of await archivedTables(transaction)) {
      const [row] = await transaction.query<{ digest: string }>(`SELECT count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))), '') AS digest FROM "${table}" t`);
      result[table] = row?.digest ?? '';
    }
    return result;
  });
}

/** How many rows there are in all tables together; undefined where there are no tables. */
export function countRows(database: WithRows): Promise<number | undefined> {
  return (database.owner ?? database).bulk('snapshot', async (transaction) => {
    let rows: number | undefined;
    for (const { table } of await allTables(transaction)) {
      const [row] = await transaction.query<{ rows: number }>(`SELECT count(*)::int AS rows FROM "${table}"`);
      rows = (rows ?? 0) + (row?.rows ?? 0);
    }
    return rows;
  });
}
