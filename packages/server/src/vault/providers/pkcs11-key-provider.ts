import { randomBytes } from 'node:crypto';
import { KeysUnavailableError } from '../errors.ts';
import { bindKey, boundKey, keyContextBytes } from '../key-context.ts';
import type { KeyContext, KeyProvider, MasterKeyDescription, WrappedKey } from '../key-provider.ts';
import { refuseOtherMasterKey } from './other-master-key.ts';
import { CK, CKR, Pkcs11Error } from './pkcs11-constants.ts';
import { Pkcs11Token, type Pkcs11TokenOptions, type TokenKey, tokenKeyId, tokenSubject } from './pkcs11-token.ts';
import { checkRoundTrip } from './round-trip.ts';

const NONCE_LENGTH = 12;
const TAG_LENGTH = 16;
const TRUE = Uint8Array.of(1);
const FALSE = Uint8Array.of(0);
/** How tokens say that a tag does not fit; SoftHSM among them says the general ones. */
const NOT_OPENED: ReadonlySet<number> = new Set([CKR.ENCRYPTED_DATA_INVALID, CKR.ENCRYPTED_DATA_LEN_RANGE, CKR.AEAD_DECRYPT_FAILED, CKR.GENERAL_ERROR, CKR.FUNCTION_FAILED]);

/**
 * AES-256 keys on a PKCS #11 token (a hardware security module), which they never leave: AES-GCM with the context as
 * associated data, and as a digest in what is encrypted.
 *
 * @throws {KeysUnavailableError} when it cannot wrap and unwrap now, or the key could be taken out of the token.
 */
export async function openPkcs11KeyProvider(options: Pkcs11TokenOptions): Promise<KeyProvider> {
  const token = await Pkcs11Token.open(options);
  const provider = new Pkcs11KeyProvider(token, options);
  try {
    await provider.health();
    return provider;
  } catch (error) {
    await token.close();
    throw error;
  }
}

class Pkcs11KeyProvider implements KeyProvider {
  readonly #token: Pkcs11Token;
  readonly #masterKeyId: string;

  constructor(token: Pkcs11Token, { tokenLabel, keyLabel }: Pkcs11TokenOptions) {
    this.#token = token;
    this.#masterKeyId = `${tokenLabel}/${keyLabel}`;
  }

  wrap(key: Uint8Array, context: KeyContext): Promise<WrappedKey> {
    return this.#token.use(async ({ module, session, keys }) => {
      const master = newest(keys);
      const nonce = randomBytes(NONCE_LENGTH);
      const content = bindKey(key, context);
      try {
        const sealed = await module.gcmEncrypt(session, master.handle, { nonce, associatedData: keyContextBytes(context) }, content);
        return { blob: new Uint8Array(Buffer.concat([nonce, sealed])), masterKeyId: this.#masterKeyId, masterKeyVersion: master.version };
      } finally {
        content.fill(0);
      }
    });
  }

  async unwrap(wrapped: WrappedKey, context: KeyContext): Promise<Uint8Array> {
    refuseOtherMasterKey(wrapped, this.#masterKeyId);
    const { blob } = wrapped;
    if (blob.length <= NONCE_LENGTH + TAG_LENGTH) return boundKey(undefined, context);
    const [nonce, sealed] = [blob.subarray(0, NONCE_LENGTH), blob.subarray(NONCE_LENGTH)];
    const content = await this.#token.use(async ({ module, session, keys }) => {
      const candidates = keys.filter(({ version }) => version === wrapped.masterKeyVersion);
      if (candidates.length === 0) throw new KeysUnavailableError(`${tokenSubject} does not hold version ${String(wrapped.masterKeyVersion)} of the key ${this.#masterKeyId}. Restore it from its backup.`);
      for (const { handle } of candidates) {
        try {
          return await module.gcmDecrypt(session, handle, { nonce, associatedData: keyContextBytes(context) }, sealed);
        } catch (error) {
          if (!(error instanceof Pkcs11Error && NOT_OPENED.has(error.code))) throw error;
        }
      }
      return undefined;
    });
    return boundKey(content, context);
  }

  describe(): Promise<MasterKeyDescription> {
    return this.#token.use(({ keys }) => {
      const { version, createdAt } = newest(keys);
      return Promise.resolve({ provider: 'pkcs11', masterKeyId: this.#masterKeyId, masterKeyVersion: version, createdAt });
    });
  }

  /** Also looks whether the newest key is one that stays in the token. */
  async health(): Promise<void> {
    await this.#token.use(async ({ module, session, keys }) => {
      const { handle } = newest(keys);
      const [extractable, sensitive, length] = [
        await module.attribute(session, handle, CK.CKA_EXTRACTABLE), await module.attribute(session, handle, CK.CKA_SENSITIVE),
        await module.attribute(session, handle, CK.CKA_VALUE_LEN),
      ];
      if (extractable[0] !== 0 || sensitive[0] !== 1) throw new KeysUnavailableError(`The key ${this.#masterKeyId} could be taken out of the token. Make one that is sensitive and not extractable.`);
      if (Number(module.readUlong(length)) !== 32) throw new KeysUnavailableError(`The key ${this.#masterKeyId} has not 32 bytes. Make an AES-256 key.`);
    });
    await checkRoundTrip(tokenSubject, this);
  }

  async rotate(): Promise<MasterKeyDescription> {
    await this.#token.use(async ({ module, session, keys }) => {
      await module.generateAesKey(session, [
        ...this.#token.attributes(), [CK.CKA_ID, tokenKeyId({ version: newest(keys).version + 1, createdAt: new Date() })], [CK.CKA_VALUE_LEN, module.ulong(32)], [CK.CKA_TOKEN, TRUE], [CK.CKA_PRIVATE, TRUE], [CK.CKA_SENSITIVE, TRUE],
        [CK.CKA_EXTRACTABLE, FALSE], [CK.CKA_ENCRYPT, TRUE], [CK.CKA_DECRYPT, TRUE],
      ]);
    }, { write: true });
    return this.describe();
  }

  close(): Promise<void> {
    return this.#token.close();
  }
}

function newest(keys: readonly TokenKey[]): TokenKey {
  return keys.reduce((best, key) => (key.version > best.version ? key : best));
}
