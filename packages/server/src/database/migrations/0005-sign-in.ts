import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const platform = `'00000000-0000-0000-0000-000000000000'::uuid`;

const statements = [
  // No reference to `key_versions`: a row ends by itself, so it need not keep an index key alive.
  `CREATE TABLE throttles (
    organisation_id uuid NOT NULL DEFAULT ${platform} CHECK (organisation_id = ${platform}),
    key_index bytea NOT NULL CHECK (octet_length(key_index) = 36),
    points integer NOT NULL CHECK (points >= 0),
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, key_index)
  )`,
  `CREATE INDEX throttles_by_expiry ON throttles (expires_at)`,
];

export const signIn: Migration = {
  async up(database) {
    for (const statement of statements) await sql.raw(statement).execute(database);
  },
};
