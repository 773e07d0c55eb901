import type { Stats } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { isFileError } from './durable-file.ts';
import { UnsafeKeyPlaceError } from './errors.ts';

/** What is looked at: `The key file` or `The custody folder`. */
type Subject = string;

/**
 * Keys next to the data protect nothing: whoever takes the folder takes both. Follows symbolic links.
 *
 * @throws {UnsafeKeyPlaceError} when `path` lies in one of `folders`, or one of them in `path`.
 */
export async function refuseInside(subject: Subject, path: string, folders: readonly string[]): Promise<void> {
  const place = await realPlace(path);
  for (const folder of folders) {
    const data = await realPlace(folder);
    if (contains(data, place) || contains(place, data)) {
      throw new UnsafeKeyPlaceError(`${subject} and the data folder lie in one another. Keep them in places of their own, best on different disks.`);
    }
  }
}

export interface SharingRules {
  /** Whether the group of the file may read it, as it does where an orchestrator mounts a secret for a user who is not root. */
  readonly groupMayRead?: boolean;
}

/** @throws {UnsafeKeyPlaceError} when anybody but its owner can reach it, or the owner is neither us nor root. */
export function refuseShared(subject: Subject, stats: Stats, { groupMayRead = false }: SharingRules = {}): void {
  // Windows has access lists instead of a mode; what Node shows there says nothing.
  if (process.platform === 'win32') return;
  if (groupMayRead && (stats.mode & 0o037) !== 0) {
    throw new UnsafeKeyPlaceError(`${subject} can be read by any user of this machine, or written by its group. Take these rights away (chmod g-wx,o=).`);
  }
  if (!groupMayRead && (stats.mode & 0o077) !== 0) {
    throw new UnsafeKeyPlaceError(`${subject} can be reached by other users of this machine. Take all rights from group and others (chmod go=).`);
  }
  if (stats.uid !== 0 && stats.uid !== process.geteuid?.()) {
    throw new UnsafeKeyPlaceError(`${subject} belongs to another user of this machine. Give it to the user that runs the server (chown).`);
  }
}

function contains(folder: string, path: string): boolean {
  const steps = relative(folder, path);
  return steps !== '..' && !steps.startsWith(`..${sep}`) && !isAbsolute(steps);
}

/** The path without symbolic links, also when its last parts do not exist yet. */
async function realPlace(path: string): Promise<string> {
  const absolute = resolve(path);
  try {
    return await realpath(absolute);
  } catch (error) {
    const parent = dirname(absolute);
    if (!isFileError(error, 'ENOENT') || parent === absolute) throw error;
    return join(await realPlace(parent), basename(absolute));
  }
}
