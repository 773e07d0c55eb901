import { sql, type Transaction } from 'kysely';
import { RateLimiterRes } from 'rate-limiter-flexible';
import type { DataAccess } from '../../database/data-access.ts';
import { type Database, PLATFORM } from '../../database/schema.ts';
import { ProblemError } from '../../http/problem-error.ts';
import type { BlindIndex, Vault } from '../../vault/index.ts';
import { throttleKey, ThrottleStore } from './throttle-store.ts';

/** So often within so many seconds, counted from the first time. */
export interface Limit {
  readonly points: number;
  readonly seconds: number;
}

/** Something that is counted: `kind` says what, `value` which one. */
export interface Counted {
  readonly kind: string;
  readonly value: string;
  readonly limit: Limit;
}

/** A `Counted` by its blind index, as the database knows it. */
export interface CountedKey extends Counted {
  readonly index: BlindIndex;
}

/** What a count says after one more. */
export interface Count {
  readonly points: number;
  /** Seconds until it begins anew, rounded up. */
  readonly secondsLeft: number;
}

export interface ThrottleOptions {
  readonly data: DataAccess;
  readonly vault: Pick<Vault, 'blindIndex'>;
  readonly now?: () => Date;
}

/**
 * Counts in the database, so that a restart forgets nothing and all servers count together. What is counted stands there
 * as a keyed hash. Every attempt is counted before it is made and given back where it was no failure: any number of
 * attempts at once are as many as one after the other.
 */
export class Throttle {
  readonly #data: DataAccess;
  readonly #vault: Pick<Vault, 'blindIndex'>;
  readonly #now: () => Date;
  readonly #stores = new Map<string, ThrottleStore>();

  constructor({ data, vault, now }: ThrottleOptions) {
    this.#data = data;
    this.#vault = vault;
    this.#now = now ?? (() => new Date());
  }

  /**
   * Takes one from each, or none where one of them is used up. Always name them in the same order of kinds: each is locked
   * until all are taken.
   * @throws {ProblemError} `too-many-requests`, with the time to wait.
   */
  async take(counted: readonly Counted[]): Promise<readonly CountedKey[]> {
    const keys = await Promise.all(counted.map((each) => this.key(each)));
    await this.#data.inPlatform(async (transaction) => {
      for (const key of keys) {
        const count = await this.add(transaction, key);
        if (count.points > key.limit.points) throw new ProblemError('too-many-requests', { retryAfter: count.secondsLeft });
      }
    });
    return keys;
  }

  /** Gives back what `take` took, for an attempt that was no failure. */
  async giveBack(keys: readonly CountedKey[]): Promise<void> {
    await this.#data.inPlatform(async (transaction) => {
      for (const key of keys) await this.subtract(transaction, key);
    });
  }

  /** Finds what is counted; never inside a transaction. */
  async key(counted: Counted): Promise<CountedKey> {
    return { ...counted, index: await this.#vault.blindIndex('throttle', `${counted.kind}:${counted.value}`) };
  }

  async add(transaction: Transaction<Database>, key: CountedKey): Promise<Count> {
    await this.#takeOver(transaction, key.index);
    return countOf(await this.#store(key.limit).consume(throttleKey(key.index.current), 1, { transaction }).catch(asResult));
  }

  async subtract(transaction: Transaction<Database>, key: CountedKey): Promise<void> {
    await this.#store(key.limit).reward(throttleKey(key.index.current), 1, { transaction });
  }

  /** Notes that something was so, for the time of its limit from now on. */
  async note(transaction: Transaction<Database>, key: CountedKey): Promise<void> {
    await this.#store(key.limit).set(throttleKey(key.index.current), 1, key.limit.seconds, { transaction });
  }

  async forget(transaction: Transaction<Database>, key: CountedKey): Promise<void> {
    await this.#store(key.limit).delete(throttleKey(key.index.current), { transaction });
  }

  /** Whether it was noted or counted, and that has not run out. */
  async isNoted(transaction: Transaction<Database>, key: CountedKey): Promise<boolean> {
    await this.#takeOver(transaction, key.index);
    return await this.#store(key.limit).get(throttleKey(key.index.current), { transaction }) !== null;
  }

  /** Removes what has run out. */
  async removeExpired(): Promise<void> {
    await this.#data.inPlatform((transaction) =>
      transaction.deleteFrom('throttles').where('organisation_id', '=', PLATFORM).where('expires_at', '<=', this.#now()).execute());
  }

  #store({ points, seconds }: Limit): ThrottleStore {
    const name = `${String(points)}/${String(seconds)}`;
    const store = this.#stores.get(name) ?? new ThrottleStore({ points, duration: seconds }, this.#now);
    this.#stores.set(name, store);
    return store;
  }

  /** While an index key is being replaced, a count may stand under the older one: it goes on under the newer. */
  async #takeOver(transaction: Transaction<Database>, { current, all }: BlindIndex): Promise<void> {
    const older = all.filter((index) => index !== current);
    if (older.length === 0) return;
    await sql`
      update throttles set key_index = ${current}
      where organisation_id = ${PLATFORM} and key_index = (
        select key_index from throttles where organisation_id = ${PLATFORM} and key_index in (${sql.join(older)}) order by expires_at desc limit 1
      ) and not exists (select from throttles where organisation_id = ${PLATFORM} and key_index = ${current})`.execute(transaction);
  }
}

/** The library rejects with the count where it is above the limit; here that is an answer like any other. */
function asResult(rejected: unknown): RateLimiterRes {
  if (rejected instanceof RateLimiterRes) return rejected;
  throw rejected;
}

function countOf({ consumedPoints, msBeforeNext }: RateLimiterRes): Count {
  return { points: consumedPoints, secondsLeft: Math.max(Math.ceil(msBeforeNext / 1_000), 1) };
}
