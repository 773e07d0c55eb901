/// <reference types="node" />
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runStep } from './run-step.mjs';

let results: string;
let printed: string[];

beforeEach(() => {
  results = mkdtempSync(join(tmpdir(), 'steps-'));
  printed = [];
  vi.spyOn(console, 'log').mockImplementation((text: unknown) => { printed.push(String(text)); });
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(results, { recursive: true });
});

/** A step whose commands are these scripts, with a report where the scripts are said to leave one. */
const step = (scripts: readonly string[], report?: string) =>
  runStep(
    { name: 'step', commands: scripts.map((script) => ['--eval', script]), ...(report === undefined ? {} : { report }) },
    { node: process.execPath, cwd: results, env: process.env, results, whole: true },
  );

const leaves = (text: string): string => `fs.writeFileSync('report.json', ${JSON.stringify(text)});`;
const report = (passed: number, failed: number): string => leaves(JSON.stringify({ numPassedTests: passed, numFailedTests: failed, numTotalTests: passed + failed }));

describe('a step without a report', () => {
  it('counts as one check', async () => {
    expect(await step(['', ''])).toMatchObject({ passed: 1, failed: 0 });
  });

  it.each([['an exit code', 'process.exit(3)'], ['an error', 'throw new Error("broken")'], ['a signal', 'process.kill(process.pid, "SIGKILL")']])('fails by %s, and goes no further', async (_, script) => {
    expect(await step([script, 'console.log("the next command")'])).toMatchObject({ passed: 0, failed: 1 });
    expect(printed.join('\n')).not.toContain('the next command');
  });

  it('prints in one piece what its commands said', async () => {
    await step(['console.log("one"); console.error("two")', 'console.log("three")']);
    expect(printed.at(-1)).toBe('\n--- step\none\ntwo\nthree\n');
  });
});

describe('a step with a report', () => {
  it.each([
    ['all that passed', report(5, 0), { passed: 5, failed: 0 }],
    ['tests that failed', `${report(5, 2)} process.exit(1)`, { passed: 5, failed: 2 }],
    ['tests that failed where the runner says nothing', report(5, 2), { passed: 5, failed: 2 }],
    ['a runner that fails after its tests passed', `${report(5, 0)} process.exit(1)`, { passed: 5, failed: 1 }],
    ['a runner that is ended after its tests passed', `${report(5, 0)} process.kill(process.pid, "SIGKILL")`, { passed: 5, failed: 1 }],
    ['a runner that ran nothing', report(0, 0), { passed: 0, failed: 1 }],
    ['a report that is missing', '', { passed: 0, failed: 1 }],
    ['a report that is cut off', leaves('{"numPassedTests": 5'), { passed: 0, failed: 1 }],
  ])('counts %s', async (_, script, expected) => {
    expect(await step([script], 'report.json')).toMatchObject(expected);
  });
});
