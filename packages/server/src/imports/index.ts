import type { ImportsContext } from './imports-context.ts';
import { defaultImportLimits, type ImportLimits } from './limits.ts';
import { ReadingPool } from './reading/reading-pool.ts';
import { ReadingTurns } from './reading/reading-turns.ts';

export { defaultImportLimits, type ImportLimits } from './limits.ts';
export type { ImportsContext } from './imports-context.ts';

export interface ImportsOptions extends Pick<ImportsContext, 'data' | 'vault' | 'ledger' | 'namesOf'> {
  readonly limits?: Partial<ImportLimits>;
  readonly now?: () => Date;
}

/** Statement files over one database, its keys and its ledger. Files are read in threads, which live until `close`. */
export function createImports({ limits, now, ...parts }: ImportsOptions): ImportsContext {
  const all: ImportLimits = { ...defaultImportLimits, ...limits };
  // In front of the pool rather than in it: who waits for a thread holds no file in memory yet.
  const turns = new ReadingTurns({ running: all.concurrentReadings, waiting: all.waitingReadings });
  const pool = new ReadingPool({ threads: all.concurrentReadings, memory: all.readingMemory, reading: all.reading });
  return {
    ...parts,
    limits: all,
    now: now ?? (() => new Date()),
    readFile: (bytes, request, gone) => pool.read(bytes, request, gone),
    withFile: (request, task) => turns.run(request, task),
    close: () => pool.close(),
  };
}
