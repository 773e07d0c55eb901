import { describe, expect, it, type TestContext } from 'vitest';
import { createTestDatabase } from '../../packages/server/src/testing/test-database.ts';
import { makeTestKeys } from '../../packages/server/src/testing/test-vault.ts';
import { everyStep, runCrashChain } from './crash-chain.ts';
import type { Deployment } from './fault-server.ts';
import { runRotationTrial } from './rotation-trial.ts';

const SEED = 20_261_126;

/** A migrated, empty database that nobody has open. */
async function deploy({ onTestFinished }: TestContext, kind: 'pglite' | 'postgres'): Promise<Deployment> {
  const { database, remove } = await createTestDatabase(kind);
  onTestFinished(remove);
  const keys = await makeTestKeys(database);
  await database.close();
  return { database: database.ownerOptions, dataFolder: database.dataFolder, keys };
}

/** Mostly processes that start and end, so side by side. The long form is `npm run fault -- rotation`. */
describe.concurrent('a rotation of keys', () => {
  it('that is killed at any of its steps is finished by the next server, with every value readable at any time', async (context) => {
    const after = everyStep.filter(({ moment }) => moment === 'after');
    expect(await runCrashChain(await deploy(context, 'postgres'), 100, after)).toEqual({ kills: after.length, faults: [] });
  });

  it('that is killed within a transaction, or before custody has noted its end, is finished by the next process on PGlite, which takes over the folder', async (context) => {
    const within = everyStep.filter(({ moment, write }) => moment === 'before' && ['batch', 'retirement'].includes(write));
    expect(await runCrashChain(await deploy(context, 'pglite'), 50, within)).toEqual({ kills: within.length, faults: [] });
  });

  it('goes on while two at once are killed, and others read and write', async (context) => {
    const result = await runRotationTrial({ deployment: await deploy(context, 'postgres'), values: 300, rotations: 2, seed: SEED });
    expect(result).toMatchObject({ rotations: 2, lost: 0, unreadable: 0, leftBehind: 0, faults: [] });
    expect(result.kills.rotators).toBeGreaterThan(0);
    expect(result.reads).toBeGreaterThan(0);
    expect(result.changes).toBeGreaterThan(0);
  });
});
