import { KeysUnavailableError } from '../errors.ts';
import { bindKey, boundKey } from '../key-context.ts';
import type { KeyContext, KeyProvider, MasterKeyDescription, WrappedKey } from '../key-provider.ts';
import { unwrapPadded, wrapPadded } from '../key-wrap.ts';
import { checkRoundTrip } from './round-trip.ts';

/** One version of a master key whose bytes this process holds for the length of a call. */
export interface LocalMasterKey extends MasterKeyDescription {
  /** 32 bytes, overwritten when the call is over. */
  readonly key: Uint8Array;
}

export interface LocalKeyProviderOptions {
  /** Where the keys stand, such as `The key file`. */
  readonly subject: string;
  /** All versions, at least one. @throws {KeysUnavailableError} */
  readonly read: () => Promise<readonly LocalMasterKey[]>;
}

/** Wraps with AES-256-KWP in this process, under the highest version of a master key that is read anew for each call. */
export class LocalKeyProvider implements KeyProvider {
  readonly #subject: string;
  readonly #read: () => Promise<readonly LocalMasterKey[]>;

  constructor({ subject, read }: LocalKeyProviderOptions) {
    this.#subject = subject;
    this.#read = read;
  }

  wrap(key: Uint8Array, context: KeyContext): Promise<WrappedKey> {
    return this.#withKeys((keys) => {
      const master = newest(keys);
      const content = bindKey(key, context);
      const blob = wrapPadded(master.key, content);
      content.fill(0);
      return { blob, masterKeyId: master.masterKeyId, masterKeyVersion: master.masterKeyVersion };
    });
  }

  unwrap(wrapped: WrappedKey, context: KeyContext): Promise<Uint8Array> {
    return this.#withKeys((keys) => {
      const master = keys.find(({ masterKeyId, masterKeyVersion }) => masterKeyId === wrapped.masterKeyId && masterKeyVersion === wrapped.masterKeyVersion);
      if (!master) throw new KeysUnavailableError(`${this.#subject} does not hold the master key under which this data was kept.`);
      return boundKey(unwrapPadded(master.key, wrapped.blob), context);
    });
  }

  describe(): Promise<MasterKeyDescription> {
    return this.#withKeys((keys) => {
      const { provider, masterKeyId, masterKeyVersion, createdAt } = newest(keys);
      return { provider, masterKeyId, masterKeyVersion, createdAt };
    });
  }

  health(): Promise<void> {
    return checkRoundTrip(this.#subject, this);
  }

  async #withKeys<T>(use: (keys: readonly LocalMasterKey[]) => T): Promise<T> {
    const keys = await this.#read();
    try {
      return use(keys);
    } finally {
      for (const { key } of keys) key.fill(0);
    }
  }
}

function newest(keys: readonly LocalMasterKey[]): LocalMasterKey {
  return keys.reduce((best, key) => (key.masterKeyVersion > best.masterKeyVersion ? key : best));
}
