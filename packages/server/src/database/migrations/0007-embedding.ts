import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The organisation id of the tables outside any organisation. Frozen here, like all of a released migration. */
const platform = `'00000000-0000-0000-0000-000000000000'::uuid`;

/** As in 0001. */
const sealedBody = `
  seal_version integer NOT NULL CHECK (seal_version > 0),
  sealed bytea NOT NULL CHECK (octet_length(sealed) >= 46 AND substring(sealed FROM 1 FOR 2) = '\\xc101'::bytea),
  key_id bigint GENERATED ALWAYS AS (
    CASE WHEN octet_length(sealed) >= 6 THEN
      get_byte(sealed, 2)::bigint * 16777216 + get_byte(sealed, 3)::bigint * 65536 + get_byte(sealed, 4)::bigint * 256 + get_byte(sealed, 5)::bigint
    END) STORED,
  FOREIGN KEY (organisation_id, key_id) REFERENCES key_versions (organisation_id, key_id)`;

const statements = [
  // A person whom a platform or an identity provider vouches for needs no e-mail.
  `ALTER TABLE people ALTER COLUMN login_index DROP NOT NULL`,

  `CREATE TABLE identities (
    organisation_id uuid NOT NULL CHECK (organisation_id = ${platform}),
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('platform', 'oidc')),
    subject_index bytea NOT NULL CHECK (octet_length(subject_index) = 36),
    subject_key_id bigint GENERATED ALWAYS AS (
      CASE WHEN octet_length(subject_index) >= 4 THEN
        get_byte(subject_index, 0)::bigint * 16777216 + get_byte(subject_index, 1)::bigint * 65536 + get_byte(subject_index, 2)::bigint * 256 + get_byte(subject_index, 3)::bigint
      END) STORED,
    PRIMARY KEY (organisation_id, id),
    FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id) ON DELETE CASCADE,
    FOREIGN KEY (organisation_id, subject_key_id) REFERENCES key_versions (organisation_id, key_id),${sealedBody}
  )`,
  `CREATE UNIQUE INDEX identities_subject ON identities (organisation_id, kind, subject_index)`,
  `CREATE INDEX identities_by_person ON identities (organisation_id, person_id)`,
  `CREATE INDEX identities_by_subject_key ON identities (organisation_id, subject_key_id)`,
  `CREATE INDEX identities_by_key ON identities (organisation_id, key_id)`,

  `CREATE TABLE platforms (
    organisation_id uuid NOT NULL CHECK (organisation_id = ${platform}),
    id uuid NOT NULL,
    state text NOT NULL CHECK (state IN ('active', 'disabled')),
    revision integer NOT NULL,
    PRIMARY KEY (organisation_id, id),${sealedBody}
  )`,
  `CREATE INDEX platforms_by_key ON platforms (organisation_id, key_id)`,

  `CREATE TABLE platform_keys (
    organisation_id uuid NOT NULL CHECK (organisation_id = ${platform}),
    id uuid NOT NULL,
    platform_id uuid NOT NULL,
    secret_hash bytea NOT NULL CHECK (octet_length(secret_hash) = 32),
    scopes text[] NOT NULL CHECK (cardinality(scopes) > 0),
    state text NOT NULL CHECK (state IN ('active', 'revoked')),
    days integer NOT NULL CHECK (days > 0),
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, id),
    FOREIGN KEY (organisation_id, platform_id) REFERENCES platforms (organisation_id, id)
  )`,
  `CREATE INDEX platform_keys_by_platform ON platform_keys (organisation_id, platform_id)`,

  // Who made it: that platform alone may let people into it. A platform is never removed, only disabled.
  `ALTER TABLE organisations ADD COLUMN owner_platform_id uuid`,

  `CREATE TABLE launch_tokens (
    organisation_id uuid NOT NULL,
    id uuid NOT NULL,
    secret_hash bytea NOT NULL CHECK (octet_length(secret_hash) = 32),
    platform_id uuid NOT NULL,
    person_id uuid NOT NULL,
    role_cap text NOT NULL CHECK (role_cap IN ('admin', 'operator', 'data-entry')),
    components text[] NOT NULL CHECK (cardinality(components) > 0),
    origin text NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, id),
    FOREIGN KEY (organisation_id, person_id) REFERENCES members (organisation_id, person_id) ON DELETE CASCADE
  )`,
  `CREATE INDEX launch_tokens_by_expiry ON launch_tokens (organisation_id, expires_at)`,
];

export const embedding: Migration = {
  async up(database) {
    for (const statement of statements) await sql.raw(statement).execute(database);
  },
};
