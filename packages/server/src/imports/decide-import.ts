import type { Decisions, ProblemCode, StatementImport } from '@cashflowsmart/sdk/contract';
import { ProblemError } from '../http/problem-error.ts';
import { answerOf } from './answer.ts';
import { withPreparer } from './approval.ts';
import { openContent } from './file-content.ts';
import { findImport, updateImport } from './import-store.ts';
import type { ImportChange, ImportsContext } from './imports-context.ts';
import { loadImport } from './load.ts';
import { outcomeOf } from './outcome.ts';
import { nextState } from './state.ts';

export interface NewDecisions {
  readonly decisions: Decisions;
  readonly readingDigest?: string | undefined;
  /** Opens an encrypted file; without one, the one that was given before does. */
  readonly password?: string | undefined;
}

/** What is wrong with the attempt rather than with the file. */
const OF_THIS_ATTEMPT: ReadonlySet<ProblemCode> = new Set([
  'recipe-mismatch', 'pdf-password-required', 'pdf-password-wrong', 'reading-timeout', 'reading-too-large',
]);

/**
 * Replaces the decisions about a file and reads it again with them, which takes back a wish for approval. Decisions or a password that do not fit leave the import as it was.
 *
 * @throws {ProblemError} `upload-incomplete`, `import-not-reviewable`, or what is wrong with the attempt.
 */
export async function decideImport(context: ImportsContext, address: ImportChange, decided: NewDecisions): Promise<StatementImport> {
  const { organisationId } = address.caller;
  const vault = await context.vault.organisation(organisationId);
  const stored = await loadImport(context, vault, address);
  if (stored.state === 'receiving') throw new ProblemError('upload-incomplete');
  nextState(stored.state, 'read');
  const decisions = {
    decisions: decided.decisions,
    clientDigest: decided.readingDigest ?? null,
    password: decided.password ?? stored.body.password,
  };
  const { event, ...body } = await context.withFile({ organisationId, gone: address.gone }, async () => {
    const content = await openContent(context.data, vault, stored);
    return outcomeOf(context, organisationId, { ...stored, body: { ...stored.body, ...decisions } }, content, address.gone);
  });
  if (body.refusal !== null && OF_THIS_ATTEMPT.has(body.refusal)) throw new ProblemError(body.refusal);
  const changed = await context.data.inOrganisation(organisationId, async (trx) => {
    const locked = await findImport(trx, vault, stored.id, { personId: undefined, lock: true });
    if (!locked) throw new ProblemError('not-found');
    const state = nextState(locked.state, event);
    const { edits, excluded } = decided.decisions;
    await address.audit(trx, { action: 'import.decide', object: { kind: 'import', id: stored.id }, details: { state, edits: edits.length, excluded: excluded.length } });
    return updateImport(trx, vault, locked, { state, body: { ...decisions, ...body, approval: null, preparedBy: withPreparer(locked, address.caller.personId) } });
  });
  return answerOf(context, changed);
}
