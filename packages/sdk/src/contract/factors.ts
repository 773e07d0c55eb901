import { z } from 'zod';
import { defineOperation } from './operation.ts';
import * as schemas from './schemas.ts';
import * as signIn from './sign-in-schemas.ts';

/** A person's own factors beside the password. */
export const factorOperations = {
  listFactors: defineOperation({
    id: 'listFactors', method: 'GET', path: '/v1/session/factors', tag: 'factors',
    access: 'own-session',
    audit: { none: 'It tells a person what they have.' },
    summary: 'The authenticator app, recovery codes and passkeys that one has.',
    success: { status: 200, schema: signIn.ownFactors },
    problems: ['keys-unavailable'],
  }),
  startTotp: defineOperation({
    id: 'startTotp', method: 'POST', path: '/v1/session/factors/totp', tag: 'factors',
    access: 'own-session', stepUp: true,
    audit: { none: 'It does not count before it is confirmed.' },
    summary: 'A new secret for an authenticator app. It counts once a code of it was shown.',
    success: { status: 201, schema: signIn.totpStart },
    problems: ['keys-unavailable'],
  }),
  confirmTotp: defineOperation({
    id: 'confirmTotp', method: 'POST', path: '/v1/session/factors/totp/confirm', tag: 'factors',
    access: 'own-session', stepUp: true,
    audit: 'factor.add',
    summary: 'Show a code of the new app, which replaces an older one. Answers with recovery codes where there were none.',
    body: { json: signIn.totpConfirm },
    success: { status: 200, schema: signIn.recoveryCodes },
    problems: ['second-factor-failed', 'keys-unavailable'],
  }),
  makeRecoveryCodes: defineOperation({
    id: 'makeRecoveryCodes', method: 'POST', path: '/v1/session/factors/recovery-codes', tag: 'factors',
    access: 'own-session', stepUp: true,
    audit: 'factor.add',
    summary: 'New recovery codes; older ones are worth nothing afterwards.',
    success: { status: 201, schema: signIn.recoveryCodes },
    problems: ['not-found', 'keys-unavailable'],
  }),
  startPasskey: defineOperation({
    id: 'startPasskey', method: 'POST', path: '/v1/session/factors/passkeys/options', tag: 'factors',
    access: 'own-session', stepUp: true,
    audit: { none: 'It gives out a challenge.' },
    summary: 'Options to make a passkey on this device.',
    success: { status: 200, schema: signIn.passkeyCreationOptions },
    problems: ['passkeys-unavailable', 'keys-unavailable'],
  }),
  addPasskey: defineOperation({
    id: 'addPasskey', method: 'POST', path: '/v1/session/factors/passkeys', tag: 'factors',
    access: 'own-session', stepUp: true,
    audit: 'factor.add',
    summary: 'Keep a new passkey. Answers with recovery codes where there were none.',
    body: { json: signIn.newPasskey },
    success: { status: 201, schema: signIn.recoveryCodes },
    problems: ['passkey-refused', 'passkeys-unavailable', 'keys-unavailable'],
  }),
  removeFactor: defineOperation({
    id: 'removeFactor', method: 'DELETE', path: '/v1/session/factors/{factorId}', tag: 'factors',
    access: 'own-session', stepUp: true,
    audit: 'factor.remove',
    summary: 'Remove an authenticator app or a passkey. With the last of them the recovery codes go.',
    params: z.object({ factorId: schemas.id }),
    success: { status: 204 },
    problems: ['not-found'],
  }),
} as const;
