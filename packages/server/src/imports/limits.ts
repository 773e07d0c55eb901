import { DEFAULT_LIMITS, type ReadingLimits } from '@cashflowsmart/sdk/statements';

/** What one import may cost. All of them are options of the server. */
export interface ImportLimits {
  /** Rows, columns, cells, bytes and milliseconds of reading; `bytes` is also the largest file that can be announced. */
  readonly reading: ReadingLimits;
  /**
   * Files that are open at once in this process, each read in a thread of its own. Default 4. One organisation has at most
   * one less, so that nobody else waits for its files.
   */
  readonly concurrentReadings: number;
  /** Requests that wait for their turn, at most half of them of one organisation; more are turned away with a Retry-After. Default 32. */
  readonly waitingReadings: number;
  /** MiB that the thread of one reading may take, the file itself included. Default 2,048. */
  readonly readingMemory: number;
  /** Files that one person may bring to an organisation within 24 hours. Default 2,000: the statements of years, of many accounts. */
  readonly filesPerDay: number;
  /** Bytes of those files. Default 20 GiB. */
  readonly bytesPerDay: number;
}

export const defaultImportLimits: ImportLimits = {
  reading: DEFAULT_LIMITS, concurrentReadings: 4, waitingReadings: 32, readingMemory: 2_048, filesPerDay: 2_000, bytesPerDay: 20 * 1024 ** 3,
};
