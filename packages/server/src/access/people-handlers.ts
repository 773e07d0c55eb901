import type { memberOperations, invitationOperations, passwordResetOperations } from '@cashflowsmart/sdk/contract';
import type { AuditWriter } from '../audit/audit-trail.ts';
import type { DataAccess } from '../database/data-access.ts';
import type { Audit, Handlers } from '../http/handler.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { AccessServices } from './access.ts';
import type { ComingAndGoing } from './coming-and-going.ts';
import type { PrepareJoining } from './invitations.ts';
import { PasswordTooShortError } from './people.ts';
import { LinkThrottle } from './throttle/link-throttle.ts';

export type PeopleOperationId = keyof typeof memberOperations | keyof typeof invitationOperations | keyof typeof passwordResetOperations;

export interface PeopleHandlersOptions {
  readonly data: DataAccess;
  readonly trail: Pick<AuditWriter, 'log'>;
  readonly access: Pick<AccessServices, 'members' | 'sessions' | 'throttle'>;
  readonly comingAndGoing: Pick<ComingAndGoing, 'invitations' | 'resets'>;
}

/** Members, invitations and resets over HTTP. */
export function peopleHandlers({ data, trail, access: { members, sessions, throttle }, comingAndGoing: { invitations, resets } }: PeopleHandlersOptions): Handlers<PeopleOperationId> {
  const limits = new LinkThrottle(throttle);
  /** Who comes in stands in the log of the organisation that the link names. */
  const joining = (audit: Audit): PrepareJoining => async (organisationId) => {
    const log = await trail.log(organisationId);
    return (transaction, { personId, role, invitationId }) =>
      audit(transaction, { action: 'invitation.accept', log, object: { kind: 'invitation', id: invitationId }, details: { role, personId } });
  };
  return {
    changeMember: async ({ caller: { organisationId, personId: by }, params: { personId }, body, audit }) => {
      await members.change(organisationId, by, personId, body, (transaction, { before, after }) => audit(transaction, {
        action: 'member.change', object: { kind: 'member', id: personId }, details: { ...after, roleBefore: before.role, stateBefore: before.state },
      }));
      if (body.state === 'disabled') await sessions.endBoundTo(organisationId, personId);
      return members.read(organisationId, personId);
    },
    removeMember: async ({ caller: { organisationId, personId: by }, params: { personId }, query: { revision }, audit }) => {
      await members.change(organisationId, by, personId, { revision, state: 'removed' }, (transaction, { before }) =>
        audit(transaction, { action: 'member.remove', object: { kind: 'member', id: personId }, details: { roleBefore: before.role } }));
      await sessions.endBoundTo(organisationId, personId);
      return undefined;
    },
    endMemberSessions: async ({ caller: { organisationId }, params: { personId }, audit }) => {
      await members.read(organisationId, personId);
      // Sessions stand outside the organisation: what is asked for is recorded first, and can be asked for again.
      await data.inOrganisation(organisationId, (transaction) => audit(transaction, { action: 'member.end-sessions', object: { kind: 'member', id: personId } }));
      await sessions.endAll(personId);
      return undefined;
    },
    resetMemberPassword: async ({ caller: { organisationId }, params: { personId }, audit }) => {
      const { email } = await members.read(organisationId, personId);
      await data.inOrganisation(organisationId, (transaction) => audit(transaction, { action: 'member.reset-password', object: { kind: 'member', id: personId } }));
      if (email) await resets.request(email, undefined);
      return undefined;
    },

    createInvitation: ({ caller: { organisationId, personId }, body, record, audit }) =>
      invitations.create(organisationId, personId, body, async (transaction, invitation) => {
        await audit(transaction, { action: 'invitation.create', object: { kind: 'invitation', id: invitation.id }, details: { role: invitation.role } });
        await record(transaction, invitation);
      }),
    listInvitations: async ({ caller: { organisationId } }) => ({ items: [...await invitations.list(organisationId)], nextCursor: null }),
    resendInvitation: ({ caller: { organisationId }, params: { invitationId }, audit }) => invitations.resend(organisationId, invitationId, (transaction) =>
      audit(transaction, { action: 'invitation.resend', object: { kind: 'invitation', id: invitationId } })),
    revokeInvitation: async ({ caller: { organisationId }, params: { invitationId }, audit }) => {
      await invitations.revoke(organisationId, invitationId, (transaction) => audit(transaction, { action: 'invitation.revoke', object: { kind: 'invitation', id: invitationId } }));
      return undefined;
    },
    readInvitation: async ({ body: { token }, client }) => {
      await limits.presentedLink(client.address);
      const { organisationName, email, role, expiresAt } = await invitations.offer(token);
      return { organisationName, email, role, expiresAt: expiresAt.toISOString() };
    },
    acceptInvitation: async ({ body: { token, name, password }, client, audit }) => {
      await limits.presentedLink(client.address);
      await refusingPassword(invitations.accept(token, { name, password }, joining(audit)));
      return undefined;
    },
    joinByInvitation: async ({ caller, body: { token }, audit }) => ({ membership: await invitations.join(token, caller.personId, joining(audit)) }),

    requestPasswordReset: async ({ body: { email, locale }, client }) => {
      await limits.resetRequest(email, client.address);
      await resets.request(email, locale);
      return undefined;
    },
    redeemPasswordReset: async ({ body: { token, password }, client, audit }) => {
      await limits.presentedLink(client.address);
      await refusingPassword(resets.redeem(token, password, (transaction, personId) => audit(transaction, { action: 'password.reset', object: { kind: 'person', id: personId } })));
      return undefined;
    },
  };
}

async function refusingPassword(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => { throw error instanceof PasswordTooShortError ? new ProblemError('password-refused') : error; });
}
