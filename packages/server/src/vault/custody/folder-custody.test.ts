import { randomBytes, randomUUID } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { KeysUnavailableError, UnsafeKeyPlaceError } from '../errors.ts';
import type { Custody, CustodyKey } from './custody.ts';
import { openFolderCustody } from './folder-custody.ts';

const organisationId = randomUUID();
let base: string;
let folder: string;

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'cash-flow-custody-'));
  folder = join(base, 'custody');
  onTestFinished(() => rm(base, { recursive: true, force: true }));
});

const open = (): Promise<Custody> => openFolderCustody({ folder, dataFolders: [join(base, 'data')], lockTimeout: 5000 });

function key(keyId: number): CustodyKey {
  const wrapped = { blob: new Uint8Array(randomBytes(88)), masterKeyId: randomUUID(), masterKeyVersion: 1 };
  return {
    keyId, purpose: 'data', createdAt: new Date('2026-01-02T03:04:05.678Z'), wrapped, commitment: new Uint8Array(randomBytes(32)),
    retiredAt: null, destroyedAt: null, destruction: null,
  };
}

describe('folder custody', () => {
  it('gives back the keys that were added, also after a restart', async () => {
    const keys = [key(1), key(2)];
    const custody = await open();
    for (const each of keys) await custody.exclusively(organisationId, (writer) => writer.put(each));
    expect(await (await open()).keys(organisationId)).toStrictEqual(keys);
    expect(await custody.keys(randomUUID())).toEqual([]);
  });

  it('replaces keys by their id, all of one call at once, and counts how often it was written', async () => {
    const custody = await open();
    const [first, second, third] = [key(1), key(2), key(3)];
    const retired = { ...first, retiredAt: new Date('2026-04-01T00:00:00.000Z') };
    const destroyed = {
      ...second, wrapped: null, destroyedAt: new Date('2026-05-01T00:00:00.000Z'),
      destruction: { requestedAt: new Date('2026-04-30T00:00:00.000Z'), requestedBy: 'operations', codeDigest: new Uint8Array(randomBytes(32)), confirmedBy: 'security' },
    };
    expect(await custody.revision(organisationId)).toBe(0);
    await custody.exclusively(organisationId, async (writer) => {
      await writer.put(second, first);
      await writer.put(destroyed, retired, third);
      expect(writer.keys).toStrictEqual([retired, destroyed, third]);
    });
    expect(await (await open()).keys(organisationId)).toStrictEqual([retired, destroyed, third]);
    expect(await custody.revision(organisationId)).toBe(2);
    expect(await custody.organisations()).toEqual([organisationId]);
  });

  it('lets one writer at a time read and add, over several servers', async () => {
    const custodies = await Promise.all([open(), open(), open()]);
    const addOne = (custody: Custody): Promise<void> => custody.exclusively(organisationId, (writer) => writer.put(key(writer.keys.length + 1)));
    await Promise.all(Array.from({ length: 4 }, () => custodies.map(addOne)).flat());
    const ids = (await (await open()).keys(organisationId)).map(({ keyId }) => keyId);
    expect(ids).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
  });

  it('lets the next writer in when one fails', async () => {
    const custody = await open();
    await expect(custody.exclusively(organisationId, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    await custody.exclusively(organisationId, (writer) => writer.put(key(1)));
    expect(await custody.keys(organisationId)).toHaveLength(1);
  });

  it('gives up when another process writes for too long', async () => {
    const custody = await openFolderCustody({ folder, dataFolders: [], lockTimeout: 0 });
    await (await open()).exclusively(organisationId, async () => {
      await expect(custody.exclusively(organisationId, () => Promise.resolve())).rejects.toThrow(KeysUnavailableError);
    });
  });

  it('belongs to one deployment for ever', async () => {
    const custody = await open();
    expect(await custody.deployment()).toBeUndefined();
    const ids = await Promise.all([custody.establish(randomUUID()), (await open()).establish(randomUUID())]);
    expect(ids[0]).toBe(ids[1]);
    expect(await custody.establish(randomUUID())).toBe(ids[0]);
    expect(await (await open()).deployment()).toBe(ids[0]);
  });

  it('leaves folders and files to their owner, and nothing temporary', async () => {
    const custody = await open();
    await custody.establish(randomUUID());
    await custody.exclusively(organisationId, (writer) => writer.put(key(1)));
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, 'keys'))).mode & 0o777).toBe(0o700);
    expect(await readdir(folder)).toEqual(['custody.json', 'keys']);
    expect(await readdir(join(folder, 'keys'))).toEqual([`${organisationId}.json`]);
    for (const file of ['custody.json', `keys/${organisationId}.json`]) expect((await stat(join(folder, file))).mode & 0o777).toBe(0o600);
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

  it('takes no organisation id that could be a path', async () => {
    const custody = await open();
    for (const id of ['../custody', '', 'a/b', organisationId.toUpperCase()]) await expect(custody.keys(id)).rejects.toThrow(TypeError);
  });

  it('does not take a damaged file, or that of another organisation', async () => {
    const custody = await open();
    await custody.exclusively(organisationId, (writer) => writer.put(key(1)));
    const other = randomUUID();
    await writeFile(join(folder, 'keys', `${other}.json`), await readFile(join(folder, 'keys', `${organisationId}.json`)));
    await expect(custody.keys(other)).rejects.toThrow(KeysUnavailableError);
    await writeFile(join(folder, 'keys', `${organisationId}.json`), '{"format":"cash-flow/custody-keys/1"');
    await expect(custody.keys(organisationId)).rejects.toThrow(KeysUnavailableError);
  });

  it('says whether it works', async () => {
    const custody = await open();
    await expect(custody.health()).rejects.toThrow(KeysUnavailableError);
    await custody.establish(randomUUID());
    await expect(custody.health()).resolves.toBeUndefined();
    await rm(folder, { recursive: true });
    await expect(custody.health()).rejects.toThrow(KeysUnavailableError);
  });
});
