import type { StatementImport } from '@cashflowsmart/sdk/contract';
import { asksForApproval } from '../access/approval-policy.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { OrganisationVault } from '../vault/index.ts';
import { answerOf } from './answer.ts';
import { askedFor, withPreparer } from './approval.ts';
import { updateImport, type StoredImport } from './import-store.ts';
import type { ImportChange, ImportsContext } from './imports-context.ts';
import { loadImport } from './load.ts';
import { readAgain } from './read-again.ts';
import { reviewOf } from './review.ts';
import { nextState } from './state.ts';
import { lockUnchanged, writeImport } from './write-import.ts';

/** States in which what was wished for has been done, by this request or by one before. */
const DONE: ReadonlySet<StoredImport['state']> = new Set(['committed', 'awaiting-approval', 'awaiting-undo']);

/**
 * Puts the new rows of a reviewed import into the ledger, all or none; where a second person approves, asks for that. What
 * has been done already answers the same again.
 *
 * @throws {ProblemError} what keeps it out; `changed-meanwhile` where the review is no longer what the file says.
 */
export async function commitImport(context: ImportsContext, address: ImportChange, acceptContradiction: boolean): Promise<StatementImport> {
  const { caller, gone } = address;
  const vault = await context.vault.organisation(caller.organisationId);
  const stored = await loadImport(context, vault, address);
  const already = (done: StoredImport): Promise<StatementImport> => {
    address.unchanged();
    return answerOf(context, done);
  };
  if (DONE.has(stored.state)) return already(stored);
  nextState(stored.state, 'commit');
  const asks = await context.data.inOrganisation(vault.organisationId, (trx) => asksForApproval(trx, vault));
  const run = asks ? ask : commit;
  try {
    await context.withFile({ organisationId: vault.organisationId, gone }, () => run(context, vault, stored, { ...address, acceptContradiction }));
  } catch (error) {
    // Another request with the same wish was faster, or this one lost its connection after it had come through.
    const now = await loadImport(context, vault, address);
    if (DONE.has(now.state)) return already(now);
    throw error;
  }
  return answerOf(context, await loadImport(context, vault, address));
}

interface CommitWishes extends ImportChange {
  readonly acceptContradiction: boolean;
}

async function commit(context: ImportsContext, vault: OrganisationVault, stored: StoredImport, { acceptContradiction, gone, audit }: CommitWishes): Promise<void> {
  const proven = await readAgain(context, vault, stored, { acceptContradiction, gone, audit });
  await writeImport(context, vault, stored, proven, {
    event: 'commit', audit, acceptContradiction,
    // The setting may have been turned on while the file was read.
    check: async (trx) => {
      if (await asksForApproval(trx, vault)) throw new ProblemError('changed-meanwhile');
    },
  });
}

/** Leaves the import waiting, once it is known that nothing else keeps it out. */
async function ask(context: ImportsContext, vault: OrganisationVault, stored: StoredImport, { caller, acceptContradiction, gone, audit }: CommitWishes): Promise<void> {
  const { reading, account } = await readAgain(context, vault, stored, { acceptContradiction, gone, audit });
  const { rows, coverage } = reading;
  const counts = await context.ledger.prepareAppend(vault.organisationId, { importId: stored.id, accountId: stored.accountId, rows, coverage });
  await context.data.inOrganisation(vault.organisationId, async (trx) => {
    const locked = await lockUnchanged(trx, vault, stored);
    await updateImport(trx, vault, locked, {
      state: nextState(locked.state, 'ask'),
      body: {
        review: reviewOf(reading, counts, account.currency),
        approval: askedFor(caller.personId, context.now(), acceptContradiction),
        preparedBy: withPreparer(locked, caller.personId),
      },
    });
    const { fileName } = stored.body;
    await audit(trx, { action: 'import.request-approval', object: { kind: 'import', id: stored.id }, details: { fileName, rows: counts.newCount, acceptContradiction } });
  });
}
