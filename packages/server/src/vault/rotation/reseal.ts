import { setTimeout as delay } from 'node:timers/promises';
import { sql, type RawBuilder, type Transaction } from 'kysely';
import type { DataAccess } from '../../database/data-access.ts';
import { isKeyRetired } from '../../database/errors.ts';
import type { Database } from '../../database/schema.ts';
import { SealedValueError } from '../errors.ts';
import type { OrganisationVault } from '../organisation-vault.ts';
import { rowIdOf, type RowKey, type SealedTable } from '../sealed-table.ts';

export interface ResealOptions {
  readonly data: DataAccess;
  /**
   * Gives the keys, with the new one active; seals under it whatever stands under another one. Asked before each batch: a
   * walk may take longer than keys are given out for.
   */
  readonly keys: () => Promise<OrganisationVault>;
  readonly tables: readonly SealedTable[];
  /** The keys to move away from. */
  readonly keyIds: readonly number[];
  readonly signal?: AbortSignal | undefined;
  /** Called after each batch with how many values were moved since the last call. */
  readonly onProgress?: ((moved: number) => void) | undefined;
  /** Rows in one transaction; 64 unless told, which makes some megabytes of chunks. */
  readonly batchSize?: number;
  /** How long it rests after a batch, as a share of what the batch took: requests get at least that much. 0.5 unless told. */
  readonly rest?: number;
}

export interface ResealResult {
  readonly moved: number;
  /** Values that do not open: they stay where they are, and their key with them. */
  readonly unreadable: number;
}

interface Row {
  readonly seal_version: number;
  readonly sealed: Uint8Array;
}

interface BatchOf {
  readonly organisationId: string;
  readonly keyIds: readonly number[];
  readonly after: RowKey | undefined;
  readonly limit: number;
}

/**
 * Walks through the tables once and seals anew what stands under the old keys, in small transactions. Which rows those are
 * is written in their headers, so whoever stops anywhere has nothing to remember. A row that somebody holds at the moment is
 * passed by; it is met by the next walk. Holds only rows that nobody waits for, and waits for none, so it can be part of no deadlock.
 *
 * @throws {AbortError} when `signal` aborts, between two batches.
 */
export async function reseal(options: ResealOptions): Promise<ResealResult> {
  const total = { moved: 0, unreadable: 0 };
  if (options.keyIds.length === 0) return total;
  for (const table of options.tables) {
    let after: RowKey | undefined;
    do {
      options.signal?.throwIfAborted();
      const started = performance.now();
      const batch = await resealBatch(options, table, after).catch((error: unknown) => {
        // Another rotation has overtaken this one and retired the key that seals here; the next walk has newer keys.
        if (isKeyRetired(error)) return undefined;
        throw error;
      });
      if (!batch) return total;
      total.moved += batch.moved;
      total.unreadable += batch.unreadable;
      if (batch.moved > 0) options.onProgress?.(batch.moved);
      after = batch.last;
      if (after) await delay((performance.now() - started) * (options.rest ?? 0.5));
    } while (after);
  }
  return total;
}

async function resealBatch(options: ResealOptions, table: SealedTable, after: RowKey | undefined): Promise<ResealResult & { readonly last: RowKey | undefined }> {
  const { data, batchSize = 64 } = options;
  const vault = await options.keys();
  return data.inOrganisation(vault.organisationId, async (transaction) => {
    const rows = await lockBatch(transaction, { organisationId: vault.organisationId, keyIds: options.keyIds, after, limit: batchSize }, table);
    const moved: (RowKey & Row)[] = [];
    for (const row of rows) {
      const resealed = resealRow(vault, table, row);
      if (resealed) moved.push(resealed);
    }
    await writeBatch(transaction, vault.organisationId, table, moved);
    return { moved: moved.length, unreadable: rows.length - moved.length, last: rows.length < batchSize ? undefined : rows.at(-1) };
  });
}

/** The same content under the active key, as one seal version later. @returns undefined where it does not open. */
function resealRow(vault: OrganisationVault, table: SealedTable, row: RowKey & Row): (RowKey & Row) | undefined {
  const place = { table: table.table, column: 'sealed', rowId: rowIdOf(table, row), codecVersion: table.codecVersion };
  let content: Uint8Array;
  try {
    content = vault.open({ ...place, sealVersion: row.seal_version }, row.sealed);
  } catch (error) {
    if (error instanceof SealedValueError) return undefined;
    throw error;
  }
  const sealVersion = row.seal_version + 1;
  const sealed = vault.seal({ ...place, sealVersion }, content);
  content.fill(0);
  return { ...row, seal_version: sealVersion, sealed };
}

async function lockBatch(
  transaction: Transaction<Database>, { organisationId, keyIds, after, limit }: BatchOf, table: SealedTable,
): Promise<readonly (RowKey & Row)[]> {
  const key = keyColumns(table);
  const beyond = after ? sql`and (${key}) > (${sql.join(table.key.map((column) => sql`${after[column]}`))})` : sql``;
  const { rows } = await sql<RowKey & Row>`
    select ${key}, seal_version, sealed from ${sql.table(table.table)}
    where organisation_id = ${organisationId} and key_id in (${sql.join(keyIds)}) ${beyond}
    order by ${key} limit ${limit} for update skip locked`.execute(transaction);
  return rows;
}

async function writeBatch(transaction: Transaction<Database>, organisationId: string, table: SealedTable, rows: readonly (RowKey & Row)[]): Promise<void> {
  if (rows.length === 0) return;
  const values = rows.map((row) => sql`(${sql.join(table.key.map((column) => typed(row[column])))}, ${row.seal_version}::integer, ${row.sealed}::bytea)`);
  const names = [...table.key, 'seal_version', 'sealed'].map((name) => sql.id(`new_${name}`));
  const same = table.key.map((column) => sql`stored.${sql.id(column)} = ${sql.id(`new_${column}`)}`);
  await sql`
    update ${sql.table(table.table)} as stored set seal_version = new_seal_version, sealed = new_sealed
    from (values ${sql.join(values)}) as resealed (${sql.join(names)})
    where stored.organisation_id = ${organisationId} and ${sql.join(same, sql` and `)}`.execute(transaction);
}

function keyColumns(table: SealedTable): RawBuilder<unknown> {
  return sql.join(table.key.map((column) => sql.ref(column)));
}

/** A list of values has no columns to take its types from. */
function typed(value: unknown): RawBuilder<unknown> {
  if (value instanceof Uint8Array) return sql`${value}::bytea`;
  return typeof value === 'string' && uuid.test(value) ? sql`${value}::uuid` : sql`${value}::text`;
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
