import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Runs the commands of a step one after the other until one fails. A step with `report` counts its tests from the file of
 * that name in `results`; one without counts as a single check. With `whole` its output is printed in one piece at its end.
 */
export async function runStep({ name, commands, report }, { node, cwd, env, results, whole }) {
  const started = performance.now();
  console.log(whole ? `... ${name} has begun` : `\n--- ${name}`);
  // A file, not a pipe: a pipe ends only when everything has ended that a command left running.
  const log = join(results, `${name}.log`);
  const output = whole ? openSync(log, 'a') : 'inherit';
  let code = 0;
  for (const command of commands) code ||= await run(node, command, { cwd, env, stdio: ['ignore', output, output] });
  if (whole) {
    closeSync(output);
    console.log(`\n--- ${name}\n${readFileSync(log, 'utf8')}`);
  }
  const counted = report ? countTests(join(results, report), code) : { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
  return { ...counted, seconds: (performance.now() - started) / 1000 };
}

/** The exit code; 1 where the process did not start or was ended by a signal. */
function run(node, command, options) {
  return new Promise((resolve) => {
    const child = spawn(node, command, options);
    child.on('error', () => resolve(1));
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

/** Passed and failed tests of a runner's report; a runner that left none that can be read, or ran nothing, has failed once. */
function countTests(path, code) {
  const report = existsSync(path) ? parsed(readFileSync(path, 'utf8')) : undefined;
  if (!report) return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests, numTotalTests } = report;
  const failed = numFailedTests === 0 && (code !== 0 || numTotalTests === 0) ? 1 : numFailedTests;
  return { passed: numPassedTests, failed };
}

/** Nothing where a runner was ended while it wrote. */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
