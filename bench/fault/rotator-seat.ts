import { ChildServer, type Fault } from './child-server.ts';
import type { Deployment } from './fault-server.ts';
import type { RotatorMessage, RotatorTask } from './rotator.ts';

/** How a task ended: by itself, or because its process is gone. */
export type RotatorEnd =
  | { readonly kind: 'ended'; readonly left: number; readonly unreadable: number; readonly moved: number }
  | { readonly kind: 'failed'; readonly fault: Fault }
  | { readonly kind: 'killed' };

/** A place for one rotating process after the other: whoever is killed is replaced. */
export class RotatorSeat {
  readonly #deployment: Deployment;
  #child: ChildServer<RotatorMessage, RotatorTask>;
  #answer: (end: RotatorEnd) => void = () => undefined;

  constructor(deployment: Deployment) {
    this.#deployment = deployment;
    this.#child = this.#start();
  }

  /** Gives it a task; after a kill to the one that takes the place. @throws {Error} when the process ended by itself. */
  async perform(task: RotatorTask): Promise<RotatorEnd> {
    const child = this.#child;
    const answered = new Promise<RotatorEnd>((resolve) => { this.#answer = resolve; });
    child.send(task);
    const end = await Promise.race([answered, child.ended.then((how) => ({ kind: 'gone', how }) as const)]);
    if (end.kind !== 'gone') return end;
    if (end.how !== 'SIGKILL') throw new Error(`A rotating process ended by itself (${end.how}).\n${child.error}`);
    this.#child = this.#start();
    return { kind: 'killed' };
  }

  /** Kills the process at once; what it was at ends as `killed`. */
  async kill(): Promise<void> {
    await this.#child.kill();
  }

  #start(): ChildServer<RotatorMessage, RotatorTask> {
    return new ChildServer<RotatorMessage, RotatorTask>(new URL('./rotator.ts', import.meta.url), { deployment: this.#deployment }, (message, child) => {
      if (child === this.#child) this.#answer(message);
    });
  }
}
