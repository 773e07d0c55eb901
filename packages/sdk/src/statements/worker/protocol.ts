import type { StatementProblemCode } from '../problem.ts';
import type { ReadingProgress, ReadStatementOptions, StatementSummary, StatementTransaction } from '../types.ts';

/** What crosses to the worker: everything but the signal, which stays with the caller. */
export type WorkerReadOptions = Omit<ReadStatementOptions, 'signal'>;

/** From the page to the worker. */
export type ToWorker =
  | { readonly type: 'read'; readonly id: number; readonly bytes: Uint8Array; readonly options: WorkerReadOptions }
  | { readonly type: 'cancel'; readonly id: number };

/** From the worker to the page. Each `read` ends with exactly one of result, problem, cancelled or failure. */
export type FromWorker =
  | { readonly type: 'progress'; readonly id: number; readonly progress: ReadingProgress }
  /** The next transactions, few enough to be taken over in a moment; all of them come before the result. */
  | { readonly type: 'rows'; readonly id: number; readonly rows: readonly StatementTransaction[] }
  | { readonly type: 'result'; readonly id: number; readonly summary: StatementSummary }
  | { readonly type: 'problem'; readonly id: number; readonly code: StatementProblemCode }
  | { readonly type: 'cancelled'; readonly id: number }
  /** An error of the reader itself. Nothing of it crosses: its text could hold input. */
  | { readonly type: 'failure'; readonly id: number };
