/// <reference types="node" />
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, it } from 'vitest';

it('is small, needs no package at run time but for SHA-256 where Web Crypto is missing, and names no brand', async () => {
  const { outputFiles, metafile } = await build({
    entryPoints: [fileURLToPath(new URL('index.ts', import.meta.url))],
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    packages: 'external',
  });
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
  expect(imports.map(({ path, kind }) => `${kind} ${path}`)).toEqual(['dynamic-import @peculiar/webcrypto']);
  const text = outputFiles[0]!.text;
  expect(text).not.toMatch(/cashflowsmart/i);
  expect(text.length).toBeLessThan(16 * 1024);
});
