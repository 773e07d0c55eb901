import { Clock } from './clock.ts';
import { fileKind } from './decode/file-kind.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { StatementProblemError } from './problem.ts';
import { readCsv } from './read-csv.ts';
import type { ReadingContext } from './reading-context.ts';
import type { ReadingLimits, ReadingProgress, ReadStatementOptions, StatementReading } from './types.ts';

/**
 * Reads a statement: yields its progress and returns the reading. Gives way to the event loop some eighty times a second.
 *
 * @throws {StatementProblemError} with the code of the contract that says why the file cannot be read.
 * @throws the signal's reason where it is aborted.
 */
export async function* readStatement(bytes: Uint8Array, options: ReadStatementOptions): AsyncGenerator<ReadingProgress, StatementReading, undefined> {
  const context = readingContext(bytes, options);
  if (fileKind(bytes) === 'pdf') {
    const { readPdf } = await import('./read-pdf.ts');
    return yield* readPdf(bytes, context);
  }
  return yield* readCsv(bytes, context);
}

/** What a reading works with. @throws {StatementProblemError} file-too-large; the signal's reason where it is aborted. */
export function readingContext(bytes: Uint8Array, options: ReadStatementOptions): ReadingContext {
  const limits: ReadingLimits = { ...DEFAULT_LIMITS, ...options.limits };
  const clock = new Clock(options.signal, limits.milliseconds);
  clock.check();
  if (bytes.length > limits.bytes) throw new StatementProblemError('file-too-large');
  return { options, limits, clock };
}

/** `readStatement` for callers who want the reading and, maybe, to hear of its progress. */
export async function readWholeStatement(
  bytes: Uint8Array, options: ReadStatementOptions, onProgress?: (progress: ReadingProgress) => void,
): Promise<StatementReading> {
  const reading = readStatement(bytes, options);
  for (;;) {
    const step = await reading.next();
    if (step.done) return step.value;
    onProgress?.(step.value);
  }
}
