import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { pgliteDataFolder } from '../../database/open-database.ts';
import { createTestDatabase } from '../../testing/test-database.ts';
import type { CommandIo } from '../command.ts';
import { serveControl } from '../control/control-server.ts';
import { openDeployment } from '../deployment.ts';
import { run } from '../run.ts';
import { platformActions, type KeyListing, type MadeKey } from './platform-actions.ts';

it('commands about platforms reach the server that holds the data, whose next request goes by them', async () => {
  const { database, remove } = await createTestDatabase('pglite');
  if (database.options.kind !== 'pglite') throw new Error('This test needs PGlite.');
  const { folder } = database.options;
  const deployment = await openDeployment(database, {
    custody: { kind: 'folder', folder: join(folder, 'custody') }, keyProvider: { kind: 'file', path: join(folder, 'keys', 'master.key'), create: true }, dataFolders: [pgliteDataFolder(folder)],
  });
  const control = await serveControl(folder, deployment, platformActions);
  onTestFinished(async () => {
    await control.close();
    await deployment.close();
    await database.close();
    await remove();
  });
  const call = async (...parameters: readonly string[]): Promise<{ readonly code: number; readonly out: string; readonly error: string }> => {
    const written = { out: '', error: '' };
    const io: CommandIo = {
      out: (text) => { written.out += text; }, error: (text) => { written.error += text; }, interactive: false,
      input: async function* () { yield Buffer.of(); }, env: {}, stopped: () => new Promise(() => undefined),
    };
    return { code: await run(['platform', ...parameters, '--folder', folder], io), ...written };
  };
  const { keys, origins } = deployment.access.embedding;

  const { id } = JSON.parse((await call('create', '--name', 'Harbour', '--origin', 'https://portal.example', '--json')).out) as { readonly id: string };
  expect(await origins.platformsOf('https://portal.example')).toEqual(new Set([id]));
  expect((await call('create', '--name', 'Quay', '--origin', 'https://portal.example')).error).toBe('One of these origins belongs to another platform. An origin has one platform at most.\n');
  for (const wrong of ['https://portal.example/', 'http://portal.example', '*']) expect((await call('origins', '--platform', id, '--add', wrong)).code, wrong).toBe(2);
  expect((await call('origins', '--platform', id, '--add', 'https://new.example', '--remove', 'https://portal.example')).out).toBe(`${id}  Harbour\n  https://new.example\n`);
  expect(await origins.platformsOf('https://portal.example')).toEqual(new Set());
  expect((await call('list')).out).toBe(`${id}  Harbour\n  https://new.example\n`);

  const created = await call('keys', 'create', '--platform', id, '--scope', 'embed-sessions:create');
  const [first = ''] = created.out.split('\n');
  expect(await keys.authenticatePlatform(`Bearer ${first}`)).toMatchObject({ platformId: id, scopes: ['embed-sessions:create'] });
  expect((await call('keys', 'create', '--platform', id, '--scope', 'everything')).code).toBe(2);
  const [listed] = JSON.parse((await call('keys', 'list', '--platform', id, '--json')).out) as readonly KeyListing[];
  const { apiKey: second } = JSON.parse((await call('keys', 'rotate', '--platform', id, '--key', listed?.id ?? '', '--overlap-hours', '0', '--json')).out) as MadeKey;
  await expect(keys.authenticatePlatform(`Bearer ${first}`)).rejects.toMatchObject({ code: 'not-authenticated' });
  expect(await keys.authenticatePlatform(`Bearer ${second}`)).toMatchObject({ platformId: id });
  const shown = (await call('keys', 'list', '--platform', id)).out;
  expect(shown.split('\n')).toHaveLength(3);
  expect(shown).not.toContain(second);
  const { keyId } = await keys.authenticatePlatform(`Bearer ${second}`);
  expect((await call('keys', 'revoke', '--platform', id, '--key', keyId)).out).toBe(`Revoked: ${keyId}\n`);
  await expect(keys.authenticatePlatform(`Bearer ${second}`)).rejects.toMatchObject({ code: 'not-authenticated' });
  expect((await call('disable', '--platform', id)).out).toContain('disabled');
  expect(await origins.platformsOf('https://new.example')).toEqual(new Set());
  expect((await call('keys', 'list', '--platform', '00000000-0000-4000-8000-000000000000')).error).toContain('There is no platform with this id.');
});
