import { problems, type StatementImport } from '@cashflowsmart/sdk/contract';
import type { StoredImport } from './import-store.ts';
import type { ImportsContext } from './imports-context.ts';

/** One import as the API shows it. */
export async function answerOf(context: ImportsContext, stored: StoredImport): Promise<StatementImport> {
  const names = await context.namesOf([stored.personId]);
  return toAnswer(stored, names);
}

export async function answersOf(context: ImportsContext, stored: readonly StoredImport[]): Promise<StatementImport[]> {
  const names = await context.namesOf([...new Set(stored.map(({ personId }) => personId))]);
  return stored.map((each) => toAnswer(each, names));
}

function toAnswer({ body, ...stored }: StoredImport, names: ReadonlyMap<string, string>): StatementImport {
  return {
    id: stored.id,
    accountId: stored.accountId,
    state: stored.state,
    fileName: body.fileName,
    byteLength: body.byteLength,
    receivedBytes: stored.receivedBytes,
    sha256: body.sha256,
    createdAt: stored.createdAt.toISOString(),
    createdBy: { personId: stored.personId, name: names.get(stored.personId) ?? '' },
    review: body.review,
    refusal: body.refusal && { code: body.refusal, title: problems[body.refusal].title, detail: problems[body.refusal].action },
    committedAt: body.committedAt,
    undoneAt: body.undoneAt,
  };
}
