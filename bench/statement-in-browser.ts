import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';
import { launchBrowser } from '../e2e/browser.ts';
import { bundled, bundledWorker } from '../packages/elements/tsup.config.ts';
import type { PageReading } from './statement-page.ts';

const TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.html': 'text/html' };
const PAGE = '<!doctype html><title>statement</title><script type="module" src="/statement-page.js"></script>';

async function bundle(folder: string): Promise<void> {
  const common = { config: false, silent: true, clean: false, format: 'esm' as const, platform: 'browser' as const, target: 'es2022' as const, outDir: folder, outExtension: () => ({ js: '.js' }) };
  const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
  await build({ ...common, ...bundled, entry: { 'statement-page': source('./statement-page.ts') } });
  await build({ ...common, ...bundledWorker, entry: { 'statement-worker': source('../packages/elements/src/statement-worker.ts') } });
}

async function serve(folder: string, statement: string): Promise<Server> {
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    if (path === '/statement.csv') {
      createReadStream(statement).pipe(response);
      return;
    }
    response.setHeader('content-type', TYPES[extname(path)] ?? 'text/html');
    if (path === '/') response.end(PAGE);
    else void readFile(join(folder, path.slice(1))).then((content) => response.end(content), () => response.writeHead(404).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

/** Reads a statement in Chromium as the uploader does: its worker reads, and the page watches for long tasks of its own. */
export async function readInBrowser(statement: string): Promise<PageReading> {
  const folder = await mkdtemp(join(tmpdir(), 'statement-page-'));
  await bundle(folder);
  const server = await serve(folder, statement);
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(300_000);
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const done = await page.waitForFunction(() => (globalThis as { reading?: PageReading }).reading);
    return (await done.jsonValue())!;
  } finally {
    await browser.close();
    server.close();
    await rm(folder, { recursive: true });
  }
}
