import { z } from 'zod';
import { KeysUnavailableError } from '../errors.ts';
import { bindKey, boundKey, keyContextBytes } from '../key-context.ts';
import type { KeyContext, KeyProvider, MasterKeyDescription, WrappedKey } from '../key-provider.ts';
import type { JsonAnswer } from './json-request.ts';
import { refuseOtherMasterKey } from './other-master-key.ts';
import { checkRoundTrip } from './round-trip.ts';
import { VaultClient, type VaultClientOptions } from './vault-client.ts';

export interface VaultKeyProviderOptions extends VaultClientOptions {
  /** Where the transit engine is mounted. Default `transit`. */
  readonly mount?: string | undefined;
  /** The name of the transit key, of type `aes256-gcm96` and without derivation. */
  readonly key: string;
}

const keySchema = z.object({
  data: z.object({
    type: z.string(),
    derived: z.boolean().optional(),
    latest_version: z.int().positive(),
    keys: z.record(z.string(), z.unknown()),
  }),
});
const encryptedSchema = z.object({ data: z.object({ ciphertext: z.string() }) });
const decryptedSchema = z.object({ data: z.object({ plaintext: z.base64() }) });
const ciphertextPattern = /^vault:v([1-9]\d{0,8}):([A-Za-z0-9+/]+={0,2})$/;

/**
 * A key in the transit engine of Vault or OpenBao, which it never leaves. The context is the associated data of its
 * AES-256-GCM, and stands as a digest in what is encrypted.
 *
 * @throws {KeysUnavailableError} when it cannot wrap and unwrap now, or the key is of another type.
 */
export async function openVaultKeyProvider(options: VaultKeyProviderOptions): Promise<KeyProvider> {
  const provider = new VaultKeyProvider(options);
  await provider.health();
  return provider;
}

class VaultKeyProvider implements KeyProvider {
  readonly #client: VaultClient;
  readonly #mount: readonly string[];
  readonly #key: string;
  readonly #masterKeyId: string;

  constructor(options: VaultKeyProviderOptions) {
    this.#client = new VaultClient(options);
    this.#mount = (options.mount ?? 'transit').split('/').filter((part) => part !== '');
    this.#key = options.key;
    this.#masterKeyId = [...(options.namespace ?? '').split('/').filter((part) => part !== ''), ...this.#mount, options.key].join('/');
  }

  async wrap(key: Uint8Array, context: KeyContext): Promise<WrappedKey> {
    const content = bindKey(key, context);
    const plaintext = Buffer.from(content.buffer, content.byteOffset, content.length).toString('base64');
    content.fill(0);
    const answer = await this.#call('POST', ['encrypt', this.#key], { plaintext, associated_data: toBase64(keyContextBytes(context)) });
    const { ciphertext } = parse(encryptedSchema, answer).data;
    return { blob: new Uint8Array(Buffer.from(ciphertext)), masterKeyId: this.#masterKeyId, masterKeyVersion: versionOf(ciphertext) ?? noAnswer() };
  }

  async unwrap(wrapped: WrappedKey, context: KeyContext): Promise<Uint8Array> {
    refuseOtherMasterKey(wrapped, this.#masterKeyId);
    const ciphertext = Buffer.from(wrapped.blob).toString('latin1');
    if (versionOf(ciphertext) !== wrapped.masterKeyVersion) return boundKey(undefined, context);
    const answer = await this.#client.call('POST', [...this.#mount, 'decrypt', this.#key], { ciphertext, associated_data: toBase64(keyContextBytes(context)) });
    if (answer.status === 400) {
      if (isTooOld(answer)) throw new KeysUnavailableError('Vault does not decrypt under this version of the transit key any more. Lower its min_decryption_version until all keys are rewrapped.');
      return boundKey(undefined, context);
    }
    return boundKey(Buffer.from(parse(decryptedSchema, this.#accepted(answer)).data.plaintext, 'base64'), context);
  }

  async describe(): Promise<MasterKeyDescription> {
    const { data } = parse(keySchema, await this.#call('GET', ['keys', this.#key]));
    if (data.type !== 'aes256-gcm96' || data.derived === true) {
      throw new KeysUnavailableError(`The transit key ${this.#masterKeyId} is not of type aes256-gcm96 without derivation. Make such a key for the server.`);
    }
    const seconds = data.keys[String(data.latest_version)];
    return {
      provider: 'vault', masterKeyId: this.#masterKeyId, masterKeyVersion: data.latest_version,
      createdAt: typeof seconds === 'number' ? new Date(seconds * 1000) : null,
    };
  }

  async health(): Promise<void> {
    await this.describe();
    await checkRoundTrip('Vault', this);
  }

  async rotate(): Promise<MasterKeyDescription> {
    await this.#call('POST', ['keys', this.#key, 'rotate']);
    return this.describe();
  }

  async #call(method: 'GET' | 'POST', path: readonly string[], body?: object): Promise<JsonAnswer> {
    return this.#accepted(await this.#client.call(method, [...this.#mount, ...path], body));
  }

  #accepted(answer: JsonAnswer): JsonAnswer {
    if (answer.status === 200 || answer.status === 204) return answer;
    if (answer.status === 403) throw new KeysUnavailableError('Vault refused the token: it has run out, or its policy does not allow this. Renew it, or extend its policy (docs/key-providers.md).');
    if (answer.status === 404) throw new KeysUnavailableError(`Vault has no transit key ${this.#masterKeyId}. Check the mount and the name, or make the key.`);
    throw new KeysUnavailableError(`Vault refused a request for the transit key ${this.#masterKeyId} (${String(answer.status)}). Its own log tells why.`);
  }
}

/** The version in a ciphertext of the form that Vault writes; another spelling of the same bytes is none. */
function versionOf(ciphertext: string): number | undefined {
  const [, version, base64 = ''] = ciphertextPattern.exec(ciphertext) ?? [];
  return version !== undefined && Buffer.from(base64, 'base64').toString('base64') === base64 ? Number(version) : undefined;
}

function isTooOld({ body }: JsonAnswer): boolean {
  return typeof body === 'object' && body !== null && 'errors' in body && /too old/i.test(JSON.stringify(body.errors));
}

function parse<S extends z.ZodType>(schema: S, answer: JsonAnswer): z.output<S> {
  const parsed = schema.safeParse(answer.body);
  return parsed.success ? parsed.data : noAnswer();
}

function noAnswer(): never {
  throw new KeysUnavailableError('What answers at the address of Vault does not speak as its transit engine does. Check the address and the mount.');
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
