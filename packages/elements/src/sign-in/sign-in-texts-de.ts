import type { SignInTexts } from './sign-in-texts.ts';

export const signInDe: SignInTexts = {
  title: 'Anmelden',
  email: 'E-Mail',
  password: 'Passwort',
  showPassword: 'Passwort anzeigen',
  hidePassword: 'Passwort verbergen',
  pending: 'Anmeldung läuft',
  emailMissing: 'Geben Sie Ihre E-Mail-Adresse ein.',
  emailInvalid: 'Geben Sie eine Adresse wie name@example.com ein.',
  passwordMissing: 'Geben Sie Ihr Passwort ein.',
  signedInAs: (name) => `Angemeldet als ${name}`,
  organisation: 'Organisation',
  ended: 'Die Sitzung ist beendet. Melden Sie sich erneut an; Gespeichertes ist noch da.',
  cookieRefused: { title: 'Dieser Browser hat die Sitzung nicht behalten.', detail: 'Erlauben Sie Cookies für diese Seite und melden Sie sich erneut an.' },
  cookieRefusedLocally: 'Wenn der Server auf diesem Rechner läuft, starten Sie ihn mit --https.',
  signingOut: 'Abmeldung läuft',
};
