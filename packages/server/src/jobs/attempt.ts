import type { JobWithMetadata } from 'pg-boss';
import { describeError, type LogEntry, type Logger } from '../http/log.ts';
import { parsePayload } from './payload.ts';
import type { JobHandler, RunJob } from './job.ts';
import { JobExpiredError, JobFailure } from './job-failure.ts';

/** How an attempt ended here: done, or handed back because this server stops. */
export type AttemptEnd = 'completed' | 'returned';

/** One run of one job. */
export class Attempt {
  readonly job: JobWithMetadata;
  readonly #handler: JobHandler;
  readonly #log: Logger;
  readonly #stop = new AbortController();
  readonly #began = performance.now();

  constructor(handler: JobHandler, job: JobWithMetadata, log: Logger) {
    this.#handler = handler;
    this.job = job;
    this.#log = log;
  }

  /** Asks the handler to end between two steps, because this server stops. */
  stop(): void {
    this.#stop.abort(new DOMException('This server stops.', 'AbortError'));
  }

  /**
   * Runs the handler within its time.
   * @throws {JobFailure} which is all that the queue gets to know of an error.
   */
  async run(): Promise<AttemptEnd> {
    try {
      await this.#withinTime(this.job.signal);
    } catch (error) {
      if (this.#stop.signal.aborted) return 'returned';
      this.#tell({ level: 'error', event: this.#isLast ? 'job-dead' : 'job-failed', ...describeError(error) });
      throw new JobFailure(error);
    }
    this.#tell({ level: 'info', event: 'job-completed' });
    return 'completed';
  }

  /** Says that another server will take it. */
  tellReturned(): void {
    this.#tell({ level: 'info', event: 'job-returned' });
  }

  get #isLast(): boolean {
    return this.job.retryCount >= this.job.retryLimit;
  }

  async #withinTime(claim: AbortSignal): Promise<void> {
    const { job, run } = this.#handler;
    const expiry = new AbortController();
    const expired = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      const error = new JobExpiredError();
      expiry.abort(error);
      expired.reject(error);
    }, job.expireIn * 1000);
    try {
      const payload = parsePayload(job, this.job.data);
      const signal = AbortSignal.any([claim, this.#stop.signal, expiry.signal]);
      await Promise.race([(run as RunJob<unknown>)(payload, { signal, jobId: this.job.id, attempt: this.job.retryCount + 1 }), expired.promise]);
      // Who returns because of the signal has not finished; and who has finished all the same can be run again.
      signal.throwIfAborted();
    } finally {
      clearTimeout(timer);
    }
  }

  #tell(entry: Pick<LogEntry, 'level' | 'event' | 'errorName' | 'errorCode' | 'frames'>): void {
    const { name, id, retryCount } = this.job;
    this.#log({ ...entry, job: name, jobId: id, attempt: retryCount + 1, milliseconds: Math.round(performance.now() - this.#began) });
  }
}
