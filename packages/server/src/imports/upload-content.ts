import type { ImportState, StatementImport } from '@cashflowsmart/sdk/contract';
import type { Transaction } from 'kysely';
import type { Database } from '../database/schema.ts';
import type { AuditedChange } from '../http/handler.ts';
import { ProblemError } from '../http/problem-error.ts';
import { type OrganisationVault, segmentSize } from '../vault/index.ts';
import { answerOf } from './answer.ts';
import { withPreparer } from './approval.ts';
import { deleteSegments, digestOfContent, insertSegments, openContent, sealSegments } from './file-content.ts';
import { refuseBeyondQuota } from './import-quota.ts';
import { findImport, setReceivedBytes, updateImport, type StoredImport } from './import-store.ts';
import type { ImportChange, ImportsContext } from './imports-context.ts';
import { loadImport } from './load.ts';
import { outcomeOf } from './outcome.ts';
import { nextState } from './state.ts';

/** Bytes of a file, and where in it they begin. */
export interface ContentPart {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/**
 * Appends a part of the file. With the last one the file is checked and read, in the same step: an import either lacks
 * bytes or has been read.
 *
 * @throws {ProblemError} `upload-offset-mismatch`, `checksum-mismatch` (the file then starts over), `too-many-requests` or `invalid-request`.
 */
export async function uploadContent(context: ImportsContext, address: ImportChange, part: ContentPart): Promise<StatementImport> {
  const vault = await context.vault.organisation(address.caller.organisationId);
  const stored = await loadImport(context, vault, address);
  requireFits(stored, part);
  const complete = part.offset + part.bytes.length === stored.body.byteLength;
  const { caller: { organisationId }, gone } = address;
  const changed = complete
    ? await context.withFile({ organisationId, gone }, () => finish(context, vault, stored, part, address))
    : await append(context, vault, stored, part, address);
  return answerOf(context, changed);
}

async function append(context: ImportsContext, vault: OrganisationVault, stored: StoredImport, part: ContentPart, { audit }: ImportChange): Promise<StoredImport> {
  const segments = sealSegments(vault, stored, part.offset, part.bytes);
  const receivedBytes = part.offset + part.bytes.length;
  return atOffset(context, vault, stored, part, async (trx, locked) => {
    await insertSegments(trx, vault, stored.id, segments);
    await setReceivedBytes(trx, vault, stored.id, receivedBytes);
    await audit(trx, uploaded(stored, part.offset, receivedBytes, locked.state));
    return { ...locked, receivedBytes };
  });
}

async function finish(
  context: ImportsContext, vault: OrganisationVault, stored: StoredImport, part: ContentPart, { caller, gone, audit }: ImportChange,
): Promise<StoredImport> {
  const content = await openContent(context.data, vault, stored, stored.body.byteLength);
  content.set(part.bytes, part.offset);
  if ((await digestOfContent(content)) !== stored.body.sha256) {
    await atOffset(context, vault, stored, part, async (trx, locked) => {
      await deleteSegments(trx, vault, stored.id);
      await setReceivedBytes(trx, vault, stored.id, 0);
      await audit(trx, uploaded(stored, part.offset, 0, locked.state));
      return locked;
    });
    throw new ProblemError('checksum-mismatch');
  }
  const segments = sealSegments(vault, stored, part.offset, part.bytes);
  const { event, ...body } = await outcomeOf(context, vault.organisationId, stored, content, gone);
  return atOffset(context, vault, stored, part, async (trx, locked) => {
    await insertSegments(trx, vault, stored.id, segments);
    const state = nextState(locked.state, event);
    await audit(trx, uploaded(stored, part.offset, stored.body.byteLength, state));
    return updateImport(trx, vault, locked, { state, receivedBytes: stored.body.byteLength, body: { ...body, preparedBy: withPreparer(locked, caller.personId) } });
  });
}

/** That bytes came, until where the file is here now, and what became of it. */
function uploaded({ id }: StoredImport, from: number, to: number, state: ImportState): AuditedChange<'import.upload'> {
  return { action: 'import.upload', object: { kind: 'import', id }, details: { from, to, state } };
}

/** Runs `write` where the file still ends at the part's offset; of two requests with one part, one comes through. */
function atOffset(
  context: ImportsContext,
  vault: OrganisationVault,
  stored: StoredImport,
  part: ContentPart,
  write: (trx: Transaction<Database>, locked: StoredImport) => Promise<StoredImport>,
): Promise<StoredImport> {
  return context.data.inOrganisation(vault.organisationId, async (trx) => {
    const locked = await findImport(trx, vault, stored.id, { personId: undefined, lock: true });
    if (!locked) throw new ProblemError('not-found');
    requireFits(locked, part);
    // Of files that were announced together, each fitted alone.
    await refuseBeyondQuota(trx, { organisationId: vault.organisationId, personId: locked.personId }, { files: 0, bytes: part.bytes.length }, context.limits, context.now());
    return write(trx, locked);
  });
}

function requireFits(stored: StoredImport, { offset, bytes }: ContentPart): void {
  if (stored.state !== 'receiving' || offset !== stored.receivedBytes) throw new ProblemError('upload-offset-mismatch');
  const rule = ruleBroken(stored.body.byteLength, offset, offset + bytes.length);
  if (rule !== undefined) throw new ProblemError('invalid-request', { errors: [{ path: 'body', rule }] });
}

/** A part holds something, stays within the file, and ends with a whole segment or with the file. */
function ruleBroken(byteLength: number, offset: number, end: number): string | undefined {
  if (end === offset) return 'at least 1';
  if (end > byteLength) return `at most ${String(byteLength - offset)}`;
  return end < byteLength && end % segmentSize !== 0 ? `multiple of ${String(segmentSize)}` : undefined;
}
