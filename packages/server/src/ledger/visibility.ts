import type { ChunkEntry } from './months.ts';
import type { LedgerTransaction, Visibility } from './types.ts';

/** Tells which chunks a reader may see: all, or those of own imports and own entries by hand. */
export async function visibleChunks(trx: LedgerTransaction, organisationId: string, { personId, reach }: Visibility): Promise<(entry: ChunkEntry) => boolean> {
  if (reach === 'all') return () => true;
  const imports = await trx.selectFrom('imports').select('id')
    .where('organisation_id', '=', organisationId).where('person_id', '=', personId).where('state', 'in', ['committed', 'awaiting-undo']).execute();
  const own = new Set(imports.map(({ id }) => id));
  return ({ owner }) => (owner.importId === null ? owner.personId === personId : own.has(owner.importId));
}
