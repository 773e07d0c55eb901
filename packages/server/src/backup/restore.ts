import { migrateTo, migrate, knownMigrations } from '../database/migrate.ts';
import type { BulkTransaction } from '../database/bulk.ts';
import { withoutForce } from '../database/without-force.ts';
import type { OpenDatabase } from '../database/open-database.ts';
import { PLATFORM } from '../database/schema.ts';
import { type Custody, KeyDestroyedError, type KeyProvider, openCustodyKeyring, SealedValueError } from '../vault/index.ts';
import { type CheckedArchive, checkArchive, readTables } from './archive-reader.ts';
import { BackupError, type BackupRun } from './backup-error.ts';
import { manifestPlace } from './backup.ts';
import { readCustodyArchive } from './custody-archive.ts';
import { carryOutErasures, type ErasedRows } from './erasures.ts';
import { adoptCustody, type AdoptedCustody, recallRetired, requireKeys } from './restore-custody.ts';
import { allTables, executedMigrations } from './tables.ts';

export interface RestoreOptions extends BackupRun {
  /** Empty: without tables, or with those of the archive and no row. */
  readonly database: Pick<OpenDatabase, 'bulk' | 'kysely'>;
  readonly custody: Custody;
  readonly provider: KeyProvider;
  readonly archive: string;
  /** A backup of custody, for a custody that is empty or older; undefined where the living one is there. */
  readonly custodyArchive: string | undefined;
  /** Whether to take an archive whose seal can no longer be opened, because its key was destroyed. */
  readonly unauthenticated?: boolean;
}

export interface RestoreResult {
  readonly deploymentId: string;
  /** The moment that the backup shows, RFC 3339. */
  readonly at: string;
  readonly tables: readonly { readonly table: string; readonly rows: number }[];
  /** Whether the seal said that this deployment made the archive; else its key was destroyed. */
  readonly authenticated: boolean;
  readonly custody: AdoptedCustody;
  /** Organisations that had been erased since the backup, and were erased again. */
  readonly erased: readonly ErasedRows[];
  /** Migrations that ran afterwards. */
  readonly migrated: readonly string[];
}

/**
 * Puts a backup into an empty database. The archive is looked at as a whole before anything is changed, custody is brought up to
 * date before the data that needs it, and the data comes in one transaction: whatever fails or is killed, the
 * database is either empty or whole.
 *
 * @throws {BackupError} @throws {KeysUnavailableError} @throws {DeploymentMismatchError} @throws {AbortError} when `signal` aborts, before
 * anything is committed.
 */
export async function restore(options: RestoreOptions): Promise<RestoreResult> {
  const { database, custody, provider, archive } = options;
  const checked = await checkArchive(archive, options);
  const { manifest } = checked;
  const custodyArchive = options.custodyArchive === undefined ? undefined : await readCustodyArchive(options.custodyArchive);
  await requireEmpty(database, manifest.migrations);
  const adopted = await adoptCustody(custody, custodyArchive, manifest.deploymentId);
  const authenticated = await authenticate(checked, { custody, provider }, options.unauthenticated === true);
  await migrateTo(database.kysely, manifest.migrations.at(-1) ?? '');
  const erased = await writeRows(options, checked);
  const migrated = await migrate(database.kysely);
  await recallRetired(database, custody);
  return {
    deploymentId: manifest.deploymentId, at: manifest.at, tables: manifest.tables.map(({ table, rows }) => ({ table, rows })), authenticated, custody: adopted, erased, migrated,
  };
}

/** @throws {BackupError} when rows would be added to others, or the tables are not those of the archive. */
async function requireEmpty(database: Pick<OpenDatabase, 'bulk'>, migrations: readonly string[]): Promise<void> {
  const known = knownMigrations();
  if (migrations.some((name) => !known.includes(name))) throw new BackupError('The backup was made by a newer version of this program. Restore it with that version.');
  await database.bulk('snapshot', async (transaction) => {
    const [executed, tables] = [await executedMigrations(transaction), await allTables(transaction)];
    if (executed.length === 0 && tables.length === 0) return;
    for (const { table } of tables) {
      const [row] = await transaction.query<{ some: boolean }>(`SELECT EXISTS (SELECT FROM "${table}") AS "some"`);
      if (row?.some === true) throw new BackupError('The database is not empty. Restore into a new one; nothing was changed.');
    }
    if (executed.join() !== migrations.join()) {
      throw new BackupError('The database has tables of another version than the backup. Restore into one without tables: they are made as the backup needs them, and brought up to date.');
    }
  });
}

/** Whoever can write where backups are kept could change what stands in them in clear, roles above all. */
async function authenticate({ seal }: CheckedArchive, keys: { readonly custody: Custody; readonly provider: KeyProvider }, accepted: boolean): Promise<boolean> {
  const keyring = await openCustodyKeyring(keys, PLATFORM);
  try {
    if (Buffer.from(keyring.open(manifestPlace, Buffer.from(seal.sealed, 'base64'))).toString('hex') === seal.sha256) return true;
  } catch (error) {
    if (error instanceof KeyDestroyedError) {
      if (accepted) return false;
      throw new BackupError('The key that shows who made this backup was destroyed. Take a newer backup, or accept this one with --unauthenticated.');
    }
    if (!(error instanceof SealedValueError)) throw error;
  }
  throw new BackupError('The backup was changed after it was made, or custody is older than it. Take another backup, or give the newest custody; nothing was restored.');
}

async function writeRows({ database, custody, archive, signal, onProgress }: RestoreOptions, { manifest }: CheckedArchive): Promise<readonly ErasedRows[]> {
  const total = manifest.tables.reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  return database.bulk('write', async (transaction) => {
    await withoutForce(transaction, () => readTables(archive, manifest, (table, rows) => transaction.copyIn(table.table, table.columns, counted(rows))));
    await requireCounts(transaction, manifest.tables);
    await requireKeys(transaction, custody);
    return carryOutErasures(transaction, await custody.registered());
  }).catch((error: unknown) => {
    // PostgreSQL tells of rows that stopped coming in words of its own.
    signal?.throwIfAborted();
    throw error;
  });

  async function* counted(rows: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const piece of rows) {
      signal?.throwIfAborted();
      yield piece;
      done += piece.length;
      onProgress?.({ phase: 'Restoring', done, total });
    }
  }
}

async function requireCounts(transaction: BulkTransaction, tables: readonly { readonly table: string; readonly rows: number }[]): Promise<void> {
  for (const { table, rows } of tables) {
    const [row] = await transaction.query<{ rows: string }>(`SELECT count(*)::text AS rows FROM "${table}"`);
    if (row?.rows !== String(rows)) throw new BackupError(`The table ${table} did not take all rows of the backup. Nothing was restored.`);
  }
}

