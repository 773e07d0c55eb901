import { z } from 'zod';
import { defineOperation } from './operation.ts';
import { organisationParams } from './organisations.ts';
import * as people from './people-schemas.ts';
import * as schemas from './schemas.ts';

const memberParams = organisationParams.extend({ personId: schemas.id });

/** What an administrator does with the members that there are; `listMembers` stands with the organisation. */
export const memberOperations = {
  changeMember: defineOperation({
    id: 'changeMember', method: 'PATCH', path: '/v1/organisations/{organisationId}/members/{personId}', tag: 'members',
    access: 'members:manage', stepUp: true,
    audit: 'member.change',
    summary: 'Give a member another role, or disable and enable them. It counts at their next request.',
    params: memberParams,
    body: { json: people.changeMember },
    success: { status: 200, schema: schemas.member },
    problems: ['changed-meanwhile', 'last-admin'],
  }),
  removeMember: defineOperation({
    id: 'removeMember', method: 'DELETE', path: '/v1/organisations/{organisationId}/members/{personId}', tag: 'members',
    access: 'members:manage', stepUp: true,
    audit: 'member.remove',
    summary: 'Take somebody out of the organisation. What they did stays, under their name.',
    params: memberParams,
    query: z.object({ revision: z.coerce.number().pipe(people.revision) }),
    success: { status: 204 },
    problems: ['changed-meanwhile', 'last-admin'],
  }),
  endMemberSessions: defineOperation({
    id: 'endMemberSessions', method: 'DELETE', path: '/v1/organisations/{organisationId}/members/{personId}/sessions', tag: 'members',
    access: 'members:manage',
    audit: 'member.end-sessions',
    summary: 'Sign a member out everywhere. They may sign in again.',
    params: memberParams,
    success: { status: 204 },
    problems: [],
  }),
  resetMemberPassword: defineOperation({
    id: 'resetMemberPassword', method: 'POST', path: '/v1/organisations/{organisationId}/members/{personId}/password-reset', tag: 'members',
    access: 'members:manage',
    audit: 'member.reset-password',
    summary: 'Send a member a link with which they choose a new password. Nobody chooses it for them.',
    params: memberParams,
    success: { status: 204 },
    problems: [],
  }),
} as const;
