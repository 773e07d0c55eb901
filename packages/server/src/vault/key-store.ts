import { randomBytes } from 'node:crypto';
import type { DataAccess } from '../database/data-access.ts';
import { type KeyState, PLATFORM } from '../database/schema.ts';
import type { Custody, CustodyKey, CustodyWriter, KeyPurpose } from './custody/custody.ts';
import { KeysUnavailableError } from './errors.ts';
import type { KeyContext, KeyProvider } from './key-provider.ts';
import { checkCommitment, keyCommitment, type LoadedKey } from './keyring.ts';

export interface KeyStoreOptions {
  readonly deploymentId: string;
  readonly custody: Custody;
  readonly provider: KeyProvider;
  readonly data: DataAccess;
}

interface KeyVersion {
  readonly keyId: number;
  readonly purpose: string;
  readonly state: KeyState;
}

/**
 * Brings together what the three places know about a key: its version and state (database), its wrapped bytes (custody),
 * and the master key that unwraps it (provider). Makes the first key of each purpose.
 */
export class KeyStore {
  readonly #options: KeyStoreOptions;

  constructor(options: KeyStoreOptions) {
    this.#options = options;
  }

  /** All keys of an organisation that may be used, unwrapped. @throws {KeysUnavailableError} */
  async load(organisationId: string): Promise<readonly LoadedKey[]> {
    const versions = await this.#ensureActive(organisationId);
    const custodyKeys = await this.#options.custody.keys(organisationId);
    return Promise.all(
      versions
        .filter(({ state }) => state !== 'retired')
        .map(async ({ keyId, state }) => {
          const custodyKey = custodyKeys.find((candidate) => candidate.keyId === keyId);
          if (!custodyKey) throw new KeysUnavailableError(`Custody lacks version ${String(keyId)} of a key that the database uses. Restore the newest custody.`);
          return { keyId, purpose: custodyKey.purpose, active: state === 'active', key: await this.#unwrap(organisationId, custodyKey) };
        }),
    );
  }

  async #unwrap(organisationId: string, custodyKey: CustodyKey): Promise<Uint8Array> {
    const context = this.#context(organisationId, custodyKey);
    const key = await unavailable(this.#options.provider.unwrap(custodyKey.wrapped, context));
    checkCommitment(key, context, custodyKey.commitment);
    return key;
  }

  /** The versions that the database knows, after making those that must be there. */
  async #ensureActive(organisationId: string): Promise<readonly KeyVersion[]> {
    const purposes = purposesOf(organisationId);
    const versions = await this.#versions(organisationId);
    if (missing(versions, purposes).length === 0) return versions;
    return this.#options.custody.exclusively(organisationId, async (writer) => {
      for (const purpose of missing(await this.#versions(organisationId), purposes)) await this.#create(organisationId, purpose, writer);
      const complete = await this.#versions(organisationId);
      if (missing(complete, purposes).length > 0) throw new KeysUnavailableError('Another server is making the keys of this organisation. Try again.');
      return complete;
    });
  }

  /** Durable in custody first, then known to the database, and only then used. */
  async #create(organisationId: string, purpose: KeyPurpose, writer: CustodyWriter): Promise<void> {
    const versions = await this.#versions(organisationId);
    const highest = Math.max(0, ...writer.keys.map(({ keyId }) => keyId));
    if (versions.some(({ keyId }) => keyId > highest)) {
      throw new KeysUnavailableError('Custody is older than the database: it lacks keys that the database uses. Restore the newest custody.');
    }
    // A server that stopped between the two steps has left a key in custody that no row refers to.
    const left = versions.some((version) => version.purpose === purpose) ? undefined : writer.keys.findLast((key) => key.purpose === purpose);
    const key = left ?? (await this.#newKey(organisationId, purpose, highest + 1));
    if (!left) await writer.add(key);
    await this.#options.data.inOrganisation(organisationId, (transaction) =>
      transaction
        .insertInto('key_versions')
        .values({ organisation_id: organisationId, key_id: key.keyId, purpose, state: 'active', created_at: key.createdAt })
        // Servers that share no lock on custody meet here: one row is active, and it is not ours.
        .onConflict((conflict) => conflict.doNothing())
        .execute(),
    );
  }

  async #newKey(organisationId: string, purpose: KeyPurpose, keyId: number): Promise<CustodyKey> {
    const context = this.#context(organisationId, { keyId, purpose });
    const key = randomBytes(32);
    const wrapped = await unavailable(this.#options.provider.wrap(key, context));
    return { keyId, purpose, createdAt: new Date(), wrapped, commitment: keyCommitment(key, context) };
  }

  async #versions(organisationId: string): Promise<readonly KeyVersion[]> {
    const rows = await this.#options.data.inOrganisation(organisationId, (transaction) =>
      transaction.selectFrom('key_versions').select(['key_id', 'purpose', 'state']).where('organisation_id', '=', organisationId).execute(),
    );
    return rows.map((row) => ({ keyId: Number(row.key_id), purpose: row.purpose, state: row.state }));
  }

  #context(organisationId: string, { keyId, purpose }: Pick<CustodyKey, 'keyId' | 'purpose'>): KeyContext {
    return { deploymentId: this.#options.deploymentId, organisationId, purpose, keyId };
  }
}

function purposesOf(organisationId: string): readonly KeyPurpose[] {
  return organisationId === PLATFORM ? ['data', 'index', 'cookie'] : ['data'];
}

function missing(versions: readonly KeyVersion[], purposes: readonly KeyPurpose[]): readonly KeyPurpose[] {
  return purposes.filter((purpose) => !versions.some((version) => version.purpose === purpose && version.state === 'active'));
}

/** Whatever a provider throws, callers see that there are no keys. */
async function unavailable<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof KeysUnavailableError) throw error;
    throw new KeysUnavailableError('The key provider cannot be reached.', { cause: error });
  }
}
