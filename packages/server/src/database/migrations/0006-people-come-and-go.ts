import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Frozen here, like all of a released migration; as in the first one. */
const platform = `'00000000-0000-0000-0000-000000000000'::uuid`;
const sealedBody = `
  seal_version integer NOT NULL CHECK (seal_version > 0),
  sealed bytea NOT NULL CHECK (octet_length(sealed) >= 46 AND substring(sealed FROM 1 FOR 2) = '\\xc101'::bytea),
  key_id bigint GENERATED ALWAYS AS (
    CASE WHEN octet_length(sealed) >= 6 THEN
      get_byte(sealed, 2)::bigint * 16777216 + get_byte(sealed, 3)::bigint * 65536 + get_byte(sealed, 4)::bigint * 256 + get_byte(sealed, 5)::bigint
    END) STORED,
  FOREIGN KEY (organisation_id, key_id) REFERENCES key_versions (organisation_id, key_id)`;

const statements = [
  // Who was removed keeps the row: imports and the audit log refer to it.
  `ALTER TABLE members DROP CONSTRAINT members_state_check`,
  `ALTER TABLE members ADD CONSTRAINT members_state_check CHECK (state IN ('active', 'disabled', 'removed'))`,

  // Of an organisation, or of the platform where it concerns a person's account.
  `CREATE TABLE mails (
    organisation_id uuid NOT NULL,
    id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, id),${sealedBody}
  )`,
  `CREATE INDEX mails_by_time ON mails (organisation_id, created_at)`,

  `CREATE TABLE invitations (
    organisation_id uuid NOT NULL REFERENCES organisations,
    id uuid NOT NULL,
    token_hash bytea NOT NULL CHECK (octet_length(token_hash) = 32),
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, id),${sealedBody}
  )`,

  // One for each person: a newer link ends the older one.
  `CREATE TABLE password_resets (
    organisation_id uuid NOT NULL CHECK (organisation_id = ${platform}),
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    token_hash bytea NOT NULL CHECK (octet_length(token_hash) = 32),
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, id),
    FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id)
  )`,
  `CREATE UNIQUE INDEX password_resets_one ON password_resets (organisation_id, person_id)`,

  `CREATE TABLE identity_providers (
    organisation_id uuid NOT NULL CHECK (organisation_id = ${platform}),
    id uuid NOT NULL,
    revision integer NOT NULL,
    PRIMARY KEY (organisation_id, id),${sealedBody}
  )`,

  ...['mails', 'invitations', 'identity_providers'].map((table) => `CREATE INDEX ${table}_by_key ON ${table} (organisation_id, key_id)`),
];

export const peopleComeAndGo: Migration = {
  async up(database) {
    for (const statement of statements) await sql.raw(statement).execute(database);
  },
};
