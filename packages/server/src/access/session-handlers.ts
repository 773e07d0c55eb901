import type { Session, sessionOperations, SignInAnswer } from '@cashflowsmart/sdk/contract';
import type { Audit, Client, Handlers } from '../http/handler.ts';
import { ProblemError } from '../http/problem-error.ts';
import { personActor } from '../http/request-audit.ts';
import type { AccessServices } from './access.ts';
import { relyingParty } from './factors/relying-party.ts';
import { END_PENDING_COOKIE } from './pending-sign-ins.ts';
import { END_COOKIE } from './session-cookie.ts';
import type { SignInRequest } from './sign-in.ts';

export type SessionOperationId = keyof typeof sessionOperations;

interface Requesting {
  readonly client: Client;
  readonly cookies: { readonly presented: string | undefined };
  readonly audit?: Audit;
}

/** Signing in and out, and one's own sessions, over HTTP. `origins` are the pages on which people sign in. */
export function sessionHandlers({ people, members, sessions, signIn }: AccessServices, origins: readonly string[]): Handlers<SessionOperationId> {
  const describe = async (person: { readonly id: string; readonly name: string }, expiresAt: Date): Promise<Session> => ({
    person: { id: person.id, name: person.name },
    memberships: [...await members.membershipsOf(person.id)],
    expiresAt: expiresAt.toISOString(),
    idleMinutes: sessions.limits.idleMinutes,
  });
  const describeOwn = async ({ personId, sessionId }: { readonly personId: string; readonly sessionId: string }): Promise<Session> => {
    const [person] = await people.read([personId]);
    if (!person) throw new ProblemError('not-authenticated');
    return describe(person, await sessions.expiryOf(sessionId));
  };
  const requestOf = ({ client, cookies, audit }: Requesting): SignInRequest => ({
    client, cookies: cookies.presented, party: () => relyingParty(client.origin, origins),
    ...(audit && {
      onBegin: (transaction, { personId, sessionId, factors }) =>
        audit(transaction, { action: 'session.begin', actor: personActor(personId, sessionId), object: { kind: 'session', id: sessionId }, details: { factors } }),
    }),
  });
  return {
    signIn: async ({ body, cookies, client, audit, unchanged }): Promise<SignInAnswer> => {
      const answer = await signIn.withPassword(body.email, body.password, requestOf({ client, cookies, audit }));
      cookies.set(answer.cookie);
      // Nobody is signed in yet.
      if (!('person' in answer)) unchanged();
      return 'person' in answer ? describe(answer.person, answer.expiresAt) : { next: 'second-factor', methods: [...answer.methods], passkey: answer.passkey };
    },
    showSecondFactor: async ({ body, cookies, client, audit }) => {
      const { cookie, person, expiresAt } = await signIn.withSecondFactor(body, requestOf({ client, cookies, audit }));
      for (const each of [cookie, END_PENDING_COOKIE]) cookies.set(each);
      return describe(person, expiresAt);
    },
    startPasskeySignIn: ({ client, cookies }) => signIn.passkeyOptions(requestOf({ client, cookies })),
    signInWithPasskey: async ({ body, cookies, client, audit }) => {
      const { cookie, person, expiresAt } = await signIn.withPasskey(body.response, requestOf({ client, cookies, audit }));
      cookies.set(cookie);
      return describe(person, expiresAt);
    },
    currentSession: ({ caller }) => describeOwn(caller),
    signOut: async ({ caller, cookies, audit }) => {
      cookies.set(await sessions.end(caller.sessionId, (transaction) => audit(transaction, { action: 'session.end', object: { kind: 'session', id: caller.sessionId } })));
      return undefined;
    },
    listSessions: async ({ caller }) => ({
      items: (await sessions.listOf(caller.personId)).map(({ id, browser, system, address, factors, createdAt, lastSeenAt }) => ({
        id, current: id === caller.sessionId, browser, system, address, factors: [...factors], createdAt: createdAt.toISOString(), lastSeenAt: lastSeenAt.toISOString(),
      })),
    }),
    endSession: async ({ caller, params, cookies, audit }) => {
      const isOwn = await sessions.endOf(caller.personId, params.sessionId, (transaction) => audit(transaction, { action: 'session.end', object: { kind: 'session', id: params.sessionId } }));
      if (!isOwn) throw new ProblemError('not-found');
      if (params.sessionId === caller.sessionId) cookies.set(END_COOKIE);
      return undefined;
    },
    endSessions: async ({ caller, body, cookies, audit }) => {
      await sessions.endAll(caller.personId, {
        except: body.which === 'others' ? caller.sessionId : undefined,
        inTransaction: (transaction) => audit(transaction, { action: 'session.end', object: { kind: 'person', id: caller.personId } }),
      });
      if (body.which === 'all') cookies.set(END_COOKIE);
      return undefined;
    },
    stepUp: async ({ caller, body, cookies, client, audit }) => {
      cookies.set(await signIn.stepUp(caller, body, requestOf({ client, cookies }), (transaction) => audit(transaction, { action: 'session.step-up', object: { kind: 'session', id: caller.sessionId } })));
      return describeOwn(caller);
    },
    startPasskeyStepUp: ({ caller, client, cookies }) => signIn.stepUpOptions(caller.personId, caller.sessionId, requestOf({ client, cookies })),
    changePassword: async ({ caller, body, cookies, audit }) => {
      const memberships = await members.membershipsOf(caller.personId);
      const context = [...origins.map((origin) => new URL(origin).hostname), ...memberships.map(({ organisationName }) => organisationName)];
      await signIn.changePassword(caller, body, context, (transaction) =>
        audit(transaction, { action: 'password.change', object: { kind: 'person', id: caller.personId } }));
      cookies.set(await sessions.renew(caller.sessionId));
      return undefined;
    },
  };
}
