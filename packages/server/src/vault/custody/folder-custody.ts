import { randomInt, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type FolderLock, isHeld, tryLockFolder } from '../../database/folder-lock.ts';
import { createDurably, isFileError, isTemporary, replaceDurably } from '../durable-file.ts';
import { KeysUnavailableError } from '../errors.ts';
import { refuseInside, refuseShared } from '../safe-place.ts';
import {
  type AuditCheckpoint, type Custody, type CustodyDescription, type CustodyKey, type CustodyWriter, follows, isOrganisationId, noKeys, type OrganisationKeys, refuseDiverged, requireOrganisationId, withKeys,
} from './custody.ts';
import { readCheckpointFile, readCustodyFile, readKeysFile, readRegisterFile, writeCheckpointFile, writeCustodyFile, writeKeysFile, writeRegisterFile } from './custody-files.ts';
import { type RegisterEntry, withEntry } from './register.ts';

export interface FolderCustodyOptions {
  readonly folder: string;
  /** Where the data lies; custody must lie elsewhere. */
  readonly dataFolders: readonly string[];
  /** How long to wait for another process that is writing, in ms; 30 s unless told. */
  readonly lockTimeout?: number;
}

const subject = 'The custody folder';
const registerFile = 'register.json';

/**
 * Custody for the servers of one machine: a folder (0700) with `custody.json` and one file for each organisation (0600),
 * each replaced as a whole. Formats: `docs/formats.md`.
 *
 * @throws {UnsafeKeyPlaceError} when it lies with the data or others can reach it.
 */
export async function openFolderCustody(options: FolderCustodyOptions): Promise<Custody> {
  await refuseInside(subject, options.folder, options.dataFolders);
  const custody = new FolderCustody(options.folder, options.lockTimeout ?? 30_000);
  await custody.prepare();
  return custody;
}

class FolderCustody implements Custody {
  readonly #folder: string;
  readonly #lockTimeout: number;
  /** The last writer of this process; the next one waits for it here instead of asking the file system again and again. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(folder: string, lockTimeout: number) {
    this.#folder = folder;
    this.#lockTimeout = lockTimeout;
  }

  async prepare(): Promise<void> {
    await mkdir(join(this.#folder, 'keys'), { recursive: true, mode: 0o700 });
    refuseShared(subject, await stat(this.#folder));
  }

  async deployment(): Promise<string | undefined> {
    const text = await this.#read('custody.json');
    return text === undefined ? undefined : readCustodyFile(text);
  }

  async establish(deploymentId: string): Promise<string> {
    await createDurably(join(this.#folder, 'custody.json'), writeCustodyFile(deploymentId));
    return (await this.deployment()) ?? deploymentId;
  }

  async organisations(): Promise<readonly string[]> {
    let names: string[];
    try {
      names = await readdir(join(this.#folder, 'keys'));
    } catch (error) {
      throw new KeysUnavailableError('The custody folder cannot be read.', { cause: error });
    }
    return names.flatMap((name) => (name.endsWith('.json') && isOrganisationId(name.slice(0, -5)) ? [name.slice(0, -5)] : [])).toSorted();
  }

  async keys(organisationId: string): Promise<readonly CustodyKey[]> {
    return (await this.#stored(organisationId)).keys;
  }

  async revision(organisationId: string): Promise<number> {
    return (await this.#stored(organisationId)).revision;
  }

  exclusively<T>(organisationId: string, run: (writer: CustodyWriter) => Promise<T>): Promise<T> {
    return this.#alone(async () => run(await this.#writer(organisationId)));
  }

  adopt(organisationId: string, keys: OrganisationKeys): Promise<boolean> {
    return this.#alone(async () => {
      const stored = await this.#stored(organisationId);
      if (keys.revision <= stored.revision) return false;
      refuseDiverged(stored, keys);
      await replaceDurably(join(this.#folder, keysFile(organisationId)), writeKeysFile(organisationId, keys));
      return true;
    });
  }

  register(entry: RegisterEntry): Promise<void> {
    return this.#alone(async () => {
      const entries = await this.registered();
      const more = withEntry(entries, entry);
      if (more !== entries) await replaceDurably(join(this.#folder, registerFile), writeRegisterFile(more));
    });
  }

  async registered(): Promise<readonly RegisterEntry[]> {
    const text = await this.#read(registerFile);
    return text === undefined ? [] : readRegisterFile(text);
  }

  async checkpoint(organisationId: string): Promise<AuditCheckpoint | undefined> {
    const text = await this.#read(checkpointFile(organisationId));
    return text === undefined ? undefined : readCheckpointFile(organisationId, text);
  }

  advance(organisationId: string, previous: AuditCheckpoint | undefined, next: AuditCheckpoint): Promise<boolean> {
    return this.#alone(async () => {
      if (!follows(next, previous) || (await this.checkpoint(organisationId))?.note !== previous?.note) return false;
      await mkdir(join(this.#folder, 'checkpoints'), { recursive: true, mode: 0o700 });
      await replaceDurably(join(this.#folder, checkpointFile(organisationId)), writeCheckpointFile(organisationId, next));
      return true;
    });
  }

  describe(): Promise<CustodyDescription> {
    return Promise.resolve({ kind: 'folder', folder: resolve(this.#folder) });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  async health(): Promise<void> {
    if ((await this.deployment()) === undefined) throw new KeysUnavailableError('The custody folder is empty. Restore it from its newest backup.');
    const probe = join(this.#folder, `probe-${randomUUID()}`);
    try {
      await createDurably(probe, '');
    } catch (error) {
      throw new KeysUnavailableError('The custody folder cannot be written.', { cause: error });
    } finally {
      await rm(probe, { force: true });
    }
  }

  /** While no other process writes, nor this one. */
  #alone<T>(run: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(async () => {
      const lock = await this.#lock();
      try {
        await this.#removeLeftovers();
        return await run();
      } finally {
        await lock.release();
      }
    });
    this.#turn = result.catch(() => undefined);
    return result;
  }

  /** A process that was killed while it wrote has left a file beside; a key in it would outlive its destruction. */
  async #removeLeftovers(): Promise<void> {
    const folder = join(this.#folder, 'keys');
    try {
      for (const name of await readdir(folder)) if (isTemporary(name)) await rm(join(folder, name), { force: true });
    } catch (error) {
      throw new KeysUnavailableError('The custody folder cannot be read or written.', { cause: error });
    }
  }

  async #writer(organisationId: string): Promise<CustodyWriter> {
    const path = join(this.#folder, keysFile(organisationId));
    let stored = await this.#stored(organisationId);
    return {
      get keys() {
        return stored.keys;
      },
      put: async (...keys) => {
        // Two machines or containers that share a folder do not see each other's locks.
        if ((await this.#stored(organisationId)).revision !== stored.revision) throw new KeysUnavailableError('Another process has written the custody folder meanwhile. Nothing was changed; try again.');
        const next = { revision: stored.revision + 1, keys: withKeys(stored.keys, keys) };
        await replaceDurably(path, writeKeysFile(organisationId, next));
        stored = next;
      },
    };
  }

  async #stored(organisationId: string): Promise<OrganisationKeys> {
    const text = await this.#read(keysFile(organisationId));
    return text === undefined ? noKeys : readKeysFile(organisationId, text);
  }

  async #lock(): Promise<FolderLock> {
    const deadline = performance.now() + this.#lockTimeout;
    for (;;) {
      const lock = await tryLockFolder(this.#folder);
      if (isHeld(lock)) return lock;
      if (performance.now() > deadline) {
        throw new KeysUnavailableError(`The custody folder is being written by another process (${String(lock.processId)}) for too long.`);
      }
      // Of two that claimed at the same moment both stepped back; unequal waits part them.
      await delay(randomInt(5, 50));
    }
  }

  async #read(name: string): Promise<string | undefined> {
    try {
      return await readFile(join(this.#folder, name), 'utf8');
    } catch (error) {
      if (isFileError(error, 'ENOENT')) return undefined;
      throw new KeysUnavailableError('The custody folder cannot be read.', { cause: error });
    }
  }
}

function checkpointFile(organisationId: string): string {
  requireOrganisationId(organisationId);
  return join('checkpoints', `${organisationId}.json`);
}

function keysFile(organisationId: string): string {
  requireOrganisationId(organisationId);
  return join('keys', `${organisationId}.json`);
}
