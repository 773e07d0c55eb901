// Element tests and stories in a real browser: `npx wtr`. Sources are served as they are, without a build.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter, summaryReporter } from '@web/test-runner';
import { emulateMediaPlugin, sendKeysPlugin, setViewportPlugin } from '@web/test-runner-commands/plugins';
import { playwrightLauncher } from '@web/test-runner-playwright';
import { build } from 'esbuild';
import { browserArguments, browserPath } from './scripts/setup/browser.mjs';
import { totalsReporter } from './scripts/testing/totals-reporter.mjs';

const rootDir = dirname(fileURLToPath(import.meta.url));

/** Serves packages that are CommonJS, or depend on such, as one ES module each; the test runner itself bundles nothing. */
function commonJs(names) {
  const bundled = new Map();
  const bundle = async (name) => {
    const result = await build({
      stdin: { contents: `export * from ${JSON.stringify(name)}; export { default } from ${JSON.stringify(name)};`, resolveDir: join(rootDir, 'packages/sdk') },
      bundle: true,
      format: 'esm',
      platform: 'browser',
      write: false,
    });
    return result.outputFiles[0].text;
  };
  return {
    name: 'common-js',
    resolveImport: ({ source }) => (names.includes(source) ? `/__common-js/${source}.js` : undefined),
    async serve({ path }) {
      const name = /^\/__common-js\/(.+)\.js$/.exec(path)?.[1];
      if (!name || !names.includes(name)) return undefined;
      if (!bundled.has(name)) bundled.set(name, bundle(name));
      return { body: await bundled.get(name), type: 'js' };
    },
  };
}

/** A worker's address names the built `.js`; among the sources it is the `.ts` beside it. */
async function sourceOfBuiltFile(context, next) {
  if (context.path.startsWith('/packages/') && context.path.endsWith('.js') && !existsSync(join(rootDir, context.path))) {
    context.url = context.url.replace(/\.js(?=$|\?)/, '.ts');
  }
  await next();
}

/** Character maps lie beside the built worker; for the worker among the sources they come from the package of pdfjs. */
const characterMaps = {
  name: 'character-maps',
  async serve({ path }) {
    const name = /\/cmaps\/([\w-]+\.bcmap)$/.exec(path)?.[1];
    if (!name) return undefined;
    return { body: await readFile(join(rootDir, 'node_modules/pdfjs-dist/cmaps', name)), type: 'application/octet-stream' };
  },
};

/** A page under the policy that hosts are asked to set; see content-security-policy.browser.test.ts. */
const STRICT_POLICY = [
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; worker-src 'self'",
  "require-trusted-types-for 'script'; trusted-types lit-html cash-flow 'allow-duplicates'",
].join('; ');
const strictPage = {
  name: 'strict-page',
  serve({ path, query }) {
    if (path !== '/strict-page.html') return undefined;
    const script = 'break' in query ? 'strict-page-broken' : 'strict-page';
    const body = `<!doctype html><html lang="en"><title>Strict page</title><script type="module" src="/packages/elements/src/foundation/testing/${script}.ts"></script></html>`;
    return { body, type: 'html', headers: { 'content-security-policy': STRICT_POLICY } };
  },
};

export default {
  rootDir,
  files: ['packages/*/src/**/*.browser.test.ts', '!**/node_modules/**', '!**/dist/**'],
  nodeResolve: { exportConditions: ['source', 'browser'] },
  middleware: [sourceOfBuiltFile],
  plugins: [
    commonJs(['papaparse', 'axe-core', 'pdfkit', 'pdfkit/standard-fonts/Helvetica']),
    esbuildPlugin({ ts: true, target: 'es2022', tsconfig: join(rootDir, 'tsconfig.json') }),
    characterMaps,
    strictPage,
    emulateMediaPlugin(),
    sendKeysPlugin(),
    setViewportPlugin(),
  ],
  browsers: [
    playwrightLauncher({
      product: 'chromium',
      launchOptions: { executablePath: await browserPath(), args: [...browserArguments] },
      concurrency: 1,
    }),
  ],
  testFramework: { config: { ui: 'bdd', timeout: 60_000 } },
  testsFinishTimeout: 480_000,
  reporters: [defaultReporter({ reportTestProgress: false }), summaryReporter({ flatten: true }), totalsReporter('elements.json')],
};
