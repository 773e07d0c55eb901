import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** What a child process says of an error. */
export interface Fault {
  readonly name: string;
  readonly text: string;
  /** When what failed was begun, in ms since the epoch. */
  readonly begunAt: number;
}

export function faultOf(error: unknown, begunAt: number): Fault {
  return error instanceof Error ? { name: error.name, text: error.stack ?? error.message, begunAt } : { name: 'unknown', text: String(error), begunAt };
}

/** A server as a process of its own, which can be killed. */
export class ChildServer<Out extends { readonly kind: string }, In> {
  readonly #process: ChildProcess;
  /** Ends with the signal or the exit code. */
  readonly ended: Promise<string>;
  #error = '';

  constructor(script: URL, settings: unknown, onMessage: (message: Out, child: ChildServer<Out, In>) => void) {
    // The quick compiler for WebAssembly alone: one of the databases is ready in half the time.
    this.#process = fork(script, [JSON.stringify(settings)], { execArgv: ['--conditions=source', '--liftoff-only'], stdio: ['ignore', 'ignore', 'pipe', 'ipc'], serialization: 'advanced' });
    this.#process.stderr?.setEncoding('utf8').on('data', (text: string) => { this.#error += text; });
    this.#process.on('message', (message) => { onMessage(message as Out, this); });
    this.ended = once(this.#process, 'close').then(([code, signal]: unknown[]) => String(signal ?? code));
  }

  /** What it wrote to its standard error; empty where nothing went wrong. */
  get error(): string {
    return this.#error;
  }

  send(message: In): void {
    // One that was killed a moment ago need not hear it.
    if (this.#process.connected) this.#process.send(message as object, () => undefined);
  }

  /** SIGKILL; returns when nothing of it runs any more. */
  async kill(): Promise<void> {
    this.#process.kill('SIGKILL');
    await this.ended;
  }
}

/** In a child: its settings, and the way to its parent. `tell` returns when the message is on its way, whatever becomes of this process. */
export function inChild<Settings, Out, In>(onMessage: (message: In) => void): { readonly settings: Settings; readonly tell: (message: Out) => Promise<void> } {
  process.on('message', (message) => { onMessage(message as In); });
  // Without a parent there is nobody to work for.
  process.on('disconnect', () => process.exit(0));
  return { settings: JSON.parse(process.argv[2] ?? '{}') as Settings, tell: (message) => new Promise((resolve) => { process.send?.(message as object, () => { resolve(); }); }) };
}
