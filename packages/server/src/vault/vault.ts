import type { DataAccess } from '../database/data-access.ts';
import { PLATFORM } from '../database/schema.ts';
import type { Custody } from './custody/custody.ts';
import { bindDeployment } from './deployment.ts';
import { KeysUnavailableError } from './errors.ts';
import type { KeyProvider } from './key-provider.ts';
import { KeyStore } from './key-store.ts';
import { type AuditSigner, Keyring } from './keyring.ts';
import type { OrganisationVault } from './organisation-vault.ts';

export interface BlindIndex {
  /** To be written. */
  readonly current: Uint8Array;
  /** To be looked up: one for each version of the index key, `current` among them. */
  readonly all: readonly Uint8Array[];
}

/**
 * Gives out the keys. Each method may have to ask database, custody and key provider, so none may be called inside an
 * open transaction (`NestedTransactionError`): ask first, then begin. All throw a `KeysUnavailableError` when the keys
 * cannot be had.
 */
export interface Vault {
  readonly deploymentId: string;
  /**
   * The keys of an organisation; its first data key is made when it has none. For the request at hand: ask again for the
   * next one, the answer is cached.
   */
  organisation(organisationId: string): Promise<OrganisationVault>;
  /** The same for the tables outside any organisation. */
  platform(): Promise<OrganisationVault>;
  /**
   * HMAC-SHA-256 of a value by which a row must be found, with the key's id in front (36 bytes). `kind` says what is
   * indexed; the caller brings the value into one form first.
   */
  blindIndex(kind: string, value: string): Promise<BlindIndex>;
  /** Keys that sign session cookies, newest first: the first one signs, all of them verify. */
  cookieKeys(): Promise<readonly { readonly id: number; readonly key: Uint8Array }[]>;
  /** Keys that sign audit checkpoints, the active one first. */
  auditSigners(): Promise<readonly AuditSigner[]>;
  /** Lets the next request load the keys of an organisation anew: they were changed, here or elsewhere. */
  forget(organisationId: string): void;
  /** @throws {KeysUnavailableError} when custody or key provider do not work now, or are not those of this data. */
  health(): Promise<void>;
}

export interface VaultOptions {
  readonly custody: Custody;
  readonly provider: KeyProvider;
  readonly data: DataAccess;
  /** How long unwrapped keys are given out before they are unwrapped again, in ms; 10 minutes unless told. */
  readonly keyLifetime?: number;
  /** Milliseconds of a clock that only goes forward. */
  readonly now?: () => number;
}

/** Opens the vault of a migrated database. @throws {DeploymentMismatchError} when database and custody do not belong together. */
export async function createVault(options: VaultOptions): Promise<Vault> {
  const deploymentId = await bindDeployment(options.data, options.custody);
  return new CachingVault(deploymentId, options);
}

interface CachedKeyring {
  readonly keyring: Promise<Keyring>;
  readonly renewAt: number;
  /** Key ids for which this was loaded again and which it still lacks; no reason to do it once more. */
  readonly inVain: ReadonlySet<number>;
}

/** Organisations whose keys are kept at the same time. */
const cacheSize = 1000;
const defaultKeyLifetime = 600_000;

class CachingVault implements Vault {
  readonly deploymentId: string;
  readonly #options: VaultOptions;
  readonly #store: KeyStore;
  readonly #lifetime: number;
  readonly #now: () => number;
  /** In the order in which they were loaded, so the first ones run out first. */
  readonly #cache = new Map<string, CachedKeyring>();

  constructor(deploymentId: string, options: VaultOptions) {
    this.deploymentId = deploymentId;
    this.#options = options;
    this.#store = new KeyStore({ ...options, deploymentId });
    this.#lifetime = options.keyLifetime ?? defaultKeyLifetime;
    this.#now = options.now ?? (() => performance.now());
  }

  organisation(organisationId: string): Promise<OrganisationVault> {
    return this.#keyring(organisationId);
  }

  platform(): Promise<OrganisationVault> {
    return this.#keyring(PLATFORM);
  }

  async blindIndex(kind: string, value: string): Promise<BlindIndex> {
    const all = (await this.#keyring(PLATFORM)).blindIndexes(kind, value);
    const [current] = all;
    if (!current) throw new KeysUnavailableError('The platform has no index key.');
    return { current, all };
  }

  async cookieKeys(): Promise<readonly { readonly id: number; readonly key: Uint8Array }[]> {
    return (await this.#keyring(PLATFORM)).cookieKeys();
  }

  async auditSigners(): Promise<readonly AuditSigner[]> {
    return (await this.#keyring(PLATFORM)).auditSigners();
  }

  forget(organisationId: string): void {
    this.#cache.delete(organisationId);
  }

  async health(): Promise<void> {
    await this.#options.custody.health();
    try {
      await this.#options.provider.health();
    } catch (error) {
      throw error instanceof KeysUnavailableError ? error : new KeysUnavailableError('The key provider cannot be reached.', { cause: error });
    }
    // A key provider that works may still be another one than the keys were wrapped by.
    await this.platform();
  }

  async #keyring(organisationId: string): Promise<Keyring> {
    // Also when they are cached: else a wrong use would show itself only when they happen to run out.
    this.#options.data.refuseInsideTransaction();
    const cached = this.#cache.get(organisationId);
    if (!cached || this.#now() >= cached.renewAt) return this.#load(organisationId, new Set());
    const keyring = await cached.keyring;
    const unknown = [...keyring.unknownKeyIds].filter((keyId) => !cached.inVain.has(keyId));
    if (unknown.length === 0) return keyring;
    // A value under a key that is new since: the other server that made it is ahead of us.
    const newer = this.#cache.get(organisationId);
    return newer === cached ? this.#load(organisationId, new Set([...cached.inVain, ...unknown])) : this.#keyring(organisationId);
  }

  #load(organisationId: string, inVain: ReadonlySet<number>): Promise<Keyring> {
    const renewAt = this.#now() + this.#lifetime;
    // Whoever got the keys just before their time is up can finish what it began; the keys themselves end it then.
    const endsAt = renewAt + this.#lifetime;
    const keyring = this.#store
      .load(organisationId)
      .then((loaded) => new Keyring({ deploymentId: this.deploymentId, organisationId, ...loaded, expired: () => this.#now() >= endsAt }));
    const entry = { keyring, renewAt, inVain };
    this.#cache.delete(organisationId);
    this.#cache.set(organisationId, entry);
    this.#makeRoom();
    keyring.catch(() => {
      if (this.#cache.get(organisationId) === entry) this.#cache.delete(organisationId);
    });
    return keyring;
  }

  #makeRoom(): void {
    for (const [organisationId, { renewAt }] of this.#cache) {
      if (this.#cache.size <= cacheSize && this.#now() < renewAt) return;
      this.#cache.delete(organisationId);
    }
  }
}
