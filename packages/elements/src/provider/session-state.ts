import { ConnectionError, NotAuthenticatedError, ProblemResponseError } from '@cashflowsmart/sdk/client';
import type { Session } from '@cashflowsmart/sdk/contract';
import type { SessionState } from '../foundation/provider-context.ts';
import type { StateText } from '../foundation/texts.ts';

/**
 * The state for a session that was loaded. `asked` is the organisation that the host or the person named: where it
 * is not one of the person's own, no other is shown in its place.
 */
export function activeState(session: Session, asked: string | undefined, notMember: StateText): SessionState {
  const membership = asked === undefined ? session.memberships[0] : session.memberships.find((one) => one.organisationId === asked);
  if (!membership) {
    const problem = { type: 'about:blank', title: notMember.title, status: 403, code: 'not-a-member', detail: notMember.detail, docs: '', requestId: '' };
    return { kind: 'error', problem };
  }
  return { kind: 'active', session, organisationId: membership.organisationId, role: membership.role };
}

/** Whether an error says that there is no session, rather than that a sign-in was refused. */
export function endsSession(error: unknown): boolean {
  return error instanceof NotAuthenticatedError && error.code !== 'sign-in-failed';
}

/** The state after loading the session failed; `before` is the state until then. */
export function failedState(error: unknown, before: SessionState): SessionState {
  if (endsSession(error)) {
    const ended = before.kind === 'active' || before.kind === 'ended' || (error as NotAuthenticatedError).code === 'session-expired';
    return { kind: ended ? 'ended' : 'none' };
  }
  if (error instanceof ConnectionError && error.code === 'connection-failed') return { kind: 'offline' };
  return { kind: 'error', problem: error instanceof ProblemResponseError ? error.problem : null };
}
