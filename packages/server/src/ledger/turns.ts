/** Milliseconds of work after which others get their turn. */
const TURN = 10;

/** Lets long work of one request give way to the other requests of the process. */
export class Turns {
  #since = performance.now();

  /** Comes back at once until this turn is used up, then after whatever else was waiting. */
  async give(): Promise<void> {
    if (performance.now() - this.#since < TURN) return;
    await new Promise(setImmediate);
    this.#since = performance.now();
  }

  /** Runs work that is cut into steps to its end. */
  async run<Result>(steps: Generator<void, Result>): Promise<Result> {
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done) return step.value;
      await this.give();
    }
  }
}
