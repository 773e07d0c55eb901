import { setTimeout as delay } from 'node:timers/promises';
import type * as Kms from '@aws-sdk/client-kms';
import { KeysUnavailableError } from '../errors.ts';
import { bindKey, boundKey } from '../key-context.ts';
import type { KeyContext, KeyProvider, MasterKeyDescription, WrappedKey } from '../key-provider.ts';
import { isUnopened, spoken } from './aws-kms-errors.ts';
import { type KeyMaterial, materialsInOrder, versionOfMaterial } from './aws-kms-materials.ts';
import { importOptional } from './optional-package.ts';
import { refuseOtherMasterKey } from './other-master-key.ts';
import { checkRoundTrip } from './round-trip.ts';
import { within } from './time-limit.ts';

export interface AwsKmsKeyProviderOptions {
  /** The id, ARN or alias of a symmetric key. */
  readonly key: string;
  /** ARNs of keys that wrapped before and may still unwrap, such as those that the alias once named. */
  readonly formerKeys?: readonly string[];
  /** Default: as the AWS SDK finds it. */
  readonly region?: string | undefined;
  /** Default: as the AWS SDK finds it. */
  readonly endpoint?: string | undefined;
  /** How long a call may take with all its attempts, in ms. Default 10,000. */
  readonly timeout?: number | undefined;
  /** How often a rotation is asked whether it is complete, and for how long, in ms. Default: each 2,000 for 120,000. */
  readonly rotation?: { readonly interval: number; readonly timeout: number };
}

/** A page of materials holds up to 1,000 of them: more rotations than a key lives to see. */
const MOST_MATERIALS = 1_000;

/**
 * A symmetric key (AES-256-GCM) of AWS KMS, which it never leaves. The context is the encryption context, which KMS authenticates
 * and its log shows, and stands as a digest in what is encrypted. Credentials are those that the AWS SDK finds.
 *
 * @throws {KeysUnavailableError} when it cannot wrap and unwrap now, or the package is not installed.
 */
export async function openAwsKmsKeyProvider(options: AwsKmsKeyProviderOptions): Promise<KeyProvider> {
  const kms = await importOptional('@aws-sdk/client-kms', 'aws-kms', () => import('@aws-sdk/client-kms'));
  const provider = new AwsKmsKeyProvider(kms, options);
  try {
    await provider.health();
    return provider;
  } catch (error) {
    await provider.close();
    throw error;
  }
}

class AwsKmsKeyProvider implements KeyProvider {
  readonly #kms: typeof Kms;
  readonly #client: Kms.KMSClient;
  readonly #options: AwsKmsKeyProviderOptions;

  constructor(kms: typeof Kms, options: AwsKmsKeyProviderOptions) {
    this.#kms = kms;
    this.#options = options;
    const { region, endpoint } = options;
    this.#client = new kms.KMSClient({ maxAttempts: 3, ...(region !== undefined && { region }), ...(endpoint !== undefined && { endpoint }) });
  }

  /** Encrypts, and decrypts again: only then KMS tells under which material of the key the ciphertext stands. */
  async wrap(key: Uint8Array, context: KeyContext): Promise<WrappedKey> {
    const [content, EncryptionContext] = [bindKey(key, context), encryptionContext(context)];
    const { CiphertextBlob: blob, KeyId: masterKeyId } = await this.#send((signal) =>
      this.#client.send(new this.#kms.EncryptCommand({ KeyId: this.#options.key, Plaintext: content, EncryptionContext }), signal),
    ).finally(() => content.fill(0));
    if (!blob || masterKeyId === undefined) throw unlikeKms();
    const decrypted = await this.#decrypt(blob, masterKeyId, context);
    decrypted?.Plaintext?.fill(0);
    if (!decrypted) throw unlikeKms();
    return { blob, masterKeyId, masterKeyVersion: versionOfMaterial(await this.#materials(masterKeyId), decrypted.KeyMaterialId) };
  }

  async unwrap(wrapped: WrappedKey, context: KeyContext): Promise<Uint8Array> {
    const { masterKeyId } = wrapped;
    if (this.#options.formerKeys?.includes(masterKeyId) !== true) refuseOtherMasterKey(wrapped, await this.#arn());
    return boundKey((await this.#decrypt(wrapped.blob, masterKeyId, context))?.Plaintext, context);
  }

  async describe(): Promise<MasterKeyDescription> {
    const { Arn: masterKeyId = '', CreationDate } = await this.#describeKey();
    const materials = await this.#materials(masterKeyId);
    const newest = materials.find(({ current }) => current) ?? materials.at(-1);
    return { provider: 'aws-kms', masterKeyId, masterKeyVersion: versionOfMaterial(materials, newest?.id), createdAt: newest?.rotatedAt ?? CreationDate ?? null };
  }

  async health(): Promise<void> {
    const { KeySpec, KeyUsage } = await this.#describeKey();
    if (KeySpec !== 'SYMMETRIC_DEFAULT' || KeyUsage !== 'ENCRYPT_DECRYPT') {
      throw new KeysUnavailableError('The key of AWS KMS is not a symmetric one for encryption (SYMMETRIC_DEFAULT). Make such a key for the server.');
    }
    await checkRoundTrip('AWS KMS', this);
  }

  /** KMS rotates in the background: waits until it wraps under the new material. */
  async rotate(): Promise<MasterKeyDescription> {
    const before = await this.describe();
    await this.#send((signal) => this.#client.send(new this.#kms.RotateKeyOnDemandCommand({ KeyId: before.masterKeyId }), signal), (error) =>
      // Another one is under way, which is as good.
      error instanceof Error && error.name === 'ConflictException' ? undefined : spoken(error));
    const { interval, timeout } = this.#options.rotation ?? { interval: 2_000, timeout: 120_000 };
    const deadline = performance.now() + timeout;
    for (;;) {
      const now = await this.describe();
      if (now.masterKeyVersion > before.masterKeyVersion) return now;
      if (performance.now() > deadline) throw new KeysUnavailableError('AWS KMS has begun the rotation and not completed it yet. Rewrap the keys when it has.');
      await delay(interval);
    }
  }

  close(): Promise<void> {
    this.#client.destroy();
    return Promise.resolve();
  }

  /** @returns undefined when the ciphertext was not made under this key and context. */
  async #decrypt(blob: Uint8Array, masterKeyId: string, context: KeyContext): Promise<Kms.DecryptResponse | undefined> {
    if (blob.length === 0) return undefined;
    const input = { CiphertextBlob: blob, KeyId: masterKeyId, EncryptionContext: encryptionContext(context) };
    const answer = await this.#send((signal) => this.#client.send(new this.#kms.DecryptCommand(input), signal), (error) => (isUnopened(error) ? undefined : spoken(error)));
    if (answer && answer.KeyId !== masterKeyId) throw unlikeKms();
    return answer;
  }

  async #arn(): Promise<string> {
    const { key } = this.#options;
    return key.startsWith('arn:') && key.includes(':key/') ? key : ((await this.#describeKey()).Arn ?? '');
  }

  async #describeKey(): Promise<Kms.KeyMetadata> {
    const { KeyMetadata } = await this.#send((signal) => this.#client.send(new this.#kms.DescribeKeyCommand({ KeyId: this.#options.key }), signal));
    if (KeyMetadata?.Arn === undefined) throw unlikeKms();
    return KeyMetadata;
  }

  /** None for keys that cannot be rotated, such as those of a key store of one's own. */
  async #materials(masterKeyId: string): Promise<readonly KeyMaterial[]> {
    const command = new this.#kms.ListKeyRotationsCommand({ KeyId: masterKeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL', Limit: MOST_MATERIALS });
    const answer = await this.#send((signal) => this.#client.send(command, signal), (error) =>
      error instanceof Error && error.name === 'UnsupportedOperationException' ? undefined : spoken(error));
    return materialsInOrder(answer?.Rotations ?? []);
  }

  #send<T>(call: (signal: { readonly abortSignal: AbortSignal }) => Promise<T>): Promise<T>;
  #send<T>(call: (signal: { readonly abortSignal: AbortSignal }) => Promise<T>, judge: (error: unknown) => Error | undefined): Promise<T | undefined>;
  /** @param judge gives undefined for an error that is an answer. */
  async #send<T>(call: (signal: { readonly abortSignal: AbortSignal }) => Promise<T>, judge: (error: unknown) => Error | undefined = spoken): Promise<T | undefined> {
    const limit = this.#options.timeout ?? 10_000;
    try {
      // Looking for credentials does not end with the signal.
      return await within(limit, late, call({ abortSignal: AbortSignal.timeout(limit) }));
    } catch (error) {
      const judged = error instanceof Error && error.name === 'AbortError' ? new KeysUnavailableError(late) : judge(error);
      if (judged) throw judged;
      return undefined;
    }
  }
}

const late = 'AWS KMS did not answer in time. Check the network and the state of the service.';

function unlikeKms(): KeysUnavailableError {
  return new KeysUnavailableError('What answers for AWS KMS does not speak as it does. Check the endpoint.');
}

function encryptionContext({ deploymentId, organisationId, purpose, keyId }: KeyContext): Record<string, string> {
  return { 'cash-flow/deployment': deploymentId, 'cash-flow/organisation': organisationId, 'cash-flow/purpose': purpose, 'cash-flow/key': String(keyId) };
}
