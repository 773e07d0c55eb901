import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DataAccess } from '../database/data-access.ts';
import { PLATFORM } from '../database/schema.ts';
import { ProblemError } from '../http/problem-error.ts';
import { describeOnBothDatabases } from '../testing/test-database.ts';
import { openTestVault } from '../testing/test-vault.ts';
import { createAccess, type AccessServices } from './access.ts';
import { END_COOKIE, readToken } from './session-cookie.ts';

const START = Date.parse('2026-03-01T08:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describeOnBothDatabases('sessions', (open) => {
  let data: DataAccess;
  let access: AccessServices;
  let personId: string;
  let organisationId: string;
  let time = START;
  let cookieKeys: () => Promise<readonly { readonly id: number; readonly key: Uint8Array }[]>;

  beforeAll(async () => {
    const database = await open();
    const vault = await openTestVault(database);
    data = database.data;
    cookieKeys = () => vault.cookieKeys();
    access = createAccess({ data, vault, now: () => new Date(time) });
    personId = await access.people.create({ name: 'Ann', email: 'ann@example.com', password: 'a long password' });
    organisationId = await access.organisations.create('Bakery');
    await access.members.add(organisationId, personId, 'operator');
  });

  const begin = async (older?: string): Promise<string> => (await access.sessions.begin(personId, older)).cookie.split(';')[0] ?? '';
  const codeOf = async (cookie: string | undefined): Promise<string> => {
    try {
      await access.sessions.authenticate(cookie, organisationId);
      return 'in';
    } catch (error) {
      if (error instanceof ProblemError) return error.code;
      throw error;
    }
  };
  const rowOf = async (cookie: string): Promise<{ secret_hash: Uint8Array; last_seen_at: Date } | undefined> => {
    const { id } = readToken(cookie.split('=')[1] ?? '', await cookieKeys()) ?? {};
    return data.inPlatform((transaction) => transaction.selectFrom('sessions').select(['secret_hash', 'last_seen_at'])
      .where('organisation_id', '=', PLATFORM)
      .where('id', '=', id?.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') ?? randomUUID()).executeTakeFirst());
  };

  it('tell the person and the role in the organisation that is asked for', async () => {
    const cookie = await begin();
    expect(await access.sessions.authenticate(cookie, organisationId)).toMatchObject({ personId, membership: { role: 'operator', state: 'active' } });
    expect(await access.sessions.authenticate(cookie, randomUUID())).toMatchObject({ personId, membership: null });
    expect(await access.sessions.authenticate(cookie, null)).toMatchObject({ personId, membership: null });
  });

  it.each(['', 'x', PLATFORM, '0', 'not-an-id', `${randomUUID()}x`, randomUUID().toUpperCase(), "'; drop table sessions; --"])(
    'find no membership under %j and ask the database nothing that it would refuse', async (id) => {
      expect(await access.sessions.authenticate(await begin(), id)).toMatchObject({ membership: null });
    },
  );

  it('keep a hash of the secret and nothing that a cookie could be made of', async () => {
    const cookie = await begin();
    const row = await rowOf(cookie);
    const { secret } = readToken(cookie.split('=')[1] ?? '', await cookieKeys()) ?? {};
    expect(row?.secret_hash).toHaveLength(32);
    expect(Buffer.from(row?.secret_hash ?? []).equals(secret ?? Buffer.alloc(0))).toBe(false);
  });

  it('end after thirty minutes without a request, and not before', async () => {
    time = START;
    const cookie = await begin();
    time += 29 * MINUTE;
    expect(await codeOf(cookie)).toBe('in');
    time += 29 * MINUTE;
    expect(await codeOf(cookie)).toBe('in');
    time += 30 * MINUTE;
    expect(await codeOf(cookie)).toBe('session-expired');
  });

  it('end after twelve hours however busy they are', async () => {
    time = START;
    const cookie = await begin();
    for (let step = 0; step < 35; step += 1) {
      time += 20 * MINUTE;
      expect(await codeOf(cookie)).toBe('in');
    }
    time = START + 12 * HOUR;
    expect(await codeOf(cookie)).toBe('session-expired');
  });

  it('write when they were seen at most once a minute', async () => {
    time = START;
    const cookie = await begin();
    time += 59_000;
    await codeOf(cookie);
    expect((await rowOf(cookie))?.last_seen_at.getTime()).toBe(START);
    time += 1_000;
    await codeOf(cookie);
    expect((await rowOf(cookie))?.last_seen_at.getTime()).toBe(START + MINUTE);
  });

  it('end when they are signed out, for good', async () => {
    const cookie = await begin();
    const { sessionId } = await access.sessions.authenticate(cookie, null);
    expect(await access.sessions.end(sessionId)).toBe(END_COOKIE);
    expect(await codeOf(cookie)).toBe('not-authenticated');
  });

  it('begin anew at each sign-in, and end the one that the browser still had', async () => {
    const first = await begin();
    const second = await begin(first);
    expect(second).not.toBe(first);
    expect(await codeOf(first)).toBe('not-authenticated');
    expect(await codeOf(second)).toBe('in');
  });

  it('do not end the session of another browser', async () => {
    const [elsewhere, first] = [await begin(), await begin()];
    await begin(first);
    expect(await codeOf(elsewhere)).toBe('in');
  });

  it('let a changed role and a disabled member count at the next request', async () => {
    const cookie = await begin();
    const set = (values: { role?: 'admin' | 'operator'; state?: 'active' | 'disabled' }): Promise<unknown> => data.inOrganisation(organisationId, (transaction) =>
      transaction.updateTable('members').set(values).where('organisation_id', '=', organisationId).where('person_id', '=', personId).execute());
    await set({ role: 'admin' });
    expect(await access.sessions.authenticate(cookie, organisationId)).toMatchObject({ membership: { role: 'admin' } });
    await set({ state: 'disabled' });
    expect(await access.sessions.authenticate(cookie, organisationId)).toMatchObject({ membership: { state: 'disabled' } });
    await set({ role: 'operator', state: 'active' });
  });

  it('are removed a day after they ended', async () => {
    time = START;
    const cookie = await begin();
    time = START + 12 * HOUR + 25 * HOUR;
    await begin();
    expect(await rowOf(cookie)).toBeUndefined();
    expect(await codeOf(cookie)).toBe('not-authenticated');
  });

  it('are not entered with a signed cookie whose secret is another', async () => {
    const [mine, other] = [await begin(), await begin()];
    // Signed by us, but for a session that does not exist: what a leaked signing key alone would give.
    const { signToken } = await import('./session-cookie.ts');
    const keys = await cookieKeys();
    const mixed = { id: readToken(mine.split('=')[1] ?? '', keys)?.id ?? Buffer.alloc(16), secret: readToken(other.split('=')[1] ?? '', keys)?.secret ?? Buffer.alloc(32) };
    expect(await codeOf(`__Host-cash-flow=${signToken(mixed, keys)}`)).toBe('not-authenticated');
  });
});

describe('a request without a cookie of ours', () => {
  it('asks no database', async () => {
    const { Sessions } = await import('./sessions.ts');
    const { CookieKeyring } = await import('./cookie-keyring.ts');
    const data = new Proxy({}, { get: () => { throw new Error('The database was asked.'); } }) as DataAccess;
    const sessions = new Sessions({
      data, platformVault: () => Promise.reject(new Error('No keys were to be asked for.')),
      cookies: new CookieKeyring({ data, vault: { cookieKeys: () => Promise.resolve([{ id: 1, key: new Uint8Array(32) }]), forget: () => undefined } }),
    });
    for (const cookie of [undefined, '', 'a=b', '__Host-cash-flow=', '__Host-cash-flow=1.a.b.c', `__Host-cash-flow=${'x'.repeat(9_000)}`]) {
      await expect(sessions.authenticate(cookie, null)).rejects.toMatchObject({ code: 'not-authenticated' });
    }
  });
});
