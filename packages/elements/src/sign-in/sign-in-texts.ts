import type { StateText } from '../foundation/texts.ts';

/** Words of the sign-in. */
export interface SignInTexts {
  readonly title: string;
  readonly email: string;
  readonly password: string;
  readonly showPassword: string;
  readonly hidePassword: string;
  readonly pending: string;
  readonly emailMissing: string;
  readonly emailInvalid: string;
  readonly passwordMissing: string;
  readonly signedInAs: (name: string) => string;
  readonly organisation: string;
  readonly ended: string;
  readonly cookieRefused: StateText;
  /** Follows `cookieRefused` on a page over plain HTTP on loopback. */
  readonly cookieRefusedLocally: string;
  readonly signingOut: string;
}

export const signInEn: SignInTexts = {
  title: 'Sign in',
  email: 'E-mail',
  password: 'Password',
  showPassword: 'Show password',
  hidePassword: 'Hide password',
  pending: 'Signing in',
  emailMissing: 'Enter your e-mail address.',
  emailInvalid: 'Enter an address such as name@example.com.',
  passwordMissing: 'Enter your password.',
  signedInAs: (name) => `Signed in as ${name}`,
  organisation: 'Organisation',
  ended: 'The session has ended. Sign in again; what was saved is still there.',
  cookieRefused: { title: 'This browser did not keep the session.', detail: 'Allow cookies for this page and sign in again.' },
  cookieRefusedLocally: 'If the server runs on this machine, start it with --https.',
  signingOut: 'Signing out',
};
