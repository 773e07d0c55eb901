/** Thrown where too many are waiting already. */
export class TooManyWaitingError extends Error {
  override readonly name = 'TooManyWaitingError';
}

/** Runs at most `running` tasks at once and lets at most `waiting` more wait, first come, first served. */
export class ConcurrencyLimit {
  readonly #running: number;
  readonly #waiting: number;
  readonly #queue: (() => void)[] = [];
  #active = 0;

  constructor(limits: { readonly running: number; readonly waiting: number }) {
    this.#running = limits.running;
    this.#waiting = limits.waiting;
  }

  /** @throws {TooManyWaitingError} at once, without running the task. */
  async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.#active >= this.#running) {
      if (this.#queue.length >= this.#waiting) throw new TooManyWaitingError('Too many tasks are waiting.');
      await new Promise<void>((resolve) => { this.#queue.push(resolve); });
    } else {
      this.#active += 1;
    }
    try {
      return await task();
    } finally {
      // The place goes to the next in line, so `active` falls only where nobody waits.
      const next = this.#queue.shift();
      if (next) next();
      else this.#active -= 1;
    }
  }
}
