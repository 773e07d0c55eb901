import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { describeOnBothDatabases } from '../testing/test-database.ts';
import { makeTestKeys, openTestVault } from '../testing/test-vault.ts';
import { insertFixture } from '../testing/fixtures.ts';
import { openBody, sealBody } from './sealed-row.ts';

describeOnBothDatabases('createVault', (open) => {
  it('opens what it sealed, also after a restart', async () => {
    const database = await open();
    const keys = await makeTestKeys(database);
    const organisationId = randomUUID();
    const row = { table: 'accounts', rowId: randomUUID(), sealVersion: 1, codecVersion: 1 };
    const before = await openTestVault(database, keys);
    const sealed = sealBody(await before.organisation(organisationId), row, { name: 'Till' });
    const after = await openTestVault(database, keys);
    expect(openBody(await after.organisation(organisationId), row, sealed)).toEqual({ name: 'Till' });
    await insertFixture(database.data, after);
  });
});
