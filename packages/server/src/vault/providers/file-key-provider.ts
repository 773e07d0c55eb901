import { randomInt } from 'node:crypto';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type FolderLock, isHeld, tryLockFolder } from '../../database/folder-lock.ts';
import { createDurably, isFileError, replaceDurably } from '../durable-file.ts';
import { KeysUnavailableError } from '../errors.ts';
import type { MasterKeyDescription } from '../key-provider.ts';
import { readPrivateFile } from '../private-file.ts';
import { refuseInside } from '../safe-place.ts';
import { LocalKeyProvider } from './local-key-provider.ts';
import { newKeyFile, readKeyFile, withNewVersion } from './master-key-file.ts';

export interface FileKeyProviderOptions {
  /** The key file. */
  readonly path: string;
  /** Where the data lies; the key file must lie elsewhere. */
  readonly dataFolders: readonly string[];
  /** Whether to make the file, with a new random master key, when there is none. */
  readonly create?: boolean;
}

const subject = 'The key file';
const ADVICE = 'At the very first start serve makes one with --create-key-file; later, restore it from its backup.';
/** How long a rotation waits for another one, in ms. */
const LOCK_TIMEOUT = 10_000;

/**
 * A master key in a file of its own, readable by its owner only. The file is read for each call: nothing of it stays in
 * memory, and taking it away counts as soon as the unwrapped keys have run out. Format: `docs/formats.md`.
 *
 * @throws {UnsafeKeyPlaceError} when the file lies with the data or others can read it.
 * @throws {KeysUnavailableError} when there is no usable file.
 */
export async function openFileKeyProvider(options: FileKeyProviderOptions): Promise<FileKeyProvider> {
  await refuseInside(subject, options.path, options.dataFolders);
  if (options.create === true) await createDurably(options.path, newKeyFile(new Date()));
  const provider = new FileKeyProvider(options.path);
  await provider.health();
  return provider;
}

/** A {@link LocalKeyProvider} over a file, which it can rotate. */
export class FileKeyProvider extends LocalKeyProvider {
  readonly #path: string;

  constructor(path: string) {
    super({ subject, read: async () => readKeyFile(await readPrivateFile(subject, path, undefined, ADVICE)) });
    this.#path = path;
  }

  /** Other servers read the file for each call, so they wrap under the new version at once. */
  async rotate(): Promise<MasterKeyDescription> {
    // Before anything is made beside it: a file that is not there has no folder either.
    await this.describe();
    const lock = await lockFolder(dirname(this.#path)).catch(refuseUnwritable);
    try {
      await replaceDurably(this.#path, withNewVersion(await readPrivateFile(subject, this.#path), new Date())).catch(refuseUnwritable);
    } finally {
      await lock.release();
    }
    return this.describe();
  }
}

/** Of two rotations at once the later one must see the version of the other, or keys under that version were lost. */
async function lockFolder(folder: string): Promise<FolderLock> {
  const deadline = performance.now() + LOCK_TIMEOUT;
  for (;;) {
    const lock = await tryLockFolder(folder);
    if (isHeld(lock)) return lock;
    if (performance.now() > deadline) throw new KeysUnavailableError(`The key file is being rotated by another process (${String(lock.processId)}) for too long.`);
    // Of two that claimed at the same moment both stepped back; unequal waits part them.
    await delay(randomInt(5, 50));
  }
}

function refuseUnwritable(error: unknown): never {
  if (!['EACCES', 'EPERM', 'EROFS', 'ENOSPC'].some((code) => isFileError(error, code))) throw error;
  throw new KeysUnavailableError('The key file cannot be written, so the master key was not rotated. Let the server write to the folder of the file.', { cause: error });
}
