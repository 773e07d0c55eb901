import type { BulkTransaction } from '../database/bulk.ts';
import type { OpenDatabase } from '../database/open-database.ts';
import { type Custody, DeploymentMismatchError } from '../vault/index.ts';
import { follows } from '../vault/custody/custody.ts';
import { BackupError } from './backup-error.ts';
import type { Checkpoints, CustodyArchive } from './custody-archive.ts';

export interface AdoptedCustody {
  /** Organisations whose keys came from the backup. */
  readonly taken: number;
  /** Organisations whose keys here are as new or newer, so that they stayed. */
  readonly kept: number;
}

/**
 * Brings custody to where the data needs it: an empty one is filled from its backup, a living one keeps whatever is as new as
 * that.
 *
 * @throws {BackupError} @throws {DeploymentMismatchError} @throws {KeysUnavailableError}
 */
export async function adoptCustody(custody: Custody, archive: CustodyArchive | undefined, deploymentId: string): Promise<AdoptedCustody> {
  const here = await custody.deployment();
  if (here === undefined && archive === undefined) throw new BackupError('This custody holds no keys. Give its newest backup with --custody-from.');
  if ((here ?? deploymentId) !== deploymentId || (archive?.deploymentId ?? deploymentId) !== deploymentId) {
    throw new DeploymentMismatchError('Backup and custody belong to two different deployments, so the keys cannot open it. Nothing was changed.');
  }
  if (!archive) return { taken: 0, kept: (await custody.organisations()).length };
  await custody.establish(deploymentId);
  let taken = 0;
  for (const [organisationId, keys] of archive.organisations) if (await custody.adopt(organisationId, keys)) taken += 1;
  await adoptCheckpoints(custody, archive.checkpoints);
  for (const entry of archive.entries) await custody.register(entry);
  return { taken, kept: archive.organisations.size - taken };
}

/** A log must be an extension of the newest checkpoint that anybody kept: an older one here would let an older database pass. */
async function adoptCheckpoints(custody: Custody, checkpoints: Checkpoints): Promise<void> {
  for (const [organisationId, checkpoint] of checkpoints) {
    const here = await custody.checkpoint(organisationId);
    if (here?.note !== checkpoint.note && follows(checkpoint, here)) await custody.advance(organisationId, here, checkpoint);
  }
}

interface KeyVersionRow {
  readonly organisation_id: string;
  readonly key_ids: readonly string[];
}

/** @throws {BackupError} when the database uses a key that custody has never seen: it is the older one of the two. */
export async function requireKeys(transaction: Pick<BulkTransaction, 'query'>, custody: Custody): Promise<void> {
  for (const { organisation_id: organisationId, key_ids: keyIds } of await versions(transaction)) {
    const known = new Set((await custody.keys(organisationId)).map(({ keyId }) => String(keyId)));
    if (!keyIds.every((id) => known.has(id))) {
      throw new BackupError('Custody is older than the backup: it lacks keys that the backup needs. Give the newest backup of custody with --custody-from; nothing was restored.');
    }
  }
}

/** Keys that were retired after the backup are in use again: custody must not count them among those that may go. */
export async function recallRetired(database: Pick<OpenDatabase, 'bulk'>, custody: Custody): Promise<void> {
  const rows = await database.bulk('snapshot', versions);
  for (const { organisation_id: organisationId, key_ids: keyIds } of rows) {
    const inUse = new Set(keyIds);
    const isRecalled = (key: { readonly keyId: number; readonly retiredAt: Date | null; readonly destroyedAt: Date | null }): boolean =>
      key.retiredAt !== null && key.destroyedAt === null && inUse.has(String(key.keyId));
    if (!(await custody.keys(organisationId)).some(isRecalled)) continue;
    await custody.exclusively(organisationId, (writer) => writer.put(...writer.keys.filter(isRecalled).map((key) => ({ ...key, retiredAt: null, destruction: null }))));
  }
}

function versions(transaction: Pick<BulkTransaction, 'query'>): Promise<readonly KeyVersionRow[]> {
  return transaction.query<KeyVersionRow>('SELECT organisation_id, array_agg(key_id::text) AS key_ids FROM key_versions GROUP BY organisation_id ORDER BY organisation_id');
}
