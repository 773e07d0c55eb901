// A declaration that describes a module of others can be referred to, but not imported.
// eslint-disable-next-line @typescript-eslint/triple-slash-reference
/// <reference path="./rate-limiter-store.d.ts" />
import { sql, type Transaction } from 'kysely';
import { type IRateLimiterOptions, RateLimiterRes } from 'rate-limiter-flexible';
import RateLimiterStoreAbstract from 'rate-limiter-flexible/lib/RateLimiterStoreAbstract.js';
import { type Database, PLATFORM } from '../../database/schema.ts';

/** What every call of a limiter must bring along: the transaction in which it counts. */
export interface StoreOptions {
  readonly transaction: Transaction<Database>;
}

interface StoredCount {
  readonly points: number;
  readonly expires_at: Date;
}

/** How a key travels through the library, which knows texts only. */
export function throttleKey(index: Uint8Array): string {
  return Buffer.from(index).toString('base64');
}

function indexOf(key: string): Buffer {
  return Buffer.from(key, 'base64');
}

/**
 * The store of rate-limiter-flexible over our own table, through the transaction of the caller: several limits are taken
 * together or not at all, whichever server takes them. Keys are blind indexes, as `throttleKey` spells them.
 */
export class ThrottleStore extends RateLimiterStoreAbstract {
  readonly #now: () => Date;

  constructor(options: Pick<IRateLimiterOptions, 'points' | 'duration'>, now: () => Date) {
    super({ ...options, keyPrefix: '', storeClient: undefined });
    this.#now = now;
  }

  // The methods below are those that the library asks its stores for.

  async _upsert(key: string, points: number, duration: number, anew: boolean, { transaction }: StoreOptions): Promise<StoredCount> {
    const now = this.#now();
    const expiry = new Date(now.getTime() + duration);
    const old = sql<boolean>`(${anew} or throttles.expires_at <= ${now})`;
    return transaction.insertInto('throttles')
      .values({ key_index: indexOf(key), points: Math.max(points, 0), expires_at: expiry })
      .onConflict((conflict) => conflict.columns(['organisation_id', 'key_index']).doUpdateSet({
        points: sql<number>`case when ${old} then excluded.points else greatest(throttles.points + ${points}::integer, 0) end`,
        expires_at: sql<Date>`case when ${old} then excluded.expires_at else throttles.expires_at end`,
      }))
      .returning(['points', 'expires_at'])
      .executeTakeFirstOrThrow();
  }

  async _get(key: string, { transaction }: StoreOptions): Promise<StoredCount | null> {
    const found = await transaction.selectFrom('throttles').select(['points', 'expires_at'])
      .where('organisation_id', '=', PLATFORM).where('key_index', '=', indexOf(key)).where('expires_at', '>', this.#now()).executeTakeFirst();
    return found ?? null;
  }

  async _delete(key: string, { transaction }: StoreOptions): Promise<boolean> {
    const { numDeletedRows } = await transaction.deleteFrom('throttles')
      .where('organisation_id', '=', PLATFORM).where('key_index', '=', indexOf(key)).executeTakeFirst();
    return numDeletedRows > 0n;
  }

  _getRateLimiterRes(_key: string, changed: number, { points, expires_at: expiry }: StoredCount): RateLimiterRes {
    return new RateLimiterRes(Math.max(this.points - points, 0), Math.max(expiry.getTime() - this.#now().getTime(), 0), points, points === changed);
  }
}
