// `npm test`: everything that must hold, one line of totals at the end.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled, projectEnvironment, projectNode } from './setup/install.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
ensureInstalled(root);
const node = projectNode(root);
const results = join(root, 'test-results');
rmSync(results, { recursive: true, force: true });
mkdirSync(results);
const env = { ...projectEnvironment(root), CASH_FLOW_TEST_RESULTS: results };

const bin = (...path) => join(root, 'node_modules', ...path);
const typescript = bin('typescript', 'bin', 'tsc');
const vitest = (name, ...more) => ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${join(results, `${name}.json`)}`, ...more];

/** A step with `report` counts its tests from there; one without counts as a single check. */
const steps = [
  { name: 'types', commands: ['sdk', 'elements', 'server'].map((part) => [typescript, '-p', join('packages', part)]).concat([[typescript, '-p', '.']]) },
  { name: 'lint', commands: [[bin('eslint', 'bin', 'eslint.js'), '.', '--max-warnings=0', '--cache', '--cache-location', 'node_modules/.cache/eslint/']] },
  { name: 'unit', report: 'unit.json', commands: [[bin('vitest', 'vitest.mjs'), ...vitest('unit')]] },
  { name: 'build', commands: [[bin('turbo', 'bin', 'turbo'), 'run', 'build', '--output-logs=errors-only', '--no-update-notifier']] },
  { name: 'elements', report: 'elements.json', commands: [[bin('@web', 'test-runner', 'dist', 'bin.js'), '--config', 'web-test-runner.config.mjs']] },
  { name: 'storybook', commands: [[bin('storybook', 'dist', 'bin', 'dispatcher.js'), 'build', '--quiet', '--output-dir', 'storybook-static']] },
  { name: 'walk', report: 'walk.json', commands: [[bin('vitest', 'vitest.mjs'), ...vitest('walk', '--config', 'e2e/vitest.config.ts')]] },
];

function run(command) {
  return new Promise((resolve) => {
    const child = spawn(node, command, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', () => resolve(1));
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

/** Passed and failed tests of a runner's report; a runner that left none or ran nothing has failed once. */
function countTests(report, code) {
  const path = join(results, report);
  if (!existsSync(path)) return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests, numTotalTests } = JSON.parse(readFileSync(path, 'utf8'));
  const failed = numFailedTests === 0 && (code !== 0 || numTotalTests === 0) ? 1 : numFailedTests;
  return { passed: numPassedTests, failed };
}

const only = process.argv.slice(2);
const unknown = only.filter((name) => !steps.some((step) => step.name === name));
if (unknown.length > 0) {
  console.error(`Unknown step. The steps are: ${steps.map((step) => step.name).join(', ')}.`);
  process.exit(2);
}

const totals = { passed: 0, failed: 0 };
const lines = [];
for (const step of steps) {
  if (only.length > 0 && !only.includes(step.name)) continue;
  const started = performance.now();
  console.log(`\n--- ${step.name}`);
  let code = 0;
  for (const command of step.commands) code ||= await run(command);
  const counted = step.report ? countTests(step.report, code) : { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
  totals.passed += counted.passed;
  totals.failed += counted.failed;
  lines.push(`${step.name.padEnd(10)} ${String(counted.passed).padStart(5)} passed ${String(counted.failed).padStart(3)} failed ${((performance.now() - started) / 1000).toFixed(0).padStart(4)} s`);
}
console.log(`\n${lines.join('\n')}\n`);
console.log(`${totals.passed} passed, ${totals.failed} failed`);
process.exit(totals.failed === 0 ? 0 : 1);
