import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type FolderLock, isHeld, tryLockFolder } from './folder-lock.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cash-flow-lock-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
});

async function hold(): Promise<FolderLock> {
  const lock = await tryLockFolder(folder);
  if (!isHeld(lock)) throw new Error('The folder is held.');
  return lock;
}

describe('a folder lock', () => {
  it('names its holder to whoever comes second', async () => {
    await hold();
    expect(await tryLockFolder(folder)).toEqual({ processId: process.pid });
  });

  it('is free after it was released, and leaves nothing behind', async () => {
    await (await hold()).release();
    await (await hold()).release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('is never held twice, however many ask at once', async () => {
    for (let round = 0; round < 20; round += 1) {
      const results = await Promise.all(Array.from({ length: 8 }, () => tryLockFolder(folder)));
      const held = results.filter(isHeld);
      expect(held.length).toBeLessThanOrEqual(1);
      await Promise.all(held.map((lock) => lock.release()));
    }
    expect(await readdir(folder)).toEqual([]);
  });

  it('takes over from a process that is gone', async () => {
    // Linux gives no process a number above 2^22.
    await writeFile(join(folder, 'lock.99999999.1.0123456789abcdef'), '');
    await hold();
    expect(await readdir(folder)).toHaveLength(1);
  });

  it.runIf(process.platform === 'linux')('takes over from a process whose number was given to another one since', async () => {
    await writeFile(join(folder, `lock.${String(process.ppid)}.1.0123456789abcdef`), '');
    await writeFile(join(folder, `lock.${String(process.pid)}.1.0123456789abcdef`), '');
    await hold();
    expect(await readdir(folder)).toHaveLength(1);
  });

  it('leaves other files alone', async () => {
    await writeFile(join(folder, 'lock.txt'), '');
    await (await hold()).release();
    expect(await readdir(folder)).toEqual(['lock.txt']);
  });
});
