import type { BulkTransaction } from '../database/bulk.ts';
import type { RegisterEntry } from '../vault/index.ts';
import { BackupError } from './backup-error.ts';
import { allTables } from './tables.ts';

export interface ErasedRows {
  readonly organisationId: string;
  /** What the backup still held of it. */
  readonly rows: number;
}

/**
 * What an erasure leaves: entries of the audit log name nobody, nothing can be guessed from them, and a log with holes proves nothing.
 * What is said beside them, in `audit_details`, goes with all else.
 */
const KEPT: ReadonlySet<string> = new Set(['audit_entries', 'audit_logs', 'audit_checkpoints']);

/**
 * Erases again what the register says was erased, in the transaction that brought it back. An id is never given twice, so what
 * was erased once must never be there.
 *
 * @throws {BackupError} when a person is among it: this version can erase organisations as a whole only.
 */
export async function carryOutErasures(transaction: BulkTransaction, entries: readonly RegisterEntry[]): Promise<readonly ErasedRows[]> {
  const erasures = entries.filter((entry) => entry.kind === 'erasure');
  await refusePersons(transaction, erasures.flatMap(({ personId }) => personId ?? []));
  const organisations = [...new Set(erasures.filter(({ personId }) => personId === null).map(({ organisationId }) => organisationId))];
  if (organisations.length === 0) return [];
  const tables = (await allTables(transaction)).filter(({ table, columns }) => columns.includes('organisation_id') && !KEPT.has(table)).toReversed();
  const erased: ErasedRows[] = [];
  for (const organisationId of organisations) {
    let rows = 0;
    for (const { table } of tables) {
      const [row] = await transaction.query<{ rows: string }>(`WITH gone AS (DELETE FROM "${table}" WHERE organisation_id = $1 RETURNING 1) SELECT count(*)::text AS rows FROM gone`, [organisationId]);
      rows += Number(row?.rows ?? 0);
    }
    if (rows > 0) erased.push({ organisationId, rows });
  }
  return erased;
}

async function refusePersons(transaction: BulkTransaction, personIds: readonly string[]): Promise<void> {
  if (personIds.length === 0) return;
  const [found] = await transaction.query<{ persons: string }>('SELECT count(*)::text AS persons FROM people WHERE id = ANY($1::uuid[])', [personIds]);
  if (found && found.persons !== '0') {
    throw new BackupError(
      `The backup holds ${found.persons} of the persons who were erased since. This version cannot erase persons again; nothing was restored. Take a backup from after that.`,
    );
  }
}
