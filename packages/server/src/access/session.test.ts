import { randomUUID } from 'node:crypto';
import { schemas } from '@cashflowsmart/sdk/contract';
import { beforeAll, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../http/test-server.ts';
import { describeOnBothDatabases } from '../testing/test-database.ts';
import { openTestVault } from '../testing/test-vault.ts';
import { END_COOKIE } from './session-cookie.ts';

describeOnBothDatabases('signing in', (open) => {
  let server: TestServer;

  beforeAll(async () => {
    const database = await open();
    server = await startTestServer(database, await openTestVault(database));
  });

  const post = (email: string, password: string, cookie = ''): Promise<Response> =>
    server.withCookie(cookie).send('POST', '/v1/session', { json: { email, password } });

  it('answers who it is and sets one cookie, out of reach of scripts and other sites', async () => {
    const { email, password, id, name } = server.people.operator;
    const answer = await post(email.toUpperCase(), password);
    expect(answer.status).toBe(201);
    const cookies = answer.headers.getSetCookie();
    expect(cookies).toHaveLength(1);
    expect(cookies[0]).toMatch(/^__Host-cash-flow=\d+\.[\w-]{22}\.[\w-]{43}\.[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax$/);
    const text = await answer.text();
    expect(schemas.session.parse(JSON.parse(text))).toMatchObject({
      person: { id, name }, memberships: [{ organisationId: server.organisationId, organisationName: 'Bakery', role: 'operator' }], idleMinutes: 30,
    });
    const secret = cookies[0]?.split('.')[2] ?? '';
    expect(text).not.toContain(secret);
  });

  it('fails in the same way for a wrong password and for nobody', async () => {
    const [wrong, nobody] = await Promise.all([post(server.people.admin.email, 'wrong'), post('nobody@example.com', 'wrong')]);
    expect([wrong.status, nobody.status]).toEqual([401, 401]);
    const [one, two] = await Promise.all([wrong, nobody].map(async (answer) => ({ ...await answer.json() as object, requestId: '' })));
    expect(one).toEqual(two);
    expect(one).toMatchObject({ code: 'sign-in-failed' });
    expect(wrong.headers.getSetCookie()).toEqual([]);
  });

  it('makes a new session and ends the one that the browser still had', async () => {
    const { email, password } = server.people.admin;
    const first = await server.signIn('admin');
    const second = (await post(email, password, first.cookie)).headers.getSetCookie()[0]?.split(';')[0] ?? '';
    expect((await first.send('GET', '/v1/session')).status).toBe(401);
    expect((await server.withCookie(second).send('GET', '/v1/session')).status).toBe(200);
  });

  it('does not take over a session id that somebody planted', async () => {
    const planted = `__Host-cash-flow=1.${'A'.repeat(22)}.${'A'.repeat(43)}.${'A'.repeat(43)}`;
    const { email, password } = server.people.admin;
    const cookie = (await post(email, password, planted)).headers.getSetCookie()[0] ?? '';
    expect(cookie).not.toContain('A'.repeat(22));
  });

  it('ends at sign-out: the old cookie is worth nothing, here and in a copy', async () => {
    const client = await server.signIn('data-entry');
    const elsewhere = await server.signIn('data-entry');
    expect((await client.send('GET', server.path)).status).toBe(200);
    const answer = await client.send('DELETE', '/v1/session');
    expect(answer.status).toBe(204);
    expect(await answer.text()).toBe('');
    expect(answer.headers.getSetCookie()).toEqual([END_COOKIE]);
    expect(answer.headers.has('clear-site-data')).toBe(false);
    for (const path of ['/v1/session', server.path, `${server.path}/accounts`]) {
      const replayed = await server.withCookie(client.cookie).send('GET', path);
      expect(replayed.status).toBe(401);
      expect(await replayed.json()).toMatchObject({ code: 'not-authenticated' });
    }
    expect((await elsewhere.send('GET', server.path)).status).toBe(200);
  });

  it('tells each person the same session again', async () => {
    const client = await server.signIn('admin');
    const answer = await client.send('GET', '/v1/session');
    expect(await answer.json()).toMatchObject({ person: { id: server.people.admin.id } });
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('shows the organisation, and its members to the administrator', async () => {
    const admin = await server.signIn('admin');
    expect(await (await admin.send('GET', server.path)).json()).toEqual({ id: server.organisationId, name: 'Bakery', role: 'admin', approval: 'none', revision: 1 });
    const { items } = await (await admin.send('GET', `${server.path}/members`)).json() as { items: { name: string; role: string }[] };
    expect(items.map(({ name, role }) => [name, role])).toEqual([
      ['Person in admin', 'admin'], ['Person in data-entry', 'data-entry'], ['Person in operator', 'operator'],
    ]);
  });

  it('survives fifty guesses at once, checks five of them, and lets the others wait', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => post(server.people.operator.email, randomUUID())));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(45);
    expect(refused.every(({ headers }) => Number(headers.get('retry-after')) > 800)).toBe(true);
  });

  it('lets nobody wait in another way than somebody', async () => {
    const headersOf = async (email: string): Promise<unknown> => {
      for (let attempt = 0; attempt < 5; attempt += 1) await post(email, 'wrong');
      const { status, headers } = await post(email, 'wrong');
      return { status, headers: Object.fromEntries([...headers].filter(([name]) => !['date', 'request-id', 'retry-after'].includes(name))) };
    };
    expect(await headersOf('nobody.at.all@example.com')).toEqual(await headersOf(server.people['data-entry'].email));
  });
});
