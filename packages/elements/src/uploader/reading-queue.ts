import type { Decisions, Recipe } from '@cashflowsmart/sdk/contract';
import { readInWorker, StatementProblemError, type ReadingProgress, type StatementReading } from '@cashflowsmart/sdk/statements';

/** A worker to which the bytes move instead of being copied: nobody on this side needs them after that. */
function handingOver(worker: Worker, buffer: ArrayBuffer): Pick<Worker, 'postMessage' | 'addEventListener' | 'removeEventListener'> {
  return {
    // A buffer that has moved is empty, and cannot move again with a later message.
    postMessage: (message: unknown) => worker.postMessage(message, buffer.byteLength > 0 ? [buffer] : []),
    addEventListener: worker.addEventListener.bind(worker),
    removeEventListener: worker.removeEventListener.bind(worker),
  };
}

export interface ReadingJob {
  readonly file: File;
  readonly recipe: Recipe | null;
  readonly answers: Decisions['answers'];
  /** Opens an encrypted file. */
  readonly password?: string;
  readonly signal: AbortSignal;
  /** Its turn has come. */
  readonly onStart?: () => void;
  readonly onProgress: (progress: ReadingProgress) => void;
  /** The bytes before they are handed to the worker, which leaves this side without them. */
  readonly onBytes?: (bytes: Uint8Array<ArrayBuffer>) => Promise<void>;
}

/**
 * Reads files one after the other in one worker, which is started for the first and ended with the last, so
 * that a page that waits holds no thread and no file in memory.
 */
export class ReadingQueue {
  readonly #createWorker: () => Worker;
  #worker: Worker | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #open = 0;

  constructor(createWorker: () => Worker) {
    this.#createWorker = createWorker;
  }

  /** Reads a file when its turn comes. Rejects with the signal's reason, the reader's problem, or the browser's. */
  read(job: ReadingJob): Promise<StatementReading> {
    this.#open += 1;
    const result = this.#last.then(() => this.#run(job));
    this.#last = result.catch(() => undefined).then(() => {
      this.#open -= 1;
      if (this.#open === 0) this.#end();
    });
    return result;
  }

  async #run(job: ReadingJob): Promise<StatementReading> {
    job.signal.throwIfAborted();
    job.onStart?.();
    const bytes = new Uint8Array(await job.file.arrayBuffer());
    await job.onBytes?.(bytes);
    job.signal.throwIfAborted();
    this.#worker ??= this.#createWorker();
    const options = { fileName: job.file.name, recipe: job.recipe, answers: job.answers, ...(job.password !== undefined && { password: job.password }), signal: job.signal };
    try {
      return await readInWorker(handingOver(this.#worker, bytes.buffer), bytes, options, job.onProgress);
    } catch (error) {
      // A reading that was cancelled may still run, and a worker that broke down answers no more: the next file gets another.
      if (!(error instanceof StatementProblemError)) this.#end();
      throw error;
    }
  }

  #end(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
  }
}
