import { isPlatformScope, type PlatformScope } from '@cashflowsmart/sdk/contract';
import type { Transaction } from 'kysely';
import type { DataAccess } from '../database/data-access.ts';
import { type Database, PLATFORM } from '../database/schema.ts';
import type { PlatformCaller } from '../http/handler.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { PlatformGate } from '../http/session-gate.ts';
import { bearerIn, createSecretToken, proves, readSecretToken } from './secret-token.ts';

/** What may be told of a key; its secret is shown once, when it is made. */
export interface PlatformKey {
  readonly id: string;
  readonly scopes: readonly PlatformScope[];
  readonly state: 'active' | 'expired' | 'revoked';
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export interface NewPlatformKey {
  readonly key: PlatformKey;
  /** The key itself: kept nowhere. */
  readonly text: string;
}

/** There are as many living keys as a platform may have. */
export class TooManyPlatformKeysError extends Error {
  override readonly name = 'TooManyPlatformKeysError';

  constructor() {
    super(`A platform has ${String(MOST_KEYS)} living keys at most. Revoke those that are not used any more.`);
  }
}

/** What is written together with a new key. */
type MadeKey = (transaction: Transaction<Database>, keyId: string) => Promise<void>;

/** Living keys of one platform: a rotation that is repeated for ever must end. */
export const MOST_KEYS = 20;
const HOUR = 3_600_000;

/** API keys of platforms: rows that hold a hash. Nothing about them is cached, so revoking one counts at the next request. */
export class PlatformKeys implements PlatformGate {
  readonly #data: DataAccess;
  readonly #now: () => Date;

  constructor(options: { readonly data: DataAccess; readonly now?: () => Date }) {
    this.#data = options.data;
    this.#now = options.now ?? (() => new Date());
  }

  /**
   * @param days how long it lives.
   * @returns undefined where there is no such platform. @throws {TooManyPlatformKeysError}
   */
  create(
    platformId: string, { scopes, days, inTransaction }: { readonly scopes: readonly PlatformScope[]; readonly days: number; readonly inTransaction?: MadeKey },
  ): Promise<NewPlatformKey | undefined> {
    return this.#insert(platformId, scopes, days, inTransaction);
  }

  /** Newest first. */
  async list(platformId: string): Promise<readonly PlatformKey[]> {
    const rows = await this.#data.inPlatform((transaction) =>
      transaction.selectFrom('platform_keys').select(['id', 'scopes', 'state', 'created_at', 'expires_at'])
        .where('organisation_id', '=', PLATFORM).where('platform_id', '=', platformId).orderBy('created_at', 'desc').orderBy('id').execute());
    return rows.map((row) => this.#described(row));
  }

  /**
   * A new key with the scopes and the length of life of an old one, which ends after `overlapHours`, or when it would have ended anyway.
   * @returns undefined where there is no such living key. @throws {TooManyPlatformKeysError}
   */
  async rotate(platformId: string, keyId: string, overlapHours: number, inTransaction?: MadeKey): Promise<NewPlatformKey | undefined> {
    const now = this.#now();
    const old = await this.#data.inPlatform((transaction) =>
      transaction.selectFrom('platform_keys').select(['scopes', 'days'])
        .where('organisation_id', '=', PLATFORM).where('platform_id', '=', platformId).where('id', '=', keyId)
        .where('state', '=', 'active').where('expires_at', '>', now).executeTakeFirst());
    if (!old) return undefined;
    const end = new Date(now.getTime() + overlapHours * HOUR);
    return this.#insert(platformId, old.scopes.filter(isPlatformScope), old.days, async (transaction, newKeyId) => {
      await transaction.updateTable('platform_keys').set({ expires_at: end })
        .where('organisation_id', '=', PLATFORM).where('platform_id', '=', platformId).where('id', '=', keyId).where('expires_at', '>', end).execute();
      await inTransaction?.(transaction, newKeyId);
    });
  }

  /** @returns whether the platform has such a key. */
  async revoke(platformId: string, keyId: string, inTransaction?: (transaction: Transaction<Database>) => Promise<void>): Promise<boolean> {
    return this.#data.inPlatform(async (transaction) => {
      const { numUpdatedRows } = await transaction.updateTable('platform_keys').set({ state: 'revoked' })
        .where('organisation_id', '=', PLATFORM).where('platform_id', '=', platformId).where('id', '=', keyId).executeTakeFirst();
      if (numUpdatedRows > 0n) await inTransaction?.(transaction);
      return numUpdatedRows > 0n;
    });
  }

  async authenticatePlatform(authorization: string | undefined): Promise<PlatformCaller> {
    const token = readSecretToken('cfk', bearerIn(authorization));
    if (!token) throw new ProblemError('not-authenticated');
    const row = await this.#data.inPlatform((transaction) =>
      transaction.selectFrom('platform_keys')
        .innerJoin('platforms', (join) => join.onRef('platforms.organisation_id', '=', 'platform_keys.organisation_id').onRef('platforms.id', '=', 'platform_keys.platform_id'))
        .select(['platform_keys.platform_id', 'platform_keys.secret_hash', 'platform_keys.scopes', 'platform_keys.state', 'platform_keys.expires_at', 'platforms.state as platform_state'])
        .where('platform_keys.organisation_id', '=', PLATFORM).where('platform_keys.id', '=', token.id).executeTakeFirst());
    if (!row || !proves(token, row.secret_hash)) throw new ProblemError('not-authenticated');
    if (row.state !== 'active' || row.platform_state !== 'active' || row.expires_at <= this.#now()) throw new ProblemError('not-authenticated');
    return { kind: 'platform', platformId: row.platform_id, keyId: token.id, scopes: row.scopes.filter(isPlatformScope) };
  }

  async #insert(
    platformId: string, scopes: readonly PlatformScope[], days: number, also?: MadeKey,
  ): Promise<NewPlatformKey | undefined> {
    const { id, secretHash, text } = createSecretToken('cfk');
    const now = this.#now();
    const row = { id, scopes: [...scopes], state: 'active' as const, days, created_at: now, expires_at: new Date(now.getTime() + days * 24 * HOUR) };
    return this.#data.inPlatform(async (transaction) => {
      // The platform's row is locked, so that two who make a key at once are counted one after the other.
      const platform = await transaction.selectFrom('platforms').select('id')
        .where('organisation_id', '=', PLATFORM).where('id', '=', platformId).forUpdate().executeTakeFirst();
      if (!platform) return undefined;
      const living = await transaction.selectFrom('platform_keys').select(({ fn }) => fn.countAll<string>().as('count'))
        .where('organisation_id', '=', PLATFORM).where('platform_id', '=', platformId).where('state', '=', 'active').where('expires_at', '>', row.created_at).executeTakeFirstOrThrow();
      if (Number(living.count) >= MOST_KEYS) throw new TooManyPlatformKeysError();
      await transaction.insertInto('platform_keys').values({ organisation_id: PLATFORM, platform_id: platformId, secret_hash: secretHash, ...row }).execute();
      await also?.(transaction, id);
      return { key: this.#described(row), text };
    });
  }

  #described(row: { readonly id: string; readonly scopes: readonly string[]; readonly state: 'active' | 'revoked'; readonly created_at: Date; readonly expires_at: Date }): PlatformKey {
    return {
      id: row.id,
      scopes: row.scopes.filter(isPlatformScope),
      state: row.state === 'active' && row.expires_at <= this.#now() ? 'expired' : row.state,
      createdAt: row.created_at,
      expiresAt: row.expires_at,
    };
  }
}
