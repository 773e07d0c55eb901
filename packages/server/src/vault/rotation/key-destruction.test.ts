import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { KeyStore } from '../key-store.ts';
import { openBody, sealBody } from '../sealed-row.ts';
import { describeOnBothDatabases, type TestDatabase } from '../../testing/test-database.ts';
import { openTestRotation } from '../../testing/test-rotation.ts';
import { makeTestKeys, openTestVault } from '../../testing/test-vault.ts';
import { KeyDestruction } from './key-destruction.ts';
import { defaultKeyPolicy } from './key-policy.ts';

const place = { table: 'accounts', rowId: randomUUID(), sealVersion: 1, codecVersion: 1 };

/** An organisation whose first key is retired, and a clock. */
async function openRetired(database: TestDatabase) {
  const keys = await makeTestKeys(database);
  const clock = { now: new Date() };
  const { vault, rotation, custody, provider } = await openTestRotation(database, keys);
  const organisationId = randomUUID();
  const old = sealBody(await vault.organisation(organisationId), place, 'from a backup');
  await rotation.rotate(organisationId, { once: true });
  const store = new KeyStore({ data: database.data, custody, provider, deploymentId: vault.deploymentId });
  const destruction = new KeyDestruction({ custody, store, policy: defaultKeyPolicy, now: () => clock.now });
  const passHorizon = (): void => { clock.now = new Date(clock.now.getTime() + defaultKeyPolicy.backupHorizon + 60_000); };
  return { keys, clock, organisationId, old, rotation, custody, destruction, passHorizon };
}

describeOnBothDatabases('the destruction of a key', (open) => {
  it('takes two people, and leaves nothing of the key', async () => {
    const { organisationId, custody, destruction, passHorizon } = await openRetired(await open());
    passHorizon();
    const code = await destruction.request(organisationId, 1, 'Operations');
    expect(code).toMatch(/^[2-9A-HJ-NP-Z]{26}$/);
    expect(JSON.stringify(await custody.keys(organisationId))).not.toContain(code);
    await expect(destruction.confirm(organisationId, 1, code, ' operations ')).rejects.toMatchObject({ reason: 'same-person' });
    await expect(destruction.confirm(organisationId, 1, code.replace(/.$/, '?'), 'Security')).rejects.toMatchObject({ reason: 'wrong-code' });
    await destruction.confirm(organisationId, 1, code.toLowerCase(), 'Security');
    const [key] = await custody.keys(organisationId);
    expect(key).toMatchObject({ keyId: 1, wrapped: null, destruction: { requestedBy: 'Operations', confirmedBy: 'Security' } });
    expect(key?.destroyedAt).toBeInstanceOf(Date);
    await expect(destruction.request(organisationId, 1, 'Operations')).rejects.toMatchObject({ reason: 'destroyed' });
  });

  it('waits for the end of the backups that need it, and for the retirement', async () => {
    const { organisationId, destruction, passHorizon } = await openRetired(await open());
    await expect(destruction.request(organisationId, 1, 'Operations')).rejects.toMatchObject({ reason: 'backup-horizon' });
    await expect(destruction.request(organisationId, 2, 'Operations')).rejects.toMatchObject({ reason: 'in-use' });
    await expect(destruction.request(organisationId, 3, 'Operations')).rejects.toMatchObject({ reason: 'unknown' });
    passHorizon();
    await expect(destruction.confirm(organisationId, 1, 'ANYTHING', 'Security')).rejects.toMatchObject({ reason: 'not-requested' });
  });

  it('is not done on a request that is a week old, nor after the retirement was taken back', async () => {
    const { organisationId, clock, destruction, rotation, passHorizon } = await openRetired(await open());
    passHorizon();
    const code = await destruction.request(organisationId, 1, 'Operations');
    clock.now = new Date(clock.now.getTime() + 8 * 86_400_000);
    await expect(destruction.confirm(organisationId, 1, code, 'Security')).rejects.toMatchObject({ reason: 'not-requested' });
    const again = await destruction.request(organisationId, 1, 'Operations');
    await rotation.restore(organisationId, 1);
    await expect(destruction.confirm(organisationId, 1, again, 'Security')).rejects.toMatchObject({ reason: 'in-use' });
    await rotation.retire(organisationId, 1);
    passHorizon();
    await expect(destruction.confirm(organisationId, 1, again, 'Security')).rejects.toMatchObject({ reason: 'not-requested' });
  });

  it('cannot be undone, also by an older database', async () => {
    const database = await open();
    const { keys, organisationId, old, rotation, destruction, passHorizon } = await openRetired(database);
    passHorizon();
    await destruction.confirm(organisationId, 1, await destruction.request(organisationId, 1, 'Operations'), 'Security');
    await expect(rotation.restore(organisationId, 1)).rejects.toMatchObject({ reason: 'destroyed' });
    // As a backup from before the rotation has it.
    await database.data.inOrganisation(organisationId, async (transaction) => {
      await transaction.deleteFrom('key_versions').where('organisation_id', '=', organisationId).execute();
      await transaction.insertInto('key_versions')
        .values({ organisation_id: organisationId, key_id: 1, purpose: 'data', state: 'active', created_at: new Date(), activated_at: new Date() }).execute();
    });
    const restored = await (await openTestVault(database, keys)).organisation(organisationId);
    expect(() => openBody(restored, place, old)).toThrow('was destroyed');
    expect(openBody(restored, place, sealBody(restored, place, 'new'))).toBe('new');
  });
});
