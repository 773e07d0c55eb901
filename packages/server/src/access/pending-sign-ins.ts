import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { DataAccess } from '../database/data-access.ts';
import { PLATFORM, type SessionFactor } from '../database/schema.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { CookieKeyring } from './cookie-keyring.ts';
import { ATTRIBUTES, cookieValue, signToken, tokenUuid } from './session-cookie.ts';

/** Holds the first half of a sign-in until the second factor is shown. */
export const PENDING_COOKIE = '__Host-cash-flow-sign-in';
export const END_PENDING_COOKIE = `${PENDING_COOKIE}=; ${ATTRIBUTES}; Max-Age=0`;

/** A sign-in whose first factor was right. */
export interface PendingSignIn {
  readonly id: string;
  readonly personId: string;
  readonly factors: readonly SessionFactor[];
}

const MINUTE = 60_000;
/** Long enough to find the telephone. */
const LIFETIME = 5 * MINUTE;
/** Wrong second factors after which the first one must be shown again. */
const MOST_ATTEMPTS = 5;

export interface PendingSignInsOptions {
  readonly data: DataAccess;
  readonly cookies: CookieKeyring;
  readonly now: () => Date;
}

/** Sign-ins between two factors: in the database, bound to one browser by a cookie of their own, for five minutes and five attempts. */
export class PendingSignIns {
  readonly #data: DataAccess;
  readonly #cookies: CookieKeyring;
  readonly #now: () => Date;

  constructor({ data, cookies, now }: PendingSignInsOptions) {
    this.#data = data;
    this.#cookies = cookies;
    this.#now = now;
  }

  /** @returns the `Set-Cookie` that binds it to this browser. */
  async begin(personId: string, factors: readonly SessionFactor[]): Promise<{ readonly id: string; readonly cookie: string }> {
    const keys = await this.#cookies.keys();
    const token = { id: randomBytes(16), secret: randomBytes(32) };
    const id = tokenUuid(token);
    const now = this.#now();
    await this.#data.inPlatform(async (transaction) => {
      await transaction.deleteFrom('pending_sign_ins').where('organisation_id', '=', PLATFORM).where('expires_at', '<=', now).execute();
      await transaction.insertInto('pending_sign_ins').values({
        id, person_id: personId, secret_hash: hashOf(token.secret), factors: [...factors], attempts: 0, expires_at: new Date(now.getTime() + LIFETIME),
      }).execute();
    });
    return { id, cookie: `${PENDING_COOKIE}=${signToken(token, keys, PENDING_COOKIE)}; ${ATTRIBUTES}; Max-Age=${String(LIFETIME / 1_000)}` };
  }

  /**
   * The sign-in that the browser has begun, with one more attempt counted.
   * @throws {ProblemError} `sign-in-expired` where there is none, or it has had its time or its attempts.
   */
  async attempt(cookieHeader: string | undefined): Promise<PendingSignIn> {
    const value = cookieValue(cookieHeader, PENDING_COOKIE);
    const token = value === undefined ? undefined : await this.#cookies.read(value, PENDING_COOKIE);
    if (!token) throw new ProblemError('sign-in-expired');
    const row = await this.#data.inPlatform((transaction) => transaction.updateTable('pending_sign_ins')
      .set((column) => ({ attempts: column('attempts', '+', 1) }))
      .where('organisation_id', '=', PLATFORM).where('id', '=', tokenUuid(token)).where('expires_at', '>', this.#now()).where('attempts', '<', MOST_ATTEMPTS)
      .returning(['id', 'person_id', 'secret_hash', 'factors']).executeTakeFirst());
    if (!row || !timingSafeEqual(row.secret_hash, hashOf(token.secret))) throw new ProblemError('sign-in-expired');
    return { id: row.id, personId: row.person_id, factors: row.factors };
  }

  /** Ends it: it led to a session, once. @throws {ProblemError} `sign-in-expired` where somebody was faster. */
  async finish(id: string): Promise<void> {
    const { numDeletedRows } = await this.#data.inPlatform((transaction) =>
      transaction.deleteFrom('pending_sign_ins').where('organisation_id', '=', PLATFORM).where('id', '=', id).executeTakeFirst());
    if (numDeletedRows === 0n) throw new ProblemError('sign-in-expired');
  }
}

function hashOf(secret: Uint8Array): Buffer {
  return createHash('sha256').update(secret).digest();
}
