import type { Transaction as Row } from '@cashflowsmart/sdk/contract';
import type { Transaction } from 'kysely';
import type { Database } from '../database/schema.ts';
import type { LedgerChange } from '../ledger/types.ts';
import { openBody, sealBody, type OrganisationVault, type SealedRow, type SealedTable } from '../vault/index.ts';

/** What stands sealed in a row of `pending_changes`. */
export interface ChangeBody {
  readonly change: LedgerChange;
  /** The row when the change was asked for, and as it would have been then. */
  readonly before: Row | null;
  readonly after: Row | null;
  readonly decidedBy: string | null;
  /** RFC 3339. */
  readonly decidedAt: string | null;
  readonly reason: string | null;
}

/** A change as it is stored, its body open. */
export interface StoredChange {
  readonly id: string;
  readonly accountId: string;
  readonly personId: string;
  readonly state: 'awaiting' | 'returned';
  readonly createdAt: Date;
  readonly revision: number;
  readonly sealVersion: number;
  readonly body: ChangeBody;
}

const CODEC_VERSION = 1;
export const changeBodies: SealedTable = { table: 'pending_changes', key: ['id'], codecVersion: CODEC_VERSION };

const columns = ['id', 'account_id', 'person_id', 'state', 'created_at', 'revision', 'seal_version', 'sealed'] as const;

function placeOf(rowId: string, sealVersion: number): SealedRow {
  return { table: 'pending_changes', rowId, sealVersion, codecVersion: CODEC_VERSION };
}

/** Changes oldest first: of one person, or of everybody. */
export async function listChanges(trx: Transaction<Database>, vault: OrganisationVault, personId: string | undefined): Promise<readonly StoredChange[]> {
  let query = trx.selectFrom('pending_changes').select(columns).where('organisation_id', '=', vault.organisationId);
  if (personId !== undefined) query = query.where('person_id', '=', personId);
  const rows = await query.orderBy('created_at').orderBy('id').execute();
  return rows.map((row) => toStored(vault, row));
}

/** The change with this id, locked until the transaction ends. */
export async function findChange(trx: Transaction<Database>, vault: OrganisationVault, id: string): Promise<StoredChange | undefined> {
  const row = await trx.selectFrom('pending_changes').select(columns)
    .where('organisation_id', '=', vault.organisationId).where('id', '=', id).forUpdate().executeTakeFirst();
  return row && toStored(vault, row);
}

export async function insertChange(trx: Transaction<Database>, vault: OrganisationVault, stored: StoredChange): Promise<void> {
  await trx.insertInto('pending_changes').values({
    organisation_id: vault.organisationId, id: stored.id, account_id: stored.accountId, person_id: stored.personId, state: stored.state,
    created_at: stored.createdAt, revision: stored.revision, seal_version: stored.sealVersion, sealed: sealBody(vault, placeOf(stored.id, stored.sealVersion), stored.body),
  }).execute();
}

/** Notes that a locked change was sent back. */
export async function markReturned(trx: Transaction<Database>, vault: OrganisationVault, locked: StoredChange, body: Partial<ChangeBody>): Promise<StoredChange> {
  const changed: StoredChange = {
    ...locked, state: 'returned', revision: locked.revision + 1, sealVersion: locked.sealVersion + 1, body: { ...locked.body, ...body },
  };
  await trx.updateTable('pending_changes')
    .set({ state: changed.state, revision: changed.revision, seal_version: changed.sealVersion, sealed: sealBody(vault, placeOf(changed.id, changed.sealVersion), changed.body) })
    .where('organisation_id', '=', vault.organisationId).where('id', '=', locked.id).execute();
  return changed;
}

export async function deleteChange(trx: Transaction<Database>, vault: OrganisationVault, id: string): Promise<void> {
  await trx.deleteFrom('pending_changes').where('organisation_id', '=', vault.organisationId).where('id', '=', id).execute();
}

type StoredRow = Pick<Database['pending_changes'], 'state' | 'revision' | 'seal_version' | 'sealed'> & {
  readonly id: string;
  readonly account_id: string;
  readonly person_id: string;
  readonly created_at: Date;
};

function toStored(vault: OrganisationVault, row: StoredRow): StoredChange {
  return {
    id: row.id, accountId: row.account_id, personId: row.person_id, state: row.state, createdAt: row.created_at, revision: row.revision, sealVersion: row.seal_version,
    // Only this module can have sealed what opens at this place.
    body: openBody(vault, placeOf(row.id, row.seal_version), row.sealed) as ChangeBody,
  };
}
