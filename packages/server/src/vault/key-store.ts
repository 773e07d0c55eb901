import { randomBytes } from 'node:crypto';
import type { DataAccess } from '../database/data-access.ts';
import { type KeyState, PLATFORM } from '../database/schema.ts';
import { type Custody, type CustodyKey, type CustodyWriter, isLiving, type KeyPurpose, type LivingKey } from './custody/custody.ts';
import { KeysUnavailableError } from './errors.ts';
import type { KeyContext, KeyProvider } from './key-provider.ts';
import { checkCommitment, keyCommitment, type LoadedKey } from './keyring.ts';

export interface KeyStoreOptions {
  readonly deploymentId: string;
  readonly custody: Custody;
  readonly provider: KeyProvider;
  readonly data: DataAccess;
}

/** One version of a key, as the database knows it. */
export interface KeyVersion {
  readonly keyId: number;
  readonly purpose: KeyPurpose;
  readonly state: KeyState;
  readonly createdAt: Date;
  /** Since when it is the one that seals, or was; null while it is pending. */
  readonly activatedAt: Date | null;
}

/** The keys of an organisation: those that open, and the ids of those that are gone for ever. */
export interface LoadedKeys {
  readonly keys: readonly LoadedKey[];
  readonly destroyed: ReadonlySet<number>;
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
  async load(organisationId: string): Promise<LoadedKeys> {
    const { versions, custodyKeys } = await this.#reconciled(organisationId);
    const entries = versions.map((version) => ({ version, custodyKey: custodyKeys.find(({ keyId }) => keyId === version.keyId) }));
    const keys = await Promise.all(entries.filter(({ version }) => version.state !== 'destroyed').map(async ({ version, custodyKey }) => {
      if (!custodyKey) throw new KeysUnavailableError(`Custody lacks version ${String(version.keyId)} of a key that the database uses. Restore the newest custody.`);
      // Destroyed since the versions were read: whoever asks again sees it so.
      if (!isLiving(custodyKey)) throw new KeysUnavailableError('A key was destroyed at this moment. Try again.');
      return { keyId: version.keyId, purpose: custodyKey.purpose, active: version.state === 'active', key: await this.unwrap(organisationId, custodyKey) };
    }));
    return { keys, destroyed: new Set(versions.filter(({ state }) => state === 'destroyed').map(({ keyId }) => keyId)) };
  }

  /** The same key under the newest master key; checked to unwrap before it is given back. @throws {KeysUnavailableError} */
  async rewrap(organisationId: string, custodyKey: LivingKey): Promise<LivingKey> {
    const key = await this.unwrap(organisationId, custodyKey);
    const wrapped = await unavailable(this.#options.provider.wrap(key, this.context(organisationId, custodyKey)));
    key.fill(0);
    const rewrapped = { ...custodyKey, wrapped };
    (await this.unwrap(organisationId, rewrapped)).fill(0);
    return rewrapped;
  }

  /** The bytes of a key. @throws {KeysUnavailableError} when they are not those that were put into custody. */
  async unwrap(organisationId: string, custodyKey: LivingKey): Promise<Uint8Array> {
    const context = this.context(organisationId, custodyKey);
    const key = await unavailable(this.#options.provider.unwrap(custodyKey.wrapped, context));
    checkCommitment(key, context, custodyKey.commitment);
    return key;
  }

  /**
   * A key to go on with: durable in custody, not retired, with an id above `after`. One that nobody came to use, because a
   * server stopped or the database is older than custody, is taken before a new one is made.
   */
  async nextKey(organisationId: string, purpose: KeyPurpose, writer: CustodyWriter, after: number): Promise<CustodyKey> {
    const highest = Math.max(0, ...writer.keys.map(({ keyId }) => keyId));
    if ((await this.versions(organisationId)).some(({ keyId }) => keyId > highest)) {
      throw new KeysUnavailableError('Custody is older than the database: it lacks keys that the database uses. Restore the newest custody.');
    }
    const left = writer.keys.findLast((key) => key.purpose === purpose && key.keyId > after && isLiving(key) && key.retiredAt === null);
    if (left) return left;
    const key = await this.#newKey(organisationId, purpose, highest + 1);
    await writer.put(key);
    return key;
  }

  async #newKey(organisationId: string, purpose: KeyPurpose, keyId: number): Promise<LivingKey> {
    const context = this.context(organisationId, { keyId, purpose });
    const key = randomBytes(32);
    const wrapped = await unavailable(this.#options.provider.wrap(key, context));
    const commitment = keyCommitment(key, context);
    key.fill(0);
    return { keyId, purpose, createdAt: new Date(), wrapped, commitment, retiredAt: null, destroyedAt: null, destruction: null };
  }

  /** What the database knows, by id. */
  async versions(organisationId: string): Promise<readonly KeyVersion[]> {
    const rows = await this.#options.data.inOrganisation(organisationId, (transaction) =>
      transaction.selectFrom('key_versions').select(['key_id', 'purpose', 'state', 'created_at', 'activated_at'])
        .where('organisation_id', '=', organisationId).orderBy('key_id').execute(),
    );
    return rows.map((row) => ({
      keyId: Number(row.key_id), purpose: row.purpose, state: row.state, createdAt: row.created_at, activatedAt: row.activated_at,
    }));
  }

  context(organisationId: string, { keyId, purpose }: Pick<CustodyKey, 'keyId' | 'purpose'>): KeyContext {
    return { deploymentId: this.#options.deploymentId, organisationId, purpose, keyId };
  }

  /** Both sides, after making what must be there and marking what custody has destroyed. */
  async #reconciled(organisationId: string): Promise<{ readonly versions: readonly KeyVersion[]; readonly custodyKeys: readonly CustodyKey[] }> {
    const [versions, custodyKeys] = [await this.versions(organisationId), await this.#options.custody.keys(organisationId)];
    if (isReconciled(organisationId, versions, custodyKeys)) return { versions, custodyKeys };
    return this.#options.custody.exclusively(organisationId, async (writer) => {
      await this.#markDestroyed(organisationId, writer.keys);
      for (const purpose of missing(organisationId, await this.versions(organisationId))) await this.#makeActive(organisationId, purpose, writer);
      const complete = await this.versions(organisationId);
      if (missing(organisationId, complete).length > 0) throw new KeysUnavailableError('Another server is making the keys of this organisation. Try again.');
      return { versions: complete, custodyKeys: writer.keys };
    });
  }

  /** An older database may still count on keys that were destroyed since: what is sealed under them is lost by design. */
  async #markDestroyed(organisationId: string, custodyKeys: readonly CustodyKey[]): Promise<void> {
    const ids = custodyKeys.filter((key) => !isLiving(key)).map(({ keyId }) => String(keyId));
    if (ids.length === 0) return;
    await this.#options.data.inOrganisation(organisationId, (transaction) =>
      transaction.updateTable('key_versions').set({ state: 'destroyed' }).where('organisation_id', '=', organisationId).where('key_id', 'in', ids).execute(),
    );
  }

  /** Durable in custody first, then known to the database, and only then used. */
  async #makeActive(organisationId: string, purpose: KeyPurpose, writer: CustodyWriter): Promise<void> {
    const key = await this.nextKey(organisationId, purpose, writer, 0);
    const now = new Date();
    await this.#options.data.inOrganisation(organisationId, (transaction) =>
      transaction
        .insertInto('key_versions')
        .values({ organisation_id: organisationId, key_id: key.keyId, purpose, state: 'active', created_at: key.createdAt, activated_at: now })
        // Known already, as pending or one for reading: it becomes the one that seals.
        .onConflict((conflict) => conflict.columns(['organisation_id', 'key_id']).doUpdateSet({ state: 'active', activated_at: now }))
        .execute(),
    );
  }
}

function purposesOf(organisationId: string): readonly KeyPurpose[] {
  return organisationId === PLATFORM ? ['data', 'index', 'cookie', 'audit'] : ['data'];
}

/** Purposes that have no key to seal with. */
function missing(organisationId: string, versions: readonly KeyVersion[]): readonly KeyPurpose[] {
  return purposesOf(organisationId).filter((purpose) => !versions.some((version) => version.purpose === purpose && version.state === 'active'));
}

function isReconciled(organisationId: string, versions: readonly KeyVersion[], custodyKeys: readonly CustodyKey[]): boolean {
  const destroyed = new Set(custodyKeys.filter((key) => !isLiving(key)).map(({ keyId }) => keyId));
  return missing(organisationId, versions).length === 0 && versions.every(({ keyId, state }) => state === 'destroyed' || !destroyed.has(keyId));
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
