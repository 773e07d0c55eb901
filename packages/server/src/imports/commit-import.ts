import type { Account, StatementImport } from '@cashflowsmart/sdk/contract';
import { StatementProblemError } from '@cashflowsmart/sdk/statements';
import type { Audit } from '../http/handler.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { OrganisationVault } from '../vault/index.ts';
import { answerOf } from './answer.ts';
import { openContent } from './file-content.ts';
import type { FileReading } from './reading/file-reading.ts';
import { findImport, updateImport, type StoredImport } from './import-store.ts';
import type { ImportChange, ImportsContext } from './imports-context.ts';
import { loadImport } from './load.ts';
import { obstacleToCommit, reviewOf } from './review.ts';
import { nextState } from './state.ts';

interface CommitWishes {
  readonly acceptContradiction: boolean;
  /** Aborted where nobody waits any more: the reading is given up, not the writing. */
  readonly gone: AbortSignal | undefined;
  readonly audit: Audit;
}

/**
 * Puts the new rows of a reviewed import into the ledger, all or none. An import that is in the ledger already answers
 * the same again.
 *
 * @throws {ProblemError} what keeps it out; `changed-meanwhile` where the review is no longer what the file says.
 */
export async function commitImport(context: ImportsContext, address: ImportChange, acceptContradiction: boolean): Promise<StatementImport> {
  const vault = await context.vault.organisation(address.caller.organisationId);
  const stored = await loadImport(context, vault, address);
  const already = (committed: StoredImport): Promise<StatementImport> => {
    address.unchanged();
    return answerOf(context, committed);
  };
  if (stored.state === 'committed') return already(stored);
  nextState(stored.state, 'commit');
  try {
    const { gone, audit } = address;
    await context.withFile({ organisationId: vault.organisationId, gone }, () => commit(context, vault, stored, { acceptContradiction, gone, audit }));
  } catch (error) {
    // Another request with the same wish was faster, or this one lost its connection after it had come through.
    const now = await loadImport(context, vault, address);
    if (now.state === 'committed') return already(now);
    throw error;
  }
  return answerOf(context, await loadImport(context, vault, address));
}

async function commit(context: ImportsContext, vault: OrganisationVault, stored: StoredImport, { acceptContradiction, gone, audit }: CommitWishes): Promise<void> {
  const { organisationId } = vault;
  const account = await context.ledger.readAccount(organisationId, stored.accountId);
  const reading = await readAgain(context, vault, stored, account, { gone, audit });
  const obstacle = obstacleToCommit(reading, account, acceptContradiction);
  if (obstacle) throw new ProblemError(obstacle);
  const { rows, coverage } = reading;
  const { plan } = await context.ledger.prepareAppend(organisationId, { importId: stored.id, accountId: stored.accountId, rows, coverage });
  await context.ledger.append(plan, async (trx, counts) => {
    const locked = await findImport(trx, vault, stored.id, { personId: undefined, lock: true });
    if (!locked || locked.revision !== stored.revision) throw new ProblemError('changed-meanwhile');
    await updateImport(trx, vault, locked, {
      state: nextState(locked.state, 'commit'),
      body: { review: reviewOf(reading, counts, account.currency), password: null, committedAt: context.now().toISOString() },
    });
    const { fileName } = stored.body;
    await audit(trx, {
      action: 'import.commit', object: { kind: 'import', id: stored.id },
      details: { fileName, rows: counts.newCount, duplicates: counts.duplicateCount, acceptContradiction },
    });
  });
}

/** What is committed is what was reviewed: where a newer reader reads something else, the review is opened again. */
async function readAgain(
  context: ImportsContext, vault: OrganisationVault, stored: StoredImport, account: Account, { gone, audit }: Pick<CommitWishes, 'gone' | 'audit'>,
): Promise<FileReading> {
  const content = await openContent(context.data, vault, stored);
  const reading = await context.readFile(content, { ...stored.body, account }, gone).catch((error: unknown) => {
    throw error instanceof StatementProblemError ? new ProblemError(error.code) : error;
  });
  if (reading.digest === stored.body.review?.readingDigest) return reading;
  const { rows, coverage } = reading;
  const counts = await context.ledger.prepareAppend(vault.organisationId, { importId: stored.id, accountId: stored.accountId, rows, coverage });
  await context.data.inOrganisation(vault.organisationId, async (trx) => {
    const locked = await findImport(trx, vault, stored.id, { personId: undefined, lock: true });
    if (locked?.revision !== stored.revision) return;
    const review = { ...reviewOf(reading, counts, account.currency), differs: true };
    await updateImport(trx, vault, locked, { state: nextState(locked.state, 'read'), body: { review } });
    await audit(trx, { action: 'import.reopen', object: { kind: 'import', id: stored.id }, details: { fileName: stored.body.fileName } });
  });
  throw new ProblemError('changed-meanwhile');
}
