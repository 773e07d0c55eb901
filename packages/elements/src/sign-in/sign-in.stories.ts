import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import { apiData, problemOf, sessionAs } from '../foundation/testing/api-data.ts';
import { PASSWORD } from '../foundation/testing/api-fetch.ts';
import { inputIn, pressIn, typeInto, untilShown } from '../foundation/testing/story-steps.ts';
import { withProvider, type StoryProviderOptions } from '../foundation/testing/story-provider.ts';

const show = (options: StoryProviderOptions) => (): TemplateResult => withProvider(html`<cash-flow-sign-in></cash-flow-sign-in>`, options);
const signedOut = apiData({ session: null });

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
  render: show({ data: signedOut, misbehaving: { signIn: problemOf('too-many-requests', 429, 'Too many requests in a short time.', 'Wait for the time that Retry-After names.') } }),
  play: async ({ canvasElement }) => {
    typeInto(await inputIn(canvasElement, 'cash-flow-sign-in', 'E-mail'), 'mara@example.com');
    typeInto(await inputIn(canvasElement, 'cash-flow-sign-in', 'Password'), 'wrong');
    await pressIn(canvasElement, 'cash-flow-sign-in', 'Sign in');
    await untilShown(canvasElement, 'cash-flow-sign-in', 'Too many attempts in a short time.');
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

export const SeveralOrganisations: StoryObj = { render: show({ data: apiData({ session: sessionAs('admin', 2) }) }) };

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
