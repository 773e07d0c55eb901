import { defineOperation } from './operation.ts';
import * as schemas from './schemas.ts';

export const sessionOperations = {
  signIn: defineOperation({
    id: 'signIn', method: 'POST', path: '/v1/session', tag: 'session',
    access: { public: 'Nobody is signed in before signing in.' },
    audit: 'session.begin',
    summary: 'Sign in with e-mail and password; the answer sets the session cookie.',
    body: { json: schemas.signIn },
    success: { status: 201, schema: schemas.session },
    problems: ['sign-in-failed', 'keys-unavailable'],
  }),
  currentSession: defineOperation({
    id: 'currentSession', method: 'GET', path: '/v1/session', tag: 'session',
    access: 'own-session',
    audit: { none: 'It tells a person who they are.' },
    summary: 'Who is signed in, and in which organisations.',
    success: { status: 200, schema: schemas.session },
    problems: [],
  }),
  signOut: defineOperation({
    id: 'signOut', method: 'DELETE', path: '/v1/session', tag: 'session',
    access: 'own-session',
    audit: 'session.end',
    summary: 'Sign out: the session ends on the server, its cookie is worth nothing afterwards.',
    success: { status: 204 },
    problems: [],
  }),
} as const;
