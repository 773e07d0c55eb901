import { randomBytes } from 'node:crypto';
import { link, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Replaces a file as a whole: after it returns, the new content survives a power failure; before, the old one is
 * untouched. Readable by its owner only.
 */
export async function replaceDurably(path: string, content: string): Promise<void> {
  const temporary = await writeBeside(path, content);
  await rename(temporary, path);
  await syncFolder(dirname(path));
}

/** The same for a file that must not exist yet. @returns false, and changes nothing, where it does. */
export async function createDurably(path: string, content: string): Promise<boolean> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = await writeBeside(path, content);
  try {
    await link(temporary, path);
  } catch (error) {
    if (isFileError(error, 'EEXIST')) return false;
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
  await syncFolder(dirname(path));
  return true;
}

export function isFileError(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

/** Whether a file of this name is what a replacement was written into before it took its place. Nobody needs it once its writer is gone. */
export function isTemporary(name: string): boolean {
  return /\.[0-9a-f]{16}\.tmp$/.test(name);
}

async function writeBeside(path: string, content: string): Promise<string> {
  const temporary = `${path}.${randomBytes(8).toString('hex')}.tmp`;
  const file = await open(temporary, 'wx', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  return temporary;
}

/** A name in a folder is durable once the folder is. Windows knows no such call and keeps names in its journal. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
