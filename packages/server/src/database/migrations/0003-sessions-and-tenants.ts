import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const platform = `'00000000-0000-0000-0000-000000000000'`;

/** Nothing that a caller could put before them is found in place of what they name. */
const fixedPath = 'SET search_path = pg_catalog, pg_temp';

const sessions = [
  `ALTER TABLE sessions
    ADD COLUMN kind text NOT NULL DEFAULT 'portal' CHECK (kind IN ('portal', 'embed', 'bearer')),
    ADD COLUMN bound_organisation_id uuid REFERENCES organisations ON DELETE CASCADE,
    ADD COLUMN role_cap text CHECK (role_cap IN ('admin', 'operator', 'data-entry')),
    ADD COLUMN components text[],
    ADD COLUMN origin text,
    ADD COLUMN authenticated_at timestamptz,
    ADD COLUMN factors text[] CHECK (factors <@ ARRAY['password', 'totp', 'recovery-code', 'passkey', 'oidc', 'launch']),
    ADD COLUMN previous_secret_hash bytea CHECK (octet_length(previous_secret_hash) = 32),
    ADD COLUMN previous_until timestamptz,
    ADD CHECK ((kind = 'portal') = (bound_organisation_id IS NULL)),
    ADD CHECK ((previous_secret_hash IS NULL) = (previous_until IS NULL))`,
  // Whoever is signed in already has signed in with a password.
  `UPDATE sessions SET authenticated_at = created_at, factors = ARRAY['password']`,
  `ALTER TABLE sessions ALTER COLUMN authenticated_at SET NOT NULL, ALTER COLUMN factors SET NOT NULL`,
  `CREATE INDEX sessions_by_bound_organisation ON sessions (bound_organisation_id)`,
];

const functions = [
  // Session and membership stand in different organisations: it names one after the other, so it needs no right that its caller has not.
  // The organisation that was asked for stays the one of the transaction.
  `CREATE FUNCTION cash_flow_authenticate(asked_session uuid, asked_organisation uuid)
    RETURNS TABLE (person_id uuid, kind text, bound_organisation_id uuid, role_cap text, components text[], origin text,
      secret_hash bytea, previous_secret_hash bytea, previous_until timestamptz, created_at timestamptz, last_seen_at timestamptz,
      expires_at timestamptz, authenticated_at timestamptz, factors text[], role text, state text)
    LANGUAGE plpgsql ${fixedPath} AS $$
    DECLARE
      named text;
      platform CONSTANT uuid := ${platform};
    BEGIN
      named := set_config('cash_flow.organisation', platform::text, true);
      SELECT s.person_id, s.kind, s.bound_organisation_id, s.role_cap, s.components, s.origin, s.secret_hash, s.previous_secret_hash,
          s.previous_until, s.created_at, s.last_seen_at, s.expires_at, s.authenticated_at, s.factors
        INTO person_id, kind, bound_organisation_id, role_cap, components, origin, secret_hash, previous_secret_hash,
          previous_until, created_at, last_seen_at, expires_at, authenticated_at, factors
        FROM public.sessions s WHERE s.organisation_id = platform AND s.id = asked_session;
      IF NOT FOUND THEN RETURN; END IF;
      IF asked_organisation IS NOT NULL THEN
        named := set_config('cash_flow.organisation', asked_organisation::text, true);
        SELECT m.role, m.state INTO role, state
          FROM public.members m WHERE m.organisation_id = asked_organisation AND m.person_id = cash_flow_authenticate.person_id;
      END IF;
      RETURN NEXT;
    END $$`,

  // These two look across organisations, and are all that does: as the owner, who says for their one statement that it is meant.
  acrossOrganisations('cash_flow_memberships(asked_person uuid)', 'organisation_id uuid, role text, state text',
    'SELECT m.organisation_id, m.role, m.state FROM public.members m WHERE m.person_id = asked_person'),
  acrossOrganisations('cash_flow_organisations()', 'organisation_id uuid',
    'SELECT o.organisation_id FROM public.organisations o ORDER BY o.organisation_id'),

  ...['cash_flow_authenticate(uuid, uuid)', 'cash_flow_memberships(uuid)', 'cash_flow_organisations()'].map((name) => `REVOKE ALL ON FUNCTION ${name} FROM PUBLIC`),
];

function acrossOrganisations(signature: string, columns: string, query: string): string {
  return `CREATE FUNCTION ${signature} RETURNS TABLE (${columns})
    LANGUAGE plpgsql SECURITY DEFINER ${fixedPath} AS $$
    DECLARE
      before CONSTANT text := coalesce(current_setting('cash_flow.maintenance', true), '');
      said text;
    BEGIN
      said := set_config('cash_flow.maintenance', 'on', true);
      RETURN QUERY ${query};
      said := set_config('cash_flow.maintenance', before, true);
    END $$`;
}

/** What sessions of every kind need to be told apart, and the functions by which a server sees more than one organisation. */
export const sessionsAndTenants: Migration = {
  async up(database) {
    for (const statement of [...sessions, ...functions]) await sql.raw(statement).execute(database);
  },
};
