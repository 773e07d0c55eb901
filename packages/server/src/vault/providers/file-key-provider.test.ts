import { randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { KeysUnavailableError, UnsafeKeyPlaceError } from '../errors.ts';
import type { KeyProvider } from '../key-provider.ts';
import { openFileKeyProvider } from './file-key-provider.ts';

const context = { deploymentId: 'd', organisationId: 'o', purpose: 'data', keyId: 1 };

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

const create = (at = path): Promise<KeyProvider> => openFileKeyProvider({ path: at, dataFolders: [dataFolder], create: true });

describe('the file key provider', () => {
  it('unwraps what it wrapped, also after a restart', async () => {
    const key = randomBytes(32);
    const wrapped = await (await create()).wrap(key, context);
    const again = await openFileKeyProvider({ path, dataFolders: [dataFolder] });
    expect(Buffer.compare(await again.unwrap(wrapped, context), key)).toBe(0);
  });

  it.each([
    ['deployment', { deploymentId: 'other' }], ['organisation', { organisationId: 'other' }], ['purpose', { purpose: 'index' }], ['key id', { keyId: 2 }],
  ])('does not unwrap a key for another %s', async (_, other) => {
    const provider = await create();
    const wrapped = await provider.wrap(randomBytes(32), context);
    await expect(provider.unwrap(wrapped, { ...context, ...other })).rejects.toThrow(KeysUnavailableError);
  });

  it('does not unwrap a blob in which any byte was changed', async () => {
    const provider = await create();
    const wrapped = await provider.wrap(randomBytes(32), context);
    for (let index = 0; index < wrapped.blob.length; index += 1) {
      const blob = Uint8Array.from(wrapped.blob);
      blob[index] = (blob[index] ?? 0) ^ 1;
      await expect(provider.unwrap({ ...wrapped, blob }, context)).rejects.toThrow(KeysUnavailableError);
    }
  });

  it('unwraps keys of an older master key and wraps under the newest', async () => {
    const provider = await create();
    const key = randomBytes(32);
    const wrapped = await provider.wrap(key, context);
    const file = JSON.parse(await readFile(path, 'utf8')) as { versions: unknown[] };
    file.versions.push({ version: 2, createdAt: new Date().toISOString(), key: randomBytes(32).toString('base64') });
    await writeFile(path, JSON.stringify(file));
    expect(Buffer.compare(await provider.unwrap(wrapped, context), key)).toBe(0);
    expect((await provider.wrap(key, context)).masterKeyVersion).toBe(2);
    expect(await provider.describe()).toMatchObject({ provider: 'file', masterKeyVersion: 2 });
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

  it('holds no master key in memory: without the file it can do nothing', async () => {
    const provider = await create();
    const wrapped = await provider.wrap(randomBytes(32), context);
    await rm(path);
    await expect(provider.unwrap(wrapped, context)).rejects.toThrow(KeysUnavailableError);
    await expect(provider.health()).rejects.toThrow(KeysUnavailableError);
  });

  it.each([['not JSON', '{'], ['another format', '{"format":"x"}'], ['a short key', '{"format":"cash-flow/master-key/1","masterKeyId":"6f1c3c3e-6a1f-4a53-9f0e-0b8f6c1d2e3f","versions":[{"version":1,"createdAt":"2026-01-01T00:00:00.000Z","key":"AAAA"}]}']])(
    'says that a file with %s is damaged, and nothing of what is in it',
    async (_, content) => {
      await create();
      await writeFile(path, content);
      const refused = openFileKeyProvider({ path, dataFolders: [] });
      await expect(refused).rejects.toThrow(KeysUnavailableError);
      await expect(refused).rejects.not.toThrow(/AAAA/);
    },
  );

  it('shows no key to anything that prints it', async () => {
    const provider = await create();
    await provider.wrap(randomBytes(32), context);
    const { versions } = JSON.parse(await readFile(path, 'utf8')) as { versions: [{ key: string }] };
    expect(inspect(provider, { showHidden: true, depth: Infinity })).not.toContain(versions[0].key.slice(0, 8));
  });
});
