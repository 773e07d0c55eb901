import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import { z } from 'zod';
import type { DataAccess } from '../database/data-access.ts';
import type { Database } from '../database/schema.ts';
import type { Jobs } from '../jobs/index.ts';
import { openBody, sealBody, type OrganisationVault, type SealedRow, type SealedTable, type Vault } from '../vault/index.ts';
import { sendMail } from './mail-jobs.ts';
import { mailLocales } from './texts.ts';

const CODEC_VERSION = 1;
export const mailBodies: SealedTable = { table: 'mails', key: ['id'], codecVersion: CODEC_VERSION };

const mailBody = z.discriminatedUnion('kind', [
  /** As it goes out; dropped where its time is over before a mail server took it. */
  z.object({ kind: z.literal('message'), to: z.string(), subject: z.string(), text: z.string(), until: z.number() }),
  /** Somebody asked for a reset of whoever has this e-mail; whether anybody has is looked up when nobody waits for an answer. */
  z.object({ kind: z.literal('reset-request'), email: z.string(), locale: z.enum(mailLocales) }),
]);
export type MailBody = z.infer<typeof mailBody>;

function placeOf(id: string, sealVersion: number): SealedRow {
  return { table: 'mails', rowId: id, sealVersion, codecVersion: CODEC_VERSION };
}

/** A mail prepared before a transaction, to be put into the outbox in it. */
export type PutMail = (transaction: Transaction<Database>) => Promise<void>;

/**
 * Mails that wait, sealed. The queue is told the id of the row alone: whatever a mail says, links with their secrets above all, lies in
 * no payload, and is gone when the mail is.
 */
export class Outbox {
  readonly #data: DataAccess;
  readonly #vault: Vault;
  readonly #jobs: Pick<Jobs, 'enqueue'>;
  readonly #now: () => Date;

  constructor(options: { readonly data: DataAccess; readonly vault: Vault; readonly jobs: Pick<Jobs, 'enqueue'>; readonly now?: () => Date }) {
    this.#data = options.data;
    this.#vault = options.vault;
    this.#jobs = options.jobs;
    this.#now = options.now ?? (() => new Date());
  }

  /** Seals a mail of an organisation, or of the platform. Ask before the transaction, call the answer in it. */
  async prepare(organisationId: string, body: MailBody): Promise<PutMail> {
    const vault = await this.#vault.organisation(organisationId);
    return async (transaction) => {
      const id = randomUUID();
      await transaction.insertInto('mails').values({
        organisation_id: organisationId, id, created_at: this.#now(), seal_version: 1, sealed: sealBody(vault, placeOf(id, 1), body),
      }).execute();
      await this.#jobs.enqueue(transaction, sendMail, { organisationId, mailId: id });
    };
  }

  /** @returns undefined where it has been sent, or has had its time. */
  async read(organisationId: string, id: string): Promise<MailBody | undefined> {
    const vault = await this.#vault.organisation(organisationId);
    const row = await this.#data.inOrganisation(organisationId, (transaction) =>
      transaction.selectFrom('mails').select(['seal_version', 'sealed']).where('organisation_id', '=', organisationId).where('id', '=', id).executeTakeFirst());
    return row && mailBody.parse(openBody(vault, placeOf(id, row.seal_version), row.sealed));
  }

  /** Puts another body into a mail's place, in the caller's transaction. @returns false where the row is gone. */
  async prepareReplacement(organisationId: string, id: string, body: MailBody): Promise<(transaction: Transaction<Database>) => Promise<boolean>> {
    const vault: OrganisationVault = await this.#vault.organisation(organisationId);
    return async (transaction) => {
      const row = await transaction.selectFrom('mails').select('seal_version').where('organisation_id', '=', organisationId).where('id', '=', id).forUpdate().executeTakeFirst();
      if (!row) return false;
      const sealVersion = row.seal_version + 1;
      await transaction.updateTable('mails').set({ seal_version: sealVersion, sealed: sealBody(vault, placeOf(id, sealVersion), body) })
        .where('organisation_id', '=', organisationId).where('id', '=', id).execute();
      return true;
    };
  }

  async remove(organisationId: string, id: string): Promise<void> {
    await this.#data.inOrganisation(organisationId, (transaction) =>
      transaction.deleteFrom('mails').where('organisation_id', '=', organisationId).where('id', '=', id).execute());
  }
}

const DAY = 86_400_000;
/** No link in a mail lives longer, and no server that comes back is of use to it. */
const KEPT = 7 * DAY;

/** Removes mails that no mail server ever took. */
export async function removeOldMails(transaction: Transaction<Database>, organisationId: string, now: Date): Promise<void> {
  await transaction.deleteFrom('mails').where('organisation_id', '=', organisationId).where('created_at', '<', new Date(now.getTime() - KEPT)).execute();
}
