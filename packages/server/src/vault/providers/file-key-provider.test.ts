import { randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { KeysUnavailableError, UnsafeKeyPlaceError } from '../errors.ts';
import { type FileKeyProvider, openFileKeyProvider } from './file-key-provider.ts';
import { describeKeyProvider } from './testing/key-provider-contract.ts';

const context = { deploymentId: 'd', organisationId: 'o', purpose: 'data', keyId: 1 };

const version = { version: 1, createdAt: '2026-01-01T00:00:00.000Z', key: Buffer.alloc(32).toString('base64') };
const twoOfOneVersion = JSON.stringify({ format: 'cash-flow/master-key/1', masterKeyId: '6f1c3c3e-6a1f-4a53-9f0e-0b8f6c1d2e3f', versions: [version, version] });

let folder: string;
let path: string;
let dataFolder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cash-flow-provider-'));
  path = join(folder, 'keys', 'master.key');
  dataFolder = join(folder, 'data');
  await mkdir(dataFolder);
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
});

const create = (at = path): Promise<FileKeyProvider> => openFileKeyProvider({ path: at, dataFolders: [dataFolder], create: true });

describe('the file key provider', () => {
  it('gives each of several rotations at once, also by several servers, a version of its own and loses none', async () => {
    const [first, second] = [await create(), await create()];
    const wrapped = await first.wrap(randomBytes(32), context);
    await Promise.all([first.rotate(), second.rotate(), first.rotate(), second.rotate()]);
    const { versions } = JSON.parse(await readFile(path, 'utf8')) as { versions: { version: number; key: string }[] };
    expect(versions.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5]);
    expect(new Set(versions.map(({ key }) => key)).size).toBe(5);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(dirname(path))).toEqual(['master.key']);
    await first.unwrap(wrapped, context);
  });

  it('makes nothing where there is no key file to rotate', async () => {
    const provider = await create();
    await rm(dirname(path), { recursive: true });
    await expect(provider.rotate()).rejects.toThrow(/^The key file is not there\. It was looked for at \/.*--create-key-file/);
    expect(await readdir(folder)).toEqual(['data']);
  });

  it('makes the file only when asked, for its owner only, and never over another', async () => {
    await expect(openFileKeyProvider({ path, dataFolders: [dataFolder] })).rejects.toThrow(KeysUnavailableError);
    await create();
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const before = await readFile(path, 'utf8');
    await create();
    expect(await readFile(path, 'utf8')).toBe(before);
  });

  it('gives two servers that make it at once the same master key', async () => {
    const [first, second] = await Promise.all([create(), create()]);
    expect(await first.describe()).toEqual(await second.describe());
  });

  it('refuses a file in the data folder, also behind a link', async () => {
    await expect(create(join(dataFolder, 'master.key'))).rejects.toThrow(UnsafeKeyPlaceError);
    await symlink(dataFolder, join(folder, 'link'));
    await expect(create(join(folder, 'link', 'deep', 'master.key'))).rejects.toThrow(UnsafeKeyPlaceError);
  });

  it.each([0o640, 0o604, 0o620, 0o666])('refuses a file with the rights %o', async (mode) => {
    const provider = await create();
    await chmod(path, mode);
    await expect(provider.health()).rejects.toThrow(UnsafeKeyPlaceError);
    await expect(create()).rejects.toThrow(UnsafeKeyPlaceError);
  });

  it.each([['not JSON', '{'], ['another format', '{"format":"x"}'], ['a short key', '{"format":"cash-flow/master-key/1","masterKeyId":"6f1c3c3e-6a1f-4a53-9f0e-0b8f6c1d2e3f","versions":[{"version":1,"createdAt":"2026-01-01T00:00:00.000Z","key":"AAAA"}]}'], ['two keys of one version', twoOfOneVersion]])(
    'says that a file with %s is damaged, and nothing of what is in it',
    async (_, content) => {
      await create();
      await writeFile(path, content);
      const refused = openFileKeyProvider({ path, dataFolders: [] });
      await expect(refused).rejects.toThrow(KeysUnavailableError);
      await expect(refused).rejects.not.toThrow(/AAAA/);
    },
  );
});

describeKeyProvider('file', async () => {
  await create();
  return {
    open: () => openFileKeyProvider({ path, dataFolders: [dataFolder] }),
    rotate: (provider) => provider.rotate?.() ?? expect.fail('it cannot rotate'),
    takeDown: () => rm(path),
    timeLimit: 1_000,
    secrets: async () => (JSON.parse(await readFile(path, 'utf8')) as { versions: { key: string }[] }).versions.map(({ key }) => key),
  };
});
