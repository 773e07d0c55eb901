import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../database/migrate.ts';
import { openDatabase } from '../database/open-database.ts';
import { DEFAULT_SERVING_ROLE } from '../database/serving-role.ts';
import { type PostgresCluster, startPostgresCluster } from './postgres-cluster.ts';

/** What a test worker may ask for, and what it gets. */
export interface DatabaseAnswers {
  /** A migrated data folder to copy. */
  readonly pglite: { readonly folder: string };
  /** A running cluster, and in it a migrated database to copy, with the role that owns it and the one that only serves. */
  readonly postgres: {
    readonly adminConnection: string; readonly template: string; readonly dataFolder: string;
    readonly owner: RoleAccount; readonly server: RoleAccount;
  };
}

/** A role that can sign in. */
export interface RoleAccount {
  readonly user: string;
  readonly password: string;
}

export type DatabaseQuestion = keyof DatabaseAnswers;

/** Local address on which the test workers reach the service. */
export type ServiceAddress = string;

export interface DatabaseService {
  readonly address: ServiceAddress;
  stop(): Promise<void>;
}

const template = 'cash_flow_template';

/**
 * Lives in the main process of a test run. Nothing is started before the first worker asks for it, and then once for all
 * workers: a run without databases costs one socket.
 */
export async function startDatabaseService(): Promise<DatabaseService> {
  const folder = await mkdtemp(join(tmpdir(), 'cash-flow-tests-'));
  const address = process.platform === 'win32' ? `\\\\.\\pipe\\cash-flow-tests-${randomUUID()}` : join(folder, 'service');
  let cluster: Promise<PostgresCluster> | undefined;
  const answers: { readonly [Q in DatabaseQuestion]: () => Promise<DatabaseAnswers[Q]> } = {
    pglite: once(() => makePGliteTemplate(join(folder, 'template'))),
    postgres: once(async () => describeCluster(await (cluster ??= startPostgresCluster({ settings: { deadlock_timeout: '100ms' } })))),
  };
  const server = await listen(address, async (question) =>
    question === 'pglite' || question === 'postgres' ? answers[question]() : Promise.reject(new Error('Unknown question.')),
  );
  return {
    address,
    stop: async () => {
      server.close();
      // A start that failed was answered to the workers; here there is nothing left to stop.
      await cluster?.then((running) => running.stop(), () => undefined);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function makePGliteTemplate(folder: string): Promise<DatabaseAnswers['pglite']> {
  const database = await openDatabase({ kind: 'pglite', folder });
  await migrate(database.kysely);
  await database.close();
  return { folder };
}

async function describeCluster(cluster: PostgresCluster): Promise<DatabaseAnswers['postgres']> {
  const [owner, server] = [newRole('cash_flow_owner'), newRole(DEFAULT_SERVING_ROLE)];
  const { Client } = await import('pg');
  const admin = new Client({ connectionString: cluster.connectionString('postgres') });
  await admin.connect();
  for (const { user, password } of [owner, server]) await admin.query(`CREATE ROLE ${user} LOGIN PASSWORD '${password}'`);
  // Tests empty a database without looking at its references.
  await admin.query(`GRANT SET ON PARAMETER session_replication_role TO ${owner.user}`);
  // Some look at what lies on disk.
  await admin.query(`GRANT pg_checkpoint TO ${owner.user}`);
  await admin.query(`CREATE DATABASE ${template} OWNER ${owner.user}`);
  await admin.end();
  const connectionString = asRole(cluster.connectionString(template), owner);
  const database = await openDatabase({ kind: 'postgres', connectionString, poolSize: 1 });
  await migrate(database.kysely, { servingRole: server.user });
  await database.close();
  return { adminConnection: cluster.connectionString('postgres'), template, dataFolder: cluster.dataFolder, owner, server };
}

function newRole(user: string): RoleAccount {
  return { user, password: randomBytes(16).toString('hex') };
}

/** The same address for another role. */
export function asRole(connectionString: string, { user, password }: RoleAccount): string {
  const address = new URL(connectionString);
  [address.username, address.password] = [user, password];
  return address.href;
}

/** One line in, one JSON value out. */
function listen(address: ServiceAddress, answer: (question: string) => Promise<unknown>): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', (line) => {
        answer(line.toString('utf8').trim()).then(
          (value) => socket.end(JSON.stringify({ value })),
          (error: unknown) => socket.end(JSON.stringify({ error: String(error) })),
        );
      });
    });
    server.once('error', reject);
    server.listen(address, () => { resolve(server); });
  });
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
