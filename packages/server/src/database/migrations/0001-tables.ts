import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The organisation id of the tables outside any organisation. Frozen here, like all of a released migration. */
const platform = `'00000000-0000-0000-0000-000000000000'::uuid`;

/**
 * A body sealed under a data key (docs/formats.md). Nothing else can be stored there: the CHECK asks for the magic byte,
 * the suite and room for nonce and tag; `key_id` is what the header says, and must be a version that `key_versions` holds.
 */
const sealedBody = `
  seal_version integer NOT NULL CHECK (seal_version > 0),
  sealed bytea NOT NULL CHECK (octet_length(sealed) >= 46 AND substring(sealed FROM 1 FOR 2) = '\\xc101'::bytea),
  key_id bigint GENERATED ALWAYS AS (
    CASE WHEN octet_length(sealed) >= 6 THEN
      get_byte(sealed, 2)::bigint * 16777216 + get_byte(sealed, 3)::bigint * 65536 + get_byte(sealed, 4)::bigint * 256 + get_byte(sealed, 5)::bigint
    END) STORED,
  FOREIGN KEY (organisation_id, key_id) REFERENCES key_versions (organisation_id, key_id)`;

const statements = [
  `CREATE TABLE deployment (
    singleton boolean PRIMARY KEY CHECK (singleton),
    id uuid NOT NULL
  )`,

  `CREATE TABLE key_versions (
    organisation_id uuid NOT NULL,
    key_id bigint NOT NULL CHECK (key_id BETWEEN 1 AND 4294967295),
    purpose text NOT NULL CHECK (purpose IN ('data', 'index', 'cookie')),
    state text NOT NULL CHECK (state IN ('pending', 'active', 'decrypt-only', 'retired')),
    created_at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, key_id)
  )`,
  // Whoever creates or activates a version second at the same moment is refused here.
  `CREATE UNIQUE INDEX key_versions_one_active ON key_versions (organisation_id, purpose) WHERE state = 'active'`,

  `CREATE TABLE organisations (
    organisation_id uuid PRIMARY KEY CHECK (organisation_id <> ${platform}),
    revision integer NOT NULL,${sealedBody}
  )`,

  `CREATE TABLE people (
    organisation_id uuid NOT NULL CHECK (organisation_id = ${platform}),
    id uuid NOT NULL,
    login_index bytea NOT NULL CHECK (octet_length(login_index) = 36),
    revision integer NOT NULL,
    PRIMARY KEY (organisation_id, id),${sealedBody}
  )`,
  `CREATE UNIQUE INDEX people_login ON people (organisation_id, login_index)`,

  `CREATE TABLE members (
    organisation_id uuid NOT NULL REFERENCES organisations,
    person_id uuid NOT NULL,
    platform_id uuid GENERATED ALWAYS AS (${platform}) STORED,
    role text NOT NULL CHECK (role IN ('admin', 'operator', 'data-entry')),
    state text NOT NULL CHECK (state IN ('active', 'disabled')),
    revision integer NOT NULL,
    PRIMARY KEY (organisation_id, person_id),
    FOREIGN KEY (platform_id, person_id) REFERENCES people (organisation_id, id)
  )`,
  `CREATE INDEX members_by_person ON members (person_id)`,

  `CREATE TABLE sessions (
    organisation_id uuid NOT NULL DEFAULT ${platform} CHECK (organisation_id = ${platform}),
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    secret_hash bytea NOT NULL CHECK (octet_length(secret_hash) = 32),
    created_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, id),
    FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id)
  )`,
  `CREATE INDEX sessions_by_person ON sessions (organisation_id, person_id)`,
  `CREATE INDEX sessions_by_expiry ON sessions (expires_at)`,

  `CREATE TABLE accounts (
    organisation_id uuid NOT NULL REFERENCES organisations,
    id uuid NOT NULL,
    revision integer NOT NULL,
    ledger_version integer NOT NULL,
    PRIMARY KEY (organisation_id, id),${sealedBody}
  )`,

  `CREATE TABLE imports (
    organisation_id uuid NOT NULL,
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    person_id uuid NOT NULL,
    state text NOT NULL CHECK (state IN ('receiving', 'review', 'refused', 'committed', 'undone')),
    received_bytes integer NOT NULL CHECK (received_bytes >= 0),
    created_at timestamptz NOT NULL,
    revision integer NOT NULL,
    PRIMARY KEY (organisation_id, id),
    UNIQUE (organisation_id, account_id, id),
    FOREIGN KEY (organisation_id, account_id) REFERENCES accounts (organisation_id, id),
    FOREIGN KEY (organisation_id, person_id) REFERENCES members (organisation_id, person_id),${sealedBody}
  )`,
  `CREATE INDEX imports_by_time ON imports (organisation_id, created_at, id)`,
  `CREATE INDEX imports_by_person ON imports (organisation_id, person_id, created_at, id)`,

  // Suite 2: under the key of the file, which stands in the sealed body of the import; so no key_id.
  `CREATE TABLE import_segments (
    organisation_id uuid NOT NULL,
    import_id uuid NOT NULL,
    position integer NOT NULL CHECK (position >= 0),
    sealed bytea NOT NULL CHECK (octet_length(sealed) BETWEEN 42 AND 65578 AND substring(sealed FROM 1 FOR 2) = '\\xc102'::bytea),
    PRIMARY KEY (organisation_id, import_id, position),
    FOREIGN KEY (organisation_id, import_id) REFERENCES imports (organisation_id, id) ON DELETE CASCADE
  )`,

  `CREATE TABLE ledger_months (
    organisation_id uuid NOT NULL,
    account_id uuid NOT NULL,
    id uuid NOT NULL,
    PRIMARY KEY (organisation_id, id),
    FOREIGN KEY (organisation_id, account_id) REFERENCES accounts (organisation_id, id),${sealedBody}
  )`,
  `CREATE INDEX ledger_months_by_account ON ledger_months (organisation_id, account_id)`,

  `CREATE TABLE ledger_chunks (
    organisation_id uuid NOT NULL,
    account_id uuid NOT NULL,
    id uuid NOT NULL,
    import_id uuid,
    PRIMARY KEY (organisation_id, id),
    FOREIGN KEY (organisation_id, account_id) REFERENCES accounts (organisation_id, id),
    FOREIGN KEY (organisation_id, account_id, import_id) REFERENCES imports (organisation_id, account_id, id),${sealedBody}
  )`,
  `CREATE INDEX ledger_chunks_by_account ON ledger_chunks (organisation_id, account_id, import_id)`,

  `CREATE TABLE ledger_attestations (
    organisation_id uuid NOT NULL,
    account_id uuid NOT NULL,
    import_id uuid NOT NULL,
    PRIMARY KEY (organisation_id, import_id),
    FOREIGN KEY (organisation_id, account_id, import_id) REFERENCES imports (organisation_id, account_id, id),${sealedBody}
  )`,
  `CREATE INDEX ledger_attestations_by_account ON ledger_attestations (organisation_id, account_id)`,

  `CREATE TABLE ledger_forwards (
    organisation_id uuid NOT NULL,
    account_id uuid NOT NULL,
    chunk_id uuid NOT NULL,
    PRIMARY KEY (organisation_id, chunk_id),
    FOREIGN KEY (organisation_id, account_id) REFERENCES accounts (organisation_id, id),${sealedBody}
  )`,
  `CREATE INDEX ledger_forwards_by_account ON ledger_forwards (organisation_id, account_id)`,

  `CREATE TABLE idempotency_records (
    organisation_id uuid NOT NULL,
    person_id uuid NOT NULL,
    operation text NOT NULL,
    key_hash bytea NOT NULL CHECK (octet_length(key_hash) = 32),
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (organisation_id, person_id, operation, key_hash),${sealedBody}
  )`,
  `CREATE INDEX idempotency_records_by_time ON idempotency_records (created_at)`,

  // Progress of a rotation is one count for each table; and retiring a version checks its references by the same index.
  ...['organisations', 'people', 'accounts', 'imports', 'ledger_months', 'ledger_chunks', 'ledger_attestations', 'ledger_forwards', 'idempotency_records'].map(
    (table) => `CREATE INDEX ${table}_by_key ON ${table} (organisation_id, key_id)`,
  ),
];

export const tables: Migration = {
  async up(database) {
    for (const statement of statements) await sql.raw(statement).execute(database);
  },
};
