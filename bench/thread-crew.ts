import { parentPort, Worker } from 'node:worker_threads';

/** How one job ended: with a result, by an error of its thread, or by the watchdog. */
export type Outcome<Result> =
  | { readonly kind: 'done'; readonly result: Result }
  | { readonly kind: 'crashed'; readonly reason: string }
  | { readonly kind: 'overdue' };

export interface CrewOptions {
  readonly script: URL;
  readonly threads: number;
  /** What one job may take; a thread beyond it is ended and replaced. */
  readonly milliseconds: number;
  readonly memoryMb?: number;
}

/** Works off `jobs`, one at a time in each thread, and hands over each outcome as it comes. */
export async function inThreads<Job, Result>(jobs: Iterable<Job>, options: CrewOptions, onOutcome: (job: Job, outcome: Outcome<Result>) => void): Promise<void> {
  const queue = jobs[Symbol.iterator]();
  const seats = Array.from({ length: Math.max(1, options.threads) }, async () => {
    const seat = new Seat<Job, Result>(options);
    for (let next = queue.next(); next.done !== true; next = queue.next()) onOutcome(next.value, await seat.work(next.value));
    await seat.leave();
  });
  await Promise.all(seats);
}

/** A place for one thread after the other. */
class Seat<Job, Result> {
  readonly #options: CrewOptions;
  #thread: Worker | null = null;
  #awaited: (outcome: Outcome<Result>) => void = () => undefined;

  constructor(options: CrewOptions) {
    this.#options = options;
  }

  async work(job: Job): Promise<Outcome<Result>> {
    const thread = this.#thread ?? this.#hire();
    // Loading the modules is no part of a job's time.
    if (this.#thread === null) {
      this.#thread = thread;
      const ready = await this.#next();
      if (ready.kind !== 'done') throw new Error('A thread did not start.');
    }
    let watchdog: NodeJS.Timeout | undefined;
    const overdue = new Promise<Outcome<Result>>((resolve) => {
      watchdog = setTimeout(() => { resolve({ kind: 'overdue' }); }, this.#options.milliseconds);
    });
    const answered = this.#next();
    thread.postMessage(job);
    const outcome = await Promise.race([answered, overdue]);
    clearTimeout(watchdog);
    if (outcome.kind !== 'done') await this.leave();
    return outcome;
  }

  async leave(): Promise<void> {
    await this.#thread?.terminate();
    this.#thread = null;
  }

  #next(): Promise<Outcome<Result>> {
    return new Promise((resolve) => { this.#awaited = resolve; });
  }

  #hire(): Worker {
    const { script, memoryMb } = this.#options;
    const thread = new Worker(script, memoryMb === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: memoryMb } });
    const end = (outcome: Outcome<Result>): void => {
      // What a thread says that was given up is of no interest.
      if (thread === this.#thread) this.#awaited(outcome);
    };
    thread.on('message', (result: Result) => { end({ kind: 'done', result }); });
    thread.on('error', (error: unknown) => { end({ kind: 'crashed', reason: error instanceof Error ? (error.stack ?? error.message) : String(error) }); });
    thread.on('exit', () => { end({ kind: 'crashed', reason: 'The thread ended.' }); });
    return thread;
  }
}

/** In a thread: does each job that comes in. */
export function serveJobs<Job, Result>(work: (job: Job) => Promise<Result>): void {
  const port = parentPort;
  if (!port) throw new Error('This module runs in a thread.');
  port.on('message', (job: Job) => {
    // An error leaves the promise unhandled, which ends the thread and tells the crew why.
    void work(job).then((result) => { port.postMessage(result); });
  });
  port.postMessage('ready');
}
