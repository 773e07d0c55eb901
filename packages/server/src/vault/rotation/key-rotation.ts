import { setTimeout as delay } from 'node:timers/promises';
import type { DataAccess } from '../../database/data-access.ts';
import { DatabaseError } from '../../database/errors.ts';
import { PLATFORM } from '../../database/schema.ts';
import { type Custody, type CustodyKey, type CustodyWriter, isLiving, type KeyPurpose } from '../custody/custody.ts';
import type { KeyProvider } from '../key-provider.ts';
import { KeyStore, type KeyVersion } from '../key-store.ts';
import type { SealedTable } from '../sealed-table.ts';
import type { Vault } from '../vault.ts';
import { KeyStateError } from './key-state-error.ts';
import { dueSteps, isAhead, type KeyStep } from './key-lifecycle.ts';
import { defaultKeyPolicy, type KeyPolicy } from './key-policy.ts';
import { countReferences, type IndexedColumn, sumByKey } from './key-references.ts';
import { reindex } from './reindex.ts';
import { reseal, type ResealResult } from './reseal.ts';

export interface KeyRotationOptions {
  readonly data: DataAccess;
  readonly custody: Custody;
  readonly provider: KeyProvider;
  readonly vault: Vault;
  /** Every table with sealed bodies: one that is missing here would keep its old keys alive for ever. */
  readonly tables: readonly SealedTable[];
  readonly indexes: readonly IndexedColumn[];
  readonly policy?: Partial<KeyPolicy>;
  readonly now?: () => Date;
}

export interface RunOptions {
  readonly signal?: AbortSignal | undefined;
  /** Values that were moved since the last call. */
  readonly onProgress?: ((moved: number) => void) | undefined;
}

/** What a run of a rotation came to. */
export interface RotationOutcome {
  readonly steps: readonly KeyStep['kind'][];
  readonly moved: number;
  /** Values that do not open, so that their key cannot go. */
  readonly unreadable: number;
  /** Values that still stand under an old key. */
  readonly left: number;
}

const PLATFORM_PURPOSES: readonly KeyPurpose[] = ['data', 'index', 'cookie', 'audit'];
const FOREIGN_KEY_VIOLATION = '23503';
/** How often values that others held at the moment are gone for again, and how long it waits before, in ms. */
const WALKS = 8;
const WAIT_FOR_HOLDERS = 100;

/**
 * The life of keys: a new version is durable in custody, known to the database, active, and then takes over what stands under
 * the old one, which is retired when nothing is left. Every step may be repeated, begun by two at once, or cut off anywhere.
 */
export class KeyRotation {
  readonly policy: KeyPolicy;
  readonly #options: KeyRotationOptions;
  readonly #store: KeyStore;
  readonly #now: () => Date;

  constructor(options: KeyRotationOptions) {
    this.#options = options;
    this.policy = { ...defaultKeyPolicy, ...options.policy };
    this.#store = new KeyStore({ ...options, deploymentId: options.vault.deploymentId });
    this.#now = options.now ?? (() => new Date());
  }

  /** Everything that is due for an organisation, or for the platform, until nothing more is due now. */
  async run(organisationId: string, options: RunOptions = {}): Promise<RotationOutcome> {
    return this.#run(organisationId, options, { after: new Map(), once: false });
  }

  /**
   * Gives the organisation new keys now, however old the present ones are. Where a rotation is under way, that one is gone on with.
   *
   * @param at.askedAt when it was asked for; now unless told. Keys that are younger are new enough: of two who ask at the same
   * time, one finds it done.
   * @param at.once whether to leave out the time in which other servers load the new key: they then load it when they
   * first meet it. For incidents. Keys that sign cookies wait all the same.
   */
  async rotate(organisationId: string, at: { readonly once: boolean; readonly askedAt?: Date }, options: RunOptions = {}): Promise<RotationOutcome> {
    const askedAt = at.askedAt ?? this.#now();
    await this.#store.load(organisationId);
    await this.#correctTimes(organisationId, askedAt);
    const versions = await this.#store.versions(organisationId);
    const old = versions.filter(({ state, createdAt }) => state === 'active' && createdAt <= askedAt);
    const afterOf = (replaced: readonly KeyVersion[]): Asked['after'] => new Map(replaced.map(({ purpose, keyId }) => [purpose, keyId]));
    const idle = old.filter(({ purpose }) => !isUnderWay(versions, purpose));
    const outcome = await this.#run(organisationId, options, { after: afterOf(idle), once: at.once });
    // One that is held up by values that do not open must not keep the others from getting a new key.
    const heldUp = idle.length < old.length && outcome.left > 0 && outcome.moved === 0;
    return heldUp ? this.#run(organisationId, options, { after: afterOf(old), once: at.once }) : outcome;
  }

  /** Begins to replace a data key, if it is still the active one and nobody has begun; `run` does the rest. */
  async begin(organisationId: string, keyId: number): Promise<void> {
    await this.#begin(organisationId, 'data', keyId);
  }

  /** Whether `run` would do anything now. */
  async isDue(organisationId: string): Promise<boolean> {
    const now = this.#now();
    return (await this.#store.versions(organisationId)).some((version) => isAhead(version, now, this.policy.spread))
      || (await this.#due(organisationId, { after: new Map(), once: false })).steps.length > 0;
  }

  /** @throws {KeyStateError} when it is not one for reading only, or something still stands under it. */
  async retire(organisationId: string, keyId: number): Promise<void> {
    await this.#options.custody.exclusively(organisationId, async (writer) => {
      const key = writer.keys.find((candidate) => candidate.keyId === keyId);
      if (!key) throw new KeyStateError('unknown', keyId);
      const version = (await this.#store.versions(organisationId)).find((candidate) => candidate.keyId === keyId);
      if (version && version.state !== 'decrypt-only') throw new KeyStateError('in-use', keyId);
      if (version) await this.#deleteVersion(organisationId, keyId);
      // From here on nothing can be written under it; whoever stops here leaves that for the next run to note.
      await writer.put({ ...key, retiredAt: version ? this.#now() : (key.retiredAt ?? this.#now()) });
    });
    this.#options.vault.forget(organisationId);
  }

  /** Whether `retire` would do it, or `restore` where it is `undo`; changes nothing. @throws {KeyStateError} as those do. */
  async check(organisationId: string, keyId: number, { undo }: { readonly undo: boolean }): Promise<void> {
    const { custody, data, tables, indexes } = this.#options;
    const key = (await custody.keys(organisationId)).find((candidate) => candidate.keyId === keyId);
    if (!key) throw new KeyStateError('unknown', keyId);
    if (undo) {
      requireRetired(key);
      return;
    }
    const version = (await this.#store.versions(organisationId)).find((candidate) => candidate.keyId === keyId);
    const values = version ? (sumByKey(await countReferences(data, organisationId, tables, indexes)).get(keyId) ?? 0) : 0;
    if (version && (version.state !== 'decrypt-only' || values > 0)) throw new KeyStateError('in-use', keyId);
  }

  /** Takes a retirement back: the key opens again, and seals nothing. @throws {KeyStateError} when it is not retired, or destroyed. */
  async restore(organisationId: string, keyId: number): Promise<void> {
    await this.#options.custody.exclusively(organisationId, async (writer) => {
      const key = writer.keys.find((candidate) => candidate.keyId === keyId);
      if (!key) throw new KeyStateError('unknown', keyId);
      requireRetired(key);
      await this.#options.data.inOrganisation(organisationId, (transaction) =>
        transaction.insertInto('key_versions')
          .values({ organisation_id: organisationId, key_id: keyId, purpose: key.purpose, state: 'decrypt-only', created_at: key.createdAt, activated_at: this.#now() })
          .onConflict((conflict) => conflict.doNothing())
          .execute());
      await writer.put({ ...key, retiredAt: null, destruction: null });
    });
    this.#options.vault.forget(organisationId);
  }

  async #run(organisationId: string, options: RunOptions, asked: Asked): Promise<RotationOutcome> {
    const outcome = { steps: [] as KeyStep['kind'][], moved: 0, unreadable: 0 };
    await this.#store.load(organisationId);
    await this.#noteRetired(organisationId);
    await this.#correctTimes(organisationId, this.#now());
    for (let walk = 0; walk < WALKS; walk += 1) {
      const { steps, left } = await this.#due(organisationId, asked);
      if (steps.length === 0) break;
      outcome.unreadable = 0;
      let changed = false;
      for (const step of steps) {
        options.signal?.throwIfAborted();
        const done = await this.#take(organisationId, step, options);
        outcome.steps.push(step.kind);
        add(outcome, done);
        changed ||= step.kind !== 'move' || done.moved > 0;
      }
      if (changed) continue;
      // Only values that do not open are left: not worth to go on for. Others are held by somebody at the moment.
      if (outcome.unreadable >= left) break;
      await delay(WAIT_FOR_HOLDERS);
    }
    return { ...outcome, left: (await this.#due(organisationId, asked)).left };
  }

  async #due(organisationId: string, { after, once }: Asked): Promise<{ readonly steps: readonly KeyStep[]; readonly left: number }> {
    const versions = await this.#store.versions(organisationId);
    const references = sumByKey(await countReferences(this.#options.data, organisationId, this.#options.tables, this.#options.indexes));
    const steps = dueSteps({
      versions, references, policy: this.policy, now: this.#now(),
      // A cookie under a key that a server does not know would sign its owner out there.
      spread: (purpose) => (once && purpose !== 'cookie' ? 0 : this.policy.spread),
    });
    const left = versions.reduce((sum, { keyId, state }) => sum + (state === 'decrypt-only' ? (references.get(keyId) ?? 0) : 0), 0);
    return { steps: [...askedFor(versions, after), ...steps.filter(({ kind }) => kind !== 'begin' || after.size === 0)], left };
  }

  async #take(organisationId: string, step: KeyStep, options: RunOptions): Promise<ResealResult> {
    const nothing = { moved: 0, unreadable: 0 };
    switch (step.kind) {
      case 'begin':
        await this.#begin(organisationId, step.purpose, step.after);
        return nothing;
      case 'activate':
        await this.#activate(organisationId, step.purpose, step.keyId);
        return nothing;
      case 'move':
        return this.#move(organisationId, step.keyIds, options);
      case 'retire':
        await this.retire(organisationId, step.keyId).catch((error: unknown) => {
          // Something was written under it since it was counted; the next walk moves that.
          if (!(error instanceof KeyStateError)) throw error;
        });
        return nothing;
    }
  }

  /** Durable in custody first, then known to the database as pending. Nothing happens where another one was faster. */
  async #begin(organisationId: string, purpose: KeyPurpose, after: number): Promise<void> {
    await this.#options.custody.exclusively(organisationId, async (writer) => {
      const ours = (await this.#store.versions(organisationId)).filter((version) => version.purpose === purpose);
      const active = ours.find(({ state }) => state === 'active');
      if (active?.keyId !== after || ours.some(({ state }) => state === 'pending')) return;
      const key = await this.#store.nextKey(organisationId, purpose, writer, Math.max(...ours.map(({ keyId }) => keyId)));
      await this.#options.data.inOrganisation(organisationId, (transaction) =>
        transaction.insertInto('key_versions')
          // Pending since now: a key that was left over in custody is as new to the servers as any.
          .values({ organisation_id: organisationId, key_id: key.keyId, purpose, state: 'pending', created_at: this.#now(), activated_at: null })
          .onConflict((conflict) => conflict.doNothing())
          .execute());
    });
    this.#options.vault.forget(organisationId);
  }

  /** In one transaction: the active one is for reading only, the pending one is active. */
  async #activate(organisationId: string, purpose: KeyPurpose, keyId: number): Promise<void> {
    await this.#options.data.inOrganisation(organisationId, async (transaction) => {
      const pending = await transaction.selectFrom('key_versions').select('state')
        .where('organisation_id', '=', organisationId).where('key_id', '=', String(keyId)).forUpdate().executeTakeFirst();
      if (pending?.state !== 'pending') return;
      await transaction.updateTable('key_versions').set({ state: 'decrypt-only' })
        .where('organisation_id', '=', organisationId).where('purpose', '=', purpose).where('state', '=', 'active').execute();
      await transaction.updateTable('key_versions').set({ state: 'active', activated_at: this.#now() })
        .where('organisation_id', '=', organisationId).where('key_id', '=', String(keyId)).execute();
    }, { attempts: 3 });
    this.#options.vault.forget(organisationId);
  }

  async #move(organisationId: string, keyIds: readonly number[], options: RunOptions): Promise<ResealResult> {
    const { data, tables, indexes } = this.#options;
    // Another server may have changed the keys: what is active there must be active here.
    this.#options.vault.forget(organisationId);
    const total = { ...(await reseal({ ...options, data, keys: () => this.#options.vault.organisation(organisationId), tables, keyIds })) };
    if (organisationId === PLATFORM) for (const index of indexes) add(total, await reindex({ ...options, index, keyIds }));
    return total;
  }

  async #deleteVersion(organisationId: string, keyId: number): Promise<void> {
    try {
      await this.#options.data.inOrganisation(organisationId, (transaction) =>
        transaction.deleteFrom('key_versions').where('organisation_id', '=', organisationId).where('key_id', '=', String(keyId)).execute());
    } catch (error) {
      // The references are the proof that nothing is left; a count made before could be out of date.
      if (error instanceof DatabaseError && error.code === FOREIGN_KEY_VIOLATION) throw new KeyStateError('in-use', keyId);
      throw error;
    }
  }

  /** What a clock that was ahead has written counts from now, or a rotation would wait for years. */
  async #correctTimes(organisationId: string, now: Date): Promise<void> {
    const ahead = (await this.#store.versions(organisationId)).filter((version) => isAhead(version, now, this.policy.spread));
    for (const { keyId, createdAt, activatedAt } of ahead) {
      const corrected = (time: Date): Date => (time > now ? now : time);
      await this.#options.data.inOrganisation(organisationId, (transaction) =>
        transaction.updateTable('key_versions').set({ created_at: corrected(createdAt), activated_at: activatedAt && corrected(activatedAt) })
          .where('organisation_id', '=', organisationId).where('key_id', '=', String(keyId)).where('created_at', '=', createdAt)
          // Else it was activated in between: its time is for the next run.
          .where('state', activatedAt ? '<>' : '=', 'pending').execute());
    }
  }

  /** A server that stopped between the two steps of a retirement has left out the second. */
  async #noteRetired(organisationId: string): Promise<void> {
    const isLeft = (versions: readonly KeyVersion[]) => ({ keyId, purpose, retiredAt }: CustodyWriter['keys'][number]): boolean => {
      const active = versions.find((version) => version.purpose === purpose && version.state === 'active');
      return retiredAt === null && active !== undefined && keyId < active.keyId && !versions.some((version) => version.keyId === keyId);
    };
    if (!(await this.#options.custody.keys(organisationId)).some(isLeft(await this.#store.versions(organisationId)))) return;
    await this.#options.custody.exclusively(organisationId, async (writer) => {
      const left = writer.keys.filter(isLeft(await this.#store.versions(organisationId)));
      if (left.length > 0) await writer.put(...left.map((key) => ({ ...key, retiredAt: this.#now() })));
    });
  }
}

function requireRetired(key: CustodyKey): void {
  if (!isLiving(key)) throw new KeyStateError('destroyed', key.keyId);
  if (key.retiredAt === null) throw new KeyStateError('not-retired', key.keyId);
}

function add(total: { moved: number; unreadable: number }, { moved, unreadable }: ResealResult): void {
  total.moved += moved;
  total.unreadable += unreadable;
}

interface Asked {
  /** The versions that shall be replaced, by purpose; none where only what is due is done. */
  readonly after: ReadonlyMap<KeyPurpose, number>;
  readonly once: boolean;
}

/** Whether a new key of the purpose waits for its turn, or an old one for its end. */
function isUnderWay(versions: readonly KeyVersion[], purpose: KeyPurpose): boolean {
  const active = versions.find((version) => version.purpose === purpose && version.state === 'active');
  return versions.some(({ purpose: of, state, activatedAt }) => of === purpose && (state === 'pending' || (state === 'decrypt-only' && !isRestored(activatedAt, active))));
}

/** A key whose retirement was taken back is younger in its state than the one that replaced it. */
function isRestored(activatedAt: Date | null, active: KeyVersion | undefined): boolean {
  return activatedAt !== null && active !== undefined && activatedAt > (active.activatedAt ?? active.createdAt);
}

/** Replacements that were asked for and not begun yet. */
function askedFor(versions: readonly KeyVersion[], after: ReadonlyMap<KeyPurpose, number>): readonly KeyStep[] {
  return PLATFORM_PURPOSES.flatMap((purpose) => {
    const wanted = after.get(purpose);
    const ours = versions.filter((version) => version.purpose === purpose);
    const begun = ours.some(({ state }) => state === 'pending') || ours.find(({ state }) => state === 'active')?.keyId !== wanted;
    return wanted === undefined || begun ? [] : [{ kind: 'begin', purpose, after: wanted } as const];
  });
}
