import { MailSettingsError, mailRoute, mailSettings, type MailSettings } from '../mail/mail-settings.ts';
import { smtpMailer, type Mailer } from '../mail/mailer.ts';
import { CommandError, EXIT, type CommandIo } from './command.ts';

export const MAIL_HELP = `
Mails (invitations, resets, notices) leave by CASH_FLOW_SMTP_URL, such as smtps://user:password@mail.example, under the address
CASH_FLOW_MAIL_FROM. Without them they wait, and are dropped after a week. TLS is required but on this machine.
CASH_FLOW_PRODUCT_NAME is what they call the service, CASH_FLOW_MAIL_LOCALE (en or de) their language unless another is asked
for, CASH_FLOW_ACCOUNT_PAGE the page to which their links lead; default the first --origin.

`;

/** @throws {CommandError} where a setting cannot be used. */
export function mailOf(env: CommandIo['env'], origin: string): { readonly settings: MailSettings; readonly mailer: Mailer | undefined } {
  try {
    const [settings, route] = [mailSettings(env, origin), mailRoute(env)];
    return { settings, mailer: route && smtpMailer({ ...route, fromName: settings.product }) };
  } catch (error) {
    throw error instanceof MailSettingsError ? new CommandError(error.message, EXIT.unusable) : error;
  }
}
