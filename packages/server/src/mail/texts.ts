import type { Role } from '@cashflowsmart/sdk/contract';
import { quotable, type Message } from './message.ts';

export const mailLocales = ['en', 'de'] as const;
export type MailLocale = (typeof mailLocales)[number];

/** What is told to a person about their own account (ASVS 6.3.5, 6.3.7). */
export const noticeKinds = [
  'password-changed', 'passkey-added', 'passkey-removed', 'authenticator-added', 'authenticator-removed', 'recovery-codes-renewed', 'recovery-code-used',
  'identity-linked', 'many-failed-sign-ins',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** What every mail says of whom it is from. */
export interface Letterhead {
  /** The name under which the host offers the service. */
  readonly product: string;
  readonly locale: MailLocale;
}

export interface InvitationMail {
  readonly to: string;
  readonly organisation: string;
  readonly invitedBy: string;
  readonly role: Role;
  readonly link: string;
  readonly expiresAt: Date;
}

const roleNames: Readonly<Record<MailLocale, Readonly<Record<Role, string>>>> = {
  en: { admin: 'administrator', operator: 'operator', 'data-entry': 'data entry' },
  de: { admin: 'Verwaltung', operator: 'Bearbeitung', 'data-entry': 'Erfassung' },
};

const notices: Readonly<Record<MailLocale, Readonly<Record<NoticeKind, string>>>> = {
  en: {
    'password-changed': 'Your password was changed.',
    'passkey-added': 'A passkey was added to your account.',
    'passkey-removed': 'A passkey was removed from your account.',
    'authenticator-added': 'An authenticator app was added to your account.',
    'authenticator-removed': 'The authenticator app was removed from your account.',
    'recovery-codes-renewed': 'New recovery codes were made for your account; the older ones are worth nothing any more.',
    'recovery-code-used': 'Somebody signed in to your account with one of its recovery codes.',
    'identity-linked': 'Your account was connected with an identity provider, by which you can sign in from now on.',
    'many-failed-sign-ins': 'Somebody tried many times to sign in to your account and did not succeed.',
  },
  de: {
    'password-changed': 'Ihr Passwort wurde geändert.',
    'passkey-added': 'Ihrem Zugang wurde ein Passkey hinzugefügt.',
    'passkey-removed': 'Ein Passkey Ihres Zugangs wurde entfernt.',
    'authenticator-added': 'Ihrem Zugang wurde eine Authentifizierungs-App hinzugefügt.',
    'authenticator-removed': 'Die Authentifizierungs-App Ihres Zugangs wurde entfernt.',
    'recovery-codes-renewed': 'Für Ihren Zugang wurden neue Wiederherstellungscodes erzeugt; die bisherigen gelten nicht mehr.',
    'recovery-code-used': 'Jemand hat sich mit einem Wiederherstellungscode bei Ihrem Zugang angemeldet.',
    'identity-linked': 'Ihr Zugang wurde mit einem Identitätsanbieter verbunden, über den Sie sich ab jetzt anmelden können.',
    'many-failed-sign-ins': 'Jemand hat oft und erfolglos versucht, sich bei Ihrem Zugang anzumelden.',
  },
};

/** In UTC and said so: who reads it may be anywhere. */
function moment(at: Date, locale: MailLocale): string {
  return new Intl.DateTimeFormat(locale === 'de' ? 'de-DE' : 'en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(at) + ' UTC';
}

export function invitationMail({ product, locale }: Letterhead, { to, organisation, invitedBy, role, link, expiresAt }: InvitationMail): Message {
  const [name, who] = [quotable(organisation), quotable(invitedBy)];
  if (locale === 'de') {
    return {
      to, subject: `Einladung zu ${product}`,
      text: `Guten Tag,

${who} lädt Sie ein, bei ${product} für „${name}“ mitzuarbeiten (Rolle: ${roleNames.de[role]}).

Über diesen Link nehmen Sie die Einladung an:

${link}

Er gilt einmal und bis ${moment(expiresAt, locale)}. Geben Sie ihn nicht weiter.
Wenn Sie keine Einladung erwarten, brauchen Sie nichts zu tun.
`,
    };
  }
  return {
    to, subject: `Invitation to ${product}`,
    text: `Hello,

${who} invites you to work for "${name}" with ${product} (role: ${roleNames.en[role]}).

Accept the invitation by this link:

${link}

It works once, until ${moment(expiresAt, locale)}. Do not pass it on.
If you do not expect an invitation, there is nothing to do.
`,
  };
}

export function resetMail({ product, locale }: Letterhead, { to, link, minutes }: { readonly to: string; readonly link: string; readonly minutes: number }): Message {
  if (locale === 'de') {
    return {
      to, subject: `Neues Passwort für ${product}`,
      text: `Guten Tag,

für Ihren Zugang zu ${product} wurde ein neues Passwort angefordert. Über diesen Link wählen Sie es:

${link}

Er gilt einmal und ${String(minutes)} Minuten lang. Geben Sie ihn nicht weiter.
Wenn Sie das nicht waren, brauchen Sie nichts zu tun: Ihr Passwort bleibt, wie es ist.
`,
    };
  }
  return {
    to, subject: `New password for ${product}`,
    text: `Hello,

a new password was asked for, for your account with ${product}. Choose it by this link:

${link}

It works once, for ${String(minutes)} minutes. Do not pass it on.
If that was not you, there is nothing to do: your password stays as it is.
`,
  };
}

export function noticeMail({ product, locale }: Letterhead, { to, kind, at }: { readonly to: string; readonly kind: NoticeKind; readonly at: Date }): Message {
  const what = notices[locale][kind];
  if (locale === 'de') {
    return {
      to, subject: `Sicherheitshinweis von ${product}`,
      text: `Guten Tag,

${what}
Zeitpunkt: ${moment(at, locale)}

Wenn Sie das waren, brauchen Sie nichts zu tun. Wenn nicht, ändern Sie Ihr Passwort, melden Sie alle Sitzungen ab und wenden Sie sich an Ihre Verwaltung.
`,
    };
  }
  return {
    to, subject: `Security notice from ${product}`,
    text: `Hello,

${what}
Time: ${moment(at, locale)}

If that was you, there is nothing to do. If not, change your password, sign out everywhere, and tell your administrator.
`,
  };
}
