import type { Account } from '@cashflowsmart/sdk/contract';
import { StatementProblemError } from '@cashflowsmart/sdk/statements';
import { ProblemError } from '../http/problem-error.ts';
import type { OrganisationVault } from '../vault/index.ts';
import { openContent } from './file-content.ts';
import { findImport, updateImport, type StoredImport } from './import-store.ts';
import type { ImportChange, ImportsContext } from './imports-context.ts';
import type { FileReading } from './reading/file-reading.ts';
import { obstacleToCommit, reviewOf } from './review.ts';
import { nextState } from './state.ts';

/** A reading that may go into the ledger, and the account that it goes into. */
export interface ProvenReading {
  readonly reading: FileReading;
  readonly account: Account;
}

/**
 * Reads the file of an import once more and proves it: what goes into the ledger is what was reviewed, and nothing keeps it
 * out. Where a newer reader reads something else, the review is opened again.
 *
 * @throws {ProblemError} what keeps it out; `changed-meanwhile` where the review is no longer what the file says.
 */
export async function readAgain(
  context: ImportsContext, vault: OrganisationVault, stored: StoredImport, { acceptContradiction, gone, audit }: Pick<ImportChange, 'gone' | 'audit'> & { readonly acceptContradiction: boolean },
): Promise<ProvenReading> {
  const account = await context.ledger.readAccount(vault.organisationId, stored.accountId);
  const content = await openContent(context.data, vault, stored);
  const reading = await context.readFile(content, { ...stored.body, account }, gone).catch((error: unknown) => {
    throw error instanceof StatementProblemError ? new ProblemError(error.code) : error;
  });
  if (reading.digest !== stored.body.review?.readingDigest) return reopenReview(context, vault, stored, { reading, account, audit });
  const obstacle = obstacleToCommit(reading, account, acceptContradiction);
  if (obstacle) throw new ProblemError(obstacle);
  return { reading, account };
}

async function reopenReview(context: ImportsContext, vault: OrganisationVault, stored: StoredImport, { reading, account, audit }: ProvenReading & Pick<ImportChange, 'audit'>): Promise<never> {
  const { rows, coverage } = reading;
  const counts = await context.ledger.prepareAppend(vault.organisationId, { importId: stored.id, accountId: stored.accountId, rows, coverage });
  await context.data.inOrganisation(vault.organisationId, async (trx) => {
    const locked = await findImport(trx, vault, stored.id, { personId: undefined, lock: true });
    if (locked?.revision !== stored.revision) return;
    const review = { ...reviewOf(reading, counts, account.currency), differs: true };
    await updateImport(trx, vault, locked, { state: nextState(locked.state, 'read'), body: { review, approval: null } });
    await audit(trx, { action: 'import.reopen', object: { kind: 'import', id: stored.id }, details: { fileName: stored.body.fileName } });
  });
  throw new ProblemError('changed-meanwhile');
}
