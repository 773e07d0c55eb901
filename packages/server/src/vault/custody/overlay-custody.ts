import { KeysUnavailableError } from '../errors.ts';
import { type AuditCheckpoint, type Custody, follows, type OrganisationKeys, refuseDiverged, withKeys } from './custody.ts';
import { type RegisterEntry, withEntry } from './register.ts';

/**
 * A custody for trials: reads what `living` holds and keeps everything that is written to itself, in memory.
 *
 * @param options.empty whether it holds nothing at first, as one that has to be filled from a backup.
 */
export function overlayCustody(living: Custody, { empty = false }: { readonly empty?: boolean } = {}): Custody {
  const base = empty ? undefined : living;
  const checkpoints = new Map<string, AuditCheckpoint>();
  const changed = new Map<string, OrganisationKeys>();
  let deploymentId: string | undefined;
  let entries: readonly RegisterEntry[] = [];
  let turn: Promise<unknown> = Promise.resolve();
  const stored = async (organisationId: string): Promise<OrganisationKeys> =>
    changed.get(organisationId) ?? (base ? { revision: await base.revision(organisationId), keys: await base.keys(organisationId) } : { revision: 0, keys: [] });
  const alone = <T>(run: () => Promise<T>): Promise<T> => {
    const result = turn.then(run);
    turn = result.catch(() => undefined);
    return result;
  };
  const self: Custody = {
    deployment: async () => deploymentId ?? base?.deployment(),
    establish: async (id) => (deploymentId = (await self.deployment()) ?? id),
    organisations: async () => [...new Set([...(await base?.organisations() ?? []), ...changed.keys()])].toSorted(),
    keys: async (organisationId) => (await stored(organisationId)).keys,
    revision: async (organisationId) => (await stored(organisationId)).revision,
    exclusively: (organisationId, run) => alone(async () => {
      let current = await stored(organisationId);
      return run({
        get keys() {
          return current.keys;
        },
        put: (...keys) => {
          current = { revision: current.revision + 1, keys: withKeys(current.keys, keys) };
          changed.set(organisationId, current);
          return Promise.resolve();
        },
      });
    }),
    adopt: (organisationId, keys) => alone(async () => {
      const current = await stored(organisationId);
      if (keys.revision <= current.revision) return false;
      refuseDiverged(current, keys);
      changed.set(organisationId, keys);
      return true;
    }),
    register: (entry) => {
      entries = withEntry(entries, entry);
      return Promise.resolve();
    },
    registered: async () => entries.reduce(withEntry, await base?.registered() ?? []),
    checkpoint: async (organisationId) => checkpoints.get(organisationId) ?? base?.checkpoint(organisationId),
    advance: (organisationId, previous, next) => alone(async () => {
      if (!follows(next, previous) || (await self.checkpoint(organisationId))?.note !== previous?.note) return false;
      checkpoints.set(organisationId, next);
      return true;
    }),
    describe: () => living.describe(),
    health: async () => {
      if ((await self.deployment()) === undefined) throw new KeysUnavailableError('This custody is empty.');
    },
    close: () => Promise.resolve(),
  };
  return self;
}
