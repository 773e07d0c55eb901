import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const sealedBody = `
  seal_version integer NOT NULL CHECK (seal_version > 0),
  sealed bytea NOT NULL CHECK (octet_length(sealed) >= 46 AND substring(sealed FROM 1 FOR 2) = '\\xc101'::bytea),
  key_id bigint GENERATED ALWAYS AS (
    CASE WHEN octet_length(sealed) >= 6 THEN
      get_byte(sealed, 2)::bigint * 16777216 + get_byte(sealed, 3)::bigint * 65536 + get_byte(sealed, 4)::bigint * 256 + get_byte(sealed, 5)::bigint
    END) STORED,
  FOREIGN KEY (organisation_id, key_id) REFERENCES key_versions (organisation_id, key_id)`;

/** What no statement changes once an entry is written. */
const said = ['organisation_id', 'id', 'at', 'actor_kind', 'actor_id', 'credential_id', 'action', 'object_kind', 'object_id', 'outcome', 'request_id', 'details_hash', 'leaf_hash'];
const sameRow = `ROW(${said.map((column) => `OLD.${column}`).join(', ')}) IS NOT DISTINCT FROM ROW(${said.map((column) => `NEW.${column}`).join(', ')})`;

const statements = [
  // The platform's own log stands under the zero UUID, so nothing refers to organisations.
  `CREATE TABLE audit_entries (
    organisation_id uuid NOT NULL,
    id uuid NOT NULL,
    epoch integer CHECK (epoch > 0),
    position bigint CHECK (position >= 0),
    at timestamptz(3) NOT NULL,
    actor_kind text NOT NULL CHECK (actor_kind IN ('person', 'platform', 'host', 'system', 'anonymous')),
    actor_id uuid,
    credential_id uuid,
    action text NOT NULL,
    object_kind text,
    object_id text,
    outcome text NOT NULL,
    request_id uuid,
    details_hash bytea CHECK (octet_length(details_hash) = 32),
    leaf_hash bytea NOT NULL CHECK (octet_length(leaf_hash) = 32),
    PRIMARY KEY (organisation_id, id),
    CONSTRAINT audit_entries_place UNIQUE (organisation_id, epoch, position),
    CHECK ((epoch IS NULL) = (position IS NULL)),
    CHECK ((object_kind IS NULL) = (object_id IS NULL))
  )`,
  `CREATE INDEX audit_entries_by_time ON audit_entries (organisation_id, at, id)`,
  // Short: what has its place leaves it.
  `CREATE INDEX audit_entries_without_place ON audit_entries (organisation_id, at, id) WHERE position IS NULL`,

  // No reference to the entries: it would lock each entry once more, and a body without its entry opens nowhere else.
  `CREATE TABLE audit_details (
    organisation_id uuid NOT NULL,
    id uuid NOT NULL,
    PRIMARY KEY (organisation_id, id),${sealedBody}
  )`,
  `CREATE INDEX audit_details_by_key ON audit_details (organisation_id, key_id)`,

  // What is remembered of a log: where it stands, and the right edge of its tree up to where it was signed.
  `CREATE TABLE audit_logs (
    organisation_id uuid PRIMARY KEY,
    epoch integer NOT NULL CHECK (epoch > 0),
    size bigint NOT NULL CHECK (size >= 0),
    peaks bytea NOT NULL
  )`,
  `CREATE TABLE audit_checkpoints (
    organisation_id uuid NOT NULL,
    epoch integer NOT NULL CHECK (epoch > 0),
    hour timestamptz NOT NULL,
    size bigint NOT NULL CHECK (size > 0),
    note text NOT NULL,
    PRIMARY KEY (organisation_id, epoch, hour)
  )`,
  `ALTER TABLE key_versions DROP CONSTRAINT key_versions_purpose_check`,
  `ALTER TABLE key_versions ADD CONSTRAINT key_versions_purpose_check CHECK (purpose IN ('data', 'index', 'cookie', 'audit'))`,

  // Which logs have entries without a place: across organisations, so as the owner, who says for this one statement that it is meant.
  `CREATE FUNCTION cash_flow_logs_to_order() RETURNS TABLE (organisation_id uuid)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    DECLARE
      before CONSTANT text := coalesce(current_setting('cash_flow.maintenance', true), '');
      said text;
    BEGIN
      said := set_config('cash_flow.maintenance', 'on', true);
      RETURN QUERY SELECT DISTINCT e.organisation_id FROM public.audit_entries e WHERE e.position IS NULL;
      said := set_config('cash_flow.maintenance', before, true);
    END $$`,
  `REVOKE ALL ON FUNCTION cash_flow_logs_to_order() FROM PUBLIC`,

  `CREATE FUNCTION cash_flow_refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'The audit log is only added to.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'audit_only_added_to';
  END $$`,
  // The one change of an entry is that it gets its place, once.
  `CREATE TRIGGER audit_entries_unchanged BEFORE UPDATE ON audit_entries FOR EACH ROW
    WHEN (NOT (OLD.position IS NULL AND NEW.position IS NOT NULL AND ${sameRow})) EXECUTE FUNCTION cash_flow_refuse_audit_change()`,
  `CREATE TRIGGER audit_entries_kept BEFORE DELETE ON audit_entries FOR EACH ROW EXECUTE FUNCTION cash_flow_refuse_audit_change()`,
  `CREATE TRIGGER audit_entries_not_emptied BEFORE TRUNCATE ON audit_entries EXECUTE FUNCTION cash_flow_refuse_audit_change()`,
  // Details are sealed anew, or erased, and never moved to another entry.
  `CREATE TRIGGER audit_details_unmoved BEFORE UPDATE ON audit_details FOR EACH ROW
    WHEN (ROW(OLD.organisation_id, OLD.id) IS DISTINCT FROM ROW(NEW.organisation_id, NEW.id)) EXECUTE FUNCTION cash_flow_refuse_audit_change()`,
];

export const audit: Migration = {
  async up(database) {
    for (const statement of statements) await sql.raw(statement).execute(database);
  },
};
