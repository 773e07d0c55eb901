import { randomUUID } from 'node:crypto';
import type { StatementImport } from '@cashflowsmart/sdk/contract';
import type { HandlerInput } from '../http/handler.ts';
import { ProblemError } from '../http/problem-error.ts';
import { createFileKey } from '../vault/index.ts';
import { answerOf } from './answer.ts';
import { refuseBeyondQuota } from './import-quota.ts';
import { insertImport, type StoredImport } from './import-store.ts';
import type { ImportsContext } from './imports-context.ts';

/** Takes note of a file whose bytes follow. @throws {ProblemError} `file-empty`, `file-too-large`, `not-found` or `too-many-requests`. */
export async function createImport(context: ImportsContext, { caller, body, record, audit }: HandlerInput<'createImport'>): Promise<StatementImport> {
  if (body.byteLength === 0) throw new ProblemError('file-empty');
  if (body.byteLength > context.limits.reading.bytes) throw new ProblemError('file-too-large');
  await context.ledger.readAccount(caller.organisationId, body.accountId);
  const vault = await context.vault.organisation(caller.organisationId);
  const stored: StoredImport = {
    id: randomUUID(),
    accountId: body.accountId,
    personId: caller.personId,
    state: 'receiving',
    receivedBytes: 0,
    createdAt: context.now(),
    revision: 1,
    sealVersion: 1,
    body: {
      fileName: body.fileName,
      byteLength: body.byteLength,
      sha256: body.sha256,
      fileKey: createFileKey(),
      decisions: body.decisions ?? null,
      clientDigest: body.readingDigest ?? null,
      password: body.password ?? null,
      review: null,
      preparedBy: [],
      approval: null,
      undoApproval: null,
      refusal: null,
      committedAt: null,
      undoneAt: null,
    },
  };
  const answer = await answerOf(context, stored);
  await context.data.inOrganisation(caller.organisationId, async (trx) => {
    await refuseBeyondQuota(trx, caller, { files: 1, bytes: body.byteLength }, context.limits, context.now());
    await insertImport(trx, vault, stored);
    await record(trx, answer);
    const { fileName, byteLength, sha256 } = body;
    await audit(trx, { action: 'import.create', object: { kind: 'import', id: stored.id }, details: { fileName, byteLength, sha256 } });
  });
  return answer;
}
