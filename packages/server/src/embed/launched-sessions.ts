import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { isComponent, lowerRole, type Component, type Role } from '@cashflowsmart/sdk/contract';
import type { Transaction } from 'kysely';
import type { CookieKeyring } from '../access/cookie-keyring.ts';
import { tokenUuid, type SessionToken } from '../access/session-cookie.ts';
import type { InTransaction } from '../access/sessions.ts';
import type { DataAccess } from '../database/data-access.ts';
import { type Database, PLATFORM } from '../database/schema.ts';
import { authenticate } from '../database/tenant-functions.ts';
import { ProblemError } from '../http/problem-error.ts';
import { Events } from '../events/notice.ts';
import type { Authenticated, AuthenticateOptions, Credentials } from '../http/session-gate.ts';
import { beginLaunchCookie, endLaunchCookie, launchCookiesIn, type PresentedLaunchCookie } from './launch-cookie.ts';
import type { Launch } from './launches.ts';
import { originDigest } from './origin.ts';
import type { PlatformOrigins } from './platform-origins.ts';
import { bearerIn, createSecretToken, proves, readSecretToken, type SecretToken } from './secret-token.ts';

export interface LaunchedSessionLimits {
  /** Minutes without a request after which a session ends. Default 30. */
  readonly idleMinutes: number;
  /** Minutes after which a session in a cookie ends however busy it is: the next launch asks the partner again. Default 60. */
  readonly cookieMinutes: number;
  /** The same for one in a bearer, which scripts of the page can read. Default 10. */
  readonly bearerMinutes: number;
  /** Sessions in cookies that one browser holds; the oldest make room. Default 20. */
  readonly perBrowser: number;
}

export const defaultLaunchedSessionLimits: LaunchedSessionLimits = { idleMinutes: 30, cookieMinutes: 60, bearerMinutes: 10, perBrowser: 20 };

export interface LaunchedSessionsOptions {
  readonly data: DataAccess;
  readonly cookies: Pick<CookieKeyring, 'keys' | 'read'>;
  readonly origins: Pick<PlatformOrigins, 'platformsOf'>;
  readonly limits?: Partial<LaunchedSessionLimits>;
  readonly now?: () => Date;
}

/** A session that has just begun. */
export interface BegunLaunch {
  readonly sessionId: string;
  readonly role: Role;
  readonly components: readonly Component[];
  readonly expiresAt: Date;
  /** null where it is in a cookie. */
  readonly bearer: string | null;
  /** `Set-Cookie` headers: its own, and those that make room. */
  readonly cookies: readonly string[];
}

/** What is written together with a new session. */
type StartedSession = (transaction: Transaction<Database>, sessionId: string) => Promise<void>;

const MINUTE = 60_000;
const LAST_SEEN_STEP = MINUTE;

function secretHashOf(secret: Uint8Array): Buffer {
  return createHash('sha256').update(secret).digest();
}

/**
 * Sessions that a launch began: rows beside those of people who signed in, bound to one organisation and one page, with a role and
 * components at most. Nothing about them is cached.
 */
export class LaunchedSessions {
  readonly limits: LaunchedSessionLimits;
  readonly #options: LaunchedSessionsOptions;
  readonly #now: () => Date;

  constructor(options: LaunchedSessionsOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => new Date());
    this.limits = { ...defaultLaunchedSessionLimits, ...options.limits };
  }

  /** Starts a session in a cookie. What the browser still held for this organisation ends, and the oldest of too many others. */
  async beginInCookie(organisationId: string, launch: Launch, presentedCookies: string | undefined, inTransaction?: StartedSession): Promise<BegunLaunch> {
    const keys = await this.#options.cookies.keys();
    const token: SessionToken = { id: randomBytes(16), secret: randomBytes(32) };
    const held = await launchCookiesIn(presentedCookies, this.#options.cookies);
    const ended = await this.#makeRoom(organisationId, held);
    const begun = await this.#insert(organisationId, launch, { id: tokenUuid(token), secretHash: secretHashOf(token.secret) }, 'embed', inTransaction);
    return { ...begun, bearer: null, cookies: [beginLaunchCookie(organisationId, token, keys), ...ended.map(endLaunchCookie)] };
  }

  /** Starts a short one in a bearer, for a browser that keeps no cookie of ours. */
  async beginInBearer(organisationId: string, launch: Launch, inTransaction?: StartedSession): Promise<BegunLaunch> {
    const token = createSecretToken('cfb');
    return { ...await this.#insert(organisationId, launch, token, 'bearer', inTransaction), bearer: token.text, cookies: [] };
  }

  /** Ends a session for good and returns the `Set-Cookie` that removes its cookie. */
  async end(organisationId: string, sessionId: string, inTransaction?: InTransaction): Promise<string> {
    await this.#options.data.inPlatform(async (transaction) => {
      await transaction.deleteFrom('sessions').where('organisation_id', '=', PLATFORM).where('id', '=', sessionId).execute();
      await Events.publish(transaction, PLATFORM, { kind: 'session', subject: sessionId });
      await inTransaction?.(transaction);
    });
    return endLaunchCookie(organisationId);
  }

  /** @throws {ProblemError} `not-authenticated`. */
  async expiryOf(sessionId: string): Promise<Date> {
    const row = await this.#options.data.inPlatform((transaction) =>
      transaction.selectFrom('sessions').select('expires_at').where('organisation_id', '=', PLATFORM).where('id', '=', sessionId).executeTakeFirst());
    if (!row) throw new ProblemError('not-authenticated');
    return row.expires_at;
  }

  /**
   * Whom a bearer, or the organisation's cookie, belongs to. One query for session, person and membership.
   * @returns undefined where the request carries none, or a cookie that is for another page than the one it comes from.
   * @throws {ProblemError} `not-authenticated`, `session-expired`; `origin-not-allowed` where the page was taken from the platform.
   */
  async authenticate(credentials: Credentials, organisationId: string, { silent = false }: AuthenticateOptions = {}): Promise<Authenticated | undefined> {
    const bearer = bearerIn(credentials.authorization);
    if (bearer !== undefined) {
      const token = readSecretToken('cfb', bearer);
      if (!token) throw new ProblemError('not-authenticated');
      const found = await this.#check(token, 'bearer', credentials, organisationId, silent);
      if (!found) throw new ProblemError('not-authenticated');
      return found;
    }
    const cookie = (await launchCookiesIn(credentials.cookie, this.#options.cookies)).find((each) => each.organisationId === organisationId);
    if (!cookie?.token) return undefined;
    return this.#check({ id: tokenUuid(cookie.token), secretHash: secretHashOf(cookie.token.secret) }, 'embed', credentials, organisationId, silent);
  }

  async #check(token: SecretToken, kind: 'embed' | 'bearer', credentials: Credentials, organisationId: string, silent: boolean): Promise<Authenticated | undefined> {
    const [row] = await this.#options.data.call(authenticate(token.id, organisationId));
    if (!row || row.kind !== kind || row.bound_organisation_id !== organisationId || !proves(token, row.secret_hash)) throw new ProblemError('not-authenticated');
    const { origin, role_cap: roleCap, components } = row;
    if (origin === null || roleCap === null || components === null) throw new ProblemError('not-authenticated');
    // A cookie of one page says nothing about a request from another one; the session of our own pages may.
    const page = pageOf(credentials);
    if (originDigest(page) !== origin) return undefined;
    const now = this.#now();
    if (now >= row.expires_at || now.getTime() - row.last_seen_at.getTime() >= this.limits.idleMinutes * MINUTE) throw new ProblemError('session-expired');
    // Origins are listed by one platform each.
    const [platformId] = await this.#options.origins.platformsOf(page);
    if (platformId === undefined) throw new ProblemError('origin-not-allowed');
    if (!silent && now.getTime() - row.last_seen_at.getTime() >= LAST_SEEN_STEP) {
      await this.#options.data.inPlatform((transaction) =>
        transaction.updateTable('sessions').set({ last_seen_at: now }).where('organisation_id', '=', PLATFORM).where('id', '=', token.id).execute());
    }
    return {
      personId: row.person_id,
      sessionId: token.id,
      // Whoever came in by a launch has shown nothing to us: what asks for that is not theirs.
      steppedUp: false,
      membership: row.role !== null && row.state !== null ? { role: row.role, state: row.state } : null,
      embed: { platformId, components: components.filter(isComponent), role: roleCap },
    };
  }

  async #insert(organisationId: string, launch: Launch, { id, secretHash }: SecretToken, kind: 'embed' | 'bearer', inTransaction?: StartedSession): Promise<Omit<BegunLaunch, 'bearer' | 'cookies'>> {
    const now = this.#now();
    const expiresAt = new Date(now.getTime() + (kind === 'embed' ? this.limits.cookieMinutes : this.limits.bearerMinutes) * MINUTE);
    await this.#options.data.inPlatform(async (transaction) => {
      await transaction.insertInto('sessions').values({
        id, person_id: launch.personId, secret_hash: secretHash, created_at: now, last_seen_at: now, expires_at: expiresAt, authenticated_at: now,
        factors: ['launch'], kind, bound_organisation_id: organisationId, role_cap: launch.roleCap, components: [...launch.components], origin: originDigest(launch.origin),
      }).execute();
      await inTransaction?.(transaction, id);
    });
    return { sessionId: id, role: lowerRole(launch.roleCap, launch.memberRole), components: launch.components, expiresAt };
  }

  /** Ends what the new session takes the place of. @returns the organisations whose cookies are to go. */
  async #makeRoom(organisationId: string, held: readonly PresentedLaunchCookie[]): Promise<readonly string[]> {
    if (held.length === 0) return [];
    const rows = await this.#options.data.inPlatform(async (transaction) => {
      const ids = held.flatMap(({ token }) => (token ? [tokenUuid(token)] : []));
      if (ids.length === 0) return [];
      return transaction.selectFrom('sessions').select(['id', 'secret_hash', 'created_at', 'expires_at'])
        .where('organisation_id', '=', PLATFORM).where('kind', '=', 'embed').where('id', 'in', ids).execute();
    });
    const living = held.flatMap((cookie) => {
      const row = cookie.token && rows.find(({ id }) => id === tokenUuid(cookie.token!));
      const proven = row && timingSafeEqual(row.secret_hash, secretHashOf(cookie.token!.secret)) && row.expires_at > this.#now();
      return proven ? [{ organisationId: cookie.organisationId, row }] : [];
    });
    const others = living.filter((each) => each.organisationId !== organisationId).toSorted((a, b) => a.row.created_at.getTime() - b.row.created_at.getTime());
    const oldest = others.slice(0, Math.max(0, others.length - this.limits.perBrowser + 1));
    const ended = [...oldest, ...living.filter((each) => each.organisationId === organisationId)].map(({ row }) => row.id);
    if (ended.length > 0) {
      await this.#options.data.inPlatform((transaction) =>
        transaction.deleteFrom('sessions').where('organisation_id', '=', PLATFORM).where('id', 'in', ended).execute());
    }
    const kept = new Set(others.slice(oldest.length).map((each) => each.organisationId));
    return held.map((cookie) => cookie.organisationId).filter((id) => id !== organisationId && !kept.has(id));
  }
}

/** The page that a request comes from. A browser names it with everything but a reading request to the page's own origin. */
function pageOf({ origin, ownOrigin }: Credentials): string {
  return origin ?? ownOrigin;
}
