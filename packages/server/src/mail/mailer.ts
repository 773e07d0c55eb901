import { createTransport } from 'nodemailer';
import { requireSafe, type Message } from './message.ts';
import type { SmtpSettings } from './smtp-settings.ts';

/** Brings a mail on its way. Resolves when somebody else has taken it over. */
export interface Mailer {
  /** @throws {MailNotSentError} {@link MessageRefusedError} */
  send(message: Message): Promise<void>;
  close(): void;
}

/** The mail server did not take a mail. `code` says what kind of reason; its own words, which may repeat the mail, are left out. */
export class MailNotSentError extends Error {
  override readonly name = 'MailNotSentError';
  readonly code: string;

  constructor(cause: unknown) {
    super('The mail server did not take the mail.');
    this.code = codeOf(cause);
  }
}

/** A code of Node or of the library, such as `ECONNREFUSED`, `EAUTH` or `ETLS`; or the reply of the server, as `smtp-550`. */
function codeOf(cause: unknown): string {
  if (!(cause instanceof Error)) return 'failed';
  if ('responseCode' in cause && typeof cause.responseCode === 'number') return `smtp-${String(cause.responseCode)}`;
  return 'code' in cause && typeof cause.code === 'string' && /^\w{1,40}$/.test(cause.code) ? cause.code : 'failed';
}

export interface SmtpMailerOptions {
  readonly smtp: SmtpSettings;
  /** The sender: one address. */
  readonly from: string;
  /** The name beside it. */
  readonly fromName: string;
  /** Certificate authority (PEM) to trust in place of the system's. */
  readonly ca?: string;
}

const SECOND = 1000;

/** Sends by a mail server. Its certificate is checked, and TLS is not given up where the server does not offer it. */
export function smtpMailer({ smtp, from, fromName, ca }: SmtpMailerOptions): Mailer {
  const transport = createTransport({
    host: smtp.host, port: smtp.port,
    secure: smtp.tls === 'implicit', requireTLS: smtp.tls === 'starttls', ignoreTLS: smtp.tls === 'none',
    ...(smtp.auth && { auth: smtp.auth }),
    tls: { minVersion: 'TLSv1.2', ...(ca !== undefined && { ca }) },
    // What a mail is made of stands in the mail: no file and no address is ever read for it.
    disableFileAccess: true, disableUrlAccess: true,
    connectionTimeout: 20 * SECOND, greetingTimeout: 20 * SECOND, socketTimeout: 60 * SECOND,
  });
  return {
    send: async (message) => {
      const { to, subject, text } = requireSafe(message);
      try {
        await transport.sendMail({
          // As objects: nothing in them is read as a list or a group.
          from: { name: fromName, address: from }, to: { name: '', address: to }, subject, text,
          // RFC 3834: no holiday reply shall answer.
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
      } catch (error) {
        throw new MailNotSentError(error);
      }
    },
    close: () => { transport.close(); },
  };
}

/** Prints mails, links included: for trying on one's own machine. */
export function printingMailer(print: (text: string) => void): Mailer {
  return {
    send: (message) => {
      const { to, subject, text } = requireSafe(message);
      print(`\n  Mail to ${to}: ${subject}\n\n${text.replaceAll(/^/gm, '    ')}\n`);
      return Promise.resolve();
    },
    close: () => undefined,
  };
}
