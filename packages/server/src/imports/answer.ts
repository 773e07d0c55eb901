import { problems, type StatementImport } from '@cashflowsmart/sdk/contract';
import { peopleIn, preparersOf, showApproval } from './approval.ts';
import type { StoredImport } from './import-store.ts';
import type { ImportsContext } from './imports-context.ts';

/** One import as the API shows it. */
export async function answerOf(context: ImportsContext, stored: StoredImport): Promise<StatementImport> {
  const names = await context.namesOf([...new Set(peopleIn(stored))]);
  return toAnswer(stored, names);
}

export async function answersOf(context: ImportsContext, stored: readonly StoredImport[]): Promise<StatementImport[]> {
  const names = await context.namesOf([...new Set(stored.flatMap(peopleIn))]);
  return stored.map((each) => toAnswer(each, names));
}

function toAnswer(stored: StoredImport, names: ReadonlyMap<string, string>): StatementImport {
  const { body } = stored;
  const nameOf = (personId: string) => ({ personId, name: names.get(personId) ?? '' });
  return {
    id: stored.id,
    accountId: stored.accountId,
    state: stored.state,
    fileName: body.fileName,
    byteLength: body.byteLength,
    receivedBytes: stored.receivedBytes,
    sha256: body.sha256,
    createdAt: stored.createdAt.toISOString(),
    createdBy: nameOf(stored.personId),
    revision: stored.revision,
    preparedBy: preparersOf(stored).map(nameOf),
    approval: showApproval(body.approval, nameOf),
    undoApproval: showApproval(body.undoApproval, nameOf),
    review: body.review,
    refusal: body.refusal && { code: body.refusal, title: problems[body.refusal].title, detail: problems[body.refusal].action },
    committedAt: body.committedAt,
    undoneAt: body.undoneAt,
  };
}
