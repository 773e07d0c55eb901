import { describe, expect, it } from 'vitest';
import { CashFlowClient } from './client.ts';
import { sessionFetch } from './session-fetch.ts';
import { startServer, type Answer } from './testing/scripted-server.ts';

const signedIn: Answer = { json: {}, status: 201, headers: { 'set-cookie': ['__Host-a=id.secret; Path=/; Secure; HttpOnly; SameSite=Lax', 'b=2; Max-Age=60'] } };

describe('sessionFetch', () => {
  it('sends cookies back to the origin that set them, with Origin', async () => {
    await using server = await startServer((_, index) => (index === 0 ? signedIn : { json: {} }));
    const client = new CashFlowClient({ baseUrl: server.baseUrl, fetch: sessionFetch() });
    await client.session.signIn({ email: 'a@example.org', password: 'p' });
    await client.session.current();
    expect(server.requests[0]?.headers.cookie).toBeUndefined();
    expect(server.requests[0]?.headers.origin).toBe(server.baseUrl);
    expect(JSON.parse(Buffer.from(server.requests[0]!.body).toString())).toEqual({ email: 'a@example.org', password: 'p' });
    expect(server.requests[1]?.headers.cookie).toBe('__Host-a=id.secret; b=2');
  });

  it('keeps the cookies of one origin from every other, and of one instance from the next', async () => {
    await using one = await startServer(() => signedIn);
    await using other = await startServer(() => ({ json: {} }));
    const fetch = sessionFetch({ origin: 'https://portal.example' });
    await fetch(one.baseUrl, { method: 'POST' });
    await fetch(other.baseUrl);
    await sessionFetch()(one.baseUrl);
    expect(other.requests[0]?.headers).toMatchObject({ origin: 'https://portal.example' });
    expect([other.requests[0]?.headers.cookie, one.requests[1]?.headers.cookie]).toEqual([undefined, undefined]);
  });

  it.each([
    ['Max-Age=0', undefined],
    ['Expires=Thu, 01 Jan 1970 00:00:00 GMT', undefined],
    ['Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=10', 'a=1'],
    ['Max-Age=9', undefined],
  ])('forgets a cookie when it expires: %s', async (attributes, expected) => {
    let now = Date.UTC(2026, 0, 1);
    await using server = await startServer(() => ({ json: {}, headers: { 'set-cookie': `a=1; ${attributes}` } }));
    const fetch = sessionFetch({ now: () => now });
    await fetch(server.baseUrl);
    now += 9_500;
    await fetch(server.baseUrl);
    expect(server.requests[1]?.headers.cookie).toBe(expected);
  });

  it('follows no redirect', async () => {
    await using server = await startServer(() => ({ text: '', status: 302, headers: { location: '/elsewhere' } }));
    expect((await sessionFetch()(server.baseUrl)).status).toBe(302);
    expect(server.requests).toHaveLength(1);
  });
});
