import { reachOf, type Permission } from '@cashflowsmart/sdk/contract';
import type { MemberCaller } from '../http/handler.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { Authenticated } from '../http/session-gate.ts';

/**
 * What a person may do with `permission` in an organisation, or a refusal. Who is no member learns nothing, not even
 * whether the organisation exists, nor does who was removed; who is one, but disabled or in another role, is told so.
 * @throws {ProblemError} `not-found` or `not-allowed`.
 */
export function authorise(who: Authenticated, organisationId: string, permission: Permission): MemberCaller {
  const { personId, sessionId, membership } = who;
  if (!membership || membership.state === 'removed') throw new ProblemError('not-found');
  const reach = membership.state === 'active' ? reachOf(membership.role, permission) : undefined;
  if (!reach) throw new ProblemError('not-allowed');
  return { kind: 'person', personId, sessionId, organisationId, role: membership.role, reach, embed: null };
}
