import { createHash } from 'node:crypto';
import { open, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from './app-env.ts';
import { PAGE_POLICY } from './security-headers.ts';

/** One folder under one prefix, such as `/elements/`. */
export interface StaticMount {
  /** Begins and ends with a slash. */
  readonly prefix: `/${string}`;
  readonly folder: string;
}

/** What may be served, and as what. Everything else in a folder, source maps included, is not there. */
const CONTENT_TYPES: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.json', 'application/json; charset=utf-8'],
  ['.svg', 'image/svg+xml; charset=utf-8'],
  ['.png', 'image/png'],
  ['.ico', 'image/x-icon'],
  ['.woff2', 'font/woff2'],
  // Character maps, which the worker fetches for PDFs in East Asian fonts.
  ['.bcmap', 'application/octet-stream'],
]);

/** A name in a path: no dot in front, no separator, nothing that a file system could read in its own way. */
const SEGMENT = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,120}$/;

/** The path within a mount, or `undefined` where nothing may be served. A folder stands for its `index.html`. */
export function safeRelativePath(path: string): string | undefined {
  const segments = path.split('/');
  const last = segments.pop() ?? '';
  const file = last === '' ? 'index.html' : last;
  const all = [...segments, file];
  return all.every((segment) => SEGMENT.test(segment)) && CONTENT_TYPES.has(extname(file)) ? all.join('/') : undefined;
}

async function readInside(folder: string, relative: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    const root = await realpath(folder);
    const path = await realpath(join(root, relative));
    // A link may not lead out of the folder.
    if (!path.startsWith(root + sep)) return undefined;
    const file = await open(path, 'r');
    try {
      return (await file.stat()).isFile() ? new Uint8Array(await file.readFile()) : undefined;
    } finally {
      await file.close();
    }
  } catch {
    return undefined;
  }
}

/** Serves known kinds of files from a fixed list of folders, with an ETag, without listings. Goes on where there is none. */
export function staticFiles(mounts: readonly StaticMount[]): MiddlewareHandler<AppEnv> {
  const longestFirst = mounts.toSorted((a, b) => b.prefix.length - a.prefix.length);
  return async (context, next) => {
    const { method, path } = context.req;
    const mount = longestFirst.find(({ prefix }) => path.startsWith(prefix));
    const relative = mount && (method === 'GET' || method === 'HEAD') ? safeRelativePath(path.slice(mount.prefix.length)) : undefined;
    const content = mount && relative !== undefined ? await readInside(mount.folder, relative) : undefined;
    if (!content || relative === undefined) return next();
    const etag = `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;
    context.header('etag', etag);
    context.header('cache-control', 'no-cache');
    context.header('content-security-policy', PAGE_POLICY);
    if (context.req.header('if-none-match') === etag) return context.body(null, 304);
    return context.body(content, 200, { 'content-type': CONTENT_TYPES.get(extname(relative)) ?? '' });
  };
}
