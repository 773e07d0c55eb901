import type { StatementImport } from '@cashflowsmart/sdk/contract';
import type { StoredImport } from './import-store.ts';

/** A wish that waits, or waited, for a second person, as it stands in the body of an import. */
export interface StoredApproval {
  readonly requestedBy: string;
  /** RFC 3339, like `decidedAt`. */
  readonly requestedAt: string;
  readonly decision: 'approved' | 'returned' | null;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly reason: string | null;
  /** Whether figures that contradict each other were asked to be imported all the same. */
  readonly acceptsContradiction: boolean;
}

export function askedFor(personId: string, at: Date, acceptsContradiction = false): StoredApproval {
  return { requestedBy: personId, requestedAt: at.toISOString(), decision: null, decidedBy: null, decidedAt: null, reason: null, acceptsContradiction };
}

export function decided(
  asked: StoredApproval | null, decision: NonNullable<StoredApproval['decision']>, by: { readonly personId: string; readonly at: Date; readonly reason?: string | undefined },
): StoredApproval {
  if (!asked) throw new Error('Something was decided that nobody had asked for.');
  return { ...asked, decision, decidedBy: by.personId, decidedAt: by.at.toISOString(), reason: by.reason ?? null };
}

/** Who brought an import, decided about it, or asked for its commit. */
export function preparersOf({ personId, body }: Pick<StoredImport, 'personId' | 'body'>): readonly string[] {
  return [...new Set([personId, ...body.preparedBy])];
}

/** The preparers with one more. The list only grows: what somebody decided may live on in what the next one made of it. */
export function withPreparer({ body }: Pick<StoredImport, 'body'>, personId: string): readonly string[] {
  return [...new Set([...body.preparedBy, personId])];
}

/** Everybody whom an answer about an import names. */
export function peopleIn(stored: StoredImport): readonly string[] {
  const { approval, undoApproval } = stored.body;
  const asked = [approval, undoApproval].flatMap((each) => (each ? [each.requestedBy, each.decidedBy] : []));
  return [...preparersOf(stored), ...asked.filter((id) => id !== null)];
}

type Names = (personId: string) => { readonly personId: string; readonly name: string };

export function showApproval(approval: StoredApproval | null, nameOf: Names): StatementImport['approval'] {
  if (!approval) return null;
  const { requestedBy, requestedAt, decision, decidedBy, decidedAt, reason, acceptsContradiction } = approval;
  return {
    state: decision ?? 'awaiting', requestedBy: nameOf(requestedBy), requestedAt, decidedBy: decidedBy === null ? null : nameOf(decidedBy), decidedAt, reason, acceptsContradiction,
  };
}
