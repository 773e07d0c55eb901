import { ConnectionError, type NotAuthenticatedError, ProblemResponseError } from '@cashflowsmart/sdk/client';
import type { Session } from '@cashflowsmart/sdk/contract';
import { saysSessionEnded } from '../foundation/failure.ts';
import type { SessionState } from '../foundation/provider-context.ts';
import type { StateText } from '../foundation/texts.ts';

/**
 * The state for a session that was loaded. `asked` is the organisation that the host or the person named: where it
 * is not one of the person's own, no other is shown in its place. Where nobody named one, the only one is taken, and
 * several wait for the person's choice.
 */
export function activeState(session: Session, asked: string | undefined, notMember: StateText): SessionState {
  const { memberships } = session;
  if (asked === undefined && memberships.length !== 1) return { kind: 'choosing', session };
  const membership = asked === undefined ? memberships[0] : memberships.find((one) => one.organisationId === asked);
  if (!membership) {
    const problem = { type: 'about:blank', title: notMember.title, status: 403, code: 'not-a-member', detail: notMember.detail, docs: '', requestId: '' };
    return { kind: 'error', problem };
  }
  return { kind: 'active', session, organisationId: membership.organisationId, role: membership.role };
}

/** The state after loading the session failed; `before` is the state until then. */
export function failedState(error: unknown, before: SessionState): SessionState {
  if (saysSessionEnded(error)) {
    const ended = before.kind === 'active' || before.kind === 'choosing' || before.kind === 'ended' || (error as NotAuthenticatedError).code === 'session-expired';
    return { kind: ended ? 'ended' : 'none' };
  }
  if (error instanceof ConnectionError && error.code === 'connection-failed') return { kind: 'offline' };
  return { kind: 'error', problem: error instanceof ProblemResponseError ? error.problem : null };
}
