import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** One line of the result. */
export interface Finding {
  readonly tool: string;
  readonly subject: string;
  /** `skipped`: what it takes is not installed, or it cannot be tried. `incomplete`: its time ran out before it had seen everything. */
  readonly state: 'passed' | 'failed' | 'incomplete' | 'skipped';
  readonly figure: string;
}

/** The first of the names that is installed. */
export function installed(...names: readonly string[]): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

export interface Scan {
  readonly output: string;
  /** `null`: it was ended because its time ran out. */
  readonly code: number | null;
}

/** Runs a scanner in a process group of its own, for at most so many seconds. */
export function scan(command: string, parameters: readonly string[], seconds: number): Promise<Scan> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, parameters, { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    let output = '';
    const collect = (text: string): void => { output += text; };
    child.stdout.setEncoding('utf8').on('data', collect);
    child.stderr.setEncoding('utf8').on('data', collect);
    // The children of a shell script as well.
    const timer = setTimeout(() => { if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL'); }, seconds * 1_000);
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ output, code });
    });
  });
}
