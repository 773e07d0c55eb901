import type { Worker } from 'node:worker_threads';
import { fileURLToPath } from 'node:url';
import { StatementProblemError, type ReadingLimits } from '@cashflowsmart/sdk/statements';
import { Piscina } from 'piscina';
import { ProblemError } from '../../http/problem-error.ts';
import { RequestGoneError } from '../../http/request-gone.ts';
import type { FileReading, ReadingRequest } from './file-reading.ts';
import { watchMemory } from './memory-watch.ts';
import { fromCrossing, type ReadingAnswer, type ReadingTask } from './reading-message.ts';

export interface ReadingPoolOptions {
  /** Threads, and so readings at once, at most: whoever asks waits for a turn before. */
  readonly threads: number;
  /** MiB that one thread may take, the file itself included. */
  readonly memory: number;
  /** Bounds that the reader itself keeps. */
  readonly reading: ReadingLimits;
  /** Milliseconds after which the thread of a reading is ended. Default five seconds more than the reader allows itself. */
  readonly milliseconds?: number;
  /** Milliseconds for which a thread without work is kept. Default 10,000: starting one takes longer than reading a usual file. */
  readonly idle?: number;
}

/** A reading that is waited for. */
interface PendingReading {
  /** The id of the thread that reads, written by that thread; 0 until it begins. */
  readonly threadId: Int32Array<SharedArrayBuffer>;
  /** Ends the reading and its thread; the reason is what the reading is rejected with. */
  readonly end: AbortController;
}

const IDLE = 10_000;

/** Milliseconds for the start of a thread and for a reading to end by itself at its limit, so that the thread can be kept. */
const GRACE = 5_000;

/** Beside this file, in the source as well as in what is built of it. */
const FROM_SOURCE = import.meta.url.endsWith('.ts');
const SCRIPT = new URL(FROM_SOURCE ? './reading-worker.ts' : './reading-worker.js', import.meta.url);

/**
 * Reads statements in threads of their own, which start when there is work and end when there is none for a while. What a
 * file can do is bounded from outside: a thread that takes too long or too much memory is ended, and nothing else with it.
 */
export class ReadingPool {
  readonly #options: ReadingPoolOptions;
  readonly #threads: Piscina<ReadingTask, ReadingAnswer>;
  readonly #pending = new Set<PendingReading>();
  #closed = false;

  constructor(options: ReadingPoolOptions) {
    this.#options = options;
    this.#threads = new Piscina({
      filename: fileURLToPath(SCRIPT),
      execArgv: FROM_SOURCE ? ['--conditions=source'] : [],
      // Whoever reads what strangers send needs no address of a database.
      env: {},
      minThreads: 0,
      maxThreads: options.threads,
      idleTimeout: options.idle ?? IDLE,
      recordTiming: false,
      resourceLimits: { maxOldGenerationSizeMb: options.memory },
    });
    // A thread that did not even start has no reading to reject.
    this.#threads.on('error', (error: unknown) => {
      for (const { threadId, end } of this.#pending) if (Atomics.load(threadId, 0) === 0) end.abort(error);
    });
  }

  /** Threads that live at the moment. */
  get threadCount(): number {
    return this.#threads.threads.length;
  }

  /**
   * Reads a file. Its bytes are handed over to the thread and gone for the caller.
   *
   * @param gone aborted where nobody waits for the reading any more; its thread is then ended.
   * @throws {StatementProblemError} why it cannot be read; `reading-timeout` and `reading-too-large` beyond the limits.
   * @throws {ProblemError} where the ledger cannot hold what it says, or `unavailable` once the pool is closed.
   * @throws {RequestGoneError} where `gone` was aborted.
   */
  async read(bytes: Uint8Array<ArrayBuffer>, request: ReadingRequest, gone?: AbortSignal): Promise<FileReading> {
    if (this.#closed) throw stopping();
    if (gone?.aborted) throw new RequestGoneError();
    const { threads, memory, reading, milliseconds = reading.milliseconds + GRACE } = this.#options;
    // The library starts a thread for a task when it comes; one that waits for a thread that is ended would wait for ever.
    if (this.#pending.size >= threads) throw new RangeError('More readings than threads.');
    const pending: PendingReading = { threadId: new Int32Array(new SharedArrayBuffer(4)), end: new AbortController() };
    const { end } = pending;
    const giveUp = (): void => { end.abort(new RequestGoneError()); };
    gone?.addEventListener('abort', giveUp, { once: true });
    const timer = setTimeout(() => { end.abort(new StatementProblemError('reading-timeout')); }, milliseconds);
    const stopWatching = watchMemory(() => this.#threadOf(pending), memory, () => { end.abort(new StatementProblemError('reading-too-large')); });
    this.#pending.add(pending);
    try {
      const task: ReadingTask = { bytes, request: onlyRequest(request), limits: reading, threadId: pending.threadId };
      return readingOf(await this.#threads.run(task, { signal: end.signal, transferList: [bytes.buffer] }));
    } catch (error) {
      const reason: unknown = end.signal.aborted ? end.signal.reason : error;
      throw isOutOfMemory(reason) ? new StatementProblemError('reading-too-large') : reason;
    } finally {
      this.#pending.delete(pending);
      stopWatching();
      clearTimeout(timer);
      gone?.removeEventListener('abort', giveUp);
    }
  }

  /** Ends all threads; what is being read is given up. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const { end } of this.#pending) end.abort(stopping());
    await this.#threads.destroy();
  }

  #threadOf({ threadId }: PendingReading): Worker | undefined {
    const id = Atomics.load(threadId, 0);
    return id === 0 ? undefined : this.#threads.threads.find((thread) => thread.threadId === id);
  }
}

/** Callers may hand in more than is asked for, such as the key of the file; nothing of that goes to the thread. */
function onlyRequest({ fileName, decisions, clientDigest, password, account }: ReadingRequest): ReadingRequest {
  return { fileName, decisions, clientDigest, password, account: { currency: account.currency, number: account.number } };
}

function readingOf(answer: ReadingAnswer): FileReading {
  switch (answer.outcome) {
    case 'read': return fromCrossing(answer.reading);
    case 'unreadable': throw new StatementProblemError(answer.code);
    case 'problem': throw new ProblemError(answer.code, answer.errors && { errors: answer.errors });
  }
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

function stopping(): ProblemError {
  return new ProblemError('unavailable', { retryAfter: 1 });
}
