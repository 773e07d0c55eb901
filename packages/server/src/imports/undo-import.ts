import type { StatementImport } from '@cashflowsmart/sdk/contract';
import { ProblemError } from '../http/problem-error.ts';
import { answerOf } from './answer.ts';
import { findImport, updateImport, type StoredImport } from './import-store.ts';
import type { ImportChange, ImportsContext } from './imports-context.ts';
import { loadImport } from './load.ts';
import { nextState } from './state.ts';

/**
 * Takes an import out of the ledger. One that has been taken out already answers the same again.
 *
 * @throws {ProblemError} `import-not-committed`.
 */
export async function undoImport(context: ImportsContext, address: ImportChange): Promise<StatementImport> {
  const { organisationId } = address.caller;
  const vault = await context.vault.organisation(organisationId);
  const stored = await loadImport(context, vault, address);
  const already = (undone: StoredImport): Promise<StatementImport> => {
    address.unchanged();
    return answerOf(context, undone);
  };
  if (stored.state === 'undone') return already(stored);
  nextState(stored.state, 'undo');
  try {
    await context.ledger.undo(organisationId, stored.id, async (trx) => {
      const locked = await findImport(trx, vault, stored.id, { personId: undefined, lock: true });
      if (!locked) throw new ProblemError('not-found');
      await updateImport(trx, vault, locked, { state: nextState(locked.state, 'undo'), body: { undoneAt: context.now().toISOString() } });
      await address.audit(trx, { action: 'import.undo', object: { kind: 'import', id: stored.id }, details: { fileName: stored.body.fileName } });
    });
  } catch (error) {
    // Another request with the same wish was faster, or this one lost its connection after it had come through.
    const now = await loadImport(context, vault, address);
    if (now.state === 'undone') return already(now);
    throw error;
  }
  return answerOf(context, await loadImport(context, vault, address));
}
