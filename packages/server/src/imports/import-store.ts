import type { ImportState } from '@cashflowsmart/sdk/contract';
import type { Transaction } from 'kysely';
import type { Database } from '../database/schema.ts';
import { Events } from '../events/notice.ts';
import type { OrganisationVault } from '../vault/index.ts';
import { openImportBody, sealImportBody, type ImportBody } from './import-body.ts';

/** An import as it is stored, its body open. */
export interface StoredImport {
  readonly id: string;
  readonly accountId: string;
  readonly personId: string;
  readonly state: ImportState;
  readonly receivedBytes: number;
  readonly createdAt: Date;
  /** Raised by every change but the arrival of bytes; a writer that looked at an older one starts again. */
  readonly revision: number;
  readonly sealVersion: number;
  readonly body: ImportBody;
}

const columns = ['id', 'account_id', 'person_id', 'state', 'received_bytes', 'created_at', 'revision', 'seal_version', 'sealed'] as const;

type Row = Pick<Database['imports'], 'state' | 'received_bytes' | 'revision' | 'seal_version' | 'sealed'> & {
  readonly id: string;
  readonly account_id: string;
  readonly person_id: string;
  readonly created_at: Date;
};

export interface FindOptions {
  /** Only an import of this person; `undefined`: of anybody in the organisation. */
  readonly personId: string | undefined;
  /** Keeps others from changing the row until the transaction ends. */
  readonly lock?: boolean;
}

/** The import with this id, or `undefined` where the organisation, or the person, has none. */
export async function findImport(trx: Transaction<Database>, vault: OrganisationVault, id: string, options: FindOptions): Promise<StoredImport | undefined> {
  let query = trx.selectFrom('imports').select(columns).where('organisation_id', '=', vault.organisationId).where('id', '=', id);
  if (options.personId !== undefined) query = query.where('person_id', '=', options.personId);
  if (options.lock) query = query.forUpdate();
  const row = await query.executeTakeFirst();
  return row && toStored(vault, row);
}

export interface ListPosition {
  readonly createdAt: Date;
  readonly id: string;
}

export interface ListFilter {
  readonly accountId: string | undefined;
  readonly personId: string | undefined;
  /** The last import of the page before. */
  readonly after: ListPosition | undefined;
  readonly limit: number;
}

/** Imports newest first; those of one instant by id. Without those whose key was destroyed: nothing of them can be shown. */
export async function listStoredImports(trx: Transaction<Database>, vault: OrganisationVault, filter: ListFilter): Promise<readonly StoredImport[]> {
  let query = trx.selectFrom('imports').select(columns).where('organisation_id', '=', vault.organisationId);
  query = query.where((where) => where.not(where.exists(
    where.selectFrom('key_versions').select('key_versions.key_id')
      .whereRef('key_versions.organisation_id', '=', 'imports.organisation_id').whereRef('key_versions.key_id', '=', 'imports.key_id')
      .where('key_versions.state', '=', 'destroyed'))));
  if (filter.accountId !== undefined) query = query.where('account_id', '=', filter.accountId);
  if (filter.personId !== undefined) query = query.where('person_id', '=', filter.personId);
  const { after } = filter;
  if (after) {
    query = query.where((where) =>
      where.or([where('created_at', '<', after.createdAt), where.and([where('created_at', '=', after.createdAt), where('id', '<', after.id)])]),
    );
  }
  const rows = await query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(filter.limit).execute();
  return rows.map((row) => toStored(vault, row));
}

export async function insertImport(trx: Transaction<Database>, vault: OrganisationVault, stored: StoredImport): Promise<void> {
  const row = { id: stored.id, seal_version: stored.sealVersion };
  await trx
    .insertInto('imports')
    .values({
      ...row,
      organisation_id: vault.organisationId,
      account_id: stored.accountId,
      person_id: stored.personId,
      state: stored.state,
      received_bytes: stored.receivedBytes,
      created_at: stored.createdAt,
      revision: stored.revision,
      sealed: sealImportBody(vault, row, stored.body),
    })
    .execute();
}

/** Notes that bytes arrived; nothing of the body changes. */
export async function setReceivedBytes(trx: Transaction<Database>, vault: OrganisationVault, id: string, receivedBytes: number): Promise<void> {
  await trx
    .updateTable('imports')
    .set({ received_bytes: receivedBytes })
    .where('organisation_id', '=', vault.organisationId)
    .where('id', '=', id)
    .execute();
}

export type ImportChange = Partial<Pick<StoredImport, 'state' | 'receivedBytes'>> & { readonly body: Partial<ImportBody> };

/** Changes a row that the transaction has locked, seals its body anew and raises its revision. */
export async function updateImport(trx: Transaction<Database>, vault: OrganisationVault, locked: StoredImport, change: ImportChange): Promise<StoredImport> {
  const changed: StoredImport = {
    ...locked,
    ...change,
    revision: locked.revision + 1,
    sealVersion: locked.sealVersion + 1,
    body: { ...locked.body, ...change.body },
  };
  const row = { id: locked.id, seal_version: changed.sealVersion };
  await Events.publish(trx, vault.organisationId, { kind: 'imports' });
  await trx
    .updateTable('imports')
    .set({
      state: changed.state,
      received_bytes: changed.receivedBytes,
      revision: changed.revision,
      seal_version: row.seal_version,
      sealed: sealImportBody(vault, row, changed.body),
    })
    .where('organisation_id', '=', vault.organisationId)
    .where('id', '=', locked.id)
    .execute();
  return changed;
}

function toStored(vault: OrganisationVault, row: Row): StoredImport {
  return {
    id: row.id,
    accountId: row.account_id,
    personId: row.person_id,
    state: row.state,
    receivedBytes: row.received_bytes,
    createdAt: row.created_at,
    revision: row.revision,
    sealVersion: row.seal_version,
    body: openImportBody(vault, row),
  };
}
