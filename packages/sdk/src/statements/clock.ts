import { pause } from './pause.ts';
import { StatementProblemError } from './problem.ts';

/** How long a reading holds its thread at a stretch. */
const TURN_MILLISECONDS = 12;

/** Watches the signal and the time limit of one reading, and gives way to other work of the thread. */
export class Clock {
  readonly #signal: AbortSignal | undefined;
  readonly #deadline: number;
  #turn = performance.now();

  constructor(signal: AbortSignal | undefined, milliseconds: number) {
    this.#signal = signal;
    this.#deadline = this.#turn + milliseconds;
  }

  /** @throws the signal's reason, or a `StatementProblemError` (reading-timeout). */
  check(): void {
    this.#signal?.throwIfAborted();
    if (performance.now() > this.#deadline) throw new StatementProblemError('reading-timeout');
  }

  get turnIsOver(): boolean {
    return performance.now() - this.#turn > TURN_MILLISECONDS;
  }

  /** Lets other work run where the turn is over, then checks. */
  async giveWay(): Promise<void> {
    if (this.turnIsOver) {
      await pause();
      this.#turn = performance.now();
    }
    this.check();
  }
}
