import type { AuditDetailValue, AuditEntry as ListedEntry } from '@cashflowsmart/sdk/contract';
import type { DataAccess } from '../database/data-access.ts';
import type { Handlers } from '../http/handler.ts';
import { KeyDestroyedError, type OrganisationVault, type Vault } from '../vault/index.ts';
import { type AuditFilter, type AuditPosition, openAuditCursor, sealAuditCursor } from './audit-cursor.ts';
import { openDetails } from './audit-details.ts';
import { entryOf } from './audit-rows.ts';

export interface AuditHandlersOptions {
  readonly data: DataAccess;
  readonly vault: Pick<Vault, 'organisation'>;
  /** What people are called, by their ids. */
  readonly namesOf: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}

/** What an administrator sees of the log of the organisation. */
export function auditHandlers({ data, vault, namesOf }: AuditHandlersOptions): Handlers<'listAudit'> {
  return {
    listAudit: async ({ caller: { organisationId }, query: { cursor, limit, ...filter } }) => {
      const keys = await vault.organisation(organisationId);
      const before = cursor === undefined ? undefined : openAuditCursor(keys, filter, cursor);
      const found = await readEntries(data, organisationId, { filter, before, limit: limit + 1 });
      const rows = found.slice(0, limit);
      const names = await namesOf(rows.flatMap(({ actor_kind, actor_id }) => (actor_kind === 'person' && actor_id !== null ? [actor_id] : [])));
      const last = rows.at(-1);
      return {
        items: rows.map((row) => viewEntry(keys, row, names)),
        nextCursor: found.length > rows.length && last ? sealAuditCursor(keys, filter, last) : null,
      };
    },
  };
}

interface Reading {
  readonly filter: AuditFilter;
  readonly before: AuditPosition | undefined;
  readonly limit: number;
}

type FoundRow = Awaited<ReturnType<typeof readEntries>>[number];

/** The newest first. */
function readEntries(data: DataAccess, organisationId: string, { filter: { from, to, actorId, action }, before, limit }: Reading) {
  return data.inOrganisation(organisationId, (transaction) =>
    transaction.selectFrom('audit_entries').leftJoin('audit_details', (join) => join
      .onRef('audit_details.organisation_id', '=', 'audit_entries.organisation_id').onRef('audit_details.id', '=', 'audit_entries.id'))
      .selectAll('audit_entries').select(['audit_details.seal_version', 'audit_details.sealed'])
      .where('audit_entries.organisation_id', '=', organisationId)
      .$if(from !== undefined, (all) => all.where('at', '>=', instant(from ?? '')))
      .$if(to !== undefined, (all) => all.where('at', '<', instant(to ?? '')))
      .$if(actorId !== undefined, (all) => all.where('actor_id', '=', actorId ?? ''))
      .$if(action !== undefined, (all) => all.where('action', '=', action ?? ''))
      .$if(before !== undefined, (all) => all.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('at', 'audit_entries.id'), '<', tuple(before?.at ?? new Date(), before?.id ?? ''))))
      .orderBy('at', 'desc').orderBy('audit_entries.id', 'desc').limit(limit).execute());
}

/** Nothing is older than 1970; years before are written in more than one way. */
function instant(text: string): Date {
  return new Date(Math.max(0, Date.parse(text)));
}

function viewEntry(keys: OrganisationVault, row: FoundRow, names: ReadonlyMap<string, string>): ListedEntry {
  const { id, at, actor, action, object, outcome, requestId } = entryOf(row);
  const name = actor.kind === 'person' ? names.get(actor.id ?? '') : undefined;
  return { id, at: at.toISOString(), actor: { ...actor, name: name ?? null }, action, object, outcome, requestId, details: detailsOf(keys, row) };
}

/** @returns null where they were erased, row or key. */
function detailsOf(keys: OrganisationVault, { id, seal_version, sealed }: FoundRow): ListedEntry['details'] {
  if (seal_version === null || sealed === null) return null;
  try {
    return JSON.parse(openDetails(keys, { id, seal_version, sealed }).details) as Record<string, Exclude<AuditDetailValue, readonly string[]> | string[]>;
  } catch (error) {
    if (error instanceof KeyDestroyedError) return null;
    throw error;
  }
}
