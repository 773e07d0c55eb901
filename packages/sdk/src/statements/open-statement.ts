import { Clock } from './clock.ts';
import { fileKind } from './decode/file-kind.ts';
import { openCsv } from './read-csv.ts';
import { readingContext } from './read-statement.ts';
import { madeStatement, type AssembledStatement } from './reading/assemble.ts';
import type { Progress, ReadingContext } from './reading-context.ts';
import type { OpenedStatement, ReadingProgress, ReadStatementOptions } from './types.ts';

async function* openPdf(bytes: Uint8Array, context: ReadingContext): Progress<AssembledStatement> {
  const { readPdf } = await import('./read-pdf.ts');
  return madeStatement(yield* readPdf(bytes, context));
}

/**
 * Reads a statement for callers who take its rows batch by batch: all is decided and proven when this resolves, and the
 * rows of a CSV are made while they are taken. The concatenation of the batches is what `readStatement` gives as `transactions`. It
 * takes about one and a half times as much memory as the file, beside the file, where rows as objects take four to six times.
 *
 * @throws {StatementProblemError} as `readStatement`.
 * @throws the signal's reason where it is aborted, also while the rows are taken.
 */
export async function openStatement(
  bytes: Uint8Array, options: ReadStatementOptions, onProgress?: (progress: ReadingProgress) => void,
): Promise<OpenedStatement> {
  const context = readingContext(bytes, options);
  const opening = fileKind(bytes) === 'pdf' ? openPdf(bytes, context) : openCsv(bytes, context);
  for (;;) {
    const step = await opening.next();
    if (!step.done) {
      onProgress?.(step.value);
      continue;
    }
    const { summary, rows } = step.value;
    return {
      summary,
      rows: rows.length,
      async *batches() {
        const clock = new Clock(options.signal, Infinity);
        for (const batch of rows.batches()) {
          await clock.giveWay();
          yield batch;
        }
      },
    };
  }
}
