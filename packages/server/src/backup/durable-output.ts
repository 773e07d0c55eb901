import { randomBytes } from 'node:crypto';
import { type FileHandle, link, open, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { isFileError, syncFolder } from '../vault/durable-file.ts';
import { BackupError } from './backup-error.ts';

/** A file that has its name only once it is whole and will survive a power failure. Its owner's alone (0600). */
export interface DurableOutput {
  write(bytes: Uint8Array): Promise<void>;
  /** @throws {BackupError} when there is a file of that name by now. */
  finish(): Promise<void>;
  /** Takes away what was written. Does nothing after `finish`. */
  discard(): Promise<void>;
}

/** @throws {BackupError} when there is a file of that name, or it cannot be made there. */
export async function createOutput(path: string): Promise<DurableOutput> {
  const target = resolve(path);
  const temporary = `${target}.${randomBytes(8).toString('hex')}.tmp`;
  const file = await openNew(temporary);
  let done = false;
  return {
    write: async (bytes) => {
      for (let written = 0; written < bytes.length;) written += (await file.write(bytes, written)).bytesWritten;
    },
    finish: async () => {
      await file.sync();
      await file.close();
      // Unlike a rename this never takes the place of an older backup.
      await link(temporary, target).catch((error: unknown) => { throw isFileError(error, 'EEXIST') ? taken() : error; });
      done = true;
      await rm(temporary, { force: true });
      await syncFolder(dirname(target));
    },
    discard: async () => {
      if (done) return;
      await file.close().catch(() => undefined);
      await rm(temporary, { force: true });
    },
  };
}

async function openNew(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'wx', 0o600);
  } catch (error) {
    throw new BackupError('The backup cannot be written: its folder is not there, or not ours to write.', { cause: error });
  }
}

function taken(): BackupError {
  return new BackupError('There is a file of that name already. Give the backup another name.');
}
