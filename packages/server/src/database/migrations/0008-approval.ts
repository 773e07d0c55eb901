import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Frozen here, like all of a released migration; as in the first one. */
const sealedBody = `
  seal_version integer NOT NULL CHECK (seal_version > 0),
  sealed bytea NOT NULL CHECK (octet_length(sealed) >= 46 AND substring(sealed FROM 1 FOR 2) = '\\xc101'::bytea),
  key_id bigint GENERATED ALWAYS AS (
    CASE WHEN octet_length(sealed) >= 6 THEN
      get_byte(sealed, 2)::bigint * 16777216 + get_byte(sealed, 3)::bigint * 65536 + get_byte(sealed, 4)::bigint * 256 + get_byte(sealed, 5)::bigint
    END) STORED,
  FOREIGN KEY (organisation_id, key_id) REFERENCES key_versions (organisation_id, key_id)`;

const statements = [
  `ALTER TABLE imports DROP CONSTRAINT imports_state_check`,
  `ALTER TABLE imports ADD CONSTRAINT imports_state_check
    CHECK (state IN ('receiving', 'review', 'refused', 'awaiting-approval', 'committed', 'awaiting-undo', 'undone'))`,

  // What is asked for by hand and waits. Approved, it is in the ledger and no more here.
  `CREATE TABLE pending_changes (
    organisation_id uuid NOT NULL,
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    person_id uuid NOT NULL,
    state text NOT NULL CHECK (state IN ('awaiting', 'returned')),
    created_at timestamptz NOT NULL,
    revision integer NOT NULL,
    PRIMARY KEY (organisation_id, id),
    FOREIGN KEY (organisation_id, account_id) REFERENCES accounts (organisation_id, id),
    FOREIGN KEY (organisation_id, person_id) REFERENCES members (organisation_id, person_id),${sealedBody}
  )`,
  `CREATE INDEX pending_changes_by_time ON pending_changes (organisation_id, created_at, id)`,
  `CREATE INDEX pending_changes_by_key ON pending_changes (organisation_id, key_id)`,
];

export const approval: Migration = {
  async up(database) {
    for (const statement of statements) await sql.raw(statement).execute(database);
  },
};
