import type { StatementImport } from '@cashflowsmart/sdk/contract';
import { asksForApproval } from '../access/approval-policy.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { OrganisationVault } from '../vault/index.ts';
import { answerOf } from './answer.ts';
import { askedFor } from './approval.ts';
import { updateImport, type StoredImport } from './import-store.ts';
import type { ImportChange, ImportsContext } from './imports-context.ts';
import { loadImport } from './load.ts';
import { nextState } from './state.ts';
import { lockUnchanged, removeImport } from './write-import.ts';

/** States in which what was wished for has been done, by this request or by one before. */
const DONE: ReadonlySet<StoredImport['state']> = new Set(['undone', 'awaiting-undo']);

/**
 * Takes an import out of the ledger; where a second person approves, asks for that, and it stays there until then. What has
 * been done already answers the same again.
 *
 * @throws {ProblemError} `import-not-committed`.
 */
export async function undoImport(context: ImportsContext, address: ImportChange): Promise<StatementImport> {
  const vault = await context.vault.organisation(address.caller.organisationId);
  const stored = await loadImport(context, vault, address);
  const already = (done: StoredImport): Promise<StatementImport> => {
    address.unchanged();
    return answerOf(context, done);
  };
  if (DONE.has(stored.state)) return already(stored);
  nextState(stored.state, 'undo');
  const asks = await context.data.inOrganisation(vault.organisationId, (trx) => asksForApproval(trx, vault));
  try {
    await (asks ? ask(context, vault, stored, address) : undo(context, vault, stored, address));
  } catch (error) {
    // Another request with the same wish was faster, or this one lost its connection after it had come through.
    const now = await loadImport(context, vault, address);
    if (DONE.has(now.state)) return already(now);
    throw error;
  }
  return answerOf(context, await loadImport(context, vault, address));
}

async function undo(context: ImportsContext, vault: OrganisationVault, stored: StoredImport, { audit }: ImportChange): Promise<void> {
  await removeImport(context, vault, stored, {
    event: 'undo', audit,
    check: async (trx) => {
      if (await asksForApproval(trx, vault)) throw new ProblemError('changed-meanwhile');
    },
  });
}

async function ask(context: ImportsContext, vault: OrganisationVault, stored: StoredImport, { caller, audit }: ImportChange): Promise<void> {
  await context.data.inOrganisation(vault.organisationId, async (trx) => {
    const locked = await lockUnchanged(trx, vault, stored);
    await updateImport(trx, vault, locked, { state: nextState(locked.state, 'ask-undo'), body: { undoApproval: askedFor(caller.personId, context.now()) } });
    await audit(trx, { action: 'import.request-undo', object: { kind: 'import', id: stored.id }, details: { fileName: stored.body.fileName } });
  });
}
