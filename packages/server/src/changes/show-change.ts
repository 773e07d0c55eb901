import type { PendingChange } from '@cashflowsmart/sdk/contract';
import type { ChangeBody, StoredChange } from './change-store.ts';

/** Who decided what about a change. */
export type Verdict = Pick<ChangeBody, 'decidedBy' | 'decidedAt' | 'reason'>;

/** Everybody whom answers about these changes name. */
export function peopleOf(changes: readonly StoredChange[]): readonly string[] {
  return [...new Set(changes.flatMap(({ personId, body }) => (body.decidedBy === null ? [personId] : [personId, body.decidedBy])))];
}

/** A change as the API shows it. One that was approved is stored no more, so its state is told. */
export function showChange({ body, ...stored }: StoredChange, names: ReadonlyMap<string, string>, state?: 'approved'): PendingChange {
  const nameOf = (personId: string) => ({ personId, name: names.get(personId) ?? '' });
  const { before, after, decidedBy, decidedAt, reason } = body;
  return {
    id: stored.id, accountId: stored.accountId, kind: body.change.kind, state: state ?? stored.state, revision: stored.revision,
    requestedBy: nameOf(stored.personId), requestedAt: stored.createdAt.toISOString(),
    decidedBy: decidedBy === null ? null : nameOf(decidedBy), decidedAt, reason, before,
    after: after && { date: after.date, amount: after.amount, description: after.description, transfer: after.transfer },
  };
}
