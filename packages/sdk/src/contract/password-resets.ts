import { defineOperation } from './operation.ts';
import * as people from './people-schemas.ts';

export const passwordResetOperations = {
  requestPasswordReset: defineOperation({
    id: 'requestPasswordReset', method: 'POST', path: '/v1/password-resets', tag: 'session',
    access: { public: 'Whoever forgot the password cannot sign in to ask for another one.' },
    audit: { none: 'Anybody can ask, and nothing is changed; what comes of it is recorded.' },
    summary: 'Ask for a link with which to choose a new password. The answer is the same whether or not anybody has this e-mail.',
    body: { json: people.requestPasswordReset },
    success: { status: 204 },
    problems: ['keys-unavailable'],
  }),
  redeemPasswordReset: defineOperation({
    id: 'redeemPasswordReset', method: 'POST', path: '/v1/password-resets/redeem', tag: 'session',
    access: { public: 'The token of the mail stands for whoever cannot sign in.' },
    audit: 'password.reset',
    summary: 'Choose a new password. Every session of the person ends; signing in asks for the second factor as before.',
    body: { json: people.redeemPasswordReset },
    success: { status: 204 },
    problems: ['link-not-valid', 'password-refused', 'password-common', 'keys-unavailable'],
  }),
} as const;
