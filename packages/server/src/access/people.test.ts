import { beforeAll, expect, it } from 'vitest';
import type { DataAccess } from '../database/data-access.ts';
import { PLATFORM } from '../database/schema.ts';
import { describeOnBothDatabases } from '../testing/test-database.ts';
import { openTestVault } from '../testing/test-vault.ts';
import { openBody, sealBody, type Vault } from '../vault/index.ts';
import { createAccess, type AccessServices } from './access.ts';
import { hashPassword } from './password.ts';
import { EmailTakenError, PasswordTooShortError } from './people.ts';

const PASSWORD = 'a long password';

describeOnBothDatabases('people', (open) => {
  let data: DataAccess;
  let vault: Vault;
  let access: AccessServices;

  beforeAll(async () => {
    const database = await open();
    vault = await openTestVault(database);
    data = database.data;
    access = createAccess({ data, vault });
  });

  it('are found by e-mail in any spelling, with their password and no other', async () => {
    const id = await access.people.create({ name: 'Ann', email: 'Ann@Example.com', password: PASSWORD });
    expect(await access.people.authenticate(' ann@example.COM', PASSWORD)).toEqual({ id, name: 'Ann', email: 'Ann@Example.com' });
    expect(await access.people.authenticate('ann@example.com', 'another password')).toBeUndefined();
    expect(await access.people.authenticate('nobody@example.com', PASSWORD)).toBeUndefined();
  });

  it('have an e-mail of their own, also when two are made at once', async () => {
    const results = await Promise.allSettled([1, 2, 3].map(() => access.people.create({ name: 'Ben', email: 'ben@example.com', password: PASSWORD })));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : [])).every((reason) => reason instanceof EmailTakenError)).toBe(true);
  });

  it('are not made with a short password', async () => {
    await expect(access.people.create({ name: 'Cy', email: 'cy@example.com', password: 'elevenchars' })).rejects.toThrow(PasswordTooShortError);
  });

  it('get a new hash at their next sign-in where the old one was cheaper', async () => {
    const id = await access.people.create({ name: 'Dee', email: 'dee@example.com', password: PASSWORD });
    const keys = await vault.platform();
    const place = (sealVersion: number) => ({ table: 'people', rowId: id, sealVersion, codecVersion: 1 });
    const cheap = await hashPassword(PASSWORD, { memory: 64, passes: 1, parallelism: 1 });
    await data.inPlatform((transaction) => transaction.updateTable('people')
      .set({ sealed: sealBody(keys, place(2), { name: 'Dee', email: 'dee@example.com', passwordHash: cheap }), seal_version: 2 })
      .where('organisation_id', '=', PLATFORM).where('id', '=', id).execute());
    expect(await access.people.authenticate('dee@example.com', PASSWORD)).toMatchObject({ id });
    const row = await data.inPlatform((transaction) => transaction.selectFrom('people').select(['sealed', 'seal_version'])
      .where('organisation_id', '=', PLATFORM).where('id', '=', id).executeTakeFirstOrThrow());
    expect(openBody(keys, place(row.seal_version), row.sealed)).toMatchObject({ passwordHash: expect.stringMatching(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/) as string });
    expect(await access.people.authenticate('dee@example.com', PASSWORD)).toMatchObject({ id });
  });

  it('are members by name, each with a role, in as many organisations as they like', async () => {
    const [bakery, butchery] = [await access.organisations.create('Bakery'), await access.organisations.create('A butchery')];
    const zoe = await access.people.create({ name: 'Zoe', email: 'zoe@example.com', password: PASSWORD });
    const eve = await access.people.create({ name: 'Eve', email: 'eve@example.com', password: PASSWORD });
    await access.members.add(bakery, zoe, 'admin');
    await access.members.add(bakery, eve, 'data-entry');
    await access.members.add(butchery, zoe, 'operator');
    expect(await access.members.list(bakery)).toEqual([
      { personId: eve, name: 'Eve', email: 'eve@example.com', role: 'data-entry', state: 'active', revision: 1 },
      { personId: zoe, name: 'Zoe', email: 'zoe@example.com', role: 'admin', state: 'active', revision: 1 },
    ]);
    expect(await access.members.membershipsOf(zoe)).toEqual([
      { organisationId: butchery, organisationName: 'A butchery', role: 'operator' },
      { organisationId: bakery, organisationName: 'Bakery', role: 'admin' },
    ]);
    expect(await access.people.names([zoe, eve, zoe])).toEqual(new Map([[zoe, 'Zoe'], [eve, 'Eve']]));
  });
});
