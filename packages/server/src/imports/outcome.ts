import type { ImportReview, ProblemCode } from '@cashflowsmart/sdk/contract';
import { StatementProblemError } from '@cashflowsmart/sdk/statements';
import type { FileReading } from './reading/file-reading.ts';
import type { StoredImport } from './import-store.ts';
import type { ImportsContext } from './imports-context.ts';
import { reviewOf } from './review.ts';
import type { ImportEvent } from './state.ts';

/** What reading a file made of its import. */
export interface ReadingOutcome {
  readonly event: Extract<ImportEvent, 'read' | 'refuse'>;
  readonly review: ImportReview | null;
  readonly refusal: ProblemCode | null;
  /** What is kept of the password: one that opens nothing is forgotten. */
  readonly password: string | null;
}

/** Reads the file with its decisions, which uses up `content`, and counts what of it is new. A file that cannot be read is an outcome too. */
export async function outcomeOf(
  context: ImportsContext,
  organisationId: string,
  stored: StoredImport,
  content: Uint8Array<ArrayBuffer>,
  gone: AbortSignal | undefined,
): Promise<ReadingOutcome> {
  const account = await context.ledger.readAccount(organisationId, stored.accountId);
  let reading: FileReading;
  try {
    reading = await context.readFile(content, { ...stored.body, account }, gone);
  } catch (error) {
    if (!(error instanceof StatementProblemError)) throw error;
    return { event: 'refuse', review: null, refusal: error.code, password: error.code === 'pdf-password-wrong' ? null : stored.body.password };
  }
  const { rows, coverage } = reading;
  const counts = await context.ledger.prepareAppend(organisationId, { importId: stored.id, accountId: stored.accountId, rows, coverage });
  return { event: 'read', review: reviewOf(reading, counts, account.currency), refusal: null, password: stored.body.password };
}
