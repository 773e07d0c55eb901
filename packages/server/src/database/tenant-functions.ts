import { type RawBuilder, sql } from 'kysely';
import type { Database, SessionFactor, SessionKind } from './schema.ts';

/**
 * The functions of the database for what does not stand in one organisation alone, for `DataAccess.call`. Each is made by a migration, with a fixed
 * `search_path` and without EXECUTE for the public. All else sees the rows of one organisation.
 */

/** A session with what its person is in the organisation that was asked for; `role` and `state` are null where that is nothing. */
export interface AuthenticatedRow {
  readonly person_id: string;
  readonly kind: SessionKind;
  readonly bound_organisation_id: string | null;
  readonly role_cap: Database['members']['role'] | null;
  readonly components: readonly string[] | null;
  readonly origin: string | null;
  readonly secret_hash: Uint8Array;
  readonly previous_secret_hash: Uint8Array | null;
  readonly previous_until: Date | null;
  readonly created_at: Date;
  readonly last_seen_at: Date;
  readonly expires_at: Date;
  readonly authenticated_at: Date;
  readonly factors: readonly SessionFactor[];
  readonly role: Database['members']['role'] | null;
  readonly state: Database['members']['state'] | null;
}

/** The session with that id, if there is one. Whether its secret is right, and whether it has ended, is for the caller to tell. */
export function authenticate(sessionId: string, organisationId: string | null): RawBuilder<AuthenticatedRow> {
  return sql`select * from cash_flow_authenticate(${sessionId}::uuid, ${organisationId}::uuid)`;
}

export interface MembershipRow {
  readonly organisation_id: string;
  readonly role: Database['members']['role'];
  readonly state: Database['members']['state'];
}

/** What a person is in all organisations. */
export function membershipsOf(personId: string): RawBuilder<MembershipRow> {
  return sql`select * from cash_flow_memberships(${personId}::uuid)`;
}

/** Ids of the organisations, and the platform's, whose audit logs have entries without a place. */
export function logsToOrder(): RawBuilder<{ readonly organisation_id: string }> {
  return sql`select * from cash_flow_logs_to_order()`;
}

/** Ids of all organisations, in their order. */
export function allOrganisations(): RawBuilder<{ readonly organisation_id: string }> {
  return sql`select * from cash_flow_organisations()`;
}
