import { from as copyFrom } from 'pg-copy-streams';
import { Client } from 'pg';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { migrate } from '../packages/server/src/database/migrate.ts';
import { openDatabase } from '../packages/server/src/database/open-database.ts';
import { openTestLedger, type TestLedger } from '../packages/server/src/ledger/testing/open-test-ledger.ts';
import { startPostgresCluster } from '../packages/server/src/testing/postgres-cluster.ts';

/** A real PostgreSQL with its default durability, holding our ledger and, beside it, the plaintext table it is compared with. */
export interface LedgerDatabase {
  readonly ledger: TestLedger;
  readonly plaintext: Client;
  /** Loads lines of PostgreSQL's text format into the plaintext table, in one transaction. */
  copyPlaintext(lines: Iterable<string>): Promise<void>;
  /** Bytes of the named tables on disk, with indexes and out-of-line values. */
  sizeOf(...tables: string[]): Promise<number>;
  close(): Promise<void>;
}

const PLAINTEXT = `
  create table plaintext_transactions (
    id uuid primary key,
    organisation_id uuid not null,
    account_id uuid not null,
    day date not null,
    amount bigint not null,
    balance bigint,
    description text not null,
    counterparty text,
    reference text,
    line int not null
  );
  create index on plaintext_transactions (organisation_id, account_id, day);
`;

const COLUMNS = 'id, organisation_id, account_id, day, amount, balance, description, counterparty, reference, line';

export async function openLedgerDatabase(): Promise<LedgerDatabase> {
  const cluster = await startPostgresCluster({ durable: true, settings: { shared_buffers: '256MB', max_wal_size: '2GB' } });
  const connectionString = cluster.connectionString('postgres');
  const options = { kind: 'postgres', connectionString } as const;
  const database = await openDatabase(options);
  await migrate(database.kysely);
  const plaintext = new Client({ connectionString });
  await plaintext.connect();
  await plaintext.query(PLAINTEXT);
  const cleanUps: (() => Promise<void>)[] = [];
  const ledger = await openTestLedger({ ...database, options, ownerOptions: options, owner: database, dataFolder: cluster.dataFolder, onRemove: (cleanUp: () => Promise<void>) => void cleanUps.push(cleanUp) });
  return {
    ledger,
    plaintext,
    copyPlaintext: async (lines) => {
      await pipeline(Readable.from(lines, { objectMode: true }), plaintext.query(copyFrom(`copy plaintext_transactions (${COLUMNS}) from stdin`)));
    },
    sizeOf: async (...tables) => {
      const { rows } = await plaintext.query<{ bytes: string }>(`select sum(pg_total_relation_size(name::regclass)) as bytes from unnest($1::text[]) as name`, [tables]);
      return Number(rows[0]!.bytes);
    },
    close: async () => {
      await plaintext.end();
      await database.close();
      for (const cleanUp of cleanUps) await cleanUp();
      await cluster.stop();
    },
  };
}

/** Lines for COPY grouped into blocks, as a careful importer would send them. */
export function* inBlocks(lines: Iterable<string>, size = 64 * 1024): Generator<string> {
  let block = '';
  for (const line of lines) {
    block += line;
    if (block.length >= size) {
      yield block;
      block = '';
    }
  }
  if (block) yield block;
}

/** A value in PostgreSQL's text format for COPY. */
export function copyText(value: string): string {
  return /[\\\t\n\r]/.test(value) ? value.replace(/[\\\t\n\r]/g, (character) => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n' })[character] ?? '\\r') : value;
}
