import { ConcurrencyLimit, TooManyWaitingError } from '../access/concurrency-limit.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { ImportsContext } from './imports-context.ts';
import { defaultImportLimits, type ImportLimits } from './limits.ts';
import { readStatementFile } from './statement-file.ts';

export { defaultImportLimits, type ImportLimits } from './limits.ts';
export type { ImportsContext } from './imports-context.ts';

export interface ImportsOptions extends Pick<ImportsContext, 'data' | 'vault' | 'ledger' | 'namesOf'> {
  readonly limits?: Partial<ImportLimits>;
  readonly now?: () => Date;
}

/** Seconds to wait where too many files are being read. */
const RETRY_AFTER = 5;

/** Statement files over one database, its keys and its ledger. */
export function createImports({ limits, now, ...parts }: ImportsOptions): ImportsContext {
  const all: ImportLimits = { ...defaultImportLimits, ...limits };
  const turns = new ConcurrencyLimit({ running: all.concurrentReadings, waiting: all.waitingReadings });
  return {
    ...parts,
    limits: all,
    now: now ?? (() => new Date()),
    readFile: (bytes, request) => readStatementFile(bytes, request, all.reading),
    async withFile(task) {
      try {
        return await turns.run(task);
      } catch (error) {
        throw error instanceof TooManyWaitingError ? new ProblemError('too-many-requests', { retryAfter: RETRY_AFTER }) : error;
      }
    },
  };
}
