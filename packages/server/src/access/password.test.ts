import { describe, expect, it } from 'vitest';
import { hashPassword, isAcceptablePassword, PASSWORD_COST, verifyPassword } from './password.ts';
import { TooManyWaitingError } from './concurrency-limit.ts';

const cheap = { memory: 64, passes: 1, parallelism: 1 };

describe('a password', () => {
  it('is hashed with argon2id at the documented cost, under a fresh salt', async () => {
    const [first, second] = await Promise.all([hashPassword('correct horse battery'), hashPassword('correct horse battery')]);
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(first).not.toBe(second);
    expect(await verifyPassword('correct horse battery', first)).toEqual({ matches: true, outdated: false });
    expect(await verifyPassword('correct horse batterz', first)).toEqual({ matches: false, outdated: false });
  });

  it('agrees with the reference implementation', async () => {
    // The argon2 command of the reference implementation: echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1
    const hash = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
    expect(await verifyPassword('password', hash)).toEqual({ matches: true, outdated: true });
  });

  it('is the same in composed and decomposed characters', async () => {
    const hash = await hashPassword('Zo\u00eb geht heute', cheap);
    expect((await verifyPassword('Zoe\u0308 geht heute', hash)).matches).toBe(true);
  });

  it('says when its hash was made at another cost', async () => {
    expect(await verifyPassword('a long password', await hashPassword('a long password', cheap))).toEqual({ matches: true, outdated: true });
  });

  it('matches nothing where there is no hash, whatever is typed', async () => {
    for (const typed of ['', 'undefined', 'a long password']) {
      expect((await verifyPassword(typed, undefined)).matches).toBe(false);
    }
  });

  it('costs the same where there is no hash', async () => {
    const hash = await hashPassword('a long password');
    const time = async (stored: string | undefined): Promise<number> => {
      const start = performance.now();
      await verifyPassword('another password', stored);
      return performance.now() - start;
    };
    // In turns, so that whatever else the machine does falls on both.
    const [known, unknown]: [number[], number[]] = [[], []];
    for (let round = 0; round < 15; round += 1) {
      known.push(await time(hash));
      unknown.push(await time(undefined));
    }
    const median = (times: number[]): number => times.sort((one, other) => one - other)[7] ?? 0;
    const ratio = median(unknown) / median(known);
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });

  it('needs twelve characters, of which one may take several code units', () => {
    expect(isAcceptablePassword('x'.repeat(11))).toBe(false);
    expect(isAcceptablePassword('x'.repeat(12))).toBe(true);
    expect(isAcceptablePassword('😀'.repeat(11))).toBe(false);
  });

  it('does not take all memory when fifty people sign in at once', async () => {
    const hash = await hashPassword('a long password');
    const before = process.memoryUsage.rss();
    let peak = before;
    const sampling = setInterval(() => { peak = Math.max(peak, process.memoryUsage.rss()); }, 5);
    const checks = await Promise.all(Array.from({ length: 50 }, () => verifyPassword('a long password', hash)));
    clearInterval(sampling);
    expect(checks.every(({ matches }) => matches)).toBe(true);
    // Fifty at once would take 950 MiB.
    expect(peak - before).toBeLessThan(20 * PASSWORD_COST.memory * 1024);
  });

  it('refuses at once where too many are waiting', async () => {
    const hash = await hashPassword('a long password', cheap);
    const results = await Promise.allSettled(Array.from({ length: 80 }, () => verifyPassword('a long password', hash)));
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused.length).toBe(80 - 66);
    expect(refused.every(({ reason }) => reason instanceof TooManyWaitingError)).toBe(true);
  });
});
