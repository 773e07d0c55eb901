import { defineConfig } from 'tsup';

export default defineConfig({
  entry: {
    'contract/index': 'src/contract/index.ts',
    'contract/roles': 'src/contract/roles.ts',
    'contract/problems': 'src/contract/problems.ts',
    'client/index': 'src/client/index.ts',
    'statements/index': 'src/statements/index.ts',
    'statements/worker/statement-worker': 'src/statements/worker/statement-worker.ts',
    'statements/pdf/character-maps': 'src/statements/pdf/character-maps.ts',
    'statements/pdf/character-maps.browser': 'src/statements/pdf/character-maps.browser.ts',
    'money/index': 'src/money/index.ts',
    'dates/index': 'src/dates/index.ts',
    'digest/index': 'src/digest/index.ts',
    'digest/fallback-crypto': 'src/digest/fallback-crypto.ts',
    'digest/fallback-crypto.browser': 'src/digest/fallback-crypto.browser.ts',
  },
  format: ['esm'],
  target: 'es2022',
  dts: true,
  clean: true,
  // Resolved where the package is used: by Node to the library, by a bundler for browsers to a module without it.
  external: ['#fallback-crypto', '#character-maps', /^pdfjs-dist/],
});
