import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const main = join(import.meta.dirname, '..', 'main.ts');

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

/** Tests start many short programs: the quick compiler for WebAssembly alone halves the time in which their databases are ready. */
const QUICKLY = ['--liftoff-only', '--conditions=source'];

/** Starts the program as a process of its own. */
export function start(parameters: readonly string[], env: Readonly<Record<string, string>> = {}, input: 'ignore' | 'pipe' = 'ignore'): ChildProcess {
  return spawn(process.execPath, [...QUICKLY, main, ...parameters], { env: { ...process.env, ...env }, stdio: [input, 'pipe', 'pipe'] });
}

/** Runs the program to its end; `input` is what stands on its standard input. */
export async function run(parameters: readonly string[], env: Readonly<Record<string, string>> = {}, input?: string): Promise<Ended> {
  const child = start(parameters, env, input === undefined ? 'ignore' : 'pipe');
  let [out, error] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => { out += text; });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => { error += text; });
  child.stdin?.end(input);
  const [code] = await once(child, 'close') as [number | null];
  return { code, out, error };
}
