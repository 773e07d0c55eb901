import type { identityProviderOperations } from '@cashflowsmart/sdk/contract';
import type { AccessServices } from '../access/access.ts';
import { LinkThrottle } from '../access/throttle/link-throttle.ts';
import type { AuditWriter } from '../audit/audit-trail.ts';
import type { Handlers } from '../http/handler.ts';
import { ProblemError } from '../http/problem-error.ts';
import { personActor } from '../http/request-audit.ts';
import type { Notifier } from '../mail/notifier.ts';
import type { ProviderSignIn } from './provider-sign-in.ts';

export type OidcOperationId = keyof typeof identityProviderOperations;

export interface OidcHandlersOptions {
  readonly trail: Pick<AuditWriter, 'refuseUnknown'>;
  readonly notifier: Pick<Notifier, 'tell'>;
  readonly signIn: ProviderSignIn;
  readonly access: Pick<AccessServices, 'identityProviders' | 'sessions' | 'throttle'>;
}

/** Sign-in by identity providers over HTTP: a browser is sent there, and comes back. */
export function oidcHandlers({ trail, notifier, signIn, access: { identityProviders, sessions, throttle } }: OidcHandlersOptions): Handlers<OidcOperationId> {
  const limits = new LinkThrottle(throttle);
  return {
    listIdentityProviders: async () => ({ items: (await identityProviders.list()).map(({ id, name }) => ({ id, name })), nextCursor: null }),
    startProviderSignIn: async ({ params: { providerId }, query: { returnTo }, cookies, client }) => {
      await limits.providerSignIn(client.address);
      const { location, cookie } = await signIn.depart(providerId, returnTo, null);
      cookies.set(cookie);
      return { location };
    },
    linkIdentity: async ({ caller, params: { providerId }, body: { returnTo }, cookies, client }) => {
      await limits.providerSignIn(client.address);
      const { location, cookie } = await signIn.depart(providerId, returnTo, caller.personId);
      cookies.set(cookie);
      return { location };
    },
    finishProviderSignIn: async ({ params: { providerId }, query, cookies, client, requestId, audit, unchanged }) => {
      await limits.providerSignIn(client.address);
      const signedIn = await sessions.authenticate(cookies.presented, null).catch((error: unknown) => {
        if (error instanceof ProblemError) return null;
        throw error;
      });
      const answer = Object.fromEntries(Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined));
      const { location, cookie, personId, fault } = await signIn.arrive(providerId, answer, {
        cookies: cookies.presented, signedIn: signedIn?.personId ?? null,
        onLink: async (transaction, linkedId) => {
          const actor = signedIn?.personId === linkedId ? personActor(linkedId, signedIn.sessionId) : { kind: 'person', id: linkedId, credentialId: null } as const;
          await audit(transaction, { action: 'identity.link', actor, object: { kind: 'person', id: linkedId } });
          await notifier.tell(transaction, linkedId, 'identity-linked');
        },
      });
      cookies.set(cookie);
      if (personId !== undefined) {
        const begun = await sessions.begin(personId, cookies.presented, {
          factors: ['oidc'], client,
          inTransaction: (transaction, sessionId) =>
            audit(transaction, { action: 'session.begin', actor: personActor(personId, sessionId), object: { kind: 'session', id: sessionId }, details: { factors: ['oidc'] } }),
        });
        cookies.set(begun.cookie);
        return { location };
      }
      // The browser is sent on and not answered with a problem; the attempt counts as one that was refused all the same.
      if (fault !== undefined) await trail.refuseUnknown({ action: 'session.begin', outcome: 'sign-in-failed', requestId, address: client.address });
      unchanged();
      return { location };
    },
  };
}
