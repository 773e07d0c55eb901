import type { Transaction } from 'kysely';
import type { Database } from '../database/schema.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { OrganisationVault } from '../vault/index.ts';
import type { ImportBody } from './import-body.ts';
import { findImport, updateImport, type StoredImport } from './import-store.ts';
import type { ImportChange, ImportsContext } from './imports-context.ts';
import type { ProvenReading } from './read-again.ts';
import { reviewOf } from './review.ts';
import { nextState, type ImportEvent } from './state.ts';

/** A step of an import by which the ledger changes. */
export interface LedgerStep<Event extends ImportEvent> {
  readonly event: Event;
  readonly audit: ImportChange['audit'];
  readonly acceptContradiction?: boolean;
  /** What else of the body changes with it. */
  readonly body?: Partial<ImportBody>;
  /** Runs in the transaction before anything of the import is written; what it throws undoes all of it. */
  readonly check: (transaction: Transaction<Database>) => Promise<void>;
}

/** Puts a proven reading into the ledger, all of it or nothing. @throws {ProblemError} `changed-meanwhile`. */
export async function writeImport(
  context: ImportsContext, vault: OrganisationVault, stored: StoredImport, { reading, account }: ProvenReading, step: LedgerStep<'commit' | 'approve'>,
): Promise<void> {
  const { rows, coverage } = reading;
  const { plan } = await context.ledger.prepareAppend(vault.organisationId, { importId: stored.id, accountId: stored.accountId, rows, coverage });
  await context.ledger.append(plan, async (trx, counts) => {
    await step.check(trx);
    const locked = await lockUnchanged(trx, vault, stored);
    await updateImport(trx, vault, locked, {
      state: nextState(locked.state, step.event),
      body: { ...step.body, review: reviewOf(reading, counts, account.currency), password: null, committedAt: context.now().toISOString() },
    });
    await step.audit(trx, {
      action: 'import.commit', object: { kind: 'import', id: stored.id },
      details: { fileName: stored.body.fileName, rows: counts.newCount, duplicates: counts.duplicateCount, acceptContradiction: step.acceptContradiction ?? false },
    });
  });
}

/** Takes an import out of the ledger. @throws {ProblemError} `changed-meanwhile`. */
export async function removeImport(context: ImportsContext, vault: OrganisationVault, stored: StoredImport, step: LedgerStep<'undo' | 'approve-undo'>): Promise<void> {
  await context.ledger.undo(vault.organisationId, stored.id, async (trx) => {
    await step.check(trx);
    const locked = await lockUnchanged(trx, vault, stored);
    await updateImport(trx, vault, locked, { state: nextState(locked.state, step.event), body: { ...step.body, undoneAt: context.now().toISOString() } });
    await step.audit(trx, { action: 'import.undo', object: { kind: 'import', id: stored.id }, details: { fileName: stored.body.fileName } });
  });
}

/** The import as it was, locked. @throws {ProblemError} `changed-meanwhile` where it is another by now. */
export async function lockUnchanged(trx: Transaction<Database>, vault: OrganisationVault, stored: StoredImport): Promise<StoredImport> {
  const locked = await findImport(trx, vault, stored.id, { personId: undefined, lock: true });
  if (locked?.revision !== stored.revision) throw new ProblemError('changed-meanwhile');
  return locked;
}
