import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

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
  // No reference to `key_versions`: a row ends by itself, so it need not keep an index key alive.
  `CREATE TABLE throttles (
    organisation_id uuid NOT NULL DEFAULT ${platform} CHECK (organisation_id = ${platform}),
    key_index bytea NOT NULL CHECK (octet_length(key_index) = 36),
    points integer NOT NULL CHECK (points >= 0),
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, key_index)
  )`,
  `CREATE INDEX throttles_by_expiry ON throttles (expires_at)`,

  `CREATE TABLE session_details (
    organisation_id uuid NOT NULL DEFAULT ${platform} CHECK (organisation_id = ${platform}),
    session_id uuid NOT NULL,
    PRIMARY KEY (organisation_id, session_id),
    FOREIGN KEY (organisation_id, session_id) REFERENCES sessions (organisation_id, id) ON DELETE CASCADE,${sealedBody}
  )`,

  `CREATE TABLE pending_sign_ins (
    organisation_id uuid NOT NULL DEFAULT ${platform} CHECK (organisation_id = ${platform}),
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    secret_hash bytea NOT NULL CHECK (octet_length(secret_hash) = 32),
    factors text[] NOT NULL CHECK (factors <@ ARRAY['password', 'totp', 'recovery-code', 'passkey', 'oidc', 'launch']),
    attempts integer NOT NULL CHECK (attempts >= 0),
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, id),
    FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id) ON DELETE CASCADE
  )`,
  `CREATE INDEX pending_sign_ins_by_expiry ON pending_sign_ins (expires_at)`,

  `CREATE TABLE factors (
    organisation_id uuid NOT NULL CHECK (organisation_id = ${platform}),
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('totp', 'recovery-codes', 'passkey')),
    state text NOT NULL CHECK (state IN ('pending', 'active')),
    lookup_index bytea CHECK (octet_length(lookup_index) = 36),
    lookup_key_id bigint GENERATED ALWAYS AS (
      CASE WHEN octet_length(lookup_index) >= 4 THEN
        get_byte(lookup_index, 0)::bigint * 16777216 + get_byte(lookup_index, 1)::bigint * 65536 + get_byte(lookup_index, 2)::bigint * 256 + get_byte(lookup_index, 3)::bigint
      END) STORED,
    created_at timestamptz NOT NULL,
    revision integer NOT NULL,
    PRIMARY KEY (organisation_id, id),
    CHECK ((kind = 'passkey') = (lookup_index IS NOT NULL)),
    FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id) ON DELETE CASCADE,
    FOREIGN KEY (organisation_id, lookup_key_id) REFERENCES key_versions (organisation_id, key_id),${sealedBody}
  )`,
  `CREATE UNIQUE INDEX factors_lookup ON factors (organisation_id, lookup_index)`,
  `CREATE INDEX factors_by_person ON factors (organisation_id, person_id)`,
  `CREATE INDEX factors_by_lookup_key ON factors (organisation_id, lookup_key_id)`,
  // One app and one set of recovery codes; a new app may wait beside the old one.
  `CREATE UNIQUE INDEX factors_one_of_a_kind ON factors (organisation_id, person_id, kind, state) WHERE kind <> 'passkey'`,

  `CREATE TABLE passkey_challenges (
    organisation_id uuid NOT NULL DEFAULT ${platform} CHECK (organisation_id = ${platform}),
    challenge_hash bytea NOT NULL CHECK (octet_length(challenge_hash) = 32),
    purpose text NOT NULL CHECK (purpose IN ('create', 'sign-in', 'second-factor', 'step-up')),
    subject_id uuid,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, challenge_hash)
  )`,
  `CREATE INDEX passkey_challenges_by_expiry ON passkey_challenges (expires_at)`,

  ...['session_details', 'factors'].map((table) => `CREATE INDEX ${table}_by_key ON ${table} (organisation_id, key_id)`),
];

export const signIn: Migration = {
  async up(database) {
    for (const statement of statements) await sql.raw(statement).execute(database);
  },
};
