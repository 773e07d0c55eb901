import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { beforeAll, expect, it } from 'vitest';
import { describeOnBothDatabases } from '../testing/test-database.ts';
import { openTestVault } from '../testing/test-vault.ts';
import { startTestServer, type TestClient, type TestServer } from './test-server.ts';

const IBAN = 'DE89370400440532013000';

describeOnBothDatabases('bad input', (open) => {
  let server: TestServer;
  let operator: TestClient;

  beforeAll(async () => {
    const database = await open();
    server = await startTestServer(database, await openTestVault(database));
    operator = await server.signIn('operator');
  });

  const accounts = (): string => `${server.path}/accounts`;
  /** The problem, after looking that neither it nor the log repeats what was sent. */
  const problemOf = async (answer: Response): Promise<{ status: number; code: string; detail: string; errors?: unknown }> => {
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    const text = await answer.text();
    expect(text + JSON.stringify(server.logged)).not.toContain(IBAN);
    const problem = JSON.parse(text) as { status: number; code: string; detail: string };
    expect(problem.status).toBe(answer.status);
    expect(problem.detail).toMatch(/\.$/);
    return problem;
  };
  /** Sends bytes as they are and gives back the first line of the answer. */
  const raw = (bytes: string): Promise<string> => new Promise((resolve) => {
    const socket = connect(Number(new URL(server.origin).port), '127.0.0.1', () => socket.write(bytes));
    let answer = '';
    socket.setEncoding('utf8').on('data', (text: string) => { answer += text; socket.end(); }).on('error', () => undefined)
      .on('close', () => { resolve(answer.split('\r\n')[0] ?? ''); });
  });

  it('that fits no schema is answered with the fields and their rules', async () => {
    const answer = await operator.send('POST', accounts(), { key: randomUUID(), json: { name: '', number: { [IBAN]: IBAN }, currency: IBAN, [IBAN]: IBAN } });
    expect(await problemOf(answer)).toMatchObject({
      code: 'invalid-request',
      errors: expect.arrayContaining([{ path: 'body.name', rule: 'at least 1' }, { path: 'body.currency', rule: 'pattern' }, { path: 'body', rule: 'no other fields' }]) as unknown,
    });
  });

  it.each([
    ['a wrong content type', { headers: { 'content-type': 'text/csv' } }, 415, 'unsupported-content-type'],
    ['no JSON', { bytes: new TextEncoder().encode(`{"name":"${IBAN}`), headers: { 'content-type': 'application/json' } }, 400, 'malformed-json'],
    ['a content coding', { json: {}, headers: { 'content-encoding': 'gzip' } }, 415, 'unsupported-content-type'],
    ['two charsets', { json: {}, headers: { 'content-type': 'application/json; charset=utf-8; charset=utf-7' } }, 415, 'unsupported-content-type'],
    ['half a character', { bytes: new TextEncoder().encode('{"name":"\\ud83d"}'), headers: { 'content-type': 'application/json' } }, 400, 'malformed-json'],
    ['half a character in a name', { bytes: new TextEncoder().encode('{"\\udE00":1}'), headers: { 'content-type': 'application/json' } }, 400, 'malformed-json'],
    ['invalid UTF-8', { bytes: new Uint8Array([0x22, 0xc3, 0x28, 0x22]), headers: { 'content-type': 'application/json' } }, 400, 'malformed-json'],
    ['a key of another kind', { json: { name: 'A', currency: 'EUR' }, key: 'short' }, 400, 'idempotency-key-required'],
    ['a list instead of an object', { json: [IBAN] }, 400, 'invalid-request'],
    ['depth without end', { bytes: new TextEncoder().encode('['.repeat(500_000)), headers: { 'content-type': 'application/json' } }, 400, 'malformed-json'],
    ['more than the limit', { bytes: new Uint8Array(1024 * 1024 + 1), headers: { 'content-type': 'application/json' } }, 413, 'request-too-large'],
  ] as const)('as a body with %s has a code of its own', async (_, request, status, code) => {
    expect(await problemOf(await operator.send('POST', accounts(), { key: randomUUID(), ...request }))).toMatchObject({ status, code });
  });

  it('in pieces without a length is cut off at the limit', async () => {
    const piece = new Uint8Array(64 * 1024);
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({ pull(controller) { sent += 1; if (sent > 1_000) controller.close(); else controller.enqueue(piece); } });
    const answer = await fetch(server.origin + accounts(), {
      method: 'POST', body, duplex: 'half',
      headers: { origin: server.origin, 'cash-flow-request': '1', 'content-type': 'application/json', cookie: operator.cookie, 'idempotency-key': randomUUID() },
    } as RequestInit).catch(() => undefined);
    // The server ends the connection; where the sender is still writing, it may see that before the answer.
    if (answer) expect(await problemOf(answer)).toMatchObject({ code: 'request-too-large' });
    expect(sent).toBeLessThan(1_000);
  });

  it('in addresses is answered without asking the database', async () => {
    const client = await server.signIn('admin');
    expect(await problemOf(await client.send('GET', `/v1/organisations/${IBAN}`))).toMatchObject({ status: 404, code: 'not-found' });
    expect(await problemOf(await client.send('GET', `/v1/organisations/${server.organisationId.toUpperCase()}`))).toMatchObject({ code: 'not-found' });
    expect(await problemOf(await client.send('GET', `${server.path}/imports/${IBAN}`))).toMatchObject({ status: 400, code: 'invalid-request' });
    expect(await problemOf(await client.send('GET', `${server.path}/imports?limit=1&limit=2`))).toMatchObject({ code: 'invalid-request' });
    expect(await problemOf(await client.send('GET', `${server.path}/imports?limit=${IBAN}`))).toMatchObject({ code: 'invalid-request' });
    expect(await problemOf(await client.send('GET', `${server.path}/nothing`))).toMatchObject({ status: 404 });
    expect(await problemOf(await client.send('GET', '/%ff%fe'))).toMatchObject({ status: 404 });
  });

  it('as a method is told which ones there are', async () => {
    const answer = await operator.send('PUT', accounts(), { json: {} });
    expect(answer.headers.get('allow')).toBe('GET, POST, HEAD, OPTIONS');
    expect(await problemOf(answer)).toMatchObject({ status: 405, code: 'method-not-allowed' });
  });

  it('as a cookie is nobody', async () => {
    const [, value = ''] = operator.cookie.split('=');
    for (const cookie of [`x=${value}`, `__Host-cash-flow=${value.slice(0, -2)}AA`, `${operator.cookie}; ${operator.cookie}`, '__Host-cash-flow=', `__Host-cash-flow=${'a'.repeat(8_000)}`]) {
      expect(await problemOf(await server.withCookie(cookie).send('GET', '/v1/session'))).toMatchObject({ status: 401, code: 'not-authenticated' });
    }
  });

  it('on the connection does not reach the app', async () => {
    expect(await raw('GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n')).toBe('HTTP/1.1 403 Forbidden');
    expect(await raw('GET / HTTP/1.1\r\n\r\n')).toBe('HTTP/1.1 400 Bad Request');
    expect(await raw('GET /\r\n\r\n')).toBe('HTTP/1.1 400 Bad Request');
    expect(await raw('POST /v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n')).toBe('HTTP/1.1 400 Bad Request');
  });

  it('leaves nothing behind, and the server up', async () => {
    expect(await server.ledger.listAccounts(server.organisationId)).toEqual([]);
    expect((await server.anonymous.send('GET', '/readyz')).status).toBe(200);
    expect(server.logged).toEqual([]);
  });
});
