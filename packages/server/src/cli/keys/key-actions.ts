import { z } from 'zod';
import type { AuditObject, AuditOutcome } from '../../audit/audit-entry.ts';
import { HOST } from '../../audit/audit-trail.ts';
import { type KeyPurpose, PLATFORM } from '../../database/schema.ts';
import { KeyStateError, type KeyManagement, type KeyPolicy, type MasterKeyStatus, type OrganisationKeyStatus, type VerifiedValues } from '../../vault/index.ts';
import { type ActionRun, defineAction } from '../control/action.ts';

const scope = z.object({ organisationId: z.uuid().nullable() });
const oneKey = z.object({ organisationId: z.uuid(), keyId: z.int().positive() });

export interface KeysStatus {
  readonly masterKey: MasterKeyStatus;
  readonly custody: Awaited<ReturnType<KeyManagement['custody']>>;
  readonly policy: KeyPolicy;
  readonly organisations: readonly OrganisationKeyStatus[];
}

export const keysStatus = defineAction({
  name: 'keys status',
  input: scope,
  run: async ({ keys }, { organisationId }, run): Promise<KeysStatus> => ({
    masterKey: await keys.masterKey(),
    custody: await keys.custody(),
    policy: keys.rotation.policy,
    organisations: await each(keys, organisationId, run, 'Counting', (id) => keys.status(id)),
  }),
});

export interface RotatedKeys {
  readonly organisationId: string;
  readonly steps: readonly string[];
  readonly moved: number;
  readonly unreadable: number;
  readonly left: number;
  /** What keys that are not through yet are for: new ones that do not seal, and old ones that are not retired. */
  readonly waiting: readonly KeyPurpose[];
}

export const keysRotate = defineAction({
  name: 'keys rotate',
  input: scope.extend({ askedAt: z.iso.datetime(), once: z.boolean(), dryRun: z.boolean() }),
  run: async ({ keys, audit }, { organisationId, askedAt, once, dryRun }, run): Promise<readonly RotatedKeys[]> => {
    const chosen = await organisationsOf(keys, organisationId);
    const statuses = await Promise.all(chosen.map((id) => keys.status(id)));
    const values = statuses.reduce((sum, status) => sum + valuesOf(status), 0);
    if (dryRun) return statuses.map((status) => ({ organisationId: status.organisationId, steps: [], moved: 0, unreadable: 0, left: valuesOf(status), waiting: [] }));
    let done = 0;
    const onProgress = (moved: number): void => {
      done += moved;
      run.progress({ phase: 'Sealing under the new keys', done, total: values });
    };
    const outcomes: RotatedKeys[] = [];
    for (const id of chosen) {
      const outcome = await keys.rotation.rotate(id, { once, askedAt: new Date(askedAt) }, { signal: run.signal, onProgress });
      if (outcome.steps.length > 0) await audit.append(id, { action: 'key.rotate', actor: HOST, details: { steps: outcome.steps, moved: outcome.moved } });
      outcomes.push({ organisationId: id, ...outcome, waiting: waitingIn(await keys.status(id)) });
    }
    return outcomes;
  },
});

export interface RewrappedKeys {
  readonly masterKey: MasterKeyStatus;
  readonly organisations: readonly { readonly organisationId: string; readonly rewrapped: number; readonly keys: number }[];
}

export const keysRewrap = defineAction({
  name: 'keys rewrap',
  input: scope.extend({ newMasterKey: z.boolean(), dryRun: z.boolean() }),
  run: async ({ keys, audit }, { organisationId, newMasterKey, dryRun }, run): Promise<RewrappedKeys> => {
    const masterKey = newMasterKey && !dryRun ? await keys.rotateMasterKey() : await keys.masterKey();
    if (newMasterKey && !dryRun) await audit.append(PLATFORM, { action: 'master-key.rotate', actor: HOST });
    const organisations = await each(keys, organisationId, run, 'Wrapping keys', async (id) => {
      if (!dryRun) {
        const result = await keys.rewrap(id);
        if (result.rewrapped > 0) await audit.append(id, { action: 'key.rewrap', actor: HOST, details: { keys: result.rewrapped } });
        return { organisationId: id, ...result };
      }
      const plan = await keys.rewrapPlan(id);
      return { organisationId: id, ...plan, ...(newMasterKey ? { rewrapped: plan.keys } : {}) };
    });
    return { masterKey, organisations };
  },
});

export const keysRetire = defineAction({
  name: 'keys retire',
  input: oneKey.extend({ undo: z.boolean(), dryRun: z.boolean() }),
  run: async ({ keys, audit }, { organisationId, keyId, undo, dryRun }): Promise<OrganisationKeyStatus> => {
    if (dryRun) await keys.rotation.check(organisationId, keyId, { undo });
    else {
      await (undo ? keys.rotation.restore(organisationId, keyId) : keys.rotation.retire(organisationId, keyId));
      await audit.append(organisationId, { action: undo ? 'key.restore' : 'key.retire', actor: HOST, object: keyObject(keyId) });
    }
    return onlyKey(await keys.status(organisationId), keyId);
  },
});

export interface DestructionAnswer {
  /** For the second person; null once it is done, and in a dry run. */
  readonly code: string | null;
  readonly status: OrganisationKeyStatus;
}

export const keysDestroy = defineAction({
  name: 'keys destroy',
  input: oneKey.extend({ by: z.string().min(1).max(200), code: z.string().nullable(), dryRun: z.boolean() }),
  run: async ({ keys, audit }, { organisationId, keyId, by, code, dryRun }): Promise<DestructionAnswer> => {
    let given: string | null = null;
    const record = (outcome: AuditOutcome): Promise<void> => audit.append(organisationId, {
      action: 'key.destroy', actor: HOST, object: keyObject(keyId), outcome, details: { step: code === null ? 'request' : 'confirm', by },
    });
    try {
      if (dryRun) await keys.destruction.check(organisationId, keyId);
      else if (code === null) given = await keys.destruction.request(organisationId, keyId, by);
      else await keys.destruction.confirm(organisationId, keyId, code, by);
    } catch (error) {
      // A wrong code, or somebody who would confirm their own request: what must not be tried unseen.
      if (error instanceof KeyStateError && !dryRun) await record('not-allowed');
      throw error;
    }
    if (!dryRun) await record('done');
    return { code: given, status: onlyKey(await keys.status(organisationId), keyId) };
  },
});

export interface VerifiedOrganisation {
  readonly organisationId: string;
  readonly tables: readonly VerifiedValues[];
}

export const keysVerify = defineAction({
  name: 'keys verify',
  input: scope,
  run: async ({ keys }, { organisationId }, run): Promise<readonly VerifiedOrganisation[]> => {
    const chosen = await organisationsOf(keys, organisationId);
    let tried = 0;
    const onProgress = (count: number): void => {
      tried += count;
      run.progress({ phase: 'Opening every value', done: tried, total: null });
    };
    const results: VerifiedOrganisation[] = [];
    for (const id of chosen) results.push({ organisationId: id, tables: await keys.verify(id, { signal: run.signal, onProgress }) });
    return results;
  },
});

export const keyActions = [keysStatus, keysRotate, keysRewrap, keysRetire, keysDestroy, keysVerify] as const;

function keyObject(keyId: number): AuditObject {
  return { kind: 'key', id: String(keyId) };
}

async function organisationsOf(keys: KeyManagement, only: string | null): Promise<readonly string[]> {
  const all = await keys.organisations();
  if (only === null) return all;
  // To ask for the keys of an organisation makes its first one.
  if (!all.includes(only)) throw new KeyStateError('unknown-organisation');
  return [only];
}

async function each<T>(keys: KeyManagement, only: string | null, run: ActionRun, phase: string, work: (organisationId: string) => Promise<T>): Promise<readonly T[]> {
  const chosen = await organisationsOf(keys, only);
  const results: T[] = [];
  for (const organisationId of chosen) {
    run.signal.throwIfAborted();
    results.push(await work(organisationId));
    run.progress({ phase, done: results.length, total: chosen.length });
  }
  return results;
}

/** Values that stand under a key of the organisation. */
function valuesOf({ keys }: OrganisationKeyStatus): number {
  return keys.reduce((sum, { values }) => sum + values, 0);
}

function waitingIn({ keys }: OrganisationKeyStatus): readonly KeyPurpose[] {
  return [...new Set(keys.flatMap(({ purpose, state }) => (state === 'pending' || state === 'decrypt-only' ? [purpose] : [])))];
}

function onlyKey(status: OrganisationKeyStatus, keyId: number): OrganisationKeyStatus {
  return { ...status, keys: status.keys.filter((key) => key.keyId === keyId) };
}
