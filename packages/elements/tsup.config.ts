import { cp } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { defineConfig, type Options } from 'tsup';

type BuildOptions = Parameters<NonNullable<Options['esbuildOptions']>>[0];

const common = { format: 'esm', target: 'es2022', platform: 'browser', sourcemap: false } as const;

/** What a page loads as it is. The worker is one file of its own wherever it lies: a page starts it by its address. */
export const bundled = {
  noExternal: [/.*/],
  minify: true,
  splitting: false,
  esbuildOptions(options: BuildOptions): void {
    // From the sources, so that nothing has to be built before; licences stand in the package, not in the page.
    options.conditions = ['source', 'browser'];
    options.legalComments = 'none';
  },
};
/** The worker and, beside it, what it loads with the first PDF: pdfjs, and the character maps of East Asian fonts. */
export const bundledWorker = {
  ...bundled,
  entry: { 'statement-worker': 'src/statement-worker.ts' },
  splitting: true,
  esbuildOptions(options: BuildOptions): void {
    bundled.esbuildOptions(options);
    options.chunkNames = 'statement-[name]-[hash]';
  },
};
const characterMaps = join(dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')), 'cmaps');

function workerIn(outDir: string): Options {
  return { ...common, ...bundledWorker, outDir, onSuccess: async () => cp(characterMaps, join(outDir, 'cmaps'), { recursive: true }) };
}


/**
 * `dist`: modules for bundlers, with Lit and the SDK outside. `dist/standalone`: one file for a page without a
 * bundler. Both carry the worker beside them, where `worker-url.ts` looks for it.
 */
export default defineConfig([
  {
    ...common,
    entry: { index: 'src/index.ts', define: 'src/define.ts' },
    dts: true,
    outDir: 'dist',
    esbuildOptions(options) {
      // Both entries share one module; without a hash in its name a new build replaces it.
      options.chunkNames = 'elements';
    },
  },
  workerIn('dist'),
  { ...common, ...bundled, entry: { 'cash-flow-elements': 'src/standalone.ts' }, outDir: 'dist/standalone' },
  workerIn('dist/standalone'),
]);
