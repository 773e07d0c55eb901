import { randomUUID } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { UnsafeKeyPlaceError } from '../../vault/errors.ts';
import type { Deployment } from '../deployment.ts';
import { askServer } from './control-client.ts';
import { controlPath } from './control-path.ts';
import { serveControl } from './control-server.ts';

const greet = { name: 'greet', input: z.string(), run: (_: Deployment, name: string) => Promise.resolve(`Good day, ${name}.`) };
const run = { signal: new AbortController().signal, progress: () => undefined };

/** Of a data folder whose path is too long for a socket. */
function longFolder(): { readonly folder: string; readonly place: string } {
  const folder = join(tmpdir(), randomUUID(), 'x'.repeat(120));
  const place = dirname(controlPath(folder));
  onTestFinished(() => rm(place, { recursive: true, force: true }));
  return { folder, place };
}

it.skipIf(process.platform === 'win32')('serves beside a long path from a folder of its own', async () => {
  const { folder } = longFolder();
  const control = await serveControl(folder, {} as Deployment, [greet]);
  expect(await askServer(folder, greet, 'Bakery', run)).toBe('Good day, Bakery.');
  await control.close();
});

it.skipIf(process.platform === 'win32')('neither listens nor speaks where somebody else could', async () => {
  const { folder, place } = longFolder();
  // A folder of this user's own, behind a link that another one can point elsewhere later.
  const behind = await mkdtemp(join(tmpdir(), 'cash-flow-behind-'));
  onTestFinished(() => rm(behind, { recursive: true, force: true }));
  await symlink(behind, place);
  await expect(serveControl(folder, {} as Deployment, [greet])).rejects.toThrow(UnsafeKeyPlaceError);
  await expect(askServer(folder, greet, 'Bakery', run)).rejects.toThrow(UnsafeKeyPlaceError);
  await rm(place);
  await mkdir(place);
  await chmod(place, 0o755);
  await expect(serveControl(folder, {} as Deployment, [greet])).rejects.toThrow(UnsafeKeyPlaceError);
  await expect(askServer(folder, greet, 'Bakery', run)).rejects.toThrow(UnsafeKeyPlaceError);
});
