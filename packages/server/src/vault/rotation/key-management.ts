import type { DataAccess } from '../../database/data-access.ts';
import { type Custody, type CustodyDescription, isLiving } from '../custody/custody.ts';
import { isUnderNewest } from '../key-provider.ts';
import { KeyStore } from '../key-store.ts';
import type { OrganisationVault } from '../organisation-vault.ts';
import { verifyValues, type VerifiedValues } from '../verify-values.ts';
import { KeyDestruction } from './key-destruction.ts';
import { keyInventory, type KeyInventoryEntry } from './key-inventory.ts';
import { KeyStateError } from './key-state-error.ts';
import { countReferences } from './key-references.ts';
import { KeyRotation, type KeyRotationOptions, type RunOptions } from './key-rotation.ts';
import { rewrap, type RewrapResult } from './rewrap.ts';

/** Sealed values that stand outside the bodies of rows, as the feature that owns them opens them. */
export type VerifyOthers = (options: { readonly data: DataAccess; readonly keys: () => Promise<OrganisationVault> } & RunOptions) => Promise<VerifiedValues>;

export interface KeyManagementOptions extends KeyRotationOptions {
  readonly others: readonly VerifyOthers[];
}

export interface MasterKeyStatus {
  readonly provider: string;
  readonly masterKeyId: string;
  readonly version: number;
  /** RFC 3339, like `rotationDue`; null where the provider does not know. */
  readonly createdAt: string | null;
  readonly rotationDue: string | null;
}

export interface OrganisationKeyStatus {
  readonly organisationId: string;
  readonly keys: readonly KeyInventoryEntry[];
}

/** All that can be asked of keys, and done with them, in one place: for commands, jobs and administrators. */
export class KeyManagement {
  readonly rotation: KeyRotation;
  readonly destruction: KeyDestruction;
  readonly #options: KeyManagementOptions;
  readonly #store: KeyStore;

  constructor(options: KeyManagementOptions) {
    this.#options = options;
    this.#store = new KeyStore({ ...options, deploymentId: options.vault.deploymentId });
    this.rotation = new KeyRotation(options);
    this.destruction = new KeyDestruction({ ...options, store: this.#store, policy: this.rotation.policy });
  }

  /** Every organisation that has keys, and the platform. */
  organisations(): Promise<readonly string[]> {
    return this.#options.custody.organisations();
  }

  custody(): Promise<CustodyDescription> {
    return this.#options.custody.describe();
  }

  /** Erasures and restore drills, in the order of time. */
  registered(): ReturnType<Custody['registered']> {
    return this.#options.custody.registered();
  }

  /** @throws {KeysUnavailableError} */
  async masterKey(): Promise<MasterKeyStatus> {
    const { provider, masterKeyId, masterKeyVersion, createdAt } = await this.#options.provider.describe();
    return {
      provider, masterKeyId, version: masterKeyVersion, createdAt: createdAt && createdAt.toISOString(),
      rotationDue: createdAt && new Date(createdAt.getTime() + this.rotation.policy.masterKeyAge).toISOString(),
    };
  }

  /** Whether the provider lets its master key be rotated from here. */
  get canRotateMasterKey(): boolean {
    return this.#options.provider.rotate !== undefined;
  }

  /** What `rewrap` would do now: how many keys are still under an older master key, and how many there are. */
  async rewrapPlan(organisationId: string): Promise<RewrapResult> {
    const newest = await this.#options.provider.describe();
    const living = (await this.#options.custody.keys(organisationId)).filter(isLiving);
    return { rewrapped: living.filter(({ wrapped }) => !isUnderNewest(wrapped, newest)).length, keys: living.length };
  }

  /**
   * Makes a new version of the master key. Keys stay under the older ones until they are rewrapped.
   *
   * @throws {KeyStateError} where the provider leaves that to its own tools. {@link KeysUnavailableError}
   */
  async rotateMasterKey(): Promise<MasterKeyStatus> {
    const { provider } = this.#options;
    if (!provider.rotate) throw new KeyStateError('by-hand');
    await provider.rotate();
    return this.masterKey();
  }

  async status(organisationId: string): Promise<OrganisationKeyStatus> {
    const [versions, custodyKeys, references] = [
      await this.#store.versions(organisationId),
      await this.#options.custody.keys(organisationId),
      await countReferences(this.#options.data, organisationId, this.#options.tables, this.#options.indexes),
    ];
    return { organisationId, keys: keyInventory({ versions, custodyKeys, references, policy: this.rotation.policy }) };
  }

  /** Wraps the keys of an organisation under the newest version of the master key. @throws {KeysUnavailableError} */
  rewrap(organisationId: string): Promise<RewrapResult> {
    return rewrap({ ...this.#options, store: this.#store }, organisationId);
  }

  /** Opens every sealed value of an organisation, and every key that is not destroyed. @throws {KeysUnavailableError} */
  async verify(organisationId: string, options: RunOptions = {}): Promise<readonly VerifiedValues[]> {
    const { data, tables, others } = this.#options;
    // Loading unwraps every key and checks its commitment.
    this.#options.vault.forget(organisationId);
    const keys = (): Promise<OrganisationVault> => this.#options.vault.organisation(organisationId);
    const results: VerifiedValues[] = [];
    for (const table of tables) results.push(await verifyValues({ data, keys, table, ...options }));
    for (const verify of others) results.push(await verify({ data, keys, ...options }));
    return results.filter(({ opened, destroyed, unreadable }) => opened + destroyed + unreadable.length > 0);
  }
}
