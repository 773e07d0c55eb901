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
  readonly back: string;
  readonly working: string;
  readonly continue: string;
  /* Passkeys. */
  readonly usePasskey: string;
  readonly passkeyPending: string;
  readonly passkeyNotShown: StateText;
  /* The second factor. */
  readonly secondFactorTitle: string;
  readonly secondFactorByApp: string;
  readonly secondFactorByPasskey: string;
  readonly secondFactorByRecoveryCode: string;
  readonly code: string;
  readonly codeInvalid: string;
  readonly recoveryCode: string;
  readonly recoveryCodeMissing: string;
  readonly useApp: string;
  readonly useRecoveryCode: string;
  /* A forgotten password. */
  readonly forgot: string;
  readonly forgotTitle: string;
  readonly forgotExplained: string;
  readonly sendLink: string;
  /** The same whether or not anybody has this e-mail. */
  readonly linkSent: string;
  readonly backToSignIn: string;
  readonly resetTitle: string;
  readonly newPassword: string;
  readonly newPasswordHint: string;
  readonly passwordShort: string;
  readonly setPassword: string;
  readonly passwordSet: string;
  /* Invitations. */
  readonly invitationTitle: (organisation: string) => string;
  readonly invitationExplained: (role: string, email: string) => string;
  readonly invitationPassword: string;
  readonly name: string;
  readonly nameMissing: string;
  readonly accept: string;
  readonly accepted: string;
  readonly join: (organisation: string) => string;
  readonly notNow: string;
  readonly joined: (organisation: string) => string;
  /* Organisations. */
  readonly chooseOrganisation: string;
  readonly noOrganisation: StateText;
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
  back: 'Back',
  working: 'One moment',
  continue: 'Continue',
  usePasskey: 'Use a passkey',
  passkeyPending: 'Waiting for the passkey',
  passkeyNotShown: { title: 'No passkey was used.', detail: 'Try again, or sign in another way.' },
  secondFactorTitle: 'Confirm that it is you',
  secondFactorByApp: 'Enter the code that your authenticator app shows.',
  secondFactorByPasskey: 'Use the passkey of your account.',
  secondFactorByRecoveryCode: 'Enter one of the recovery codes that you kept. Each works once.',
  code: 'Code',
  codeInvalid: 'Enter the six digits that the app shows.',
  recoveryCode: 'Recovery code',
  recoveryCodeMissing: 'Enter a recovery code.',
  useApp: 'Use the authenticator app',
  useRecoveryCode: 'Use a recovery code',
  forgot: 'Forgot password?',
  forgotTitle: 'Choose a new password',
  forgotExplained: 'We send you a link with which you choose a new password.',
  sendLink: 'Send link',
  linkSent: 'If somebody signs in with this e-mail, a link is on its way. Check the spam folder too.',
  backToSignIn: 'Back to signing in',
  resetTitle: 'Choose a new password',
  newPassword: 'New password',
  newPasswordHint: 'At least 12 characters; several words are fine.',
  passwordShort: 'Choose at least 12 characters.',
  setPassword: 'Save password',
  passwordSet: 'The new password is saved. You can sign in now.',
  invitationTitle: (organisation) => `Invitation to ${organisation}`,
  invitationExplained: (role, email) => `You are invited as: ${role}. The invitation was sent to ${email}.`,
  invitationPassword: 'Password for signing in',
  name: 'Your name',
  nameMissing: 'Enter your name.',
  accept: 'Accept invitation',
  accepted: 'You can sign in now. If you already had a password, it is unchanged.',
  join: (organisation) => `Join ${organisation}`,
  notNow: 'Not now',
  joined: (organisation) => `You are a member of ${organisation} now.`,
  chooseOrganisation: 'Choose an organisation',
  noOrganisation: { title: 'You belong to no organisation yet.', detail: 'Ask an administrator of the organisation to invite you.' },
};
