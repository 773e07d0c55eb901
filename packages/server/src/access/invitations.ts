import { randomUUID } from 'node:crypto';
import { roles, type Invitation, type Membership, type Role } from '@cashflowsmart/sdk/contract';
import type { Transaction } from 'kysely';
import { z } from 'zod';
import type { DataAccess } from '../database/data-access.ts';
import type { Database } from '../database/schema.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { MailSettings } from '../mail/mail-settings.ts';
import type { Outbox } from '../mail/outbox.ts';
import { invitationMail, type MailLocale, mailLocales } from '../mail/texts.ts';
import { openBody, sealBody, type OrganisationVault, type SealedRow, type SealedTable, type Vault } from '../vault/index.ts';
import { normaliseEmail } from './email.ts';
import { isTokenOf, newLinkToken, readLinkToken } from './link-token.ts';
import { lockMembers, type Members } from './members.ts';
import type { Organisations } from './organisations.ts';
import type { People } from './people.ts';

const CODEC_VERSION = 1;
export const invitationBodies: SealedTable = { table: 'invitations', key: ['id'], codecVersion: CODEC_VERSION };
const invitationBody = z.object({ email: z.string(), role: z.enum(roles), locale: z.enum(mailLocales), invitedBy: z.string() });
type InvitationBody = z.infer<typeof invitationBody>;

const HOUR = 3_600_000;
/** Long enough for a weekend; a mailbox that somebody gets into later holds nothing of use. */
const VALID = 72 * HOUR;
/** An organisation with more open invitations than this is not inviting people. */
const MOST_OPEN = 200;

const COLUMNS = ['id', 'token_hash', 'created_at', 'expires_at', 'seal_version', 'sealed'] as const;
interface InvitationRow {
  readonly id: string;
  readonly token_hash: Uint8Array;
  readonly created_at: Date;
  readonly expires_at: Date;
  readonly seal_version: number;
  readonly sealed: Uint8Array;
}

function placeOf(id: string, sealVersion: number): SealedRow {
  return { table: 'invitations', rowId: id, sealVersion, codecVersion: CODEC_VERSION };
}

function open(vault: OrganisationVault, row: InvitationRow): InvitationBody {
  return invitationBody.parse(openBody(vault, placeOf(row.id, row.seal_version), row.sealed));
}

/** An invitation by its token: valid when it was looked at. */
interface Presented {
  readonly organisationId: string;
  readonly row: InvitationRow;
  readonly body: InvitationBody;
}

/** Runs in the transaction that changes, with what was changed: for the answer that is kept, and for the audit log. */
export type WhenChanged<T> = (transaction: Transaction<Database>, changed: T) => Promise<void>;

export interface InvitationsOptions {
  readonly data: DataAccess;
  readonly vault: Vault;
  readonly people: People;
  readonly members: Members;
  readonly organisations: Organisations;
  readonly outbox: Outbox;
  readonly settings: MailSettings;
  readonly now?: () => Date;
}

/** Ways into an organisation for people who are asked by mail: a link that works once, for three days. */
export class Invitations {
  readonly #options: InvitationsOptions;
  readonly #now: () => Date;

  constructor(options: InvitationsOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => new Date());
  }

  /**
   * Says the same, whether or not anybody signs in with this e-mail.
   * @throws {ProblemError} `already-member`, `already-invited`: both show in lists that the inviter may read; `too-many-invitations`.
   */
  async create(organisationId: string, invitedBy: string, wanted: { readonly email: string; readonly role: Role; readonly locale?: MailLocale | undefined }, whenChanged: WhenChanged<Invitation>): Promise<Invitation> {
    const { data, vault, members, settings } = this.#options;
    const email = wanted.email.trim();
    const same = (other: string | null): boolean => other !== null && normaliseEmail(other) === normaliseEmail(email);
    if ((await members.list(organisationId)).some((member) => same(member.email))) throw new ProblemError('already-member');
    const keys = await vault.organisation(organisationId);
    const id = randomUUID();
    const body: InvitationBody = { email, role: wanted.role, locale: wanted.locale ?? settings.locale, invitedBy };
    const { hash, expiresAt, put } = await this.#letter(organisationId, id, body);
    const createdAt = this.#now();
    const invitation = await this.#view({ id, token_hash: hash, created_at: createdAt, expires_at: expiresAt, seal_version: 1, sealed: sealBody(keys, placeOf(id, 1), body) }, body);
    await data.inOrganisation(organisationId, async (transaction) => {
      // One after the other: two administrators who invite the same person at once are told of each other.
      await lockMembers(transaction, organisationId);
      const open_ = await this.#rows(transaction, organisationId);
      if (open_.length >= MOST_OPEN) throw new ProblemError('too-many-invitations');
      for (const row of open_) {
        if (!same(open(keys, row).email)) continue;
        if (row.expires_at > createdAt) throw new ProblemError('already-invited');
        await transaction.deleteFrom('invitations').where('organisation_id', '=', organisationId).where('id', '=', row.id).execute();
      }
      await transaction.insertInto('invitations').values({
        organisation_id: organisationId, id, token_hash: hash, created_at: createdAt, expires_at: expiresAt, seal_version: 1, sealed: sealBody(keys, placeOf(id, 1), body),
      }).execute();
      await put(transaction);
      await whenChanged(transaction, invitation);
    });
    return invitation;
  }

  /** Those that nobody has accepted, the newest first. */
  async list(organisationId: string): Promise<readonly Invitation[]> {
    const { data, vault } = this.#options;
    const keys = await vault.organisation(organisationId);
    const rows = await data.inOrganisation(organisationId, (transaction) => this.#rows(transaction, organisationId));
    return Promise.all(rows.map((row) => this.#view(row, open(keys, row))));
  }

  /** A new link and three more days; the older link ends. @throws {ProblemError} `not-found`. */
  async resend(organisationId: string, id: string, whenChanged: WhenChanged<Invitation>): Promise<Invitation> {
    const { data, vault } = this.#options;
    const keys = await vault.organisation(organisationId);
    const row = await data.inOrganisation(organisationId, (transaction) => this.#row(transaction, organisationId, id));
    if (!row) throw new ProblemError('not-found');
    const body = open(keys, row);
    const { hash, expiresAt, put } = await this.#letter(organisationId, id, body);
    const invitation = await this.#view({ ...row, expires_at: expiresAt }, body);
    await data.inOrganisation(organisationId, async (transaction) => {
      const { numUpdatedRows } = await transaction.updateTable('invitations').set({ token_hash: hash, expires_at: expiresAt })
        .where('organisation_id', '=', organisationId).where('id', '=', id).executeTakeFirst();
      if (numUpdatedRows === 0n) throw new ProblemError('not-found');
      await put(transaction);
      await whenChanged(transaction, invitation);
    });
    return invitation;
  }

  /** @throws {ProblemError} `not-found`. */
  async revoke(organisationId: string, id: string, whenChanged: WhenChanged<{ readonly id: string }>): Promise<void> {
    await this.#options.data.inOrganisation(organisationId, async (transaction) => {
      const { numDeletedRows } = await transaction.deleteFrom('invitations').where('organisation_id', '=', organisationId).where('id', '=', id).executeTakeFirst();
      if (numDeletedRows === 0n) throw new ProblemError('not-found');
      await whenChanged(transaction, { id });
    });
  }

  /** What a link offers. @throws {ProblemError} `link-not-valid` for every link that does not work, whatever the reason. */
  async offer(token: string): Promise<{ readonly organisationId: string; readonly organisationName: string; readonly email: string; readonly role: Role; readonly expiresAt: Date }> {
    const { organisationId, row, body } = await this.#present(token);
    return { organisationId, organisationName: await this.#options.organisations.name(organisationId), email: body.email, role: body.role, expiresAt: row.expires_at };
  }

  /**
   * Takes whoever has the link in: who holds it reads the mail of that e-mail. Where nobody has the e-mail yet, a person is made;
   * else name and password are left alone, and it takes as long.
   * @throws {ProblemError} `link-not-valid` {@link PasswordTooShortError}
   */
  async accept(token: string, person: { readonly name: string; readonly password: string }, prepare: PrepareJoining): Promise<void> {
    const presented = await this.#present(token);
    const whenChanged = await prepare(presented.organisationId);
    const personId = await this.#options.people.findOrCreate({ ...person, email: presented.body.email });
    await this.#join(presented, personId, whenChanged);
  }

  /** The same for a person who is signed in. @throws {ProblemError} `link-not-valid`, `invitation-of-another`. */
  async join(token: string, personId: string, prepare: PrepareJoining): Promise<Membership> {
    const presented = await this.#present(token);
    const whenChanged = await prepare(presented.organisationId);
    const { people, organisations } = this.#options;
    const [person] = await people.read([personId]);
    const email: string | null | undefined = person?.email;
    if (!email || normaliseEmail(email) !== normaliseEmail(presented.body.email)) throw new ProblemError('invitation-of-another');
    const role = await this.#join(presented, personId, whenChanged);
    return { organisationId: presented.organisationId, organisationName: await organisations.name(presented.organisationId), role };
  }

  async #present(token: string): Promise<Presented> {
    const { data, vault } = this.#options;
    const read = readLinkToken(token, 2);
    const [organisationId, id] = read?.ids ?? [];
    if (!read || organisationId === undefined || id === undefined) throw new ProblemError('link-not-valid');
    const row = await data.inOrganisation(organisationId, (transaction) => this.#row(transaction, organisationId, id));
    if (!row || !isTokenOf(read, row.token_hash) || row.expires_at <= this.#now()) throw new ProblemError('link-not-valid');
    // Only now: the keys of an organisation that is not there would be made.
    return { organisationId, row, body: open(await vault.organisation(organisationId), row) };
  }

  /** The row goes with the joining: of two who come with the same link, one finds it. */
  async #join({ organisationId, row, body }: Presented, personId: string, whenChanged: WhenChanged<Joining>): Promise<Role> {
    const { data, members } = this.#options;
    return data.inOrganisation(organisationId, async (transaction) => {
      const { numDeletedRows } = await transaction.deleteFrom('invitations')
        .where('organisation_id', '=', organisationId).where('id', '=', row.id).where('token_hash', '=', row.token_hash).executeTakeFirst();
      if (numDeletedRows === 0n) throw new ProblemError('link-not-valid');
      const role = await members.join(transaction, organisationId, personId, body.role);
      await whenChanged(transaction, { organisationId, personId, role, invitationId: row.id });
      return role;
    });
  }

  async #letter(organisationId: string, id: string, body: InvitationBody): Promise<{ readonly hash: Buffer; readonly expiresAt: Date; readonly put: Awaited<ReturnType<Outbox['prepare']>> }> {
    const { organisations, people, outbox, settings } = this.#options;
    const token = newLinkToken(organisationId, id);
    const expiresAt = new Date(this.#now().getTime() + VALID);
    const [organisation, names] = [await organisations.name(organisationId), await people.names([body.invitedBy])];
    const message = invitationMail({ product: settings.product, locale: body.locale }, {
      to: body.email, organisation, invitedBy: names.get(body.invitedBy) ?? organisation, role: body.role, link: `${settings.page}#invitation=${token.text}`, expiresAt,
    });
    return { hash: token.hash, expiresAt, put: await outbox.prepare(organisationId, { kind: 'message', ...message, until: expiresAt.getTime() }) };
  }

  async #view(row: InvitationRow, { email, role, invitedBy }: InvitationBody): Promise<Invitation> {
    const names = await this.#options.people.names([invitedBy]);
    return {
      id: row.id, email, role, createdAt: row.created_at.toISOString(), expiresAt: row.expires_at.toISOString(),
      state: row.expires_at > this.#now() ? 'pending' : 'expired', invitedBy: names.get(invitedBy) ?? null,
    };
  }

  #rows(transaction: Transaction<Database>, organisationId: string): Promise<readonly InvitationRow[]> {
    return transaction.selectFrom('invitations').select(COLUMNS).where('organisation_id', '=', organisationId).orderBy('created_at', 'desc').orderBy('id').execute();
  }

  #row(transaction: Transaction<Database>, organisationId: string, id: string): Promise<InvitationRow | undefined> {
    return transaction.selectFrom('invitations').select(COLUMNS).where('organisation_id', '=', organisationId).where('id', '=', id).executeTakeFirst();
  }
}

/** Told the organisation before the transaction begins; what comes back runs in it. */
export type PrepareJoining = (organisationId: string) => Promise<WhenChanged<Joining>>;

/** Who came in by which invitation. */
export interface Joining {
  readonly organisationId: string;
  readonly personId: string;
  readonly role: Role;
  readonly invitationId: string;
}

/** Expired ones stay visible for a while, so that they can be sent once more. */
const KEPT_AFTER_END = 30 * 24 * HOUR;

export async function removeOldInvitations(transaction: Transaction<Database>, organisationId: string, now: Date): Promise<void> {
  await transaction.deleteFrom('invitations').where('organisation_id', '=', organisationId).where('expires_at', '<', new Date(now.getTime() - KEPT_AFTER_END)).execute();
}
