import type { DataAccess } from '../database/data-access.ts';
import { PLATFORM } from '../database/schema.ts';
import type { Vault } from '../vault/index.ts';
import type { Handlers } from './handler.ts';

/** Whether the process runs, and whether database and keys answer. */
export function healthHandlers({ data, vault }: { readonly data: DataAccess; readonly vault: Vault }): Handlers<'health' | 'ready'> {
  return {
    health: () => Promise.resolve({ status: 'ok' }),
    ready: async () => {
      await data.inPlatform((transaction) => transaction.selectFrom('people').select('id').where('organisation_id', '=', PLATFORM).limit(1).execute());
      await vault.health();
      return { status: 'ok' };
    },
  };
}
