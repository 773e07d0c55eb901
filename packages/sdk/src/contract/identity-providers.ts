import { z } from 'zod';
import { defineOperation } from './operation.ts';
import * as schemas from './schemas.ts';

const providerParams = z.object({ providerId: schemas.id });
const page = z.url({ protocol: /^https?$/ }).max(1000).meta({ description: 'A page of a listed origin, to which the browser comes back.' });
const redirect = z.object({ location: z.string() });
const short = z.string().max(2000).optional();

/** Sign-in by a host's own identity provider (OpenID Connect). Which ones there are says the host, by command. */
export const identityProviderOperations = {
  listIdentityProviders: defineOperation({
    id: 'listIdentityProviders', method: 'GET', path: '/v1/identity-providers', tag: 'session',
    access: { public: 'Whoever is about to sign in chooses one of them.' },
    audit: { none: 'Names on buttons, which everybody sees.' },
    summary: 'The identity providers by which one can sign in, by name.',
    success: { status: 200, schema: schemas.page(z.object({ id: schemas.id, name: z.string() }).meta({ id: 'SignInProvider' }), 'SignInProviderPage') },
    problems: ['keys-unavailable'],
  }),
  startProviderSignIn: defineOperation({
    id: 'startProviderSignIn', method: 'GET', path: '/v1/sign-in/oidc/{providerId}', tag: 'session',
    access: { public: 'Nobody is signed in before signing in.' },
    audit: { none: 'Somebody is on the way; the arrival is recorded.' },
    summary: 'Sends the browser to an identity provider. A link for a person, not for a script.',
    params: providerParams,
    query: z.object({ returnTo: page.optional() }),
    success: { status: 303, schema: redirect },
    problems: ['not-found', 'provider-unavailable', 'keys-unavailable'],
  }),
  finishProviderSignIn: defineOperation({
    id: 'finishProviderSignIn', method: 'GET', path: '/v1/sign-in/oidc/{providerId}/callback', tag: 'session',
    access: { public: 'The provider\'s answer, and the cookie with which the sign-in began, say who comes.' },
    audit: 'session.begin',
    summary: 'Where an identity provider sends the browser back. It goes on to the page where it began, which finds #sign-in=failed or #sign-in=linked in its address.',
    params: providerParams,
    query: z.object({ code: short, state: short, iss: short, error: short }),
    success: { status: 303, schema: redirect },
    problems: ['keys-unavailable'],
  }),
  linkIdentity: defineOperation({
    id: 'linkIdentity', method: 'POST', path: '/v1/session/identity-providers/{providerId}', tag: 'session',
    access: 'own-session', stepUp: true,
    audit: { none: 'Somebody is on the way; the arrival is recorded.' },
    summary: 'Begin to be known by an identity provider: the answer names the address to which the browser goes.',
    params: providerParams,
    body: { json: z.strictObject({ returnTo: page.optional() }).meta({ id: 'LinkIdentity' }) },
    success: { status: 200, schema: redirect.meta({ id: 'Departure' }) },
    problems: ['not-found', 'provider-unavailable', 'keys-unavailable'],
  }),
} as const;
