import { dirname, resolve } from 'node:path';
import type { BulkTransaction } from '../database/bulk.ts';
import type { OpenDatabase } from '../database/open-database.ts';
import type { Custody, OrganisationVault, Vault } from '../vault/index.ts';
import { ArchiveWriter } from './archive-writer.ts';
import { BackupError, type BackupRun } from './backup-error.ts';
import { readCheckpoints, writeCustodyArchive } from './custody-archive.ts';
import { createOutput, type DurableOutput } from './durable-output.ts';
import type { ArchivedTable, Manifest } from './manifest.ts';
import { archivedTables, executedMigrations } from './tables.ts';

export interface BackupOptions extends BackupRun {
  readonly database: Pick<OpenDatabase, 'bulk'>;
  readonly vault: Vault;
  readonly custody: Custody;
  /** A file that is not there yet. */
  readonly archive: string;
  /** Another one, for the keys; undefined where custody is backed up by other means, after the data. */
  readonly custodyArchive: string | undefined;
}

export interface BackupResult {
  /** The moment that the backup shows, RFC 3339. */
  readonly at: string;
  readonly tables: readonly { readonly table: string; readonly rows: number; readonly bytes: number }[];
  /** Organisations whose keys were written, the platform among them; null without a file for custody. */
  readonly custody: { readonly organisations: number } | null;
}

/** Where the seal over a manifest stands. */
export const manifestPlace = { table: 'backup', column: 'manifest', rowId: 'cash-flow/backup/1', sealVersion: 1, codecVersion: 1 } as const;

/**
 * Writes everything that the database holds, as one snapshot shows it, into an archive, and the keys into another file
 * afterwards: so every key under which something in the archive was sealed is among them. Both files are opened before
 * anything is read and get their names when both are whole; where one fails, neither is left.
 *
 * @throws {BackupError} @throws {KeysUnavailableError}
 */
export async function backUp(options: BackupOptions): Promise<BackupResult> {
  if (options.custodyArchive !== undefined && dirname(resolve(options.custodyArchive)) === dirname(resolve(options.archive))) {
    throw new BackupError('Data and keys would lie in one folder, and whoever finds it has both. Give the backup of custody a place of its own.');
  }
  // Asked for before the snapshot: on PGlite nothing else is answered meanwhile.
  const keys = await options.vault.platform();
  const checkpoints = options.custodyArchive === undefined ? undefined : await readCheckpoints(options.custody);
  const outputs: DurableOutput[] = [];
  const create = async (path: string, subject: string): Promise<DurableOutput> => {
    const output = await createOutput(path, subject);
    outputs.push(output);
    return output;
  };
  try {
    const dataOutput = await create(options.archive, 'backup of the data');
    const custodyOutput = options.custodyArchive === undefined ? undefined : await create(options.custodyArchive, 'backup of custody');
    const manifest = await writeArchive(options, keys, dataOutput);
    const custody = custodyOutput && checkpoints ? await writeCustodyArchive(options.custody, checkpoints, custodyOutput) : null;
    // The data last: where they have their name, the keys have theirs.
    await custodyOutput?.finish();
    await dataOutput.finish();
    return { at: manifest.at, tables: manifest.tables.map(({ table, rows, bytes }) => ({ table, rows, bytes })), custody };
  } catch (error) {
    for (const output of outputs) await output.discard();
    throw error;
  }
}

function writeArchive({ database, vault, signal, onProgress }: BackupOptions, keys: OrganisationVault, output: DurableOutput): Promise<Manifest> {
  return database.bulk('snapshot', async (transaction) => {
    const at = await now(transaction);
    const writer = new ArchiveWriter(output, at);
    const shapes = await archivedTables(transaction);
    const migrations = await executedMigrations(transaction);
    if (migrations.length === 0) throw new BackupError('The database has no tables yet, so there is nothing to back up.');
    const [total, tables, progress] = [await countAll(transaction, shapes), [] as ArchivedTable[], { done: 0 }];
    for (const { table, columns } of shapes) {
      tables.push(await writer.table(table, columns, transaction.copyOut(table, columns), (rows) => {
        signal?.throwIfAborted();
        progress.done += rows;
        onProgress?.({ phase: 'Copying rows', done: progress.done, total });
      }));
    }
    const result: Manifest = { format: 'cash-flow/backup/1', deploymentId: vault.deploymentId, at: at.toISOString(), migrations: atLeastOne(migrations), tables };
    await writer.finish(result, (digest) => keys.seal(manifestPlace, digest));
    return result;
  });
}

async function now(transaction: BulkTransaction): Promise<Date> {
  const [row] = await transaction.query<{ now: Date }>('SELECT now() AS now');
  return row?.now ?? new Date();
}

async function countAll(transaction: BulkTransaction, shapes: readonly { readonly table: string }[]): Promise<number> {
  let total = 0;
  for (const { table } of shapes) {
    const [row] = await transaction.query<{ rows: string }>(`SELECT count(*)::text AS rows FROM "${table}"`);
    total += Number(row?.rows ?? 0);
  }
  return total;
}

function atLeastOne(names: readonly string[]): [string, ...string[]] {
  const [first = '', ...more] = names;
  return [first, ...more];
}
