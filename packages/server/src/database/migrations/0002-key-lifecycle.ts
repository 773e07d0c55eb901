import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  // Retiring a version deletes its row, so no row is ever `retired`; `destroyed` is what an older database holds of a key
  // that custody has destroyed since: values under it are unreadable by design.
  `ALTER TABLE key_versions DROP CONSTRAINT key_versions_state_check`,
  `ALTER TABLE key_versions ADD CONSTRAINT key_versions_state_check CHECK (state IN ('pending', 'active', 'decrypt-only', 'destroyed'))`,
  `ALTER TABLE key_versions ADD COLUMN activated_at timestamptz`,
  `UPDATE key_versions SET activated_at = created_at`,
  `ALTER TABLE key_versions ADD CONSTRAINT key_versions_activated_check CHECK (state = 'pending' OR activated_at IS NOT NULL)`,
  `CREATE UNIQUE INDEX key_versions_one_pending ON key_versions (organisation_id, purpose) WHERE state = 'pending'`,

  // As with sealed bodies: an index key whose values are still looked up cannot be retired, and none is written under a retired one.
  `ALTER TABLE people ADD COLUMN login_key_id bigint GENERATED ALWAYS AS (
    CASE WHEN octet_length(login_index) >= 4 THEN
      get_byte(login_index, 0)::bigint * 16777216 + get_byte(login_index, 1)::bigint * 65536 + get_byte(login_index, 2)::bigint * 256 + get_byte(login_index, 3)::bigint
    END) STORED`,
  `ALTER TABLE people ADD FOREIGN KEY (organisation_id, login_key_id) REFERENCES key_versions (organisation_id, key_id)`,
  `CREATE INDEX people_by_login_key ON people (organisation_id, login_key_id)`,
];

export const keyLifecycle: Migration = {
  async up(database) {
    for (const statement of statements) await sql.raw(statement).execute(database);
  },
};
