import type { StatementImport } from '@cashflowsmart/sdk/contract';
import { ProblemError } from '../http/problem-error.ts';
import { answerOf } from './answer.ts';
import { findImport, updateImport } from './import-store.ts';
import type { ImportAddress, ImportsContext } from './imports-context.ts';
import { loadImport } from './load.ts';
import { nextState } from './state.ts';

/**
 * Takes an import out of the ledger. One that has been taken out already answers the same again.
 *
 * @throws {ProblemError} `import-not-committed`.
 */
export async function undoImport(context: ImportsContext, address: ImportAddress): Promise<StatementImport> {
  const { organisationId } = address.caller;
  const vault = await context.vault.organisation(organisationId);
  const stored = await loadImport(context, vault, address);
  if (stored.state === 'undone') return answerOf(context, stored);
  nextState(stored.state, 'undo');
  try {
    await context.ledger.undo(organisationId, stored.id, async (trx) => {
      const locked = await findImport(trx, vault, stored.id, { personId: undefined, lock: true });
      if (!locked) throw new ProblemError('not-found');
      await updateImport(trx, vault, locked, { state: nextState(locked.state, 'undo'), body: { undoneAt: context.now().toISOString() } });
    });
  } catch (error) {
    // Another request with the same wish was faster, or this one lost its connection after it had come through.
    const now = await loadImport(context, vault, address);
    if (now.state === 'undone') return answerOf(context, now);
    throw error;
  }
  return answerOf(context, await loadImport(context, vault, address));
}
