import { Client } from 'pg';
import { createAccess } from '../packages/server/src/access/access.ts';
import { migrate } from '../packages/server/src/database/migrate.ts';
import { openDatabase, type OpenDatabase } from '../packages/server/src/database/open-database.ts';
import { securedTables } from '../packages/server/src/database/row-security-state.ts';
import { requireServingRole } from '../packages/server/src/database/serving-role.ts';
import { authenticate } from '../packages/server/src/database/tenant-functions.ts';
import { insertFixture } from '../packages/server/src/testing/fixtures.ts';
import { startPostgresCluster } from '../packages/server/src/testing/postgres-cluster.ts';
import { openTestVault } from '../packages/server/src/testing/test-vault.ts';
import { timed, type Benchmark } from './benchmark.ts';

const CHECKS = 3_000;
const CLIENTS = 8;
const ORGANISATIONS = 50;
/** Sessions of everybody else, so that an index has to find one. */
const OTHERS = 20_000;

interface Side {
  readonly database: OpenDatabase;
  readonly known: readonly { readonly session: string; readonly organisationId: string }[];
}

/** The check of a session at every request: session, person and membership in one statement, with row-level security and without it. */
export const sessionCheck: Benchmark = {
  name: 'session-check',
  summary: `${CHECKS.toLocaleString('en')} session checks by ${CLIENTS} clients on PostgreSQL with forced row-level security, against the same statement without it.`,
  unit: 'ms',
  runs: 11,
  prepare: async () => {
    const cluster = await startPostgresCluster({ durable: true });
    const cleanUps: (() => Promise<void>)[] = [];
    const admin = new Client({ connectionString: cluster.connectionString('postgres') });
    await admin.connect();
    await admin.query(`CREATE ROLE cash_flow_owner LOGIN PASSWORD 'bench'`);
    await admin.query(`CREATE ROLE cash_flow_server LOGIN PASSWORD 'bench'`);
    const addressOf = (name: string, user: string): string => Object.assign(new URL(cluster.connectionString(name)), { username: user, password: 'bench' }).href;

    const side = async (name: string, secured: boolean): Promise<Side> => {
      await admin.query(`CREATE DATABASE ${name} OWNER cash_flow_owner`);
      const owner = await openDatabase({ kind: 'postgres', connectionString: addressOf(name, 'cash_flow_owner'), poolSize: 1 });
      await migrate(owner.kysely, { servingRole: 'cash_flow_server' });
      const database = await openDatabase({ kind: 'postgres', connectionString: addressOf(name, 'cash_flow_server'), poolSize: CLIENTS });
      cleanUps.unshift(() => database.close());
      await requireServingRole(database.kysely);
      const vault = await openTestVault({ data: database.data, dataFolder: cluster.dataFolder, onRemove: (cleanUp) => void cleanUps.push(cleanUp) });
      const { sessions } = createAccess({ data: database.data, vault });
      const known: Side['known'][number][] = [];
      for (let index = 0; index < ORGANISATIONS; index += 1) {
        const { organisationId, personId } = await insertFixture(database.data, vault);
        known.push({ session: (await sessions.begin(personId, undefined)).sessionId, organisationId });
      }
      await owner.bulk('write', (transaction) => transaction.query(`
        insert into sessions (id, person_id, secret_hash, created_at, last_seen_at, expires_at, authenticated_at, factors)
        select gen_random_uuid(), (select id from people limit 1), sha256(n::text::bytea), now(), now(), now() + interval '12 hours', now(), '{password}' from generate_series(1, ${OTHERS}) n`));
      if (!secured) {
        for (const { name: table } of await securedTables(owner.kysely)) await owner.bulk('write', (transaction) => transaction.query(`alter table ${table} no force row level security, disable row level security`));
      }
      await owner.close();
      const analyse = new Client({ connectionString: cluster.connectionString(name) });
      await analyse.connect();
      await analyse.query('vacuum analyze');
      await analyse.end();
      return { database, known };
    };

    const [ours, baseline] = [await side('with_row_security', true), await side('without_row_security', false)];
    return {
      ours: () => timed(() => check(ours)),
      baseline: () => timed(() => check(baseline)),
      notes: async () => [`one check by one client: ${(await latency(ours)).toFixed(3)} ms with row-level security, ${(await latency(baseline)).toFixed(3)} ms without`],
      close: async () => {
        for (const cleanUp of cleanUps) await cleanUp();
        await admin.end();
        await cluster.stop();
      },
    };
  },
};

async function check({ database, known }: Side): Promise<void> {
  let next = 0;
  await Promise.all(Array.from({ length: CLIENTS }, async () => {
    while (next < CHECKS) await one(database, known[next++ % known.length]!);
  }));
}

async function latency({ database, known }: Side): Promise<number> {
  const count = 500;
  return (await timed(async () => { for (let index = 0; index < count; index += 1) await one(database, known[index % known.length]!); })) / count;
}

async function one(database: OpenDatabase, { session, organisationId }: Side['known'][number]): Promise<void> {
  const [row] = await database.data.call(authenticate(session, organisationId));
  if (row?.role !== 'admin') throw new Error('A session was not found with its membership.');
}
