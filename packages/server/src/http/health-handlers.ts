import type { DataAccess } from '../database/data-access.ts';
import { PLATFORM } from '../database/schema.ts';
import type { Vault } from '../vault/index.ts';
import type { Handlers } from './handler.ts';
import type { Lifecycle } from './lifecycle.ts';
import { ProblemError } from './problem-error.ts';
import { sharedProbe } from './shared-probe.ts';

/** Seconds after which another server has taken over. */
const STOPPING = 5;
/** Milliseconds for which readiness holds: everybody may ask, and each question is a call of the key provider and a write in custody. */
const READY_HOLDS = 2_000;

/** Whether the process runs, and whether database and keys answer. */
export function healthHandlers({ data, vault, lifecycle }: { readonly data: DataAccess; readonly vault: Vault; readonly lifecycle: Lifecycle }): Handlers<'health' | 'ready'> {
  const ready = sharedProbe(READY_HOLDS, async () => {
    await data.inPlatform((transaction) => transaction.selectFrom('people').select('id').where('organisation_id', '=', PLATFORM).limit(1).execute());
    await vault.health();
  });
  return {
    health: () => Promise.resolve({ status: 'ok' }),
    ready: async () => {
      if (lifecycle.stopping) throw new ProblemError('unavailable', { retryAfter: STOPPING });
      await ready();
      return { status: 'ok' };
    },
  };
}
