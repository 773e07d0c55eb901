import type { DataAccess } from '../database/data-access.ts';
import { PLATFORM } from '../database/schema.ts';
import type { Vault } from '../vault/index.ts';
import type { Handlers } from './handler.ts';
import type { Lifecycle } from './lifecycle.ts';
import { ProblemError } from './problem-error.ts';

/** Seconds after which another server has taken over. */
const STOPPING = 5;

/** Whether the process runs, and whether database and keys answer. */
export function healthHandlers({ data, vault, lifecycle }: { readonly data: DataAccess; readonly vault: Vault; readonly lifecycle: Lifecycle }): Handlers<'health' | 'ready'> {
  return {
    health: () => Promise.resolve({ status: 'ok' }),
    ready: async () => {
      if (lifecycle.stopping) throw new ProblemError('unavailable', { retryAfter: STOPPING });
      await data.inPlatform((transaction) => transaction.selectFrom('people').select('id').where('organisation_id', '=', PLATFORM).limit(1).execute());
      await vault.health();
      return { status: 'ok' };
    },
  };
}
