import { build, type BuildOptions } from 'esbuild';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundled, bundledWorker } from '../tsup.config.ts';

const folder = fileURLToPath(new URL('..', import.meta.url));

/** Bundles an entry with the settings of the standalone build; what it only loads when it is needed is apart. */
async function bundle(entry: string, settings: typeof bundled | typeof bundledWorker): Promise<string> {
  const options: BuildOptions = { absWorkingDir: folder, entryPoints: [entry], bundle: true, minify: true, format: 'esm', target: 'es2022', platform: 'browser', logLevel: 'silent', splitting: settings.splitting, outdir: 'out' };
  settings.esbuildOptions(options);
  const result = await build({ ...options, write: false });
  return result.outputFiles.find(({ path }) => path.endsWith(`${basename(entry, '.ts')}.js`))!.text;
}

describe.each([
  ['the elements', 'src/standalone.ts', 110, bundled],
  ['the worker', 'src/statement-worker.ts', 70, bundledWorker],
])('the file that a page loads for %s', (_name, entry, kilobytes, settings) => {
  let text = '';
  beforeAll(async () => {
    text = await bundle(entry, settings);
  });

  it('carries no brand, package name or path', () => {
    expect(text).not.toMatch(/cash ?flow ?smart/i);
    expect(text).not.toMatch(/node_modules|sourceMappingURL|packages\//);
  });

  it('imports nothing but its own parts, and makes no code from text', () => {
    expect(text).not.toMatch(/\bfrom\s*["'](?:@|node:|lit)/);
    expect(text).not.toMatch(/\bimport\(\s*["'](?!\.\/)/);
    expect(text).not.toMatch(/\bnew Function\b|\beval\(/);
  });

  it('keeps nothing in the browser and brings no schemas along', () => {
    expect(text).not.toMatch(/localStorage|sessionStorage|indexedDB|document\.cookie/);
    expect(text).not.toContain('ZodError');
  });

  it(`weighs less than ${kilobytes} kB`, () => {
    expect(gzipSync(text, { level: 9 }).length).toBeLessThan(kilobytes * 1000);
  });
});
