// npm run fault -- rotation [--rotations N --values N --seed N --minutes N --database-crash-each N --no-steps]
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { startPostgresCluster } from '../../packages/server/src/testing/postgres-cluster.ts';
import { everyStep, runCrashChain } from './crash-chain.ts';
import type { Deployment } from './fault-server.ts';
import { runRotationTrial } from './rotation-trial.ts';

const { values, positionals } = parseArgs({
  allowNegative: true,
  allowPositionals: true,
  options: {
    rotations: { type: 'string', default: '50' },
    values: { type: 'string', default: '20000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
    minutes: { type: 'string', default: '30' },
    'database-crash-each': { type: 'string', default: '10' },
    steps: { type: 'boolean', default: true },
  },
});
const [rotations, count, seed, minutes, crashEach] = [values.rotations, values.values, values.seed, values.minutes, values['database-crash-each']].map(Number) as [number, number, number, number, number];
if (positionals.join() !== 'rotation' || [rotations, count, seed, minutes, crashEach].some((number) => !Number.isInteger(number) || number < 1)) {
  console.error('Usage: npm run fault -- rotation [--rotations N --values N --seed N --minutes N --database-crash-each N --no-steps]');
  process.exit(2);
}

/** So many that there are several batches. */
const STEP_VALUES = 300;

// Whatever hangs must not hang for ever; the processes that it leaves end with their parent.
const overdue = setTimeout(() => {
  console.error(`It is not done after ${minutes} minutes. Seed ${seed}.`);
  process.exit(1);
}, minutes * 60_000);

console.log(`seed ${seed}; the same seed gives the same values and kills, and the machine says what they hit`);
const folder = await mkdtemp(join(tmpdir(), 'cash-flow-fault-'));
const cluster = await startPostgresCluster({ durable: true });

/** A new, empty database in the cluster, and a place for keys. */
async function onPostgres(name: string): Promise<Deployment> {
  const admin = new Client({ connectionString: cluster.connectionString('postgres') });
  await admin.connect();
  await admin.query(`create database ${name}`);
  await admin.end();
  return { database: { kind: 'postgres', connectionString: cluster.connectionString(name), poolSize: 4 }, dataFolder: cluster.dataFolder, keys: keysFor(name) };
}

function onPGlite(name: string): Deployment {
  const dataFolder = join(folder, name, 'data');
  return { database: { kind: 'pglite', folder: dataFolder }, dataFolder, keys: keysFor(name) };
}

function keysFor(name: string): Deployment['keys'] {
  return { custodyFolder: join(folder, name, 'custody'), keyFile: join(folder, name, 'master', 'master.key') };
}

/** Servers killed at every step of a rotation, one after the other. */
async function killAtEveryStep(): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const deployment of [await onPostgres('steps'), onPGlite('steps-on-pglite')]) {
    const { kills, faults: found } = await runCrashChain(deployment, STEP_VALUES, everyStep);
    console.log(`${deployment.database.kind}: ${kills} servers killed at each step of a rotation, ${found.length} faults`);
    for (const fault of found) console.log(fault);
    faults.push(...found);
  }
  return faults;
}

async function rotateUnderKills(): Promise<readonly string[]> {
  const result = await runRotationTrial({
    deployment: await onPostgres('trial'), values: count, rotations, seed,
    crashDatabase: () => cluster.crash(), databaseCrashEach: crashEach,
    onProgress: (line) => { console.log(line); },
  });
  const { kills } = result;
  console.log(`${result.rotations} rotations of ${result.values} values in ${result.seconds.toFixed(0)} s`);
  console.log(`killed: ${kills.rotators} rotating processes, ${kills.writers} writing ones, the database ${kills.databases} times`);
  console.log(`meanwhile ${result.reads} values read and ${result.changes} changes acknowledged; ${result.checked} values opened in the checks`);
  console.log(`${result.lost} lost, ${result.unreadable} unreadable, ${result.leftBehind} left behind`);
  return result.faults;
}

try {
  const faults = [...(values.steps ? await killAtEveryStep() : []), ...await rotateUnderKills()];
  console.log(faults.length === 0 ? 'Nothing failed.' : `${faults.length} faults. Seed ${seed}.`);
  process.exitCode = faults.length === 0 ? 0 : 1;
} catch (error) {
  console.error(error, `Seed ${seed}.`);
  process.exitCode = 1;
} finally {
  clearTimeout(overdue);
  await cluster.stop();
  await rm(folder, { recursive: true, force: true });
}
