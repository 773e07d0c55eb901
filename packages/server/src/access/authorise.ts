import { embeddedReachOf, lowerRole, reachOf, type Permission } from '@cashflowsmart/sdk/contract';
import type { MemberCaller } from '../http/handler.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { Authenticated } from '../http/session-gate.ts';

/**
 * What a person may do with `permission` in an organisation, or a refusal. Who is no member learns nothing, not even
 * whether the organisation exists, nor does who was removed; who is one, but disabled or in another role, is told so.
 * @throws {ProblemError} `not-found` or `not-allowed`.
 */
export function authorise(who: Authenticated, organisationId: string, permission: Permission): MemberCaller {
  const { personId, sessionId, membership, embed } = who;
  if (!membership || membership.state === 'removed') throw new ProblemError('not-found');
  const role = embed ? lowerRole(membership.role, embed.role) : membership.role;
  const may = embed ? embeddedReachOf(role, embed.components, permission) : reachOf(role, permission);
  if (membership.state !== 'active' || !may) throw new ProblemError('not-allowed');
  return { kind: 'person', personId, sessionId, organisationId, role, reach: may, embed: embed ?? null };
}
