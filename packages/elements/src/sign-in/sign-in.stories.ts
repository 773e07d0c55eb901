import type { SecondFactorAsked } from '@cashflowsmart/sdk/contract';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import { apiData, ORGANISATION, problemOf, sessionAs } from '../foundation/testing/api-data.ts';
import { CODE, PASSWORD, TOKEN } from '../foundation/testing/api-fetch.ts';
import { inputIn, pressIn, typeInto, untilShown } from '../foundation/testing/story-steps.ts';
import { withProvider, type StoryProviderOptions } from '../foundation/testing/story-provider.ts';

const show = (options: StoryProviderOptions) => (): TemplateResult => withProvider(html`<cash-flow-sign-in></cash-flow-sign-in>`, options);
const signedOut = apiData({ session: null });

/** As if a link of a mail had been opened; the element takes it out of the address before it draws. */
const showLink = (kind: 'invitation' | 'reset', options: StoryProviderOptions) => (): TemplateResult => {
  window.history.replaceState(window.history.state, '', `#${kind}=${TOKEN}`);
  return show(options)();
};

const tag = 'cash-flow-sign-in';
const offer = { organisationName: 'Lindqvist & Daughters', email: 'mara@example.com', role: 'operator', expiresAt: '2099-01-01T00:00:00Z' } as const;
const passkey = { challenge: 'c2FtcGxlLWNoYWxsZW5nZQ', timeout: 300_000, rpId: 'portal.example', userVerification: 'preferred', allowCredentials: [] };
const asked = { next: 'second-factor', methods: ['passkey', 'totp', 'recovery-code'], passkey } satisfies SecondFactorAsked;

async function enterPassword(canvas: HTMLElement): Promise<void> {
  typeInto(await inputIn(canvas, tag, 'E-mail'), 'mara@example.com');
  typeInto(await inputIn(canvas, tag, 'Password'), PASSWORD);
  await pressIn(canvas, tag, 'Sign in');
}

const meta: Meta = { title: 'Sign-in' };
export default meta;

export const Form: StoryObj = { render: show({ data: signedOut }) };

export const German: StoryObj = { render: show({ data: signedOut, locale: 'de' }) };

export const FieldsMissing: StoryObj = {
  render: show({ data: signedOut }),
  play: async ({ canvasElement }) => {
    await pressIn(canvasElement, 'cash-flow-sign-in', 'Sign in');
    await untilShown(canvasElement, 'cash-flow-sign-in', 'Enter your password.');
  },
};

export const Refused: StoryObj = {
  render: show({ data: signedOut }),
  play: async ({ canvasElement }) => {
    typeInto(await inputIn(canvasElement, 'cash-flow-sign-in', 'E-mail'), 'mara@example.com');
    typeInto(await inputIn(canvasElement, 'cash-flow-sign-in', 'Password'), 'wrong');
    await pressIn(canvasElement, 'cash-flow-sign-in', 'Sign in');
    await untilShown(canvasElement, 'cash-flow-sign-in', 'E-mail and password do not belong together.');
  },
};

export const Pending: StoryObj = {
  render: show({ data: signedOut, misbehaving: { signIn: 'never' } }),
  play: async ({ canvasElement }) => {
    typeInto(await inputIn(canvasElement, 'cash-flow-sign-in', 'E-mail'), 'mara@example.com');
    typeInto(await inputIn(canvasElement, 'cash-flow-sign-in', 'Password'), 'wrong');
    await pressIn(canvasElement, 'cash-flow-sign-in', 'Sign in');
    await untilShown(canvasElement, 'cash-flow-sign-in', 'Signing in');
  },
};

export const TooManyAttempts: StoryObj = {
  render: show({ data: signedOut, misbehaving: { signIn: { ...problemOf('too-many-requests', 429, 'Too many requests in a short time.', 'Wait for the time that Retry-After names.'), retryAfter: 847 } } }),
  play: async ({ canvasElement }) => {
    typeInto(await inputIn(canvasElement, 'cash-flow-sign-in', 'E-mail'), 'mara@example.com');
    typeInto(await inputIn(canvasElement, 'cash-flow-sign-in', 'Password'), 'wrong');
    await pressIn(canvasElement, 'cash-flow-sign-in', 'Sign in');
    await untilShown(canvasElement, 'cash-flow-sign-in', 'Wait 15 minutes and try again.');
  },
};

export const CookieRefused: StoryObj = {
  render: show({ misbehaving: { currentSession: problemOf('not-authenticated', 401, 'Nobody is signed in.', 'Sign in and try again.') } }),
  play: async ({ canvasElement }) => {
    typeInto(await inputIn(canvasElement, 'cash-flow-sign-in', 'E-mail'), 'mara@example.com');
    typeInto(await inputIn(canvasElement, 'cash-flow-sign-in', 'Password'), PASSWORD);
    await pressIn(canvasElement, 'cash-flow-sign-in', 'Sign in');
    await untilShown(canvasElement, 'cash-flow-sign-in', 'This browser did not keep the session.');
  },
};

export const SessionEnded: StoryObj = {
  render: show({ data: signedOut, misbehaving: { currentSession: problemOf('session-expired', 401, 'The session has ended.', 'Sign in again.') } }),
};

export const SignedIn: StoryObj = { render: show({}) };

export const SeveralOrganisations: StoryObj = { render: show({ data: apiData({ session: sessionAs('admin', 2) }), organisation: ORGANISATION }) };

export const ChooseOrganisation: StoryObj = { render: show({ data: apiData({ session: sessionAs('admin', 2) }) }) };

export const NoOrganisation: StoryObj = { render: show({ data: apiData({ session: sessionAs('admin', 0) }) }) };

export const SecondFactor: StoryObj = {
  render: show({ signedOut: true, secondFactor: asked }),
  play: async ({ canvasElement }) => {
    await enterPassword(canvasElement);
    await untilShown(canvasElement, tag, 'Confirm that it is you');
  },
};

export const SecondFactorRefused: StoryObj = {
  render: show({ signedOut: true, secondFactor: asked }),
  play: async ({ canvasElement }) => {
    await enterPassword(canvasElement);
    typeInto(await inputIn(canvasElement, tag, 'Code'), '000000');
    await pressIn(canvasElement, tag, 'Continue');
    await untilShown(canvasElement, tag, 'The code is wrong or was used before.');
  },
};

export const SecondFactorByPasskey: StoryObj = {
  render: show({ signedOut: true, secondFactor: { ...asked, methods: ['passkey', 'recovery-code'] } }),
  play: async ({ canvasElement }) => {
    await enterPassword(canvasElement);
    await untilShown(canvasElement, tag, 'Use the passkey of your account.');
  },
};

export const RecoveryCode: StoryObj = {
  render: show({ signedOut: true, secondFactor: asked }),
  play: async ({ canvasElement }) => {
    await enterPassword(canvasElement);
    await pressIn(canvasElement, tag, 'Use a recovery code');
    await inputIn(canvasElement, tag, 'Recovery code');
  },
};

export const SecondFactorExpired: StoryObj = {
  render: show({
    signedOut: true,
    secondFactor: asked,
    misbehaving: { showSecondFactor: problemOf('sign-in-expired', 401, 'Signing in took too long or was tried too often.', 'Begin again with e-mail and password.') },
  }),
  play: async ({ canvasElement }) => {
    await enterPassword(canvasElement);
    typeInto(await inputIn(canvasElement, tag, 'Code'), CODE);
    await pressIn(canvasElement, tag, 'Continue');
    await untilShown(canvasElement, tag, 'Begin again with e-mail and password.');
  },
};

export const PasskeysUnavailable: StoryObj = {
  render: show({ signedOut: true }),
  play: async ({ canvasElement }) => {
    await pressIn(canvasElement, tag, 'Use a passkey');
    await untilShown(canvasElement, tag, 'There are no passkeys at this address.');
  },
};

export const ForgotPassword: StoryObj = {
  render: show({ signedOut: true }),
  play: async ({ canvasElement }) => {
    await pressIn(canvasElement, tag, 'Forgot password?');
    await untilShown(canvasElement, tag, 'We send you a link');
  },
};

export const LinkSent: StoryObj = {
  render: show({ signedOut: true }),
  play: async ({ canvasElement }) => {
    await pressIn(canvasElement, tag, 'Forgot password?');
    typeInto(await inputIn(canvasElement, tag, 'E-mail'), 'mara@example.com');
    await pressIn(canvasElement, tag, 'Send link');
    await untilShown(canvasElement, tag, 'a link is on its way');
  },
};

export const Reset: StoryObj = { render: showLink('reset', { signedOut: true }) };

export const ResetTooShort: StoryObj = {
  render: showLink('reset', { signedOut: true }),
  play: async ({ canvasElement }) => {
    typeInto(await inputIn(canvasElement, tag, 'New password'), 'short');
    await pressIn(canvasElement, tag, 'Save password');
    await untilShown(canvasElement, tag, 'Choose at least 12 characters.');
  },
};

export const Invitation: StoryObj = { render: showLink('invitation', { signedOut: true, offer }) };

export const InvitationGerman: StoryObj = { render: showLink('invitation', { signedOut: true, offer, locale: 'de' }) };

export const InvitationAccepted: StoryObj = {
  render: showLink('invitation', { signedOut: true, offer }),
  play: async ({ canvasElement }) => {
    typeInto(await inputIn(canvasElement, tag, 'Your name'), 'Mara Winter');
    typeInto(await inputIn(canvasElement, tag, 'Password for signing in'), 'four words in a row');
    await pressIn(canvasElement, tag, 'Accept invitation');
    await untilShown(canvasElement, tag, 'You can sign in now.');
  },
};

export const InvitationToJoin: StoryObj = { render: showLink('invitation', { offer }) };

export const InvitationOfAnother: StoryObj = {
  render: showLink('invitation', {
    offer,
    misbehaving: { joinByInvitation: problemOf('invitation-of-another', 403, 'The invitation was sent to another e-mail than yours.', 'Sign out, and open the link again as the person to whom it was sent.') },
  }),
  play: async ({ canvasElement }) => {
    await pressIn(canvasElement, tag, 'Join Lindqvist & Daughters');
    await untilShown(canvasElement, tag, 'another e-mail than yours');
  },
};

export const InvitationNotValid: StoryObj = {
  render: showLink('invitation', { signedOut: true }),
  play: async ({ canvasElement }) => untilShown(canvasElement, tag, 'This link does not work'),
};

export const Loading: StoryObj = { render: show({ misbehaving: { currentSession: 'never' } }) };

export const Offline: StoryObj = { render: show({ misbehaving: { currentSession: 'offline' } }) };

export const Failed: StoryObj = {
  render: show({ misbehaving: { currentSession: problemOf('internal-error', 500, 'Something failed on our side.', 'Try again; if it stays, report the request id.') } }),
};

export const WithoutProvider: StoryObj = {
  render: () => {
    withProvider(html``);
    return html`<cash-flow-sign-in></cash-flow-sign-in>`;
  },
};
