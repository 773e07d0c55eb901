import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { ProblemError } from '../../http/problem-error.ts';
import { describeOnBothDatabases, type TestDatabase } from '../../testing/test-database.ts';
import { makeTestKeys, openTestVault } from '../../testing/test-vault.ts';
import type { Vault } from '../../vault/index.ts';
import { SignInThrottle, type SignInLimits } from './sign-in-throttle.ts';
import { Throttle } from './throttle.ts';

const limits: SignInLimits = {
  pair: { points: 3, seconds: 900 },
  address: { points: 6, seconds: 900 },
  network: { points: 8, seconds: 900 },
  account: { points: 4, seconds: 3_600 },
  everything: { points: 15, seconds: 60 },
  suspected: { pair: 1, address: 2 },
  knownSeconds: 30 * 86_400,
};
const ANN = 'ann@example.com';

describeOnBothDatabases('sign-in', (open) => {
  let database: TestDatabase;
  let vault: Vault;
  let secondVault: Vault;
  let time = Date.parse('2026-03-01T08:00:00Z');
  let first: SignInThrottle;
  let throttle: Throttle;

  beforeAll(async () => {
    database = await open();
    const keys = await makeTestKeys(database);
    [vault, secondVault] = [await openTestVault(database, keys), await openTestVault(database, keys)];
  });
  beforeEach(async () => {
    await sql`delete from throttles`.execute(database.owner.kysely);
    first = serverOver(vault);
  });

  const serverOver = (keys: Vault): SignInThrottle => {
    throttle = new Throttle({ data: database.data, vault: keys, now: () => new Date(time) });
    return new SignInThrottle({ data: database.data, throttle, limits });
  };
  /** Seconds to wait, 0 where the attempt is allowed; it fails then. */
  const fail = async (email: string, address: string, server = first): Promise<number> => {
    try {
      await server.attempt(email, address);
      return 0;
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'too-many-requests') return error.retryAfter ?? Number.NaN;
      throw error;
    }
  };
  const succeed = async (email: string, address: string): Promise<void> => (await first.attempt(email, address)).succeeded();
  /** Fails from so many networks, once from each. */
  const failFromEverywhere = async (email: string, networks: number, from = 0): Promise<number> => {
    let refused = 0;
    for (let index = from; index < from + networks; index += 1) refused += await fail(email, `203.0.${String(index)}.1`) > 0 ? 1 : 0;
    return refused;
  };

  it('fails a few times on one account from one network, then waits for the rest of the time', async () => {
    for (const address of ['192.0.2.1', '192.0.2.2', '192.0.2.1']) expect(await fail(ANN, address)).toBe(0);
    time += 100_000;
    expect(await fail(` ${ANN.toUpperCase()}`, '192.0.2.3')).toBe(800);
    expect(await fail(ANN, '198.51.100.1')).toBe(0);
    time += 800_000;
    expect(await fail(ANN, '192.0.2.1')).toBe(0);
  });

  it('counts attempts at once as one after the other', async () => {
    const waits = await Promise.all(Array.from({ length: 12 }, () => fail(ANN, '192.0.2.1')));
    expect(waits.filter((wait) => wait === 0)).toHaveLength(3);
  });

  it('is counted by all servers together, and a restart forgets nothing', async () => {
    const second = serverOver(secondVault);
    expect([await fail(ANN, '192.0.2.1'), await fail(ANN, '192.0.2.1', second), await fail(ANN, '192.0.2.1')]).toEqual([0, 0, 0]);
    expect(await fail(ANN, '192.0.2.1', second)).toBe(900);
    expect(await fail(ANN, '192.0.2.1', serverOver(vault))).toBe(900);
  });

  it('is limited for an address and for a network whatever the accounts', async () => {
    for (let index = 0; index < 6; index += 1) expect(await fail(`${String(index)}@example.com`, '192.0.2.1')).toBe(0);
    expect(await fail('another@example.com', '192.0.2.1')).toBe(900);
    for (let index = 0; index < 2; index += 1) expect(await fail(`${String(index)}@example.com`, '192.0.2.2')).toBe(0);
    expect(await fail('another@example.com', '192.0.2.3')).toBe(900);
    expect(await fail('another@example.com', '2001:db8::1')).toBe(0);
  });

  it('does not count a success, and begins anew on that account only', async () => {
    for (let index = 0; index < 3; index += 1) {
      expect([await fail(ANN, '192.0.2.1'), await fail(ANN, '198.51.100.1')]).toEqual([0, 0]);
      await succeed(ANN, '192.0.2.1');
      await succeed(ANN, '198.51.100.1');
    }
    // Own successes do not buy guesses on other accounts.
    for (let index = 0; index < 3; index += 1) expect(await fail(`${String(index)}@example.com`, '192.0.2.1')).toBe(0);
    expect(await fail('another@example.com', '192.0.2.1')).toBe(900);
  });

  it('locks nobody out: who is attacked gets in where they were before, and with the first try elsewhere', async () => {
    await succeed(ANN, '192.0.2.1');
    expect(await failFromEverywhere(ANN, 7)).toBe(0);
    // From a network of their own they may still mistype.
    expect([await fail(ANN, '192.0.2.9'), await fail(ANN, '192.0.2.9')]).toEqual([0, 0]);
    await succeed(ANN, '192.0.2.9');
    // Elsewhere the first try counts; the attackers have had theirs.
    await succeed(ANN, '198.51.100.7');
    expect(await fail(ANN, '203.0.5.1')).toBe(900);
    expect(await fail('ben@example.com', '203.0.113.200')).toBe(0);
  });

  it('is suspected of everybody while everything is under attack, and of nobody where they were before', async () => {
    await succeed(ANN, '192.0.2.1');
    for (let index = 0; index < 17; index += 1) await fail(`${String(index)}@example.com`, `203.0.${String(index)}.1`);
    expect([await fail(ANN, '192.0.2.1'), await fail(ANN, '192.0.2.1')]).toEqual([0, 0]);
    expect([await fail('ben@example.com', '198.51.100.1'), await fail('ben@example.com', '198.51.100.1')]).toEqual([0, 900]);
    expect([await fail('cy@example.com', '198.51.100.1'), await fail('dee@example.com', '198.51.100.1')]).toEqual([0, 900]);
    time += 61_000;
    expect(await fail('ben@example.com', '198.51.100.1')).toBe(0);
  });

  it('goes on counting while the key of the index is replaced', async () => {
    for (let index = 0; index < 3; index += 1) await fail(ANN, '192.0.2.1');
    // As a vault gives out whose index has a newer key: that one is written, the older one looked up as well.
    const renewed: Pick<Vault, 'blindIndex'> = {
      blindIndex: async (kind, value) => {
        const { current: older } = await vault.blindIndex(kind, value);
        const current = Buffer.concat([Buffer.from([0, 0, 1, 0]), createHash('sha256').update(older).digest()]);
        return { current, all: [current, older] };
      },
    };
    const newer = new SignInThrottle({ data: database.data, throttle: new Throttle({ data: database.data, vault: renewed, now: () => new Date(time) }), limits });
    expect(await fail(ANN, '192.0.2.1', newer)).toBe(900);
  });

  it('leaves rows without a name, which are removed in time', async () => {
    await succeed(ANN, '192.0.2.1');
    await fail(ANN, '192.0.2.1');
    const rows = async (): Promise<readonly { key_index: Uint8Array }[]> => (await sql<{ key_index: Uint8Array }>`select key_index from throttles`.execute(database.owner.kysely)).rows;
    expect(await rows()).toHaveLength(6);
    time += 3_601_000;
    await throttle.removeExpired();
    expect(await rows()).toHaveLength(1);
  });
});
