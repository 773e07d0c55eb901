import type { Session } from '@cashflowsmart/sdk/contract';
import type { Handlers } from '../http/handler.ts';
import { ProblemError } from '../http/problem-error.ts';
import { personActor } from '../http/request-audit.ts';
import type { AccessServices } from './access.ts';

type AccessOperation = 'signIn' | 'currentSession' | 'signOut' | 'readOrganisation' | 'listMembers';

/** Session, organisation and members over HTTP. */
export function accessHandlers({ people, organisations, members, sessions, signInThrottle }: AccessServices): Handlers<AccessOperation> {
  const describe = async (person: { readonly id: string; readonly name: string }, expiresAt: Date): Promise<Session> => ({
    person: { id: person.id, name: person.name },
    memberships: [...await members.membershipsOf(person.id)],
    expiresAt: expiresAt.toISOString(),
    idleMinutes: sessions.limits.idleMinutes,
  });
  return {
    signIn: async ({ body, cookies, client, audit }) => {
      const attempt = await signInThrottle.attempt(body.email, client.address);
      const person = await people.authenticate(body.email, body.password);
      if (!person) throw new ProblemError('sign-in-failed', { refused: { login: await people.loginIndexOf(body.email) } });
      await attempt.succeeded();
      const { cookie, expiresAt } = await sessions.begin(person.id, cookies.presented, (transaction, sessionId) =>
        audit(transaction, { action: 'session.begin', actor: personActor(person.id, sessionId), object: { kind: 'session', id: sessionId }, details: { factors: ['password'] } }));
      cookies.set(cookie);
      return describe(person, expiresAt);
    },
    currentSession: async ({ caller }) => {
      const [person] = await people.read([caller.personId]);
      if (!person) throw new ProblemError('not-authenticated');
      return describe(person, await sessions.expiryOf(caller.sessionId));
    },
    signOut: async ({ caller, cookies, audit }) => {
      cookies.set(await sessions.end(caller.sessionId, (transaction) => audit(transaction, { action: 'session.end', object: { kind: 'session', id: caller.sessionId } })));
      return undefined;
    },
    readOrganisation: async ({ caller }) => ({
      id: caller.organisationId, name: await organisations.name(caller.organisationId), role: caller.role,
    }),
    listMembers: async ({ caller }) => ({ items: [...await members.list(caller.organisationId)], nextCursor: null }),
  };
}
