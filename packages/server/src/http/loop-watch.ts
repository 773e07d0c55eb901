import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Whether this process is behind with its work. */
export interface LoopWatch {
  readonly overloaded: boolean;
  stop(): void;
}

/** Milliseconds between two looks. */
const WINDOW = 1_000;
const RESOLUTION = 20;
const NANOSECONDS = 1e6;

/** Overloaded from the second window in a row whose mean delay is above the limit, until the first one below it: a single long task is no overload. */
export class LoadState {
  readonly #limit: number;
  #above = 0;

  /** @param limit milliseconds. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get overloaded(): boolean {
    return this.#above >= 2;
  }

  /** @param delay mean delay of a window in milliseconds; not a number where nothing was measured. */
  note(delay: number): void {
    this.#above = delay > this.#limit ? this.#above + 1 : 0;
  }
}

/** Measures how late timers of this process are; `limit` in milliseconds. */
export function watchEventLoop(limit: number): LoopWatch {
  const state = new LoadState(limit);
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION });
  histogram.enable();
  const timer = setInterval(() => {
    state.note(histogram.mean / NANOSECONDS - RESOLUTION);
    histogram.reset();
  }, WINDOW);
  timer.unref();
  return {
    get overloaded() { return state.overloaded; },
    stop: () => {
      clearInterval(timer);
      histogram.disable();
    },
  };
}
