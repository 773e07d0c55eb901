import { beforeAll, expect, it } from 'vitest';
import { PLATFORM } from '../database/schema.ts';
import { ProblemError } from '../http/problem-error.ts';
import { sealedBodies } from '../sealed-bodies.ts';
import { describeOnBothDatabases, type TestDatabase } from '../testing/test-database.ts';
import { makeTestKeys, openTestVault, partsOf } from '../testing/test-vault.ts';
import { KeyManagement, type Vault } from '../vault/index.ts';
import { createAccess, type AccessServices } from './access.ts';
import { passkeyIndex } from './factors/passkeys.ts';
import { loginIndex } from './people.ts';
import { signToken } from './session-cookie.ts';

const MINUTE = 60_000;
const client = { address: '192.0.2.7', userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', origin: undefined };

describeOnBothDatabases('the sessions of a person, on two servers', (open) => {
  let database: TestDatabase;
  let vaults: readonly [Vault, Vault];
  let first: AccessServices;
  let second: AccessServices;
  let personId: string;
  let organisationId: string;
  let time = Date.parse('2026-03-01T08:00:00Z');

  beforeAll(async () => {
    database = await open();
    const keys = await makeTestKeys(database);
    vaults = [await openTestVault(database, keys), await openTestVault(database, keys)];
    const serverOver = (vault: Vault): AccessServices => createAccess({ data: database.data, vault, now: () => new Date(time), sessions: { concurrent: 3 } });
    [first, second] = [serverOver(vaults[0]), serverOver(vaults[1])];
    personId = await first.people.create({ name: 'Ann', email: 'ann@example.com', password: 'a long password' });
    organisationId = await first.organisations.create('Bakery');
    await first.members.add(organisationId, personId, 'operator');
  });

  const begin = async (server = first): Promise<string> => {
    time += 1_000;
    return (await server.sessions.begin(personId, undefined, { client })).cookie.split(';')[0] ?? '';
  };
  const stateOf = async (cookie: string, server = second): Promise<string> => {
    try {
      const { membership } = await server.sessions.authenticate(cookie, organisationId);
      return membership ? `${membership.role} ${membership.state}` : 'no member';
    } catch (error) {
      if (error instanceof ProblemError) return error.code;
      throw error;
    }
  };
  const idOf = async (cookie: string): Promise<string> => (await first.sessions.authenticate(cookie, null)).sessionId;

  it('are listed with the device and the address, and ended one by one or together', async () => {
    const [one, two, three] = [await begin(), await begin(second), await begin()];
    const listed = await first.sessions.listOf(personId);
    expect(listed).toHaveLength(3);
    expect(listed[0]).toMatchObject({ id: await idOf(three), browser: 'Firefox', system: 'Linux', address: '192.0.2.7', factors: ['password'], createdAt: new Date(time) });
    expect(await first.sessions.endOf(organisationId, await idOf(one))).toBe(false);
    expect(await first.sessions.endOf(personId, await idOf(one))).toBe(true);
    expect([await stateOf(one), await stateOf(two), await stateOf(three)]).toEqual(['not-authenticated', 'operator active', 'operator active']);
    await first.sessions.endAll(personId, { except: await idOf(three) });
    expect([await stateOf(two), await stateOf(three)]).toEqual(['not-authenticated', 'operator active']);
    await first.sessions.endAll(personId);
    expect(await stateOf(three)).toBe('not-authenticated');
  });

  it('are three here: the oldest ends for one more, also when several begin at once', async () => {
    const [oldest, ...others] = [await begin(), await begin(), await begin(), await begin()];
    expect(await stateOf(oldest)).toBe('not-authenticated');
    expect(await Promise.all(others.map((cookie) => stateOf(cookie)))).toEqual(Array.from({ length: 3 }, () => 'operator active'));
    await Promise.all(Array.from({ length: 6 }, () => begin()));
    expect(await first.sessions.listOf(personId)).toHaveLength(3);
  });

  it('are not listed once they have ended by themselves', async () => {
    await begin();
    time += 30 * MINUTE;
    expect(await first.sessions.listOf(personId)).toEqual([]);
  });

  it('renew their secret on one server, which counts on the other; the one before is good for 30 seconds, and never after signing out', async () => {
    const before = await begin();
    const after = (await first.sessions.renew(await idOf(before))).split(';')[0] ?? '';
    time += 29_000;
    expect([await stateOf(before), await stateOf(after)]).toEqual(['operator active', 'operator active']);
    time += 1_000;
    expect([await stateOf(before), await stateOf(after)]).toEqual(['not-authenticated', 'operator active']);
    const last = (await first.sessions.renew(await idOf(after))).split(';')[0] ?? '';
    await first.sessions.end(await idOf(last));
    expect([await stateOf(after), await stateOf(last)]).toEqual(['not-authenticated', 'not-authenticated']);
  });

  it('know a changed role and a disabled member at the next request', async () => {
    const cookie = await begin();
    const set = (values: { role?: 'admin' | 'operator'; state?: 'active' | 'disabled' }): Promise<unknown> => database.data.inOrganisation(organisationId, (transaction) =>
      transaction.updateTable('members').set(values).where('organisation_id', '=', organisationId).where('person_id', '=', personId).execute());
    expect(await stateOf(cookie)).toBe('operator active');
    await set({ role: 'admin' });
    expect([await stateOf(cookie, first), await stateOf(cookie)]).toEqual(['admin active', 'admin active']);
    await set({ state: 'disabled' });
    expect([await stateOf(cookie, first), await stateOf(cookie)]).toEqual(['admin disabled', 'admin disabled']);
    await set({ role: 'operator', state: 'active' });
  });

  it('live through a new key for cookies, for their whole life, also on a server that does not know the key yet', async () => {
    const [vault, lagging] = vaults;
    await lagging.cookieKeys();
    const before = await begin();
    const keys = new KeyManagement({
      data: database.data, vault, ...partsOf(vault), tables: sealedBodies, indexes: [loginIndex(first.people), passkeyIndex(first.passkeys)], others: [], policy: { spread: 0 },
    });
    const known = (await vault.cookieKeys()).map(({ id }) => id);
    await keys.rotation.rotate(PLATFORM, { once: true });
    vault.forget(PLATFORM);
    const [newest] = await vault.cookieKeys();
    expect(known).not.toContain(newest?.id);
    const after = await begin();
    expect(after).toContain(`=${String(newest?.id)}.`);
    expect(await stateOf(after)).toBe('operator active');
    // The key before verifies for as long as a cookie under it may live.
    expect([await stateOf(before, first), await stateOf(before)]).toEqual(['operator active', 'operator active']);
  });

  it('refuse a cookie under a key that is nobody\'s, and load nothing for it', async () => {
    let forgotten = 0;
    const vault: Vault = { ...vaults[0], cookieKeys: () => vaults[0].cookieKeys(), platform: () => vaults[0].platform(), forget: () => { forgotten += 1; } };
    const { sessions } = createAccess({ data: database.data, vault });
    const token = { id: Buffer.alloc(16, 1), secret: Buffer.alloc(32, 2) };
    for (const id of [4_000_000_000, 999]) {
      await expect(sessions.authenticate(`__Host-cash-flow=${signToken(token, [{ id, key: new Uint8Array(32) }])}`, null)).rejects.toMatchObject({ code: 'not-authenticated' });
    }
    expect(forgotten).toBe(0);
  });
});
