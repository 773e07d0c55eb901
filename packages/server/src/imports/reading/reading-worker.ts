/** The script of the threads that read statements. A thread reads one file at a time and keeps nothing of it. */
import { threadId } from 'node:worker_threads';
import { StatementProblemError } from '@cashflowsmart/sdk/statements';
import { move, transferableSymbol, valueSymbol } from 'piscina';
import { ProblemError } from '../../http/problem-error.ts';
import { buffersOfReading, toCrossing, type ReadingAnswer, type ReadingTask } from './reading-message.ts';
import { readStatementFile } from './statement-file.ts';

export default async function read({ bytes, request, limits, threadId: place }: ReadingTask): Promise<ReturnType<typeof move> | ReadingAnswer> {
  Atomics.store(place, 0, threadId);
  try {
    const reading = toCrossing(await readStatementFile(bytes, request, limits));
    const answer: ReadingAnswer = { outcome: 'read', reading };
    return move({ [transferableSymbol]: buffersOfReading(reading), [valueSymbol]: answer });
  } catch (error) {
    if (error instanceof StatementProblemError) return { outcome: 'unreadable', code: error.code };
    if (error instanceof ProblemError) return { outcome: 'problem', code: error.code, errors: error.errors };
    throw error;
  }
}
