import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installed, scan, type Finding, type Scan } from './scanner.ts';
import type { SecurityServer } from './security-server.ts';
import type { Target } from './sqlmap-targets.ts';

/** Answers that mean "refused": they are the rule here and no reason to stop. */
const REFUSALS = '400,401,403,404,405,409,413,415,422,429';

/** What the scanner says of one target. */
export function verdictOf({ output, code }: Scan): Finding['state'] {
  if (/identified the following injection point|\bis vulnerable\b/i.test(output)) return 'failed';
  if (code !== null && /all tested parameters do not appear to be injectable/i.test(output)) return 'passed';
  return 'incomplete';
}

/** Tries every marked parameter of one operation, at the lowest level and risk. */
export async function runSqlmap(server: SecurityServer, target: Target, seconds: number): Promise<Finding> {
  const command = installed('sqlmap');
  const [tool, subject] = ['sqlmap', `${target.method} ${target.operationId}`];
  if (command === undefined) return { tool, subject, state: 'skipped', figure: 'not installed' };
  if (target.streams) return { tool, subject, state: 'skipped', figure: 'answers with a stream that does not end; its parameter is that of all other operations' };
  const folder = await mkdtemp(join(tmpdir(), 'sqlmap-'));
  try {
    const headers = [`Cookie: ${server.cookies.admin}`, `Origin: ${server.origin}`, ...target.headers.map(([name, value]) => `${name}: ${value}`)];
    const result = await scan(command, [
      '-u', server.origin + target.address, '--method', target.method, '--headers', [...headers, ...(target.json === undefined ? [] : ['Content-Type: application/json'])].join('\n'),
      ...(target.json === undefined ? [] : ['--data', target.json]),
      '--batch', '--level', '1', '--risk', '1', '--smart', '--dbms', 'postgresql', '--ignore-code', REFUSALS, '--timeout', '10', '--retries', '0', '--threads', '2', '--disable-coloring',
      '--output-dir', folder, '--flush-session',
    ], seconds);
    const state = verdictOf(result);
    const last = result.output.split('\n').filter((line) => /\[(?:CRITICAL|ERROR)\]/.test(line)).at(-1)?.replace(/^.*\[(?:CRITICAL|ERROR)\] /, '').slice(0, 120) ?? 'no verdict';
    return { tool, subject, state, figure: state === 'passed' ? '0 injectable' : last };
  } finally {
    await rm(folder, { recursive: true });
  }
}
