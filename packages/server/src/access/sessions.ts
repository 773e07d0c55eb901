import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { DataAccess } from '../database/data-access.ts';
import { type Database, PLATFORM, type SessionFactor } from '../database/schema.ts';
import { authenticate } from '../database/tenant-functions.ts';
import type { Client } from '../http/handler.ts';
import { ProblemError } from '../http/problem-error.ts';
import { Events } from '../events/notice.ts';
import type { AuthenticateOptions, Authenticated } from '../http/session-gate.ts';
import type { OrganisationVault } from '../vault/index.ts';
import type { CookieKeyring } from './cookie-keyring.ts';
import { beginCookie, cookieValue, END_COOKIE, tokenUuid, type SessionToken } from './session-cookie.ts';
import { openDetails, readDetails, type SessionDetails, writeDetails } from './session-details.ts';

export interface SessionLimits {
  /** Minutes without a request after which a session ends. Default 30. */
  readonly idleMinutes: number;
  /** Hours after which it ends however busy it is. Default 12. */
  readonly absoluteHours: number;
  /** Sessions that a person has at the same time; the oldest ends for one more. Default 10. */
  readonly concurrent: number;
  /** Minutes for which showing who one is counts as just now. Default 10. */
  readonly stepUpMinutes: number;
}

export const defaultSessionLimits: SessionLimits = { idleMinutes: 30, absoluteHours: 12, concurrent: 10, stepUpMinutes: 10 };

export interface SessionsOptions {
  readonly data: DataAccess;
  readonly cookies: CookieKeyring;
  /** Seals from where sessions began. */
  readonly platformVault: () => Promise<OrganisationVault>;
  readonly limits?: Partial<SessionLimits>;
  readonly now?: () => Date;
}

/** How a session begins. */
export interface SessionStart {
  /** What the person has shown. Default: the password. */
  readonly factors?: readonly SessionFactor[];
  /** From where; shown to the person. */
  readonly client?: Client;
  readonly inTransaction?: ((transaction: Transaction<Database>, sessionId: string) => Promise<void>) | undefined;
}

/** What is written together with a change, such as its entry in the audit log. */
export type InTransaction = (transaction: Transaction<Database>) => Promise<void>;

/** A session that has just begun. */
export interface BegunSession {
  readonly cookie: string;
  readonly sessionId: string;
  readonly expiresAt: Date;
}

/** A session as its owner sees it among the others. */
export interface OwnSession extends SessionDetails {
  readonly id: string;
  readonly factors: readonly SessionFactor[];
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** A write for every request would make every reader a writer. */
const LAST_SEEN_STEP = MINUTE;
/** How long an ended session is still known to have been one, so that its owner is told so. */
const KEPT_AFTER_END = 24 * HOUR;
/** Milliseconds for which the secret before a renewal is still good: requests may be on their way. */
const PREVIOUS_SECRET = 30_000;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function hashOf(secret: Uint8Array): Buffer {
  return createHash('sha256').update(secret).digest();
}

/**
 * Sessions as rows: the cookie names one and proves it with a secret, of which the database keeps a hash. Nothing about a
 * session is cached, so ending one, disabling a member or changing a role counts at the next request.
 */
export class Sessions {
  readonly limits: SessionLimits;
  readonly #data: DataAccess;
  readonly #cookies: CookieKeyring;
  readonly #platformVault: () => Promise<OrganisationVault>;
  readonly #now: () => Date;

  constructor({ data, cookies, platformVault, limits, now }: SessionsOptions) {
    this.#data = data;
    this.#cookies = cookies;
    this.#platformVault = platformVault;
    this.#now = now ?? (() => new Date());
    this.limits = { ...defaultSessionLimits, ...limits };
  }

  /** Starts a session for a person who has shown who they are. A session that the request still carried ends, and the oldest where there are too many. */
  async begin(personId: string, presentedCookies: string | undefined, { factors = ['password'], client, inTransaction }: SessionStart = {}): Promise<BegunSession> {
    const [keys, vault, older] = [await this.#cookies.keys(), await this.#platformVault(), await this.#tokenIn(presentedCookies)];
    const token: SessionToken = { id: randomBytes(16), secret: randomBytes(32) };
    const now = this.#now();
    const expiresAt = new Date(now.getTime() + this.limits.absoluteHours * HOUR);
    const sessionId = tokenUuid(token);
    await this.#data.inPlatform(async (transaction) => {
      if (older) {
        await transaction.deleteFrom('sessions')
          .where('organisation_id', '=', PLATFORM).where('id', '=', tokenUuid(older)).where('secret_hash', '=', hashOf(older.secret))
          .execute();
      }
      await this.#removeEnded(transaction);
      // Whoever begins another one of this person's waits here, so that none is overlooked.
      await transaction.selectFrom('people').select('id').where('organisation_id', '=', PLATFORM).where('id', '=', personId).forUpdate().execute();
      await transaction.insertInto('sessions').values({
        id: sessionId, person_id: personId, secret_hash: hashOf(token.secret), created_at: now, last_seen_at: now, expires_at: expiresAt, authenticated_at: now, factors: [...factors],
      }).execute();
      if (client) await writeDetails(transaction, vault, sessionId, client);
      await this.#endOldest(transaction, personId, sessionId);
      await inTransaction?.(transaction, sessionId);
    });
    return { cookie: beginCookie(token, keys), sessionId, expiresAt };
  }

  /**
   * Gives a session a new secret, for a person who has just shown who they are once more. The secret before it is good for
   * 30 seconds more. @returns the `Set-Cookie`.
   */
  async renew(sessionId: string, { factors, inTransaction }: { readonly factors?: readonly SessionFactor[]; readonly inTransaction?: InTransaction | undefined } = {}): Promise<string> {
    const keys = await this.#cookies.keys();
    const secret = randomBytes(32);
    const now = this.#now();
    await this.#data.inPlatform(async (transaction) => {
      const { numUpdatedRows } = await transaction.updateTable('sessions')
      .set((row) => ({
        previous_secret_hash: row.ref('secret_hash'), previous_until: new Date(now.getTime() + PREVIOUS_SECRET), secret_hash: hashOf(secret), authenticated_at: now,
        ...(factors && { factors: [...factors] }),
      }))
      .where('organisation_id', '=', PLATFORM).where('id', '=', sessionId).executeTakeFirst();
      if (numUpdatedRows === 0n) throw new ProblemError('not-authenticated');
      await inTransaction?.(transaction);
    });
    return beginCookie({ id: Buffer.from(sessionId.replaceAll('-', ''), 'hex'), secret }, keys);
  }

  /** Ends a session for good and returns the `Set-Cookie` that removes its cookie. */
  async end(sessionId: string, inTransaction?: (transaction: Transaction<Database>) => Promise<void>): Promise<string> {
    await this.#data.inPlatform(async (transaction) => {
      await transaction.deleteFrom('sessions').where('organisation_id', '=', PLATFORM).where('id', '=', sessionId).execute();
      await Events.publish(transaction, PLATFORM, { kind: 'session', subject: sessionId });
      await inTransaction?.(transaction);
    });
    return END_COOKIE;
  }

  /** Ends a session of this person and of nobody else. @returns whether there was one. */
  endOf(personId: string, sessionId: string, inTransaction?: InTransaction): Promise<boolean> {
    return this.#data.inPlatform(async (transaction) => {
      const { numDeletedRows } = await transaction.deleteFrom('sessions')
        .where('organisation_id', '=', PLATFORM).where('person_id', '=', personId).where('id', '=', sessionId).executeTakeFirst();
      if (numDeletedRows > 0n) {
        await Events.publish(transaction, PLATFORM, { kind: 'session', subject: sessionId });
        await inTransaction?.(transaction);
      }
      return numDeletedRows > 0n;
    });
  }

  /** Ends every session of a person, of every kind and on every server, from the next request on, but for one where it is named; in the caller's transaction. */
  endAllOf(transaction: Transaction<Database>, personId: string, except?: string): Promise<void> {
    return endSessionsOf(transaction, personId, except);
  }

  /** Ends the sessions of a person that were made for one organisation alone; others they have stay. */
  async endBoundTo(organisationId: string, personId: string): Promise<void> {
    await this.#data.inPlatform((transaction) => transaction.deleteFrom('sessions')
      .where('organisation_id', '=', PLATFORM).where('person_id', '=', personId).where('bound_organisation_id', '=', organisationId).execute());
  }

  /** `endAllOf` in a transaction of its own. */
  async endAll(personId: string, { except, inTransaction }: { readonly except?: string | undefined; readonly inTransaction?: InTransaction } = {}): Promise<void> {
    await this.#data.inPlatform(async (transaction) => {
      await endSessionsOf(transaction, personId, except);
      await inTransaction?.(transaction);
    });
  }

  /** The sessions of a person that have not ended, the latest first. */
  async listOf(personId: string): Promise<readonly OwnSession[]> {
    const vault = await this.#platformVault();
    const now = this.#now();
    return this.#data.inPlatform(async (transaction) => {
      const rows = (await transaction.selectFrom('sessions').select(['id', 'factors', 'created_at', 'last_seen_at', 'expires_at'])
        .where('organisation_id', '=', PLATFORM).where('person_id', '=', personId).where('kind', '=', 'portal').orderBy('last_seen_at', 'desc').orderBy('id').execute())
        .filter((row) => !this.#hasEnded(row.last_seen_at, row.expires_at, now));
      const details = await readDetails(transaction, rows.map(({ id }) => id));
      return rows.map((row) => ({
        id: row.id, factors: row.factors, createdAt: row.created_at, lastSeenAt: row.last_seen_at, ...openDetails(vault, details.find((each) => each.session_id === row.id)),
      }));
    });
  }

  /** When a session that has just been authenticated ends at the latest. */
  async expiryOf(sessionId: string): Promise<Date> {
    const row = await this.#data.inPlatform((transaction) =>
      transaction.selectFrom('sessions').select('expires_at').where('organisation_id', '=', PLATFORM).where('id', '=', sessionId).executeTakeFirst());
    if (!row) throw new ProblemError('not-authenticated');
    return row.expires_at;
  }

  async authenticate(cookieHeader: string | undefined, organisationId: string | null, { silent = false }: AuthenticateOptions = {}): Promise<Authenticated> {
    const token = await this.#tokenIn(cookieHeader);
    if (!token) throw new ProblemError('not-authenticated');
    const organisation = organisationId !== null && UUID.test(organisationId) ? organisationId : null;
    const now = this.#now();
    const sessionId = tokenUuid(token);
    const [row] = await this.#data.call(authenticate(sessionId, organisation));
    if (row?.kind !== 'portal' || !isSecretOf(row, token, now)) throw new ProblemError('not-authenticated');
    if (this.#hasEnded(row.last_seen_at, row.expires_at, now)) throw new ProblemError('session-expired', { refused: { personId: row.person_id, sessionId } });
    if (!silent && now.getTime() - row.last_seen_at.getTime() >= LAST_SEEN_STEP) {
      await this.#data.inPlatform((transaction) =>
        transaction.updateTable('sessions').set({ last_seen_at: now }).where('organisation_id', '=', PLATFORM).where('id', '=', sessionId).execute());
    }
    const { role, state } = row;
    return {
      personId: row.person_id, sessionId,
      steppedUp: now.getTime() - row.authenticated_at.getTime() < this.limits.stepUpMinutes * MINUTE,
      membership: role !== null && state !== null ? { role, state } : null,
    };
  }

  /** Removes sessions that ended so long ago that nobody is told so any more. */
  async removeEnded(): Promise<void> {
    await this.#data.inPlatform((transaction) => this.#removeEnded(transaction));
  }

  async #tokenIn(cookieHeader: string | undefined): Promise<SessionToken | undefined> {
    const value = cookieValue(cookieHeader);
    return value === undefined ? undefined : this.#cookies.read(value);
  }

  async #endOldest(transaction: Transaction<Database>, personId: string, begun: string): Promise<void> {
    await transaction.deleteFrom('sessions').where('organisation_id', '=', PLATFORM).where('id', 'in', (query) => query
      .selectFrom('sessions').select('id').where('organisation_id', '=', PLATFORM).where('person_id', '=', personId).where('kind', '=', 'portal').where('id', '<>', begun)
      .orderBy('created_at', 'desc').orderBy('id').offset(this.limits.concurrent - 1)).execute();
  }

  async #removeEnded(transaction: Transaction<Database>): Promise<void> {
    await transaction.deleteFrom('sessions')
      .where('organisation_id', '=', PLATFORM).where('expires_at', '<', new Date(this.#now().getTime() - KEPT_AFTER_END)).execute();
  }

  #hasEnded(lastSeen: Date, expires: Date, now: Date): boolean {
    return now >= expires || now.getTime() - lastSeen.getTime() >= this.limits.idleMinutes * MINUTE;
  }
}

/** Ends all sessions of a person in a transaction that changes who they are, but for one where it is named. */
export async function endSessionsOf(transaction: Transaction<Database>, personId: string, except?: string): Promise<void> {
  const all = transaction.deleteFrom('sessions').where('organisation_id', '=', PLATFORM).where('person_id', '=', personId);
  await (except === undefined ? all : all.where('id', '<>', except)).execute();
  await Events.publish(transaction, PLATFORM, { kind: 'session', subject: personId });
}

function isSecretOf(
  row: { readonly secret_hash: Uint8Array; readonly previous_secret_hash: Uint8Array | null; readonly previous_until: Date | null }, token: SessionToken, now: Date,
): boolean {
  const hash = hashOf(token.secret);
  if (timingSafeEqual(row.secret_hash, hash)) return true;
  return row.previous_secret_hash !== null && row.previous_until !== null && now < row.previous_until && timingSafeEqual(row.previous_secret_hash, hash);
}
