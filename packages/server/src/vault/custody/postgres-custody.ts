import { Pool, type PoolClient } from 'pg';
import { KeysUnavailableError } from '../errors.ts';
import {
  type AuditCheckpoint, type Custody, type CustodyDescription, type CustodyKey, type CustodyWriter, follows, noKeys, type OrganisationKeys, refuseDiverged, requireOrganisationId, withKeys,
} from './custody.ts';
import { readKeysFile, writeKeysFile } from './custody-files.ts';
import { asKeysUnavailable } from './postgres-custody-errors.ts';
import { requireCustodySchema } from './postgres-custody-schema.ts';
import { loadEntry, type RegisterEntry, storedEntry, storeEntry } from './register.ts';

export interface PostgresCustodyOptions {
  /** Of a cluster other than that of the data. */
  readonly connectionString: string;
  /** Connections for reading and writing at most; 4 unless told. Two more wait for their turn to write. */
  readonly poolSize?: number;
  /** How long to wait for another server that is writing, in ms; 30 s unless told. */
  readonly lockTimeout?: number;
}

/** How long a statement may go without an answer, in ms: a network that swallows everything must not hold up a request for ever. */
const answerTimeout = 15_000;

/**
 * Custody for several servers: a schema `cash_flow_custody` in a second PostgreSQL cluster, with the documents that a folder keeps
 * in files. Each write is a transaction of its own, committed to disk before it returns, and takes effect only on the
 * revision that it was prepared on: two writers can never both believe that they added a key. The lock before it only spares
 * them the attempt. It is held by an open transaction, not by a session, so it also works behind a pooler that hands
 * out connections for one transaction, and ends with the connection. The tables are made by `migrateCustody`.
 *
 * @throws {KeysUnavailableError} when it cannot be reached, or has no tables yet.
 */
export async function openPostgresCustody(options: PostgresCustodyOptions): Promise<Custody> {
  const custody = new PostgresCustody(options);
  try {
    await custody.prepare();
    return custody;
  } catch (error) {
    await custody.close();
    throw error;
  }
}

class PostgresCustody implements Custody {
  readonly #pool: Pool;
  /** Apart from the others: writers that wait for each other must not keep the one whose turn it is from writing. */
  readonly #turns: Pool;
  readonly #lockTimeout: number;

  constructor({ connectionString, poolSize = 4, lockTimeout = 30_000 }: PostgresCustodyOptions) {
    this.#lockTimeout = Math.max(1, lockTimeout);
    this.#pool = openPool(connectionString, poolSize, answerTimeout);
    this.#turns = openPool(connectionString, 2, this.#lockTimeout + answerTimeout);
  }

  prepare(): Promise<void> {
    return this.#ask(() => requireCustodySchema(this.#pool));
  }

  async deployment(): Promise<string | undefined> {
    const [row] = await this.#rows<{ id: string }>('SELECT id FROM cash_flow_custody.deployment');
    return row?.id;
  }

  async establish(deploymentId: string): Promise<string> {
    await this.#durably((client) => client.query('INSERT INTO cash_flow_custody.deployment (id) VALUES ($1) ON CONFLICT DO NOTHING', [deploymentId]));
    return (await this.deployment()) ?? deploymentId;
  }

  async organisations(): Promise<readonly string[]> {
    const rows = await this.#rows<{ id: string }>('SELECT organisation_id AS id FROM cash_flow_custody.organisation_keys ORDER BY organisation_id');
    return rows.map(({ id }) => id);
  }

  async keys(organisationId: string): Promise<readonly CustodyKey[]> {
    return (await this.#stored(organisationId)).keys;
  }

  async revision(organisationId: string): Promise<number> {
    return (await this.#stored(organisationId)).revision;
  }

  exclusively<T>(organisationId: string, run: (writer: CustodyWriter) => Promise<T>): Promise<T> {
    return this.#inTurn(organisationId, async () => run(await this.#writer(organisationId)));
  }

  adopt(organisationId: string, keys: OrganisationKeys): Promise<boolean> {
    return this.#inTurn(organisationId, async () => {
      const stored = await this.#stored(organisationId);
      if (keys.revision <= stored.revision) return false;
      refuseDiverged(stored, keys);
      await this.#replace(organisationId, stored.revision, keys);
      return true;
    });
  }

  async register(entry: RegisterEntry): Promise<void> {
    const { id, at } = entry;
    await this.#durably((client) =>
      client.query('INSERT INTO cash_flow_custody.register (id, at, entry) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [id, at, JSON.stringify(storeEntry(entry))]));
  }

  async registered(): Promise<readonly RegisterEntry[]> {
    const rows = await this.#rows<{ entry: unknown }>('SELECT entry FROM cash_flow_custody.register ORDER BY at, id');
    return rows.map(({ entry }) => {
      const { success, data } = storedEntry.safeParse(entry);
      if (!success) throw new KeysUnavailableError('An entry of the register in custody is damaged, or of a newer version of this program.');
      return loadEntry(data);
    });
  }

  async checkpoint(organisationId: string): Promise<AuditCheckpoint | undefined> {
    requireOrganisationId(organisationId);
    const [row] = await this.#rows<{ epoch: number; size: string; note: string }>('SELECT epoch, size, note FROM cash_flow_custody.audit_checkpoints WHERE organisation_id = $1', [organisationId]);
    return row && { epoch: row.epoch, size: Number(row.size), note: row.note };
  }

  async advance(organisationId: string, previous: AuditCheckpoint | undefined, next: AuditCheckpoint): Promise<boolean> {
    requireOrganisationId(organisationId);
    if (!follows(next, previous)) return false;
    const { epoch, size, note } = next;
    const { rowCount } = await this.#durably((client) => previous
      ? client.query('UPDATE cash_flow_custody.audit_checkpoints SET epoch = $2, size = $3, note = $4 WHERE organisation_id = $1 AND note = $5', [organisationId, epoch, size, note, previous.note])
      : client.query('INSERT INTO cash_flow_custody.audit_checkpoints (organisation_id, epoch, size, note) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING', [organisationId, epoch, size, note]));
    return rowCount === 1;
  }

  async describe(): Promise<CustodyDescription> {
    const [row] = await this.#rows<{ cluster: string }>('SELECT system_identifier::text AS cluster FROM pg_control_system()');
    return { kind: 'postgres', cluster: row?.cluster ?? '' };
  }

  async health(): Promise<void> {
    if ((await this.deployment()) === undefined) throw new KeysUnavailableError('The custody database is empty. Restore it from its newest backup.');
    await this.#durably((client) => client.query('UPDATE cash_flow_custody.probe SET written_at = now()'));
  }

  async close(): Promise<void> {
    await Promise.all([this.#turns.end(), this.#pool.end()]);
  }

  async #inTurn<T>(organisationId: string, run: () => Promise<T>): Promise<T> {
    requireOrganisationId(organisationId);
    const turn = await this.#ask(() => this.#turns.connect());
    let broken = true;
    try {
      await this.#ask(() => this.#takeTurn(turn, organisationId));
      const result = await run();
      // What was put is committed; if this connection broke meanwhile, only the lock was lost.
      await turn.query('COMMIT').then(() => { broken = false; }, () => undefined);
      return result;
    } finally {
      turn.release(broken);
    }
  }

  async #takeTurn(turn: PoolClient, organisationId: string): Promise<void> {
    await turn.query('BEGIN');
    await turn.query(`SELECT set_config('lock_timeout', $1, true), set_config('idle_in_transaction_session_timeout', '0', true)`, [`${String(this.#lockTimeout)}ms`]);
    await turn.query(`SELECT pg_advisory_xact_lock(hashtextextended('cash_flow_custody/' || $1, 0))`, [organisationId]);
  }

  async #writer(organisationId: string): Promise<CustodyWriter> {
    let stored = await this.#stored(organisationId);
    return {
      get keys() {
        return stored.keys;
      },
      put: async (...keys) => {
        const next = { revision: stored.revision + 1, keys: withKeys(stored.keys, keys) };
        await this.#replace(organisationId, stored.revision, next);
        stored = next;
      },
    };
  }

  /** @throws {KeysUnavailableError} when the revision is no longer the one that `next` follows. */
  async #replace(organisationId: string, revision: number, next: OrganisationKeys): Promise<void> {
    const document = writeKeysFile(organisationId, next);
    const { rowCount } = await this.#durably((client) =>
      revision === 0
        ? client.query(
            `INSERT INTO cash_flow_custody.organisation_keys (organisation_id, revision, document) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
            [organisationId, next.revision, document],
          )
        : client.query(
            `UPDATE cash_flow_custody.organisation_keys SET revision = $2, document = $3 WHERE organisation_id = $1 AND revision = $4`,
            [organisationId, next.revision, document, revision],
          ),
    );
    if (rowCount !== 1) throw new KeysUnavailableError('Another server wrote the keys of this organisation in between. Nothing was changed; try again.');
  }

  async #stored(organisationId: string): Promise<OrganisationKeys> {
    requireOrganisationId(organisationId);
    const [row] = await this.#rows<{ document: string }>(
      'SELECT document::text AS document FROM cash_flow_custody.organisation_keys WHERE organisation_id = $1', [organisationId],
    );
    return row ? readKeysFile(organisationId, row.document) : noKeys;
  }

  async #rows<Row>(statement: string, values: readonly string[] = []): Promise<readonly Row[]> {
    return (await this.#ask(() => this.#pool.query(statement, [...values]))).rows as Row[];
  }

  /** One write in a transaction that waits for the disk, also where the cluster does not by default; a stricter setting stays. */
  async #durably<T>(write: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.#ask(() => this.#pool.connect());
    let broken = true;
    try {
      const result = await this.#ask(async () => {
        await client.query('BEGIN');
        await client.query(`SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') IN ('off', 'local')`);
        const written = await write(client);
        await client.query('COMMIT');
        return written;
      });
      broken = false;
      return result;
    } finally {
      // A connection with a failed transaction is closed rather than used again.
      client.release(broken);
    }
  }

  async #ask<T>(question: () => Promise<T>): Promise<T> {
    try {
      return await question();
    } catch (error) {
      throw asKeysUnavailable(error);
    }
  }
}

function openPool(connectionString: string, max: number, timeout: number): Pool {
  const pool = new Pool({ connectionString, max, connectionTimeoutMillis: timeout, query_timeout: timeout, application_name: 'cash-flow-custody', allowExitOnIdle: true });
  // A connection that breaks is replaced, and the statement on it fails; without a listener the event would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
