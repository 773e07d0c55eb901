import type { AuditAction } from '@cashflowsmart/sdk/contract';
import type { Insertable, Selectable, Transaction } from 'kysely';
import type { AuditEntryTable, Database } from '../database/schema.ts';
import type { OrganisationVault } from '../vault/index.ts';
import { sealDetails } from './audit-details.ts';
import { type AuditDetails, type AuditEntry, type AuditOutcome, entryLeafHash, writeEntry } from './audit-entry.ts';

/** An entry that is to be written, with what is said about it. */
export interface NewEntry extends Omit<AuditEntry, 'detailsHash'> {
  readonly details: AuditDetails;
}

type EntryRow = Selectable<AuditEntryTable>;

/** Writes entries with their sealed details, in one statement. They have no place in the order yet. */
export async function insertEntries(transaction: Transaction<Database>, vault: OrganisationVault, entries: readonly NewEntry[]): Promise<void> {
  const rows = entries.map((entry) => toRows(vault, entry));
  await transaction
    .with('written', (query) => query.insertInto('audit_entries').values(rows.map(({ entry }) => entry)))
    .insertInto('audit_details').values(rows.map(({ details }) => details)).execute();
}

/** Writes an entry of which nothing more is said, so that no key is needed. */
export async function insertBareEntry(transaction: Transaction<Database>, organisationId: string, entry: Omit<AuditEntry, 'detailsHash'>): Promise<void> {
  await transaction.insertInto('audit_entries').values(toEntryRow(organisationId, { ...entry, detailsHash: null })).execute();
}

function toRows(vault: OrganisationVault, { details, ...said }: NewEntry): { entry: Insertable<AuditEntryTable>; details: Insertable<Database['audit_details']> } {
  const { hash, sealed } = sealDetails(vault, said.id, details);
  return {
    entry: toEntryRow(vault.organisationId, { ...said, detailsHash: hash }),
    details: { organisation_id: vault.organisationId, id: said.id, seal_version: 1, sealed },
  };
}

function toEntryRow(organisationId: string, entry: AuditEntry): Insertable<AuditEntryTable> {
  const { id, at, actor, action, object, outcome, requestId, detailsHash } = entry;
  return {
    organisation_id: organisationId, id, at, action, outcome, request_id: requestId,
    actor_kind: actor.kind, actor_id: actor.id, credential_id: actor.credentialId,
    object_kind: object?.kind ?? null, object_id: object?.id ?? null,
    details_hash: detailsHash, leaf_hash: entryLeafHash(writeEntry(organisationId, entry)),
  };
}

/** An entry as it is stored. What an action or an object was called by an older version stays as it was. */
export function entryOf(row: Omit<EntryRow, 'organisation_id' | 'leaf_hash' | 'epoch' | 'position'>): AuditEntry {
  return {
    id: row.id, at: row.at, action: row.action as AuditAction, outcome: row.outcome as AuditOutcome, requestId: row.request_id,
    actor: { kind: row.actor_kind, id: row.actor_id, credentialId: row.credential_id },
    object: row.object_kind !== null && row.object_id !== null ? { kind: row.object_kind, id: row.object_id } as AuditEntry['object'] : null,
    detailsHash: row.details_hash,
  };
}
