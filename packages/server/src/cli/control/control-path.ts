import { createHash } from 'node:crypto';
import { lstat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { refuseShared } from '../../vault/safe-place.ts';

/** What the address of a local socket may have in bytes; longer ones would be cut off unseen. */
const LONGEST = 100;

/**
 * Where the server of a data folder takes commands. In the folder itself; where its path is too long for a socket, in a folder
 * of this user's below the one for temporary files. Windows has no sockets as files: there it is a named pipe.
 */
export function controlPath(folder: string): string {
  const absolute = resolve(folder);
  const name = createHash('sha256').update(absolute).digest('hex').slice(0, 24);
  if (process.platform === 'win32') return `\\\\.\\pipe\\cash-flow-${name}`;
  const path = join(absolute, 'control.sock');
  return Buffer.byteLength(path) <= LONGEST ? path : join(tmpdir(), `cash-flow-${String(process.geteuid?.() ?? 0)}-${name}`, 'control.sock');
}

/**
 * Below the folder for temporary files anybody may have been there first, with a folder or a link to one: who listens there hears
 * what commands say. So both ends use one that is a folder, and this user's alone.
 *
 * @throws {UnsafeKeyPlaceError}
 */
export async function refuseSharedControlPath(folder: string): Promise<void> {
  const parent = dirname(controlPath(folder));
  if (process.platform === 'win32' || parent === resolve(folder)) return;
  // A link has rights for everybody, so it is refused like a folder that has.
  refuseShared(`The folder of the control socket (${parent})`, await lstat(parent));
}
