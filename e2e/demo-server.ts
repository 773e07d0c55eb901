import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const command = join(root, 'packages', 'server', 'bin', 'cashflowsmart.js');

export interface SignIn {
  readonly email: string;
  readonly password: string;
}

export interface DemoServer {
  readonly url: string;
  readonly folder: string;
  /** What it printed, for the people and for messages. */
  readonly output: () => string;
  signIn(role: 'admin' | 'operator' | 'data-entry'): SignIn;
  stop(): Promise<void>;
}

export function temporaryFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'cash-flow-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Starts the built server as `npm start` does, on a free port, and waits until it says where it listens. */
export async function startDemo(folder: string, ...more: string[]): Promise<DemoServer> {
  const child = spawn(process.execPath, [command, 'demo', '--folder', folder, '--port', '0', ...more], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    const listen = (chunk: Buffer): void => {
      output += chunk.toString();
      const match = /https?:\/\/localhost:\d+/.exec(output);
      // The sign-ins are printed after the address; both are there once the last role is.
      if (match && /data-entry@example\.com\s+\S+/.test(output)) resolve(match[0]);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.on('exit', (code) => reject(new Error(`The server ended with ${code}:\n${output}`)));
  });
  return {
    url,
    folder,
    output: () => output,
    signIn: (role) => {
      const password = new RegExp(`${role}@example\\.com\\s+(\\S+)`).exec(output)?.[1];
      if (!password) throw new Error(`No password of ${role} was printed.`);
      return { email: `${role}@example.com`, password };
    },
    stop: () => stop(child),
  };
}

/** Runs a command of the server to its end. */
export function runCommand(...parameters: string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [command, ...parameters], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('exit', (code) => resolve({ code, output }));
  });
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.on('exit', () => resolve());
    child.kill('SIGTERM');
  });
}
