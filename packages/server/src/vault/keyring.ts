import { createSecretKey, type KeyObject } from 'node:crypto';
import { bodyAssociatedData, bodyOwner, type Owner } from './associated-data.ts';
import type { KeyPurpose } from './custody/custody.ts';
import { ed25519PrivateKey, ed25519PublicKey, signEd25519 } from './ed25519.ts';
import { KeyDestroyedError, KeysUnavailableError, UnknownKeyError } from './errors.ts';
import { hkdfSha256 } from './hkdf-sha256.ts';
import { hmacSha256, isHmacSha256 } from './hmac-sha256.ts';
import type { KeyContext } from './key-provider.ts';
import { lengthPrefixed } from './length-prefixed.ts';
import type { OrganisationVault, SealedPlace } from './organisation-vault.ts';
import { headerLength, keyIdOf, sealedHeader } from './sealed-value.ts';
import { createXaes256Gcm, type Xaes256Gcm } from './xaes-256-gcm.ts';

function committed(context: KeyContext): Uint8Array {
  return lengthPrefixed(['cash-flow/commitment/1', context.deploymentId, context.organisationId, context.purpose, String(context.keyId)]);
}

/** HMAC under the key over its context: what custody keeps to recognise the key by. */
export function keyCommitment(key: Uint8Array, context: KeyContext): Uint8Array {
  return hmacSha256(key, committed(context));
}

/** An unwrapped key with its version. */
export interface LoadedKey {
  readonly keyId: number;
  readonly purpose: KeyPurpose;
  readonly active: boolean;
  readonly key: Uint8Array;
}

/** @throws {KeysUnavailableError} when the key is not the one that was put into custody for this context. */
export function checkCommitment(key: Uint8Array, context: KeyContext, commitment: Uint8Array): void {
  if (!isHmacSha256(key, committed(context), commitment)) {
    throw new KeysUnavailableError('A data key is not the one that was put into custody. Restore the custody folder from its newest backup.');
  }
}

interface KeyringOptions {
  readonly deploymentId: string;
  readonly organisationId: string;
  readonly keys: readonly LoadedKey[];
  /** Ids of keys that are gone for ever. */
  readonly destroyed?: ReadonlySet<number>;
  /** Whether its time has come; from then on the keys do nothing. */
  readonly expired: () => boolean;
}

/**
 * The unwrapped keys of one organisation. Key bytes live in private fields only: nothing that prints an object shows
 * them.
 */
export class Keyring implements OrganisationVault {
  readonly deploymentId: string;
  readonly organisationId: string;
  readonly #expired: () => boolean;
  readonly #dataKeys = new Map<number, DataKey>();
  readonly #activeDataKey: DataKey | undefined;
  readonly #indexKeys: readonly IndexKey[];
  readonly #cookieKeys: readonly { readonly id: number; readonly key: KeyObject }[];
  readonly #auditKeys: readonly AuditSigner[];
  readonly #unknown = new Set<number>();
  readonly #destroyed: ReadonlySet<number>;

  constructor(options: KeyringOptions) {
    this.#destroyed = options.destroyed ?? new Set();
    this.deploymentId = options.deploymentId;
    this.organisationId = options.organisationId;
    this.#expired = options.expired;
    const newestFirst = options.keys.toSorted((a, b) => Number(b.active) - Number(a.active) || b.keyId - a.keyId);
    const of = (purpose: KeyPurpose): readonly LoadedKey[] => newestFirst.filter((key) => key.purpose === purpose);
    for (const { keyId, key } of of('data')) this.#dataKeys.set(keyId, dataKey(this, keyId, key));
    const active = of('data').find((key) => key.active);
    this.#activeDataKey = active && this.#dataKeys.get(active.keyId);
    this.#indexKeys = of('index').map(({ keyId, key }) => new IndexKey(keyId, key));
    this.#auditKeys = of('audit').map(({ keyId, key, active: signs }) => auditSigner(keyId, key, signs));
    this.#cookieKeys = of('cookie').map(({ keyId, key }) => ({ id: keyId, key: createSecretKey(key) }));
  }

  /** Ids of keys that were asked for and are not here: a reason to load the keys again, once. */
  get unknownKeyIds(): ReadonlySet<number> {
    return this.#unknown;
  }

  get activeDataKeyId(): number {
    return this.#activeDataKey?.keyId ?? 0;
  }

  seal(place: SealedPlace, plaintext: Uint8Array): Uint8Array {
    this.#refuseExpired();
    const key = this.#activeDataKey;
    if (!key) throw new KeysUnavailableError('The organisation has no active data key.');
    return key.cipher.seal(plaintext, bodyAssociatedData(key.owner, place), key.header);
  }

  open(place: SealedPlace, sealed: Uint8Array): Uint8Array {
    this.#refuseExpired();
    const keyId = keyIdOf(sealed);
    const key = this.#dataKeys.get(keyId);
    if (!key) {
      if (this.#destroyed.has(keyId)) throw new KeyDestroyedError();
      this.#unknown.add(keyId);
      throw new UnknownKeyError();
    }
    return key.cipher.open(sealed, bodyAssociatedData(key.owner, place), headerLength);
  }

  /** Newest first. @returns key id (u32be) and HMAC, 36 bytes, for each version of the index key. */
  blindIndexes(kind: string, value: string): readonly Uint8Array[] {
    this.#refuseExpired();
    return this.#indexKeys.map((key) => key.index(kind, value));
  }

  /** Newest first, as copies. */
  cookieKeys(): readonly { readonly id: number; readonly key: Uint8Array }[] {
    this.#refuseExpired();
    return this.#cookieKeys.map(({ id, key }) => ({ id, key: new Uint8Array(key.export()) }));
  }

  /** The active one first. */
  auditSigners(): readonly AuditSigner[] {
    this.#refuseExpired();
    return this.#auditKeys;
  }

  #refuseExpired(): void {
    if (this.#expired()) throw new KeysUnavailableError('These keys were held for longer than they may be. Ask the vault for them again.');
  }
}

/** A key that signs checkpoints of audit logs. */
export interface AuditSigner {
  readonly keyId: number;
  readonly active: boolean;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
}

/** The bytes of the key are the seed of an Ed25519 key (RFC 8032). */
function auditSigner(keyId: number, key: Uint8Array, active: boolean): AuditSigner {
  const privateKey = ed25519PrivateKey(key);
  return { keyId, active, publicKey: ed25519PublicKey(privateKey), sign: (message) => signEd25519(privateKey, message) };
}

/** A data key, with what is the same in everything that is sealed under it. */
interface DataKey {
  readonly keyId: number;
  readonly cipher: Xaes256Gcm;
  readonly header: Uint8Array;
  /** The front of the associated data. */
  readonly owner: Uint8Array;
}

function dataKey(owner: Owner, keyId: number, key: Uint8Array): DataKey {
  const header = sealedHeader(keyId);
  return { keyId, cipher: createXaes256Gcm(key), header, owner: bodyOwner(owner, header) };
}

class IndexKey {
  readonly #keyId: number;
  readonly #key: KeyObject;
  readonly #kinds = new Map<string, KeyObject>();

  constructor(keyId: number, key: Uint8Array) {
    this.#keyId = keyId;
    this.#key = createSecretKey(key);
  }

  index(kind: string, value: string): Uint8Array {
    const result = new Uint8Array(36);
    new DataView(result.buffer).setUint32(0, this.#keyId);
    result.set(hmacSha256(this.#keyOf(kind), value), 4);
    return result;
  }

  /** A key for each kind, so that equal values of two kinds have nothing in common. */
  #keyOf(kind: string): KeyObject {
    let key = this.#kinds.get(kind);
    if (!key) {
      key = createSecretKey(hkdfSha256({ key: this.#key, salt: new Uint8Array(0), info: lengthPrefixed(['cash-flow/index/1', kind]), length: 32 }));
      this.#kinds.set(kind, key);
    }
    return key;
  }
}
