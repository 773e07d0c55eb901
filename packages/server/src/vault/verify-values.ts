import { sql } from 'kysely';
import type { DataAccess } from '../database/data-access.ts';
import { KeyDestroyedError, SealedValueError } from './errors.ts';
import type { OrganisationVault } from './organisation-vault.ts';
import { unpad } from './padding.ts';
import { rowIdOf, type RowKey, type SealedTable } from './sealed-table.ts';

/** What opening every value of a table came to. */
export interface VerifiedValues {
  readonly table: string;
  readonly opened: number;
  /** Values whose key was destroyed: lost by design. */
  readonly destroyed: number;
  /** Row ids of values that do not open and should: damaged, moved, or changed. */
  readonly unreadable: readonly string[];
}

export interface VerifyValuesOptions {
  readonly data: DataAccess;
  /** Gives the keys. Asked again and again: it may take longer than keys are given out for. */
  readonly keys: () => Promise<OrganisationVault>;
  readonly table: SealedTable;
  readonly signal?: AbortSignal | undefined;
  /** Called with how many values were tried since the last call. */
  readonly onProgress?: ((tried: number) => void) | undefined;
}

/** Rows in one transaction. */
const BATCH = 256;

/** Opens every body of one table of an organisation, in the order of its key, and says which do not open. */
export async function verifyValues({ data, keys, table, signal, onProgress }: VerifyValuesOptions): Promise<VerifiedValues> {
  const result = { opened: 0, destroyed: 0, unreadable: [] as string[] };
  const key = sql.join(table.key.map((column) => sql.ref(column)));
  let after: RowKey | undefined;
  do {
    signal?.throwIfAborted();
    const vault = await keys();
    const beyond: RowKey | undefined = after;
    const { rows } = await data.inOrganisation(vault.organisationId, (transaction) => sql<RowKey & { seal_version: number; sealed: Uint8Array }>`
      select ${key}, seal_version, sealed from ${sql.table(table.table)}
      where organisation_id = ${vault.organisationId} ${beyond ? sql`and (${key}) > (${sql.join(table.key.map((column) => sql`${beyond[column]}`))})` : sql``}
      order by ${key} limit ${BATCH}`.execute(transaction));
    for (const row of rows) {
      const rowId = rowIdOf(table, row);
      try {
        unpad(vault.open({ table: table.table, column: 'sealed', rowId, sealVersion: row.seal_version, codecVersion: table.codecVersion }, row.sealed));
        result.opened += 1;
      } catch (error) {
        if (error instanceof KeyDestroyedError) result.destroyed += 1;
        else if (error instanceof SealedValueError) result.unreadable.push(rowId);
        else throw error;
      }
    }
    if (rows.length > 0) onProgress?.(rows.length);
    after = rows.length < BATCH ? undefined : rows.at(-1);
  } while (after);
  return { table: table.table, ...result };
}
