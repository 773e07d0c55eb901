import type { DataKey } from '@cashflowsmart/sdk/contract';
import type { DataAccess } from '../database/data-access.ts';
import type { Handlers } from '../http/handler.ts';
import type { Jobs } from '../jobs/index.ts';
import type { KeyInventoryEntry, KeyManagement } from '../vault/index.ts';
import { rotateKeys } from './key-jobs.ts';

export interface KeyHandlersOptions {
  readonly data: DataAccess;
  readonly keys: KeyManagement;
  readonly jobs: Pick<Jobs, 'enqueue'>;
}

/** What an administrator may ask of the keys of the organisation. */
export function keyHandlers({ data, keys, jobs }: KeyHandlersOptions): Handlers<'listKeys' | 'rotateKeys'> {
  const list = async (organisationId: string): Promise<{ items: DataKey[]; nextCursor: null }> => ({
    items: (await keys.status(organisationId)).keys.map(viewKey),
    nextCursor: null,
  });
  return {
    listKeys: ({ caller }) => list(caller.organisationId),

    rotateKeys: async ({ caller: { organisationId }, body: { keyId }, audit }) => {
      await keys.rotation.begin(organisationId, keyId);
      // The new key waits for every server to load it: the first run may be too early, and asks for the next one.
      await data.inOrganisation(organisationId, async (transaction) => {
        await jobs.enqueue(transaction, rotateKeys, { organisationId }, { startAfter: new Date(Date.now() + keys.rotation.policy.spread) });
        await audit(transaction, { action: 'key.rotate', object: { kind: 'key', id: String(keyId) } });
      });
      return list(organisationId);
    },
  };
}

function viewKey({ keyId, state, createdAt, values, rotationDue, retiredAt, destroyedAt }: KeyInventoryEntry): DataKey {
  return { keyId, state, createdAt, values, rotationDue, retiredAt, destroyedAt };
}
