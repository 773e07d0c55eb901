import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { DataAccess } from '../database/data-access.ts';
import { type Database, PLATFORM } from '../database/schema.ts';
import { authenticate } from '../database/tenant-functions.ts';
import { ProblemError } from '../http/problem-error.ts';
import { Events } from '../events/notice.ts';
import type { AuthenticateOptions, Authenticated, SessionGate } from '../http/session-gate.ts';
import { beginCookie, cookieValue, END_COOKIE, readToken, type CookieKeys, type SessionToken } from './session-cookie.ts';

export interface SessionLimits {
  /** Minutes without a request after which a session ends. Default 30. */
  readonly idleMinutes: number;
  /** Hours after which it ends however busy it is. Default 12. */
  readonly absoluteHours: number;
}

export const defaultSessionLimits: SessionLimits = { idleMinutes: 30, absoluteHours: 12 };

export interface SessionsOptions {
  readonly data: DataAccess;
  readonly cookieKeys: () => Promise<CookieKeys>;
  readonly limits?: Partial<SessionLimits>;
  readonly now?: () => Date;
}

/** A session that has just begun. */
export interface BegunSession {
  readonly cookie: string;
  readonly sessionId: string;
  readonly expiresAt: Date;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** A write for every request would make every reader a writer. */
const LAST_SEEN_STEP = MINUTE;
/** How long an ended session is still known to have been one, so that its owner is told so. */
const KEPT_AFTER_END = 24 * HOUR;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function sessionIdOf({ id }: SessionToken): string {
  return id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function hashOf(secret: Uint8Array): Buffer {
  return createHash('sha256').update(secret).digest();
}

/**
 * Sessions as rows: the cookie names one and proves it with a secret, of which the database keeps a hash. Nothing about a
 * session is cached, so ending one, disabling a member or changing a role counts at the next request.
 */
export class Sessions implements SessionGate {
  readonly limits: SessionLimits;
  readonly #data: DataAccess;
  readonly #cookieKeys: () => Promise<CookieKeys>;
  readonly #now: () => Date;

  constructor({ data, cookieKeys, limits, now }: SessionsOptions) {
    this.#data = data;
    this.#cookieKeys = cookieKeys;
    this.#now = now ?? (() => new Date());
    this.limits = { ...defaultSessionLimits, ...limits };
  }

  /** Starts a session for a person whose password was right. A session that the request still carried ends. */
  async begin(personId: string, presentedCookies: string | undefined, inTransaction?: (transaction: Transaction<Database>, sessionId: string) => Promise<void>): Promise<BegunSession> {
    const keys = await this.#cookieKeys();
    const token: SessionToken = { id: randomBytes(16), secret: randomBytes(32) };
    const older = tokenIn(presentedCookies, keys);
    const now = this.#now();
    const expiresAt = new Date(now.getTime() + this.limits.absoluteHours * HOUR);
    const sessionId = sessionIdOf(token);
    await this.#data.inPlatform(async (transaction) => {
      if (older) {
        await transaction.deleteFrom('sessions')
          .where('organisation_id', '=', PLATFORM).where('id', '=', sessionIdOf(older)).where('secret_hash', '=', hashOf(older.secret))
          .execute();
      }
      await this.#removeEnded(transaction);
      await transaction.insertInto('sessions')
        .values({ id: sessionId, person_id: personId, secret_hash: hashOf(token.secret), created_at: now, last_seen_at: now, expires_at: expiresAt, authenticated_at: now, factors: ['password'] })
        .execute();
      await inTransaction?.(transaction, sessionId);
    });
    return { cookie: beginCookie(token, keys), sessionId, expiresAt };
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

  /** Ends every session of a person, on every server, from the next request on; in the caller's transaction. */
  async endAllOf(transaction: Transaction<Database>, personId: string): Promise<void> {
    await transaction.deleteFrom('sessions').where('organisation_id', '=', PLATFORM).where('person_id', '=', personId).execute();
    await Events.publish(transaction, PLATFORM, { kind: 'session', subject: personId });
  }

  /** Ends the sessions of a person that were made for one organisation alone; others they have stay. */
  async endBoundTo(organisationId: string, personId: string): Promise<void> {
    await this.#data.inPlatform((transaction) => transaction.deleteFrom('sessions')
      .where('organisation_id', '=', PLATFORM).where('person_id', '=', personId).where('bound_organisation_id', '=', organisationId).execute());
  }

  /** `endAllOf` in a transaction of its own. */
  async endAll(personId: string): Promise<void> {
    await this.#data.inPlatform((transaction) => this.endAllOf(transaction, personId));
  }

  /** When a session that has just been authenticated ends at the latest. */
  async expiryOf(sessionId: string): Promise<Date> {
    const row = await this.#data.inPlatform((transaction) =>
      transaction.selectFrom('sessions').select('expires_at').where('organisation_id', '=', PLATFORM).where('id', '=', sessionId).executeTakeFirst());
    if (!row) throw new ProblemError('not-authenticated');
    return row.expires_at;
  }

  async authenticate(cookieHeader: string | undefined, organisationId: string | null, { silent = false }: AuthenticateOptions = {}): Promise<Authenticated> {
    const token = tokenIn(cookieHeader, await this.#cookieKeys());
    if (!token) throw new ProblemError('not-authenticated');
    const organisation = organisationId !== null && UUID.test(organisationId) ? organisationId : null;
    const now = this.#now();
    const sessionId = sessionIdOf(token);
    const [row] = await this.#data.call(authenticate(sessionId, organisation));
    if (!row || !timingSafeEqual(row.secret_hash, hashOf(token.secret))) throw new ProblemError('not-authenticated');
    if (this.#hasEnded(row.last_seen_at, row.expires_at, now)) throw new ProblemError('session-expired', { refused: { personId: row.person_id, sessionId } });
    if (!silent && now.getTime() - row.last_seen_at.getTime() >= LAST_SEEN_STEP) {
      await this.#data.inPlatform((transaction) =>
        transaction.updateTable('sessions').set({ last_seen_at: now }).where('organisation_id', '=', PLATFORM).where('id', '=', sessionId).execute());
    }
    const { role, state } = row;
    return { personId: row.person_id, sessionId, membership: role !== null && state !== null ? { role, state } : null };
  }

  /** Removes sessions that ended so long ago that nobody is told so any more. */
  async removeEnded(): Promise<void> {
    await this.#data.inPlatform((transaction) => this.#removeEnded(transaction));
  }

  async #removeEnded(transaction: Transaction<Database>): Promise<void> {
    await transaction.deleteFrom('sessions')
      .where('organisation_id', '=', PLATFORM).where('expires_at', '<', new Date(this.#now().getTime() - KEPT_AFTER_END)).execute();
  }

  #hasEnded(lastSeen: Date, expires: Date, now: Date): boolean {
    return now >= expires || now.getTime() - lastSeen.getTime() >= this.limits.idleMinutes * MINUTE;
  }
}

function tokenIn(cookieHeader: string | undefined, keys: CookieKeys): SessionToken | undefined {
  const value = cookieValue(cookieHeader);
  return value === undefined ? undefined : readToken(value, keys);
}
