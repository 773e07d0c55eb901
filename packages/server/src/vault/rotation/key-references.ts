import { sql } from 'kysely';
import type { DataAccess } from '../../database/data-access.ts';
import { PLATFORM } from '../../database/schema.ts';
import type { SealedTable } from '../sealed-table.ts';

/** A column that is found by a blind index, as the feature that owns it describes it. */
export interface IndexedColumn {
  readonly table: 'people' | 'factors' | 'identities';
  /** Generated from the front of the index. */
  readonly keyColumn: 'login_key_id' | 'lookup_key_id' | 'subject_key_id';
  /** Puts up to `limit` values from these index keys under the one that is written now, in the order of their ids from beyond `after`. */
  reindex(keyIds: readonly number[], batch: ReindexBatch): Promise<ReindexedBatch>;
}

export interface ReindexBatch {
  readonly after: string | undefined;
  readonly limit: number;
}

/** What one batch came to. */
export interface ReindexedBatch {
  readonly moved: number;
  /** Values whose row does not open: their index cannot be made anew. */
  readonly unreadable: number;
  /** Where the next batch goes on; undefined after the last one. */
  readonly last: string | undefined;
}

/** How many values of one table stand under one version. */
export interface KeyReference {
  readonly table: string;
  readonly keyId: number;
  readonly count: number;
}

/** Counts what stands under each version of an organisation's keys; an index answers it without opening a row. */
export async function countReferences(
  data: DataAccess,
  organisationId: string,
  tables: readonly SealedTable[],
  indexes: readonly IndexedColumn[],
): Promise<readonly KeyReference[]> {
  const columns = [
    ...tables.map(({ table }) => ({ table, column: 'key_id' })),
    ...(organisationId === PLATFORM ? indexes.map(({ table, keyColumn }) => ({ table, column: keyColumn })) : []),
  ];
  return data.inOrganisation(organisationId, async (transaction) => {
    const references: KeyReference[] = [];
    for (const { table, column } of columns) {
      const { rows } = await sql<{ key_id: string; count: string }>`
        select ${sql.ref(column)} as key_id, count(*) as count from ${sql.table(table)}
        where organisation_id = ${organisationId} and ${sql.ref(column)} is not null group by ${sql.ref(column)}`.execute(transaction);
      references.push(...rows.map(({ key_id, count }) => ({ table, keyId: Number(key_id), count: Number(count) })));
    }
    return references;
  });
}

export function sumByKey(references: readonly KeyReference[]): ReadonlyMap<number, number> {
  const sums = new Map<number, number>();
  for (const { keyId, count } of references) sums.set(keyId, (sums.get(keyId) ?? 0) + count);
  return sums;
}
