import { openDetails } from '../audit-details.ts';
import { type AuditEntry } from '../audit-entry.ts';
import { entryOf } from '../audit-rows.ts';
import type { TestDatabase } from '../../testing/test-database.ts';
import type { Vault } from '../../vault/index.ts';

/** An entry as it is stored, with what its details say. */
export interface FoundEntry extends AuditEntry {
  readonly organisationId: string;
  readonly details: unknown;
}

/** All entries of the given logs, in the order of time. */
export async function entriesOf({ data }: Pick<TestDatabase, 'data'>, vault: Vault, organisationIds: readonly string[]): Promise<readonly FoundEntry[]> {
  const found: FoundEntry[] = [];
  for (const organisationId of organisationIds) {
    const keys = await vault.organisation(organisationId);
    const rows = await data.inOrganisation(organisationId, (transaction) =>
      transaction.selectFrom('audit_entries').leftJoin('audit_details', (join) => join
        .onRef('audit_details.organisation_id', '=', 'audit_entries.organisation_id').onRef('audit_details.id', '=', 'audit_entries.id'))
        .selectAll('audit_entries').select(['audit_details.seal_version', 'audit_details.sealed'])
        .where('audit_entries.organisation_id', '=', organisationId).orderBy('at').execute());
    for (const row of rows) {
      const { seal_version, sealed } = row;
      const details: unknown = seal_version === null || sealed === null ? null : JSON.parse(openDetails(keys, { id: row.id, seal_version, sealed }).details);
      found.push({ ...entryOf(row), organisationId, details });
    }
  }
  return found;
}
