import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** A folder that this process holds until it lets go or ends. */
export interface FolderLock {
  release(): Promise<void>;
}

/** The process that holds a folder. */
export interface LockHolder {
  readonly processId: number;
}

interface Claim extends LockHolder {
  readonly fileName: string;
  readonly startedAt: string;
}

const claimPattern = /^lock\.(\d+)\.(\d+)\.[0-9a-f]{16}$/;
const ours = new Set<string>();

/**
 * Claims `folder` for this process, or answers who holds it. A claim is a file created exclusively under a name of its
 * own that carries the process id and start time; its maker then looks for claims of others. Of two that claim at once
 * each sees the other and both step back, so two can never hold the folder, and removing the claim of a dead process
 * cannot hit a living one. A process id that was given to another process since is told apart by the start time where
 * the system shows it (Linux).
 */
export async function tryLockFolder(folder: string): Promise<FolderLock | LockHolder> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const fileName = `lock.${String(process.pid)}.${await startTime(process.pid)}.${randomBytes(8).toString('hex')}`;
  const path = join(folder, fileName);
  ours.add(fileName);
  await (await open(path, 'wx', 0o600)).close();
  const release = async (): Promise<void> => {
    await rm(path, { force: true });
    ours.delete(fileName);
  };
  try {
    for (const claim of await claimsIn(folder)) {
      if (claim.fileName === fileName) continue;
      if (await isAlive(claim)) {
        await release();
        return { processId: claim.processId };
      }
      await rm(join(folder, claim.fileName), { force: true });
    }
  } catch (error) {
    await release();
    throw error;
  }
  return { release };
}

export function isHeld(result: FolderLock | LockHolder): result is FolderLock {
  return 'release' in result;
}

async function claimsIn(folder: string): Promise<readonly Claim[]> {
  const names = await readdir(folder);
  return names.flatMap((fileName) => {
    const match = claimPattern.exec(fileName);
    return match ? [{ fileName, processId: Number(match[1]), startedAt: match[2] ?? '0' }] : [];
  });
}

async function isAlive(claim: Claim): Promise<boolean> {
  const now = await startTime(claim.processId);
  if (now !== '0' && now !== claim.startedAt) return false;
  // In a container every start may have the same process id: without start times only our own list can tell.
  if (claim.processId === process.pid) return now !== '0' || ours.has(claim.fileName);
  try {
    process.kill(claim.processId, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Clock ticks from boot to the start of the process, or '0' where the system does not tell. */
async function startTime(processId: number): Promise<string> {
  try {
    const stat = await readFile(`/proc/${String(processId)}/stat`, 'latin1');
    // Field 22 of proc(5); the name in field 2 may hold blanks, so count from its closing parenthesis.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '0';
  } catch {
    return '0';
  }
}
