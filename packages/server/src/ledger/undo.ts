import { randomUUID } from 'node:crypto';
import { ProblemError } from '../http/problem-error.ts';
import { AccountDraft } from './account-draft.ts';
import { entriesBetween } from './append.ts';
import { handOver } from './handover.ts';
import type { LedgerReader } from './ledger-reader.ts';
import { Turns } from './turns.ts';

/**
 * The account without an import. Rows that a living import attests are handed over to it.
 * @throws {ProblemError} `import-not-committed` where the import is in no ledger.
 */
export async function draftUndo(reader: LedgerReader, importId: string): Promise<AccountDraft> {
  const account = await reader.account(await reader.accountOfImport(importId));
  if (!account.body.imports.some((entry) => entry.importId === importId)) throw new ProblemError('import-not-committed');

  const months = await reader.months(account);
  const entries = [...months.values()].flatMap(({ month }) => month.chunks.filter(({ owner }) => owner.importId === importId));
  const attestations = await reader.attestations(account);
  attestations.delete(importId);
  const draft = new AccountDraft(account, months);
  draft.removeImport(importId);
  if (entries.length === 0) return draft;

  const [from, to] = [Math.min(...entries.map((entry) => entry.from)), Math.max(...entries.map((entry) => entry.to))];
  const opened = await reader.chunks(account, entriesBetween(months, from, to));
  const undone = opened.filter(({ chunk }) => chunk.owner.importId === importId);
  const handover = handOver(undone, new Map(Array.from(attestations, ([id, { attestation }]) => [id, attestation])), randomUUID);

  const turns = new Turns();
  for (const chunk of undone) {
    draft.removeChunk(chunk);
    await turns.give();
  }
  for (const { id, chunk } of handover.chunks) {
    draft.addChunk(chunk, id);
    await turns.give();
  }
  for (const [chunkId, forward] of handover.forwards) draft.addForward(chunkId, forward);
  for (const [id, attestation] of handover.attestations) draft.replaceAttestation(id, attestations.get(id)!, attestation);
  const staying = opened.filter(({ chunk }) => chunk.owner.importId !== importId).map(({ chunk }) => chunk);
  draft.settleClosings(
    [...staying, ...handover.chunks.map(({ chunk }) => chunk)],
    new Set(undone.flatMap(({ chunk }) => Array.from(chunk.rows.day))),
  );
  return draft;
}
