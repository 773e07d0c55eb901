import type { memberOperations, invitationOperations, passwordResetOperations } from '@cashflowsmart/sdk/contract';
import type { Handlers } from '../http/handler.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { AccessServices } from './access.ts';
import type { ComingAndGoing } from './coming-and-going.ts';
import { PasswordTooShortError } from './people.ts';

export type PeopleOperationId = keyof typeof memberOperations | keyof typeof invitationOperations | keyof typeof passwordResetOperations;

export interface PeopleHandlersOptions {
  readonly access: Pick<AccessServices, 'members' | 'sessions'>;
  readonly comingAndGoing: Pick<ComingAndGoing, 'invitations' | 'resets'>;
}

/** Members, invitations and resets over HTTP. */
export function peopleHandlers({ access: { members, sessions }, comingAndGoing: { invitations, resets } }: PeopleHandlersOptions): Handlers<PeopleOperationId> {
  const nothing = (): Promise<void> => Promise.resolve();
  return {
    changeMember: async ({ caller: { organisationId, personId: by }, params: { personId }, body }) => {
      await members.change(organisationId, by, personId, body, nothing);
      if (body.state === 'disabled') await sessions.endBoundTo(organisationId, personId);
      return members.read(organisationId, personId);
    },
    removeMember: async ({ caller: { organisationId, personId: by }, params: { personId }, query: { revision } }) => {
      await members.change(organisationId, by, personId, { revision, state: 'removed' }, nothing);
      await sessions.endBoundTo(organisationId, personId);
      return undefined;
    },
    endMemberSessions: async ({ caller: { organisationId }, params: { personId } }) => {
      await members.read(organisationId, personId);
      await sessions.endAll(personId);
      return undefined;
    },
    resetMemberPassword: async ({ caller: { organisationId }, params: { personId } }) => {
      const { email } = await members.read(organisationId, personId);
      if (email) await resets.request(email, undefined);
      return undefined;
    },

    createInvitation: ({ caller: { organisationId, personId }, body, record }) =>
      invitations.create(organisationId, personId, body, record),
    listInvitations: async ({ caller: { organisationId } }) => ({ items: [...await invitations.list(organisationId)], nextCursor: null }),
    resendInvitation: ({ caller: { organisationId }, params: { invitationId } }) => invitations.resend(organisationId, invitationId, nothing),
    revokeInvitation: async ({ caller: { organisationId }, params: { invitationId } }) => {
      await invitations.revoke(organisationId, invitationId, nothing);
      return undefined;
    },
    readInvitation: async ({ body: { token } }) => {
      const { organisationName, email, role, expiresAt } = await invitations.offer(token);
      return { organisationName, email, role, expiresAt: expiresAt.toISOString() };
    },
    acceptInvitation: async ({ body: { token, name, password } }) => {
      await refusingPassword(invitations.accept(token, { name, password }, nothing));
      return undefined;
    },
    joinByInvitation: async ({ caller, body: { token } }) => ({ membership: await invitations.join(token, caller.personId, nothing) }),

    requestPasswordReset: async ({ body: { email, locale } }) => {
      await resets.request(email, locale);
      return undefined;
    },
    redeemPasswordReset: async ({ body: { token, password } }) => {
      await refusingPassword(resets.redeem(token, password));
      return undefined;
    },
  };
}

async function refusingPassword(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => { throw error instanceof PasswordTooShortError ? new ProblemError('password-refused') : error; });
}
