// `npm test`: everything that must hold, one line of totals at the end.
import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled, projectEnvironment, projectNode } from './setup/install.mjs';
import { runStep } from './testing/run-step.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
ensureInstalled(root);
const node = projectNode(root);
const results = join(root, 'test-results');
rmSync(results, { recursive: true, force: true });
mkdirSync(results);
const env = {
  ...projectEnvironment(root),
  CASH_FLOW_TEST_RESULTS: results,
  // Tests start the command line and reading threads from the sources dozens of times: each is compiled once.
  NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'node'),
};

const bin = (...path) => join(root, 'node_modules', ...path);
// The native compiler checks in a quarter of the time; other tools need the API that only the older one has.
const typescript = bin('typescript-native', 'bin', 'tsc');
const vitest = (name, ...more) => ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${join(results, `${name}.json`)}`, ...more];

/** What runs side by side: neither lane reads what the other writes, and in each a step begins when the one before has ended. */
const lanes = [
  [
    { name: 'types', commands: ['sdk', 'elements', 'server'].map((part) => [typescript, '-p', join('packages', part)]).concat([[typescript, '-p', '.']]) },
    { name: 'lint', commands: [[bin('eslint', 'bin', 'eslint.js'), '.', '--max-warnings=0', '--cache', '--cache-location', 'node_modules/.cache/eslint/']] },
    { name: 'unit', report: 'unit.json', commands: [[bin('vitest', 'vitest.mjs'), ...vitest('unit')]] },
  ],
  [
    { name: 'build', commands: [[bin('turbo', 'bin', 'turbo'), 'run', 'build', '--output-logs=errors-only', '--no-update-notifier']] },
    { name: 'elements', report: 'elements.json', commands: [[bin('@web', 'test-runner', 'dist', 'bin.js'), '--config', 'web-test-runner.config.mjs']] },
    { name: 'storybook', commands: [[bin('storybook', 'dist', 'bin', 'dispatcher.js'), 'build', '--quiet', '--output-dir', 'storybook-static']] },
    { name: 'walk', report: 'walk.json', commands: [[bin('vitest', 'vitest.mjs'), ...vitest('walk', '--config', 'e2e/vitest.config.ts')]] },
  ],
];

const only = process.argv.slice(2);
const names = lanes.flat().map(({ name }) => name);
const unknown = only.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`Unknown step. The steps are: ${names.join(', ')}.`);
  process.exit(2);
}

const chosen = lanes.map((lane) => lane.filter(({ name }) => only.length === 0 || only.includes(name)));
// Two steps at once would write into each other's lines, so each is printed in one piece when it ends.
const whole = chosen.filter((lane) => lane.length > 0).length > 1;
const done = new Map();
await Promise.all(chosen.map(async (lane) => {
  for (const step of lane) done.set(step.name, await runStep(step, { node, cwd: root, env, results, whole }));
}));

const totals = { passed: 0, failed: 0 };
console.log();
for (const name of names) {
  const result = done.get(name);
  if (!result) continue;
  totals.passed += result.passed;
  totals.failed += result.failed;
  console.log(`${name.padEnd(10)} ${String(result.passed).padStart(5)} passed ${String(result.failed).padStart(3)} failed ${result.seconds.toFixed(0).padStart(4)} s`);
}
console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
process.exitCode = totals.failed === 0 ? 0 : 1;
