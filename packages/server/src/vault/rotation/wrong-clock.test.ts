import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { describeOnBothDatabases } from '../../testing/test-database.ts';
import { openTestRotation } from '../../testing/test-rotation.ts';
import { makeTestKeys } from '../../testing/test-vault.ts';
import { defaultKeyPolicy } from './key-policy.ts';

const YEAR = 365 * 86_400_000;

describeOnBothDatabases('a clock that was years ahead', (open) => {
  it('holds up no rotation that was begun by it', async () => {
    const database = await open();
    const keys = await makeTestKeys(database);
    const clock = { now: new Date(Date.now() + 10 * YEAR) };
    const { vault, rotation } = await openTestRotation(database, keys, { now: () => clock.now });
    const organisationId = randomUUID();
    await vault.organisation(organisationId);
    expect((await rotation.run(organisationId)).steps).toEqual(['begin']);
    clock.now = new Date();
    expect(await rotation.isDue(organisationId)).toBe(true);
    // What it began counts from now, and waits for other servers like any other.
    expect((await rotation.run(organisationId)).steps).toEqual([]);
    clock.now = new Date(clock.now.getTime() + defaultKeyPolicy.spread);
    expect((await rotation.run(organisationId)).steps).toEqual(['activate']);
    clock.now = new Date(clock.now.getTime() + defaultKeyPolicy.spread);
    expect((await rotation.run(organisationId)).steps).toEqual(['retire']);
  });

  it('leaves a rotation by command possible', async () => {
    const database = await open();
    const keys = await makeTestKeys(database);
    const clock = { now: new Date() };
    const { vault, rotation } = await openTestRotation(database, keys, { now: () => clock.now });
    const organisationId = randomUUID();
    await vault.organisation(organisationId);
    // Since the first key was made, the clock was put right.
    clock.now = new Date(clock.now.getTime() - 10 * YEAR);
    expect((await rotation.rotate(organisationId, { once: true })).steps).toEqual(['begin', 'activate', 'retire']);
  });
});
