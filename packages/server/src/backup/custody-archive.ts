import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { type AuditCheckpoint, type OrganisationKeys, requireOrganisationId } from '../vault/custody/custody.ts';
import { readCheckpointFile, readKeysFile, writeCheckpointFile, writeKeysFile } from '../vault/custody/custody-files.ts';
import { loadEntry, type RegisterEntry, storedEntry, storeEntry } from '../vault/custody/register.ts';
import type { Custody } from '../vault/index.ts';
import { BackupError } from './backup-error.ts';
import type { DurableOutput } from './durable-output.ts';

const header = z.object({ format: z.enum(['cash-flow/custody-backup/1', 'cash-flow/custody-backup/2']), deploymentId: z.uuid() });
const keysLine = z.object({ keys: z.looseObject({ organisationId: z.uuid() }) });
const registerLine = z.object({ entry: storedEntry });
const checkpointLine = z.object({ checkpoint: z.looseObject({ organisationId: z.uuid() }) });
/** The first version of the format knows no checkpoints. */
const trailer = z.object({ organisations: z.int().nonnegative(), checkpoints: z.int().nonnegative().default(0), entries: z.int().nonnegative(), sha256: z.hex().length(64) });

/** What a backup of custody holds. */
export interface CustodyArchive {
  readonly deploymentId: string;
  readonly organisations: ReadonlyMap<string, OrganisationKeys>;
  /** The newest signed checkpoint of each audit log. */
  readonly checkpoints: Checkpoints;
  readonly entries: readonly RegisterEntry[];
}

/** Checkpoints by the organisation whose log they are of. */
export type Checkpoints = ReadonlyMap<string, AuditCheckpoint>;

/**
 * The checkpoints that custody holds now. Read before the data: those that are signed afterwards cover entries that the backup lacks, and
 * what comes back of both together must fit.
 *
 * @throws {KeysUnavailableError}
 */
export async function readCheckpoints(custody: Custody): Promise<Checkpoints> {
  const checkpoints = new Map<string, AuditCheckpoint>();
  for (const id of await custody.organisations()) {
    const checkpoint = await custody.checkpoint(id);
    if (checkpoint) checkpoints.set(id, checkpoint);
  }
  return checkpoints;
}

/**
 * Writes all keys, as they are wrapped, the checkpoints, and the register: a line of JSON for each, and their number and digest in the last one.
 *
 * @throws {BackupError} @throws {KeysUnavailableError}
 */
export async function writeCustodyArchive(custody: Custody, checkpoints: Checkpoints, output: Pick<DurableOutput, 'write'>): Promise<{ readonly organisations: number }> {
  const deploymentId = await custody.deployment();
  if (deploymentId === undefined) throw new BackupError('This custody holds no keys, so there is nothing to back up.');
  const hash = createHash('sha256');
  const line = async (value: unknown): Promise<void> => {
    const bytes = Buffer.from(`${JSON.stringify(value)}\n`);
    hash.update(bytes);
    await output.write(bytes);
  };
  await line({ format: 'cash-flow/custody-backup/2', deploymentId });
  const ids = await custody.organisations();
  for (const id of ids) {
    await line({ keys: JSON.parse(writeKeysFile(id, await keysOf(custody, id))) as unknown });
  }
  for (const [id, checkpoint] of checkpoints) await line({ checkpoint: JSON.parse(writeCheckpointFile(id, checkpoint)) as unknown });
  const entries = await custody.registered();
  for (const entry of entries) await line({ entry: storeEntry(entry) });
  await line({ organisations: ids.length, checkpoints: checkpoints.size, entries: entries.length, sha256: hash.copy().digest('hex') });
  return { organisations: ids.length };
}

/** Keys with the revision that they have. */
async function keysOf(custody: Custody, organisationId: string): Promise<OrganisationKeys> {
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const revision = await custody.revision(organisationId);
    const keys = await custody.keys(organisationId);
    if ((await custody.revision(organisationId)) === revision) return { revision, keys };
  }
  throw new BackupError('The keys of an organisation are written without end. Try again later.');
}

/** @throws {BackupError} when it is damaged, cut off, or something else. */
export async function readCustodyArchive(path: string): Promise<CustodyArchive> {
  const hash = createHash('sha256');
  const organisations = new Map<string, OrganisationKeys>();
  const checkpoints = new Map<string, AuditCheckpoint>();
  const entries: RegisterEntry[] = [];
  let [deploymentId, whole] = ['', false];
  try {
    for await (const line of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity })) {
      const value: unknown = JSON.parse(line);
      if (whole) throw damaged();
      if (deploymentId === '') {
        ({ deploymentId } = header.parse(value));
      } else if (keysLine.safeParse(value).success) {
        const { organisationId } = keysLine.parse(value).keys;
        requireOrganisationId(organisationId);
        organisations.set(organisationId, readKeysFile(organisationId, JSON.stringify(keysLine.parse(value).keys)));
      } else if (checkpointLine.safeParse(value).success) {
        const { organisationId } = checkpointLine.parse(value).checkpoint;
        requireOrganisationId(organisationId);
        checkpoints.set(organisationId, readCheckpointFile(organisationId, JSON.stringify(checkpointLine.parse(value).checkpoint)));
      } else if (registerLine.safeParse(value).success) {
        entries.push(loadEntry(registerLine.parse(value).entry));
      } else {
        const end = trailer.parse(value);
        whole = end.organisations === organisations.size && end.checkpoints === checkpoints.size && end.entries === entries.length && end.sha256 === hash.copy().digest('hex');
        if (!whole) throw damaged();
      }
      hash.update(`${line}\n`);
    }
  } catch (error) {
    throw error instanceof BackupError ? error : damaged(error);
  }
  if (!whole) throw damaged();
  return { deploymentId, organisations, checkpoints, entries };
}

function damaged(cause?: unknown): BackupError {
  return new BackupError('The backup of custody cannot be read: it is not there, damaged, cut off, or something else. Take another one; nothing was changed.', { cause });
}
