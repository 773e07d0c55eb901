import type { DataAccess } from '../database/data-access.ts';
import { PLATFORM } from '../database/schema.ts';
import type { Vault } from '../vault/index.ts';
import { keyIdOf, readToken, type CookieKeys, type SessionToken } from './session-cookie.ts';

export interface CookieKeyringOptions {
  readonly data: DataAccess;
  readonly vault: Pick<Vault, 'cookieKeys' | 'forget'>;
}

/** Reads cookies under keys that may change: one signed by a server that is ahead of this one is understood, too. */
export class CookieKeyring {
  readonly #data: DataAccess;
  readonly #vault: Pick<Vault, 'cookieKeys' | 'forget'>;
  /** Known to the database, and not to be had: no reason to load everything once more. Never more than there are keys. */
  readonly #inVain = new Set<number>();

  constructor({ data, vault }: CookieKeyringOptions) {
    this.#data = data;
    this.#vault = vault;
  }

  keys(): Promise<CookieKeys> {
    return this.#vault.cookieKeys();
  }

  /** The token in the value of the cookie `name`, or undefined for whatever is not signed by one of our keys. */
  async read(value: string, name?: string): Promise<SessionToken | undefined> {
    const keyId = keyIdOf(value);
    if (keyId === undefined) return undefined;
    const has = (keys: CookieKeys): boolean => keys.some(({ id }) => id === keyId);
    let keys = await this.keys();
    if (!has(keys) && !this.#inVain.has(keyId) && await this.#isKnown(keyId)) {
      this.#vault.forget(PLATFORM);
      keys = await this.keys();
      if (!has(keys)) this.#inVain.add(keyId);
    }
    return readToken(value, keys, name);
  }

  /** Whether there is such a key at all: anybody can write any number into a cookie. */
  async #isKnown(keyId: number): Promise<boolean> {
    const row = await this.#data.inPlatform((transaction) => transaction.selectFrom('key_versions').select('key_id')
      .where('organisation_id', '=', PLATFORM).where('purpose', '=', 'cookie').where('state', '<>', 'destroyed').where('key_id', '=', String(keyId)).executeTakeFirst());
    return row !== undefined;
  }
}
