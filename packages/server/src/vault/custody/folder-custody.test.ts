import { randomUUID } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { KeysUnavailableError, UnsafeKeyPlaceError } from '../errors.ts';
import type { Custody } from './custody.ts';
import { openFolderCustody } from './folder-custody.ts';
import { custodyKey } from './testing/custody-key.ts';

const organisationId = randomUUID();
let base: string;
let folder: string;

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'cash-flow-custody-'));
  folder = join(base, 'custody');
  onTestFinished(() => rm(base, { recursive: true, force: true }));
});

const open = (): Promise<Custody> => openFolderCustody({ folder, dataFolders: [join(base, 'data')], lockTimeout: 5000 });

describe('folder custody', () => {
  it('leaves folders and files to their owner, and nothing temporary', async () => {
    const custody = await open();
    await custody.establish(randomUUID());
    await custody.exclusively(organisationId, (writer) => writer.put(custodyKey(1)));
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, 'keys'))).mode & 0o777).toBe(0o700);
    expect(await readdir(folder)).toEqual(['custody.json', 'keys']);
    expect(await readdir(join(folder, 'keys'))).toEqual([`${organisationId}.json`]);
    for (const file of ['custody.json', `keys/${organisationId}.json`]) expect((await stat(join(folder, file))).mode & 0o777).toBe(0o600);
  });

  it('takes away what a process left that was killed while it wrote', async () => {
    const custody = await open();
    await custody.exclusively(organisationId, (writer) => writer.put(custodyKey(1)));
    const file = join(folder, 'keys', `${organisationId}.json`);
    await writeFile(`${file}.0123456789abcdef.tmp`, await readFile(file));
    await custody.exclusively(organisationId, () => Promise.resolve());
    expect(await readdir(join(folder, 'keys'))).toEqual([`${organisationId}.json`]);
    expect(await custody.keys(organisationId)).toHaveLength(1);
  });

  it('refuses a folder that others can reach', async () => {
    await open();
    await chmod(folder, 0o750);
    await expect(open()).rejects.toThrow(UnsafeKeyPlaceError);
  });

  it('refuses to lie in the data folder, or around it', async () => {
    await mkdir(folder, { mode: 0o700 });
    for (const data of [base, folder, join(folder, 'data')]) {
      await expect(openFolderCustody({ folder, dataFolders: [data] })).rejects.toThrow(UnsafeKeyPlaceError);
    }
  });

  it('does not take a damaged file, or that of another organisation', async () => {
    const custody = await open();
    await custody.exclusively(organisationId, (writer) => writer.put(custodyKey(1)));
    const other = randomUUID();
    await writeFile(join(folder, 'keys', `${other}.json`), await readFile(join(folder, 'keys', `${organisationId}.json`)));
    await expect(custody.keys(other)).rejects.toThrow(KeysUnavailableError);
    await writeFile(join(folder, 'keys', `${organisationId}.json`), '{"format":"cash-flow/custody-keys/1"');
    await expect(custody.keys(organisationId)).rejects.toThrow(KeysUnavailableError);
  });

  it('does not work without its folder', async () => {
    const custody = await open();
    await custody.establish(randomUUID());
    await expect(custody.health()).resolves.toBeUndefined();
    await rm(folder, { recursive: true });
    await expect(custody.health()).rejects.toThrow(KeysUnavailableError);
  });
});
