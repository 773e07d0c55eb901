import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { DataAccess } from '../database/data-access.ts';
import { type Database, PLATFORM } from '../database/schema.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { MailSettings } from '../mail/mail-settings.ts';
import type { Notifier } from '../mail/notifier.ts';
import type { MailBody, Outbox } from '../mail/outbox.ts';
import { type MailLocale, resetMail } from '../mail/texts.ts';
import { isTokenOf, newLinkToken, readLinkToken } from './link-token.ts';
import type { People } from './people.ts';
import type { Sessions } from './sessions.ts';

const MINUTE = 60_000;
const VALID_MINUTES = 30;
/** A second link within this time would only end the first one while somebody looks for it in their mail. */
const PAUSE = 2 * MINUTE;

export interface PasswordResetsOptions {
  readonly data: DataAccess;
  readonly people: People;
  readonly sessions: Pick<Sessions, 'endAllOf'>;
  readonly outbox: Outbox;
  readonly notifier: Notifier;
  readonly settings: MailSettings;
  readonly now?: () => Date;
}

/** A new password for whoever reads the mail of a person: by a link that works once, for half an hour. Nobody chooses it for somebody else. */
export class PasswordResets {
  readonly #options: PasswordResetsOptions;
  readonly #now: () => Date;

  constructor(options: PasswordResetsOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => new Date());
  }

  /**
   * Somebody who is not signed in asks. Whoever waits for the answer learns nothing from it, nor from its time: the same row is written
   * for every e-mail, and only later somebody looks whether anybody has it.
   */
  async request(email: string, locale: MailLocale | undefined): Promise<void> {
    const put = await this.#options.outbox.prepare(PLATFORM, { kind: 'reset-request', email, locale: locale ?? this.#options.settings.locale });
    await this.#options.data.inPlatform(put);
  }

  /** The mail for a request, with a link that is good from now on; `undefined` where there is nothing to send. */
  async answer(mailId: string, { email, locale }: Extract<MailBody, { readonly kind: 'reset-request' }>): Promise<MailBody | undefined> {
    const { data, people, outbox, settings } = this.#options;
    const person = await people.byEmail(email);
    // Whoever signs in by other means has no password that could be reset, and shall not get one past them.
    if (!person?.hasPassword) return undefined;
    const id = randomUUID();
    const token = newLinkToken(id);
    const now = this.#now();
    const expiresAt = new Date(now.getTime() + VALID_MINUTES * MINUTE);
    const mail: MailBody = {
      kind: 'message', until: expiresAt.getTime(),
      ...resetMail({ product: settings.product, locale }, { to: person.email ?? email, link: `${settings.page}#reset=${token.text}`, minutes: VALID_MINUTES }),
    };
    const replace = await outbox.prepareReplacement(PLATFORM, mailId, mail);
    return data.inPlatform(async (transaction) => {
      const recent = await transaction.selectFrom('password_resets').select('id')
        .where('organisation_id', '=', PLATFORM).where('person_id', '=', person.id).where('created_at', '>', new Date(now.getTime() - PAUSE)).executeTakeFirst();
      if (recent || !await replace(transaction)) return undefined;
      await transaction.deleteFrom('password_resets').where('organisation_id', '=', PLATFORM).where('person_id', '=', person.id).execute();
      await transaction.insertInto('password_resets')
        .values({ organisation_id: PLATFORM, id, person_id: person.id, token_hash: token.hash, created_at: now, expires_at: expiresAt }).execute();
      return mail;
    });
  }

  /**
   * Chooses the new password. Every session of the person ends; a second factor stays what it is.
   * @throws {ProblemError} `link-not-valid` for every link that does not work, whatever the reason; {@link PasswordTooShortError}, after which it works still.
   */
  async redeem(token: string, password: string, whenChanged: (transaction: Transaction<Database>, personId: string) => Promise<void>): Promise<void> {
    const { data, people, sessions, notifier } = this.#options;
    const read = readLinkToken(token, 1);
    const [id] = read?.ids ?? [];
    if (!read || id === undefined) throw new ProblemError('link-not-valid');
    const isValid = (row: { readonly token_hash: Uint8Array; readonly expires_at: Date } | undefined): boolean => row !== undefined && isTokenOf(read, row.token_hash) && row.expires_at > this.#now();
    const find = (transaction: Transaction<Database>) => transaction.selectFrom('password_resets').select(['person_id', 'token_hash', 'expires_at'])
      .where('organisation_id', '=', PLATFORM).where('id', '=', id);
    // Looked at first: no stranger has a password hashed.
    if (!isValid(await data.inPlatform((transaction) => find(transaction).executeTakeFirst()))) throw new ProblemError('link-not-valid');
    const write = await people.newPassword(password);
    await data.inPlatform(async (transaction) => {
      const row = await find(transaction).forUpdate().executeTakeFirst();
      if (!row || !isValid(row)) throw new ProblemError('link-not-valid');
      await transaction.deleteFrom('password_resets').where('organisation_id', '=', PLATFORM).where('id', '=', id).execute();
      await write(transaction, row.person_id);
      await sessions.endAllOf(transaction, row.person_id);
      await notifier.tell(transaction, row.person_id, 'password-changed');
      await whenChanged(transaction, row.person_id);
    });
  }
}

/** Removes links whose time is over. */
export async function removeOldResets(transaction: Transaction<Database>, now: Date): Promise<void> {
  await transaction.deleteFrom('password_resets').where('organisation_id', '=', PLATFORM).where('expires_at', '<', now).execute();
}
