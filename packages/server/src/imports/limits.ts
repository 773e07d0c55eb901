import { DEFAULT_LIMITS, type ReadingLimits } from '@cashflowsmart/sdk/statements';

/** What one import may cost. All of them are options of the server. */
export interface ImportLimits {
  /** Rows, columns, cells, bytes and milliseconds of reading; `bytes` is also the largest file that can be announced. */
  readonly reading: ReadingLimits;
  /** Files that are open at once in this process. Default 4: each is held in memory while it is read. */
  readonly concurrentReadings: number;
  /** Requests that wait for their turn; more are turned away with a Retry-After. Default 32. */
  readonly waitingReadings: number;
}

export const defaultImportLimits: ImportLimits = { reading: DEFAULT_LIMITS, concurrentReadings: 4, waitingReadings: 32 };
