import type { DataAccess } from '../database/data-access.ts';

/** An upload that has not ended by then was given up; whoever goes on with it starts anew. */
const ABANDONED_AFTER_DAYS = 7;
const DAY = 86_400_000;

/** Ids of the imports whose file never arrived as a whole. */
export async function abandonedImports(data: DataAccess, organisationId: string, now: Date): Promise<readonly string[]> {
  const rows = await data.inOrganisation(organisationId, (transaction) =>
    transaction.selectFrom('imports').select('id')
      .where('organisation_id', '=', organisationId).where('state', '=', 'receiving')
      .where('created_at', '<', new Date(now.getTime() - ABANDONED_AFTER_DAYS * DAY))
      .execute());
  return rows.map(({ id }) => id);
}

/** Removes such an import with what had arrived, unless the rest arrives just now. */
export async function removeAbandonedImport(data: DataAccess, organisationId: string, importId: string): Promise<void> {
  await data.inOrganisation(organisationId, (transaction) =>
    transaction.deleteFrom('imports')
      .where('organisation_id', '=', organisationId).where('id', '=', importId).where('state', '=', 'receiving')
      .execute());
}
