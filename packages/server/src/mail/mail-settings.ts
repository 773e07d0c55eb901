import { smtpSettings, SmtpSettingsError, type SmtpSettings } from './smtp-settings.ts';
import { mailLocales, type MailLocale } from './texts.ts';

/** What mails say of the host, and where their links lead. */
export interface MailSettings {
  /** The name under which the host offers the service; also beside the sender's address. */
  readonly product: string;
  /** Of mails whose reader's language nobody told. */
  readonly locale: MailLocale;
  /** The page that takes `#invitation=...` and `#reset=...`: a whole address without a fragment. */
  readonly page: string;
}

/** By which server mails leave, and under which address. */
export interface MailRoute {
  readonly smtp: SmtpSettings;
  readonly from: string;
}

/** A setting cannot be used; the message says which one and why, and never repeats it. */
export class MailSettingsError extends Error {
  override readonly name = 'MailSettingsError';
}

type Variables = Readonly<Record<string, string | undefined>>;

const ADDRESS = /^[^\s,;:<>()[\]"\\@]{1,64}@[A-Za-z0-9.-]{1,253}$/;
const CONTROL = /\p{Cc}/u;

/**
 * Reads `CASH_FLOW_PRODUCT_NAME`, `CASH_FLOW_MAIL_LOCALE` and `CASH_FLOW_ACCOUNT_PAGE`. Without them: the host of the first page, English, and that page.
 * @param origin the first page that may use the API.
 * @throws {MailSettingsError}
 */
export function mailSettings(variables: Variables, origin: string): MailSettings {
  const product = variables['CASH_FLOW_PRODUCT_NAME']?.trim() || new URL(origin).hostname;
  if (CONTROL.test(product) || product.length > 80) throw new MailSettingsError('CASH_FLOW_PRODUCT_NAME is one line of at most 80 characters.');
  const wanted = variables['CASH_FLOW_MAIL_LOCALE'] ?? 'en';
  const locale = mailLocales.find((known) => known === wanted);
  if (locale === undefined) throw new MailSettingsError(`CASH_FLOW_MAIL_LOCALE is one of ${mailLocales.join(', ')}.`);
  const page = URL.parse(variables['CASH_FLOW_ACCOUNT_PAGE'] ?? origin, origin);
  if (!page || !['http:', 'https:'].includes(page.protocol) || page.hash !== '' || page.username !== '') throw new MailSettingsError('CASH_FLOW_ACCOUNT_PAGE is the address of a page, such as https://portal.example/account.');
  return { product, locale, page: page.href };
}

/**
 * Reads `CASH_FLOW_SMTP_URL` and `CASH_FLOW_MAIL_FROM`.
 * @returns undefined where no mail server is named: mails then wait, and are dropped after a week.
 * @throws {MailSettingsError}
 */
export function mailRoute(variables: Variables): MailRoute | undefined {
  const [address, from] = [variables['CASH_FLOW_SMTP_URL'], variables['CASH_FLOW_MAIL_FROM']];
  if (!address && !from) return undefined;
  if (!address || !from) throw new MailSettingsError('CASH_FLOW_SMTP_URL and CASH_FLOW_MAIL_FROM are given both, or neither.');
  if (!ADDRESS.test(from)) throw new MailSettingsError('CASH_FLOW_MAIL_FROM is one e-mail address, without a name.');
  try {
    return { smtp: smtpSettings(address), from };
  } catch (error) {
    throw error instanceof SmtpSettingsError ? new MailSettingsError(`CASH_FLOW_SMTP_URL: ${error.message}`) : error;
  }
}
