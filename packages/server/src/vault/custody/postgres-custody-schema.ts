import { Client } from 'pg';
import { KeysUnavailableError } from '../errors.ts';
import { asKeysUnavailable } from './postgres-custody-errors.ts';

/** The version of the tables that this program reads and writes. */
export const custodySchemaVersion = 2;

/** Each step leads from the version that is its index to the next one. A released one is never changed. */
const steps: readonly (readonly string[])[] = [
  [
    `CREATE TABLE cash_flow_custody.deployment (
      singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
      id uuid NOT NULL
    )`,
    // The same document as in the file of a folder, and in one row: a write is one statement, all of it or nothing.
    `CREATE TABLE cash_flow_custody.organisation_keys (
      organisation_id uuid PRIMARY KEY,
      revision bigint NOT NULL CHECK (revision > 0),
      document jsonb NOT NULL CHECK (
        (document ->> 'organisationId') IS NOT DISTINCT FROM organisation_id::text AND (document ->> 'revision') IS NOT DISTINCT FROM revision::text
      )
    )`,
    `CREATE TABLE cash_flow_custody.register (
      id uuid PRIMARY KEY,
      at timestamptz NOT NULL,
      entry jsonb NOT NULL
    )`,
    `CREATE TABLE cash_flow_custody.probe (
      singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
      written_at timestamptz NOT NULL
    )`,
    `INSERT INTO cash_flow_custody.probe (written_at) VALUES (now())`,
  ],
  [
    `CREATE TABLE cash_flow_custody.audit_checkpoints (
      organisation_id uuid PRIMARY KEY,
      epoch integer NOT NULL CHECK (epoch > 0),
      size bigint NOT NULL CHECK (size > 0),
      note text NOT NULL
    )`,
  ],
];

/**
 * Makes the tables of a custody, or brings them up to date, all of it or nothing. For their owner: the role under which
 * the server runs needs no right to make anything (docs/operations.md). Several may call it at once.
 *
 * @returns the version that was made; undefined when the tables were up to date.
 * @throws {KeysUnavailableError} when the database cannot be reached or changed, or a newer program made the tables.
 */
export async function migrateCustody(connectionString: string): Promise<number | undefined> {
  const client = new Client({ connectionString, connectionTimeoutMillis: 10_000, application_name: 'cash-flow-custody' });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('BEGIN');
    await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('cash_flow_custody', 0))`);
    const version = await schemaVersion(client);
    refuseNewer(version);
    if (version === custodySchemaVersion) return undefined;
    if (version === 0) {
      await client.query('CREATE SCHEMA IF NOT EXISTS cash_flow_custody');
      await client.query('CREATE TABLE cash_flow_custody.schema_version (singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton), version integer NOT NULL)');
      await client.query('INSERT INTO cash_flow_custody.schema_version (version) VALUES (0)');
    }
    for (const statement of steps.slice(version).flat()) await client.query(statement);
    await client.query('UPDATE cash_flow_custody.schema_version SET version = $1', [custodySchemaVersion]);
    await client.query('COMMIT');
    return custodySchemaVersion;
  } catch (error) {
    throw asKeysUnavailable(error);
  } finally {
    // Without a commit this takes everything back.
    await client.end().catch(() => undefined);
  }
}

/** @throws {KeysUnavailableError} unless the tables are there, of the version that this program knows. */
export async function requireCustodySchema(client: Queryable): Promise<void> {
  const version = await schemaVersion(client);
  refuseNewer(version);
  if (version < custodySchemaVersion) {
    throw new KeysUnavailableError('The custody database has no tables yet, or older ones. Run migrate with its owner in CASH_FLOW_CUSTODY_URL.');
  }
}

interface Queryable {
  query(text: string): Promise<{ readonly rows: readonly unknown[] }>;
}

async function schemaVersion(client: Queryable): Promise<number> {
  // From the catalogue itself: to_regclass may answer from what the connection knew before it waited for the lock.
  const { rows } = await client.query(`SELECT FROM pg_tables WHERE schemaname = 'cash_flow_custody' AND tablename = 'schema_version'`);
  if (rows.length === 0) return 0;
  const [row] = (await client.query('SELECT version FROM cash_flow_custody.schema_version')).rows as readonly { version: number }[];
  return row?.version ?? 0;
}

function refuseNewer(version: number): void {
  if (version > custodySchemaVersion) throw new KeysUnavailableError('The custody database was made by a newer version of this program. Start that version.');
}
