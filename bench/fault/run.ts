// npm run fault -- rotation [--rotations N --values N --seed N --minutes N --database-crash-each N]
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { migrate } from '../../packages/server/src/database/migrate.ts';
import { openDatabase } from '../../packages/server/src/database/open-database.ts';
import { startPostgresCluster } from '../../packages/server/src/testing/postgres-cluster.ts';
import { runRotationTrial } from './rotation-trial.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rotations: { type: 'string', default: '50' },
    values: { type: 'string', default: '20000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
    minutes: { type: 'string', default: '30' },
    'database-crash-each': { type: 'string', default: '10' },
  },
});
const [rotations, count, seed, minutes, crashEach] = [values.rotations, values.values, values.seed, values.minutes, values['database-crash-each']].map(Number) as [number, number, number, number, number];
if (positionals.join() !== 'rotation' || [rotations, count, seed, minutes, crashEach].some((number) => !Number.isInteger(number) || number < 1)) {
  console.error('Usage: npm run fault -- rotation [--rotations N --values N --seed N --minutes N --database-crash-each N]');
  process.exit(2);
}

// Whatever hangs must not hang for ever; the processes that it leaves end with their parent.
const overdue = setTimeout(() => {
  console.error(`It is not done after ${minutes} minutes. Seed ${seed}.`);
  process.exit(1);
}, minutes * 60_000);

console.log(`seed ${seed}; the same seed gives the same values and kills, and the machine says what they hit`);
const folder = await mkdtemp(join(tmpdir(), 'cash-flow-keys-'));
const cluster = await startPostgresCluster({ durable: true });
try {
  const database = { kind: 'postgres', connectionString: cluster.connectionString('postgres'), poolSize: 4 } as const;
  const empty = await openDatabase(database);
  await migrate(empty.kysely);
  await empty.close();
  const result = await runRotationTrial({
    deployment: { database, dataFolder: cluster.dataFolder, keys: { custodyFolder: join(folder, 'custody'), keyFile: join(folder, 'master', 'master.key') } },
    values: count, rotations, seed,
    crashDatabase: () => cluster.crash(), databaseCrashEach: crashEach,
    onProgress: (line) => { console.log(line); },
  });
  const { kills } = result;
  console.log(`${result.rotations} rotations of ${result.values} values in ${result.seconds.toFixed(0)} s`);
  console.log(`killed: ${kills.rotators} rotating processes, ${kills.writers} writing ones, the database ${kills.databases} times`);
  console.log(`meanwhile ${result.reads} values read and ${result.changes} changes acknowledged; ${result.checked} values opened in the checks`);
  console.log(`${result.lost} lost, ${result.unreadable} unreadable, ${result.leftBehind} left behind`);
  for (const fault of result.faults) console.error(fault);
  console.log(result.faults.length === 0 ? 'Nothing failed.' : `${result.faults.length} faults. Seed ${seed}.`);
  process.exitCode = result.faults.length === 0 ? 0 : 1;
} catch (error) {
  console.error(error, `Seed ${seed}.`);
  process.exitCode = 1;
} finally {
  clearTimeout(overdue);
  await cluster.stop();
  await rm(folder, { recursive: true, force: true });
}
