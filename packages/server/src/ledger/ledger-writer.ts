import { sql } from 'kysely';
import { Events } from '../events/notice.ts';
import type { LedgerTransaction } from './types.ts';

/** A sealed body on its way into its row. */
export interface SealedChange {
  readonly id: string;
  readonly sealVersion: number;
  readonly sealed: Uint8Array;
}

/** Everything that one change writes into one account's ledger, sealed. */
export interface LedgerWrite {
  readonly accountId: string;
  /** The `ledger_version` on which it was prepared. */
  readonly baseVersion: number;
  readonly account: SealedChange;
  readonly chunks: readonly (SealedChange & { readonly importId: string | null })[];
  readonly removedChunks: readonly string[];
  readonly months: readonly SealedChange[];
  readonly removedMonths: readonly string[];
  readonly attestations: readonly SealedChange[];
  readonly removedAttestations: readonly string[];
  readonly forwards: readonly SealedChange[];
}

/** Rows of one statement: chunks of 2,000 rows make some megabytes. */
const BATCH = 64;

/** A row that is there already gets the new body. */
const newBody = { seal_version: sql<number>`excluded.seal_version`, sealed: sql<Uint8Array>`excluded.sealed` };

/**
 * Locks the account against every other writer of its ledger, before anything else of the transaction.
 * @returns its `ledger_version`, or undefined where the account is gone.
 */
export async function lockAccount(trx: LedgerTransaction, organisationId: string, accountId: string): Promise<number | undefined> {
  const row = await trx.selectFrom('accounts').select('ledger_version')
    .where('organisation_id', '=', organisationId).where('id', '=', accountId)
    .forUpdate().executeTakeFirst();
  return row?.ledger_version;
}

/** Writes a change into a locked account whose version is still the one on which it was prepared. */
export async function applyWrite(trx: LedgerTransaction, organisationId: string, write: LedgerWrite): Promise<void> {
  const { accountId } = write;
  await Events.publish(trx, organisationId, { kind: 'ledger' });
  await trx.updateTable('accounts')
    .set({ ledger_version: write.baseVersion + 1, seal_version: write.account.sealVersion, sealed: write.account.sealed })
    .where('organisation_id', '=', organisationId).where('id', '=', accountId)
    .executeTakeFirstOrThrow();

  await remove(trx, organisationId, 'ledger_chunks', write.removedChunks);
  await remove(trx, organisationId, 'ledger_months', write.removedMonths);
  for (const batch of batchesOf(write.chunks)) {
    await trx.insertInto('ledger_chunks')
      .values(batch.map(({ id, importId, sealVersion, sealed }) => ({ organisation_id: organisationId, account_id: accountId, id, import_id: importId, seal_version: sealVersion, sealed })))
      .onConflict((conflict) => conflict.columns(['organisation_id', 'id']).doUpdateSet(newBody))
      .execute();
  }
  for (const batch of batchesOf(write.months)) {
    await trx.insertInto('ledger_months')
      .values(batch.map(({ id, sealVersion, sealed }) => ({ organisation_id: organisationId, account_id: accountId, id, seal_version: sealVersion, sealed })))
      .onConflict((conflict) => conflict.columns(['organisation_id', 'id']).doUpdateSet(newBody))
      .execute();
  }
  for (const importId of write.removedAttestations) {
    await trx.deleteFrom('ledger_attestations').where('organisation_id', '=', organisationId).where('import_id', '=', importId).execute();
  }
  for (const batch of batchesOf(write.attestations)) {
    await trx.insertInto('ledger_attestations')
      .values(batch.map(({ id, sealVersion, sealed }) => ({ organisation_id: organisationId, account_id: accountId, import_id: id, seal_version: sealVersion, sealed })))
      .onConflict((conflict) => conflict.columns(['organisation_id', 'import_id']).doUpdateSet(newBody))
      .execute();
  }
  for (const batch of batchesOf(write.forwards)) {
    await trx.insertInto('ledger_forwards')
      .values(batch.map(({ id, sealVersion, sealed }) => ({ organisation_id: organisationId, account_id: accountId, chunk_id: id, seal_version: sealVersion, sealed })))
      .execute();
  }
}

async function remove(trx: LedgerTransaction, organisationId: string, table: 'ledger_chunks' | 'ledger_months', ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await trx.deleteFrom(table).where('organisation_id', '=', organisationId).where('id', 'in', ids).execute();
}

function* batchesOf<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let start = 0; start < rows.length; start += BATCH) yield rows.slice(start, start + BATCH);
}
