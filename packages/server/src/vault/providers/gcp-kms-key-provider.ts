import { setTimeout as delay } from 'node:timers/promises';
import type * as Kms from '@google-cloud/kms';
import { isLoopback } from '../../http/loopback.ts';
import { KeysUnavailableError } from '../errors.ts';
import { bindKey, boundKey, keyContextBytes } from '../key-context.ts';
import type { KeyContext, KeyProvider, MasterKeyDescription, WrappedKey } from '../key-provider.ts';
import { crc32c } from './crc32c.ts';
import { isUnopened, spoken } from './gcp-kms-errors.ts';
import { importOptional } from './optional-package.ts';
import { refuseOtherMasterKey } from './other-master-key.ts';
import { checkRoundTrip } from './round-trip.ts';
import { within } from './time-limit.ts';

export interface GcpKmsKeyProviderOptions {
  /** `projects/P/locations/L/keyRings/R/cryptoKeys/K`, a symmetric key. */
  readonly key: string;
  /** Where it answers, such as `https://cloudkms-name.p.googleapis.com`, where that is not the public address. */
  readonly endpoint?: string | undefined;
  /** How long a call may take with all its attempts, in ms. Default 10,000. */
  readonly timeout?: number | undefined;
}

const keyPattern = /^projects\/[^/]+\/locations\/[^/]+\/keyRings\/[^/]+\/cryptoKeys\/[^/]+$/;
const versionPattern = /\/cryptoKeyVersions\/([1-9]\d{0,8})$/;
/** How often a new version is asked whether it was generated, and for how long, in ms: on hardware it takes a while. */
const GENERATION = { interval: 1_000, timeout: 60_000 };

/**
 * A symmetric key (AES-256-GCM) of Google Cloud KMS, which it never leaves. The context is the additional authenticated data, and
 * stands as a digest in what is encrypted; checksums guard both ways. Credentials are the application default credentials.
 *
 * @throws {KeysUnavailableError} when it cannot wrap and unwrap now, or the package is not installed.
 */
export async function openGcpKmsKeyProvider(options: GcpKmsKeyProviderOptions): Promise<KeyProvider> {
  if (!keyPattern.test(options.key)) throw new KeysUnavailableError('The key of GCP KMS is named as projects/P/locations/L/keyRings/R/cryptoKeys/K, without a version.');
  const endpoint = endpointOf(options.endpoint);
  const kms = await importOptional('@google-cloud/kms', 'gcp-kms', () => import('@google-cloud/kms'));
  const provider = new GcpKmsKeyProvider(new kms.KeyManagementServiceClient({ fallback: true, ...endpoint }), options);
  try {
    await provider.health();
    return provider;
  } catch (error) {
    await provider.close();
    throw error;
  }
}

class GcpKmsKeyProvider implements KeyProvider {
  readonly #client: Kms.KeyManagementServiceClient;
  readonly #key: string;
  readonly #timeout: number;

  constructor(client: Kms.KeyManagementServiceClient, { key, timeout = 10_000 }: GcpKmsKeyProviderOptions) {
    this.#client = client;
    this.#key = key;
    this.#timeout = timeout;
  }

  async wrap(key: Uint8Array, context: KeyContext): Promise<WrappedKey> {
    const [content, additionalAuthenticatedData] = [bindKey(key, context), keyContextBytes(context)];
    const request = {
      name: this.#key, plaintext: content, plaintextCrc32c: { value: crc32c(content) },
      additionalAuthenticatedData, additionalAuthenticatedDataCrc32c: { value: crc32c(additionalAuthenticatedData) },
    };
    const [answer] = await this.#send((options) => this.#client.encrypt(request, options)).finally(() => content.fill(0));
    if (answer.verifiedPlaintextCrc32c !== true || answer.verifiedAdditionalAuthenticatedDataCrc32c !== true) throw damaged();
    const blob = toBytes(answer.ciphertext);
    if (crc32c(blob) !== Number(answer.ciphertextCrc32c?.value ?? -1)) throw damaged();
    return { blob, masterKeyId: this.#key, masterKeyVersion: this.#versionOf(answer.name) };
  }

  async unwrap(wrapped: WrappedKey, context: KeyContext): Promise<Uint8Array> {
    refuseOtherMasterKey(wrapped, this.#key);
    if (wrapped.blob.length === 0) return boundKey(undefined, context);
    const additionalAuthenticatedData = keyContextBytes(context);
    const request = {
      name: this.#key, ciphertext: wrapped.blob, ciphertextCrc32c: { value: crc32c(wrapped.blob) },
      additionalAuthenticatedData, additionalAuthenticatedDataCrc32c: { value: crc32c(additionalAuthenticatedData) },
    };
    const answer = await this.#send((options) => this.#client.decrypt(request, options), (error) => (isUnopened(error) ? undefined : spoken(error)));
    if (!answer) return boundKey(undefined, context);
    const content = toBytes(answer[0].plaintext);
    if (crc32c(content) !== Number(answer[0].plaintextCrc32c?.value ?? -1)) {
      content.fill(0);
      throw damaged();
    }
    return boundKey(content, context);
  }

  async describe(): Promise<MasterKeyDescription> {
    const { primary } = await this.#cryptoKey();
    const seconds = primary?.generateTime?.seconds ?? primary?.createTime?.seconds;
    return {
      provider: 'gcp-kms', masterKeyId: this.#key, masterKeyVersion: this.#versionOf(primary?.name),
      createdAt: seconds === undefined || seconds === null ? null : new Date(Number(seconds) * 1000),
    };
  }

  async health(): Promise<void> {
    const { purpose } = await this.#cryptoKey();
    if (purpose !== 'ENCRYPT_DECRYPT' && purpose !== 1) throw new KeysUnavailableError('The key of GCP KMS is not a symmetric one for encryption. Make one with the purpose ENCRYPT_DECRYPT.');
    await checkRoundTrip('GCP KMS', this);
  }

  /** Makes a version and, once it was generated, the primary one. */
  async rotate(): Promise<MasterKeyDescription> {
    let [version] = await this.#send((options) => this.#client.createCryptoKeyVersion({ parent: this.#key, cryptoKeyVersion: {} }, options));
    const deadline = performance.now() + GENERATION.timeout;
    while (version.state === 'PENDING_GENERATION' || version.state === 5) {
      if (performance.now() > deadline) throw new KeysUnavailableError('GCP KMS is still generating the new version. Make it the primary one when it has, then rewrap the keys.');
      await delay(GENERATION.interval);
      [version] = await this.#send((options) => this.#client.getCryptoKeyVersion({ name: version.name ?? '' }, options));
    }
    const cryptoKeyVersionId = String(this.#versionOf(version.name));
    await this.#send((options) => this.#client.updateCryptoKeyPrimaryVersion({ name: this.#key, cryptoKeyVersionId }, options));
    return this.describe();
  }

  async close(): Promise<void> {
    await this.#client.close();
  }

  async #cryptoKey(): Promise<Kms.protos.google.cloud.kms.v1.ICryptoKey> {
    const [key] = await this.#send((options) => this.#client.getCryptoKey({ name: this.#key }, options));
    return key;
  }

  #versionOf(name: string | null | undefined): number {
    const [, version] = versionPattern.exec(name ?? '') ?? [];
    if (version === undefined || !name?.startsWith(`${this.#key}/`)) throw new KeysUnavailableError('What answers for GCP KMS does not speak as it does, or the key has no primary version. Check both.');
    return Number(version);
  }

  #send<T>(call: (options: CallOptions) => Promise<T>): Promise<T>;
  #send<T>(call: (options: CallOptions) => Promise<T>, judge: (error: unknown) => Error | undefined): Promise<T | undefined>;
  /** @param judge gives undefined for an error that is an answer. */
  async #send<T>(call: (options: CallOptions) => Promise<T>, judge: (error: unknown) => Error | undefined = spoken): Promise<T | undefined> {
    try {
      return await within(this.#timeout, 'GCP KMS did not answer in time. Check the network and the state of the service.', call(callOptions(this.#timeout)));
    } catch (error) {
      const judged = judge(error);
      if (judged) throw judged;
      return undefined;
    }
  }
}

type CallOptions = ReturnType<typeof callOptions>;

/** Busy and unavailable are asked again within the time, at growing intervals. */
function callOptions(timeout: number) {
  return {
    timeout,
    retry: {
      retryCodes: [8, 14],
      backoffSettings: {
        initialRetryDelayMillis: 100, retryDelayMultiplier: 3, maxRetryDelayMillis: timeout, initialRpcTimeoutMillis: timeout, rpcTimeoutMultiplier: 1, maxRpcTimeoutMillis: timeout,
        totalTimeoutMillis: timeout,
      },
    },
  };
}

/** @throws {KeysUnavailableError} */
function endpointOf(text: string | undefined): { readonly apiEndpoint?: string; readonly port?: number; readonly protocol?: string } {
  if (text === undefined) return {};
  const url = URL.parse(text);
  if (!url || !(url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)))) {
    throw new KeysUnavailableError('The endpoint of GCP KMS is a URL with https://.');
  }
  return { apiEndpoint: url.hostname, port: Number(url.port || 443), protocol: url.protocol.slice(0, -1) };
}

function toBytes(value: string | Uint8Array | null | undefined): Uint8Array {
  return typeof value === 'string' ? Buffer.from(value, 'base64') : (value ?? new Uint8Array(0));
}

function damaged(): KeysUnavailableError {
  return new KeysUnavailableError('What went to GCP KMS or came from it was damaged on the way: a checksum does not fit. Try again.');
}
