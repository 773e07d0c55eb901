import { z } from 'zod';
import type { LedgerFinding } from '../../ledger/types.ts';
import { CommandError } from '../command.ts';
import { defineAction } from '../control/action.ts';

export interface VerifiedLedgers {
  /** How many were looked at. */
  readonly organisations: number;
  readonly findings: readonly ({ readonly organisationId: string } & LedgerFinding)[];
}

export const ledgerVerify = defineAction({
  name: 'ledger verify',
  input: z.object({ organisationId: z.uuid().nullable() }),
  run: async ({ access, ledger }, { organisationId: only }, run): Promise<VerifiedLedgers> => {
    const all = await access.organisations.all();
    if (only !== null && !all.includes(only)) throw new CommandError('There is no such organisation.');
    const chosen = only === null ? all : [only];
    const findings: VerifiedLedgers['findings'][number][] = [];
    for (const [done, organisationId] of chosen.entries()) {
      run.signal.throwIfAborted();
      run.progress({ phase: 'Recomputing ledgers', done, total: chosen.length });
      for (const finding of await ledger.verify(organisationId)) findings.push({ organisationId, ...finding });
    }
    return { organisations: chosen.length, findings };
  },
});
