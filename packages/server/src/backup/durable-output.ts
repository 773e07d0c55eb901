import { randomBytes } from 'node:crypto';
import { access, type FileHandle, link, open, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { isFileError, syncFolder } from '../vault/durable-file.ts';
import { BackupError } from './backup-error.ts';

/** A file that has its name only once it is whole and will survive a power failure. Its owner's alone (0600). */
export interface DurableOutput {
  /** @throws {BackupError} when it cannot be written. */
  write(bytes: Uint8Array): Promise<void>;
  /** @throws {BackupError} when there is a file of that name by now, or it cannot be written to the disk. */
  finish(): Promise<void>;
  /** Takes away what was written, also after `finish`; nothing else. */
  discard(): Promise<void>;
}

/**
 * @param subject what is written, as errors name it, such as `backup of custody`.
 * @throws {BackupError} when there is a file of that name, or it cannot be made there.
 */
export async function createOutput(path: string, subject: string): Promise<DurableOutput> {
  const target = resolve(path);
  const temporary = `${target}.${randomBytes(8).toString('hex')}.tmp`;
  if (await isThere(target)) throw taken(subject);
  const file = await open(temporary, 'wx', 0o600).catch((error: unknown) => {
    throw new BackupError(`The ${subject} cannot be written: its folder is not there, or not ours to write.`, { cause: error });
  });
  let finished = false;
  return {
    write: (bytes) => orFails(subject, () => writeAll(file, bytes)),
    finish: () => orFails(subject, async () => {
      await file.sync();
      await file.close();
      // Unlike a rename this never takes the place of an older backup.
      await link(temporary, target).catch((error: unknown) => { throw isFileError(error, 'EEXIST') ? taken(subject) : error; });
      finished = true;
      await rm(temporary, { force: true });
      await syncFolder(dirname(target));
    }),
    discard: async () => {
      await file.close().catch(() => undefined);
      await rm(temporary, { force: true });
      if (finished) await rm(target, { force: true });
    },
  };
}

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.length;) written += (await file.write(bytes, written)).bytesWritten;
}

async function orFails(subject: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (error instanceof BackupError) throw error;
    const why = isFileError(error, 'ENOSPC') ? 'there is no room left' : 'the disk or the file system refuses it';
    throw new BackupError(`The ${subject} cannot be written: ${why}. Nothing of this backup is left behind.`, { cause: error });
  }
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(() => true, () => false);
}

function taken(subject: string): BackupError {
  return new BackupError(`The ${subject} cannot be written: there is a file of that name already. Give it another name.`);
}
