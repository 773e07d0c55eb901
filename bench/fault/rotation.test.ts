import { describe, expect, it, onTestFinished } from 'vitest';
import { createTestDatabase } from '../../packages/server/src/testing/test-database.ts';
import { makeTestKeys } from '../../packages/server/src/testing/test-vault.ts';
import { everyStep, runCrashChain } from './crash-chain.ts';
import type { Deployment } from './fault-server.ts';
import { runRotationTrial } from './rotation-trial.ts';

const SEED = 20_261_126;

/** A migrated, empty database that nobody has open. */
async function deploy(kind: 'pglite' | 'postgres'): Promise<Deployment> {
  const { database, remove } = await createTestDatabase(kind);
  onTestFinished(remove);
  const keys = await makeTestKeys(database);
  await database.close();
  return { database: database.options, dataFolder: database.dataFolder, keys };
}

/** The long form is `npm run fault -- rotation`. */
describe('a rotation of keys', () => {
  it('that is killed at any of its steps is finished by the next server, with every value readable at any time', async () => {
    const after = everyStep.filter(({ moment }) => moment === 'after');
    expect(await runCrashChain(await deploy('postgres'), 100, after)).toEqual({ kills: after.length, faults: [] });
  });

  it('that is killed inside its transactions is finished by the next process on PGlite, which takes over the folder', async () => {
    const within = everyStep.filter(({ moment, write }) => moment === 'before' && ['activation', 'batch', 'retirement'].includes(write));
    expect(await runCrashChain(await deploy('pglite'), 50, within)).toEqual({ kills: within.length, faults: [] });
  });

  it('goes on while two at once are killed, and others read and write', async () => {
    const result = await runRotationTrial({ deployment: await deploy('postgres'), values: 300, rotations: 2, seed: SEED });
    expect(result).toMatchObject({ rotations: 2, lost: 0, unreadable: 0, leftBehind: 0, faults: [] });
    expect(result.kills.rotators).toBeGreaterThan(0);
    expect(result.reads).toBeGreaterThan(0);
    expect(result.changes).toBeGreaterThan(0);
  });
});
