import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AppEnv } from './app-env.ts';
import { safeRelativePath, staticFiles } from './static-files.ts';

let root: string;
let app: Hono<AppEnv>;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'static-files-'));
  await mkdir(join(root, 'portal/assets'), { recursive: true });
  await mkdir(join(root, 'elements'));
  await writeFile(join(root, 'secret.json'), '{"secret":true}');
  await writeFile(join(root, 'portal/index.html'), '<!doctype html><title>Portal</title>');
  await writeFile(join(root, 'portal/assets/app.js'), 'export {};');
  await writeFile(join(root, 'portal/assets/app.js.map'), '{}');
  await writeFile(join(root, 'portal/.env'), 'KEY=1');
  await writeFile(join(root, 'portal/notes.txt'), 'notes');
  await writeFile(join(root, 'elements/elements.js'), 'export const a = 1;');
  await mkdir(join(root, 'elements/cmaps'));
  await writeFile(join(root, 'elements/cmaps/90ms-RKSJ-H.bcmap'), Uint8Array.of(0xe0, 0, 0xff));
  await symlink(join(root, 'secret.json'), join(root, 'portal/linked.json'));
  app = new Hono<AppEnv>();
  app.use(staticFiles([{ prefix: '/', folder: join(root, 'portal') }, { prefix: '/elements/', folder: join(root, 'elements') }]));
});

afterAll(() => rm(root, { recursive: true }));

describe('static files', () => {
  it('are served from their mount with a type, an ETag and the policy of pages', async () => {
    const page = await app.request('/');
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toContain("require-trusted-types-for 'script'");
    const script = await app.request('/elements/elements.js');
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(await script.text()).toBe('export const a = 1;');
  });

  it('include the character maps beside the worker, byte for byte', async () => {
    const map = await app.request('/elements/cmaps/90ms-RKSJ-H.bcmap');
    expect(map.headers.get('content-type')).toBe('application/octet-stream');
    expect([...new Uint8Array(await map.arrayBuffer())]).toEqual([0xe0, 0, 0xff]);
  });

  it('are not sent again where the ETag is known', async () => {
    const etag = (await app.request('/assets/app.js')).headers.get('etag') ?? '';
    const again = await app.request('/assets/app.js', { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
  });

  it.each([
    '/assets', '/assets/', '/.env', '/notes.txt', '/assets/app.js.map', '/linked.json', '/..%2fsecret.json', '/%2e%2e/secret.json',
    '/assets/..%5c..%5csecret.json', '/elements//../../secret.json', '/index.html%00.js', '/elements/', '/absent.js',
  ])('do not include %s', async (path) => {
    expect((await app.request(path)).status).toBe(404);
  });

  it('answer GET and HEAD only', async () => {
    expect((await app.request('/index.html', { method: 'POST' })).status).toBe(404);
    expect((await app.request('/index.html', { method: 'HEAD' })).status).toBe(200);
  });

  it('never lead out of their folder, whatever the path', () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.constantFrom('..', '.', '', 'a', '.git', '%2e%2e', 'x.js'), fc.string()), { maxLength: 6 }), (segments) => {
      const path = safeRelativePath(segments.join('/'));
      if (path === undefined) return;
      expect(path.startsWith('/')).toBe(false);
      expect(path.split('/').every((segment) => segment !== '' && !segment.startsWith('.') && !segment.includes('\\'))).toBe(true);
    }), { numRuns: 2_000 });
  });
});
