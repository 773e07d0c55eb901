import { openStatement } from '../open-statement.ts';
import { StatementProblemError } from '../problem.ts';
import type { FromWorker, ToWorker } from './protocol.ts';

/** The side of a message channel that a worker sees. */
export interface WorkerScope {
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  postMessage(message: FromWorker): void;
}

function isRequest(data: unknown): data is ToWorker {
  return typeof data === 'object' && data !== null && 'type' in data && (data.type === 'read' || data.type === 'cancel');
}

/** Answers the readings that a page asks for, several at once if need be, until each ends or is cancelled. */
export function serveReadings(scope: WorkerScope): void {
  const running = new Map<number, AbortController>();

  const read = async (request: Extract<ToWorker, { type: 'read' }>): Promise<void> => {
    const { id, bytes, options } = request;
    const controller = new AbortController();
    running.set(id, controller);
    try {
      const { summary, rows, batches } = await openStatement(bytes, { ...options, signal: controller.signal }, (progress) => scope.postMessage({ type: 'progress', id, progress }));
      for await (const batch of batches()) scope.postMessage({ type: 'rows', id, rows: batch });
      scope.postMessage({ type: 'progress', id, progress: { stage: 'prove', done: 1, rows } });
      scope.postMessage({ type: 'result', id, summary });
    } catch (error) {
      if (controller.signal.aborted) scope.postMessage({ type: 'cancelled', id });
      else if (error instanceof StatementProblemError) scope.postMessage({ type: 'problem', id, code: error.code });
      else scope.postMessage({ type: 'failure', id });
    } finally {
      running.delete(id);
    }
  };

  scope.addEventListener('message', ({ data }) => {
    if (!isRequest(data)) return;
    if (data.type === 'cancel') running.get(data.id)?.abort();
    else void read(data);
  });
}
