import type { StatementImport } from '@cashflowsmart/sdk/contract';
import type { Transaction } from 'kysely';
import { requireActiveMember, requireSecondPerson } from '../access/approval-policy.ts';
import type { Database } from '../database/schema.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { OrganisationVault } from '../vault/index.ts';
import { answerOf } from './answer.ts';
import { decided, preparersOf, type StoredApproval } from './approval.ts';
import { updateImport, type StoredImport } from './import-store.ts';
import type { ImportChange, ImportsContext } from './imports-context.ts';
import { loadImport } from './load.ts';
import { readAgain } from './read-again.ts';
import { nextState } from './state.ts';
import { lockUnchanged, removeImport, writeImport } from './write-import.ts';

/** What a second person says about an import as they saw it. */
export interface ImportVerdict {
  readonly decision: 'approve' | 'return';
  readonly revision: number;
  readonly reason?: string | undefined;
}

/**
 * Carries out what waits for a second person, or sends it back. The file is read and proved again, against the ledger as it
 * is now. The same verdict once more answers the same again.
 *
 * @throws {ProblemError} `not-awaiting-approval`, `second-person-required`, `changed-meanwhile`, or what keeps the file out.
 */
export async function approveImport(context: ImportsContext, address: ImportChange, verdict: ImportVerdict): Promise<StatementImport> {
  const vault = await context.vault.organisation(address.caller.organisationId);
  const stored = await loadImport(context, vault, address);
  const already = (done: StoredImport): Promise<StatementImport> => {
    address.unchanged();
    return answerOf(context, done);
  };
  if (wasDecided(stored, address, verdict)) return already(stored);
  if (stored.state !== 'awaiting-approval' && stored.state !== 'awaiting-undo') throw new ProblemError('not-awaiting-approval');
  if (stored.revision !== verdict.revision) throw new ProblemError('changed-meanwhile');
  try {
    if (verdict.decision === 'return') await sendBack(context, vault, stored, { address, verdict });
    else if (stored.state === 'awaiting-approval') await approveCommit(context, vault, stored, { address, verdict });
    else await approveUndo(context, vault, stored, { address, verdict });
  } catch (error) {
    const now = await loadImport(context, vault, address);
    if (wasDecided(now, address, verdict)) return already(now);
    throw error;
  }
  return answerOf(context, await loadImport(context, vault, address));
}

interface Given {
  readonly address: ImportChange;
  readonly verdict: ImportVerdict;
}

async function approveCommit(context: ImportsContext, vault: OrganisationVault, stored: StoredImport, { address, verdict }: Given): Promise<void> {
  const { caller, gone, audit } = address;
  requireSecondPerson(caller, preparersOf(stored));
  const { approval } = stored.body;
  await context.withFile({ organisationId: vault.organisationId, gone }, async () => {
    const acceptContradiction = approval?.acceptsContradiction ?? false;
    const proven = await readAgain(context, vault, stored, { acceptContradiction, gone, audit });
    await writeImport(context, vault, stored, proven, {
      event: 'approve', audit, acceptContradiction, body: { approval: verdictOn(approval, context, { address, verdict }) },
      check: (trx) => admit(trx, stored, address, 'commit'),
    });
  });
}

/** Two people agree on an undo: whoever asked for it, and another one, who may have brought the import. */
async function approveUndo(context: ImportsContext, vault: OrganisationVault, stored: StoredImport, { address, verdict }: Given): Promise<void> {
  const { undoApproval } = stored.body;
  requireSecondPerson(address.caller, undoApproval ? [undoApproval.requestedBy] : []);
  await removeImport(context, vault, stored, {
    event: 'approve-undo', audit: address.audit, body: { undoApproval: verdictOn(undoApproval, context, { address, verdict }) },
    check: (trx) => admit(trx, stored, address, 'undo'),
  });
}

/** Whoever approves still may, and it is recorded whose work that was. */
async function admit(trx: Transaction<Database>, stored: StoredImport, { caller, audit }: ImportChange, what: 'commit' | 'undo'): Promise<void> {
  await requireActiveMember(trx, caller, 'imports:approve');
  const preparedBy = what === 'commit' ? preparersOf(stored) : [stored.body.undoApproval?.requestedBy ?? ''];
  await audit(trx, { action: 'import.approve', object: { kind: 'import', id: stored.id }, details: { fileName: stored.body.fileName, what, preparedBy } });
}

/** Puts nothing anywhere, so that one may also send back what is one's own. */
async function sendBack(context: ImportsContext, vault: OrganisationVault, stored: StoredImport, given: Given): Promise<void> {
  await context.data.inOrganisation(vault.organisationId, async (trx) => {
    await requireActiveMember(trx, given.address.caller, 'imports:approve');
    const locked = await lockUnchanged(trx, vault, stored);
    const { approval, undoApproval } = locked.body;
    await updateImport(trx, vault, locked, {
      state: nextState(locked.state, 'return'),
      body: locked.state === 'awaiting-undo' ? { undoApproval: verdictOn(undoApproval, context, given) } : { approval: verdictOn(approval, context, given) },
    });
    await given.address.audit(trx, {
      action: 'import.return', object: { kind: 'import', id: stored.id },
      details: { fileName: stored.body.fileName, what: locked.state === 'awaiting-undo' ? 'undo' : 'commit', reason: given.verdict.reason ?? '' },
    });
  });
}

function verdictOn(asked: StoredApproval | null, context: ImportsContext, { address, verdict }: Given): StoredApproval {
  const by = { personId: address.caller.personId, at: context.now() };
  return verdict.decision === 'approve' ? decided(asked, 'approved', by) : decided(asked, 'returned', { ...by, reason: verdict.reason });
}

/** Whether the very next change after what was looked at is this verdict of this person. */
function wasDecided({ revision, body }: StoredImport, { caller }: ImportChange, verdict: ImportVerdict): boolean {
  const decision = verdict.decision === 'approve' ? 'approved' : 'returned';
  return revision === verdict.revision + 1 && [body.approval, body.undoApproval].some((each) => each?.decidedBy === caller.personId && each.decision === decision);
}
