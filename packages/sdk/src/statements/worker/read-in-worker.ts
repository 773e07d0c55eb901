import { StatementProblemError } from '../problem.ts';
import type { ReadingProgress, ReadStatementOptions, StatementReading, StatementTransaction } from '../types.ts';
import type { FromWorker, ToWorker } from './protocol.ts';

/** What is needed of a `Worker`. */
export type StatementWorker = Pick<Worker, 'postMessage' | 'addEventListener' | 'removeEventListener'>;

let lastId = 0;

/**
 * Reads a statement in a worker whose script is `statement-worker`. The bytes are copied, not transferred: the page still
 * needs them for the upload. One worker can read several statements at once. The rows come in batches, so that the page has
 * no long task where a file has very many.
 *
 * @throws {StatementProblemError} as `readStatement`; the signal's reason where it is aborted; an `Error` where the worker fails.
 */
export function readInWorker(
  worker: StatementWorker, bytes: Uint8Array, options: ReadStatementOptions, onProgress?: (progress: ReadingProgress) => void,
): Promise<StatementReading> {
  const { signal, ...rest } = options;
  signal?.throwIfAborted();
  const id = ++lastId;
  const transactions: StatementTransaction[] = [];
  return new Promise((resolve, reject) => {
    const send = (message: ToWorker): void => worker.postMessage(message);
    const end = (): void => {
      worker.removeEventListener('message', onMessage);
      worker.removeEventListener('error', onFailure);
      worker.removeEventListener('messageerror', onFailure);
      signal?.removeEventListener('abort', onAbort);
    };
    const onMessage = (event: MessageEvent<FromWorker>): void => {
      const message = event.data;
      if (message.id !== id) return;
      if (message.type === 'progress') {
        onProgress?.(message.progress);
        return;
      }
      if (message.type === 'rows') {
        for (const row of message.rows) transactions.push(row);
        return;
      }
      end();
      if (message.type === 'result') resolve({ ...message.summary, transactions });
      else if (message.type === 'problem') reject(new StatementProblemError(message.code));
      else reject(new Error('The statement could not be read.'));
    };
    const onFailure = (): void => {
      end();
      reject(new Error('The worker that reads statements could not be started.'));
    };
    const onAbort = (): void => {
      end();
      send({ type: 'cancel', id });
      reject(signal!.reason as Error);
    };
    worker.addEventListener('message', onMessage);
    worker.addEventListener('error', onFailure);
    worker.addEventListener('messageerror', onFailure);
    signal?.addEventListener('abort', onAbort, { once: true });
    send({ type: 'read', id, bytes, options: rest });
  });
}
