import { operations, schemas, type Operation } from '@cashflowsmart/sdk/contract';
import { describe, expect, it } from 'vitest';
import { noTrail } from '../audit/testing/no-trail.ts';
import { createHttpApp, type HttpAppOptions } from './http-app.ts';
import { foreignProblem } from './foreign-problems.ts';
import type { Handlers } from './handler.ts';
import { defaultHttpLimits } from './limits.ts';
import { createLogger, type LogEntry } from './log.ts';
import { operationTable, type MountedOperation } from './operation-table.ts';
import { ProblemError } from './problem-error.ts';
import { trustedProxies } from './trusted-proxies.ts';
import { KeysUnavailableError } from '../vault/index.ts';
import { DatabaseUnavailableError } from '../database/errors.ts';

const ORIGIN = 'https://portal.example';
const PRIVATE = 'DE89370400440532013000';

const nobody: Pick<HttpAppOptions, 'gate' | 'idempotency' | 'trail'> = {
  trail: noTrail,
  gate: { authenticate: () => Promise.reject(new ProblemError('not-authenticated')) },
  idempotency: { begin: () => Promise.reject(new Error('Nothing is created here.')), isConflict: () => false },
};

const ping = {
  id: 'ping', method: 'GET', path: '/ping', tag: 'test', access: { public: 'For this test.' }, audit: { none: 'For this test.' }, summary: 'Answers.',
  success: { status: 200, schema: schemas.health }, problems: [],
} as const satisfies Operation;
const post = { ...ping, id: 'post', method: 'POST', path: '/post', body: { json: schemas.signIn } } as const satisfies Operation;

function appWith(table: readonly MountedOperation[], options: Partial<HttpAppOptions> = {}) {
  const logged: LogEntry[] = [];
  const app = createHttpApp({
    forgetKeys: () => undefined,
    ...nobody, table, origins: [ORIGIN], hosts: ['10.0.0.5:8787'], secure: true, docsBase: '', staticMounts: [], limits: defaultHttpLimits,
    problemOf: foreignProblem, log: (entry) => { logged.push(entry); }, ...options,
  });
  return { app, logged, get: (path: string, init?: RequestInit) => app.request(ORIGIN + path, init) };
}

const answering = (operation: Operation, handle: () => Promise<unknown>): MountedOperation => ({ operation, handle });

describe('an unexpected error', () => {
  const failing = (error: unknown) => appWith([answering(ping, () => Promise.reject(error as Error))]);

  it('is answered without a word about itself, and logged without its message', async () => {
    const { get, logged } = failing(Object.assign(new Error(`duplicate key ${PRIVATE}\n    at ${PRIVATE} (x)`), { code: '23505', detail: PRIVATE }));
    const answer = await get('/ping');
    const text = await answer.text();
    expect(answer.status).toBe(500);
    expect(JSON.parse(text)).toMatchObject({ code: 'internal-error', status: 500 });
    expect(logged).toMatchObject([{ level: 'error', event: 'request-failed', route: '/ping', errorName: 'Error', errorCode: '23505', requestId: answer.headers.get('request-id') }]);
    expect(text + JSON.stringify(logged)).not.toContain(PRIVATE);
    expect(logged[0]?.frames?.length).toBeGreaterThan(0);
  });

  it('is one even where something else than an error is thrown', async () => {
    const { get, logged } = failing(PRIVATE);
    expect((await get('/ping')).status).toBe(500);
    expect(JSON.stringify(logged)).not.toContain(PRIVATE);
  });

  it('is none where keys or database cannot be reached: that is told, with a time to wait', async () => {
    for (const [error, code] of [[new KeysUnavailableError('down'), 'keys-unavailable'], [new DatabaseUnavailableError(), 'unavailable']] as const) {
      const { get, logged } = failing(error);
      const answer = await get('/ping');
      expect(answer.status).toBe(503);
      expect(logged[0]?.reason).toBe(error instanceof KeysUnavailableError ? 'down' : undefined);
      expect(answer.headers.get('retry-after')).toBe('10');
      expect(await answer.json()).toMatchObject({ code });
    }
  });

  it('is one where a handler answers what its schema does not name', async () => {
    const extra = appWith([answering(ping, () => Promise.resolve({ status: 'ok', secret: PRIVATE }))]);
    expect(await (await extra.get('/ping')).json()).toEqual({ status: 'ok' });
    const wrong = appWith([answering(ping, () => Promise.resolve({ status: PRIVATE }))]);
    const answer = await wrong.get('/ping');
    expect(answer.status).toBe(500);
    expect(await answer.text() + JSON.stringify(wrong.logged)).not.toContain(PRIVATE);
  });
});

describe('every answer', () => {
  const { get } = appWith([answering(ping, () => Promise.resolve({ status: 'ok' }))]);

  it.each(['/ping', '/openapi.json', '/problems', '/absent', '/ping?x=1'])('carries the security headers at %s', async (path) => {
    const { headers } = await get(path);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('permissions-policy')).toContain('camera=()');
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; .*frame-ancestors 'none'/);
    expect(Number(/max-age=(\d+); includeSubDomains/.exec(headers.get('strict-transport-security') ?? '')?.[1])).toBeGreaterThanOrEqual(31_536_000);
    for (const name of ['server', 'x-powered-by', 'access-control-allow-origin']) expect(headers.has(name)).toBe(false);
    expect(headers.get('cache-control')).toMatch(/^no-/);
  });

  it('promises no TLS where there is none', async () => {
    const { get: plain } = appWith([answering(ping, () => Promise.resolve({ status: 'ok' }))], { secure: false });
    expect((await plain('/ping')).headers.has('strict-transport-security')).toBe(false);
  });

  it('to a failed request is a problem with a request id of its own', async () => {
    const ask = async (): Promise<Response> => get('/absent', { headers: { 'request-id': 'chosen-by-the-sender' } });
    const [first, second] = [await ask(), await ask()];
    expect(first.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    const body = await first.json() as Record<string, unknown>;
    expect(schemas.problem.parse(body)).toEqual(body);
    expect(body).toMatchObject({ type: '/problems#not-found', docs: '/problems#not-found', code: 'not-found', status: 404 });
    expect(body['requestId']).toBe(first.headers.get('request-id'));
    expect(second.headers.get('request-id')).not.toBe(body['requestId']);
    expect(body['requestId']).not.toBe('chosen-by-the-sender');
  });

  it('links to where the host says that problems are explained', async () => {
    const { get: based } = appWith([], { docsBase: 'https://help.portal.example' });
    expect(await (await based('/absent')).json()).toMatchObject({ docs: 'https://help.portal.example/problems#not-found' });
  });

  it('explains every problem where its link leads', async () => {
    const page = await (await get('/problems')).text();
    expect(page).toContain('<h2 id="not-found">');
    expect(page).not.toMatch(/<script|style=/);
  });
});

describe('a request', () => {
  const { get, app } = appWith([answering(ping, () => Promise.resolve({ status: 'ok' })), answering(post, () => Promise.resolve({ status: 'ok' }))]);
  const json = (init: RequestInit = {}): RequestInit => ({
    method: 'POST', body: JSON.stringify({ email: 'a@example.com', password: 'x' }), ...init,
    headers: { origin: ORIGIN, 'cash-flow-request': '1', 'content-type': 'application/json', ...init.headers },
  });
  const codeOf = async (answer: Response | Promise<Response>): Promise<unknown> => (await (await answer).json() as { code?: unknown }).code ?? 'answered';

  it('is answered at known hosts only', async () => {
    for (const host of ['https://evil.example', 'https://portal.example.evil.example', 'https://portal.example:8443', 'http://127.0.0.1']) {
      expect(await codeOf(app.request(`${host}/ping`))).toBe('host-not-allowed');
    }
    expect(await codeOf(app.request('https://PORTAL.example/ping'))).toBe('answered');
    expect(await codeOf(app.request('http://10.0.0.5:8787/ping'))).toBe('answered');
    expect(await codeOf(get('/ping', { headers: { host: 'evil.example' } }))).toBe('host-not-allowed');
  });

  it.each([undefined, 'null', 'https://evil.example', 'https://portal.example.evil.example', 'http://portal.example', 'https://portal.example:443', 'https://portal.example/', 'https://xportal.example'])(
    'that may change something is refused from the origin %s', async (origin) => {
      const headers = new Headers(json().headers);
      headers.delete('origin');
      if (origin !== undefined) headers.set('origin', origin);
      const answer = await get('/post', { ...json(), headers });
      expect(answer.status).toBe(403);
      expect(await codeOf(answer)).toBe('origin-not-allowed');
    },
  );

  it('that may change something needs the custom header', async () => {
    expect(await codeOf(get('/post', json({ headers: { 'cash-flow-request': '' } })))).toBe('origin-not-allowed');
    expect(await codeOf(get('/post', json()))).toBe('answered');
  });

  it.each(['', 'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/jsonx', 'application/json; charset=latin1'])(
    'of the content type %j is refused before it is read', async (type) => {
      expect((await get('/post', json({ headers: { 'content-type': type } }))).status).toBe(415);
    },
  );

  it('may name the one charset that JSON has', async () => {
    expect(await codeOf(get('/post', json({ headers: { 'content-type': 'application/json; charset=UTF-8' } })))).toBe('answered');
  });

  it.each(['', '{', '[1,', '\u0000', '{"email":"a@example.com","password":"x"} x'])('with the body %j is malformed', async (body) => {
    const answer = await get('/post', json({ body }));
    expect(answer.status).toBe(400);
    expect(await codeOf(answer)).toBe('malformed-json');
  });

  it('in another encoding than UTF-8 is malformed', async () => {
    expect(await codeOf(get('/post', json({ body: new Uint8Array([0x22, 0xff, 0x22]) })))).toBe('malformed-json');
  });

  it('is too large where it says so, and where it does not', async () => {
    const large = 'x'.repeat(defaultHttpLimits.jsonBytes + 1);
    expect(await codeOf(get('/post', json({ headers: { 'content-length': String(large.length) } })))).toBe('request-too-large');
    const chunked = new ReadableStream({ start(controller) { controller.enqueue(new TextEncoder().encode(large)); controller.close(); } });
    const answer = await get('/post', { ...json(), body: chunked, duplex: 'half' } as RequestInit);
    expect(answer.status).toBe(413);
    expect(await codeOf(answer)).toBe('request-too-large');
  });

  it('with another method is told which ones there are', async () => {
    const answer = await get('/ping', { method: 'DELETE', headers: { origin: ORIGIN, 'cash-flow-request': '1' } });
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    expect(await codeOf(answer)).toBe('method-not-allowed');
  });

  it('by HEAD gets the headers of GET, by OPTIONS the methods and no permission for other origins', async () => {
    const head = await get('/ping', { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect(await head.text()).toBe('');
    const options = await get('/post', { method: 'OPTIONS', headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' } });
    expect(options.status).toBe(204);
    expect(options.headers.get('allow')).toBe('POST, OPTIONS');
    expect([...options.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });
});

describe('the table of operations', () => {
  const complete = Object.fromEntries(Object.keys(operations).map((id) => [id, () => Promise.reject(new Error(id))])) as unknown as Handlers;
  const mount = (operation: Partial<Record<keyof Operation, unknown>>) => () =>
    operationTable({ ...complete, ping: () => Promise.resolve({}) } as Handlers, { ping: { ...ping, ...operation } as Operation });

  it('takes every operation of the contract with its handler', () => {
    expect(operationTable(complete)).toHaveLength(Object.keys(operations).length);
  });

  it('refuses an operation without a handler', () => {
    const { signIn: _, ...incomplete } = complete;
    expect(() => operationTable(incomplete as Handlers)).toThrow('The operation signIn has no handler.');
    expect(() => operationTable(Object.create(complete) as Handlers)).toThrow('has no handler');
  });

  it.each([undefined, null, '', 'everything:do', 'toString', {}, { public: '' }])('refuses the access %j', (access) => {
    expect(mount({ access })).toThrow('The operation ping has no known permission.');
  });

  it('refuses a permission outside an organisation, parameters that do not match, and creating without a body', () => {
    expect(mount({ access: 'accounts:list' })).toThrow('no organisation in its path');
    expect(mount({ path: '/ping/{id}' })).toThrow('other parameters');
    expect(mount({ idempotent: true })).toThrow('is idempotent');
    expect(mount({ id: 'pong' })).toThrow('stands under another id');
  });
});

describe('the log', () => {
  it('writes one line of JSON with the time', () => {
    const lines: string[] = [];
    createLogger((line) => { lines.push(line); }, () => new Date(0))({ level: 'error', event: 'request-failed' });
    expect(lines).toEqual(['{"time":"1970-01-01T00:00:00.000Z","level":"error","event":"request-failed"}\n']);
  });
});

describe('behind a proxy where TLS ends', () => {
  const proxy = { trusted: trustedProxies(['10.0.0.0/8']), headers: 'x-forwarded', endsTls: true } as const;
  const { app } = appWith([answering(ping, () => Promise.resolve({ status: 'ok' })), answering({ ...ping, id: 'health', path: '/healthz' }, () => Promise.resolve({ status: 'ok' }))], { proxy });
  const ask = (path: string, headers: Readonly<Record<string, string>>, peer = '10.0.0.5', method = 'GET') =>
    app.request(ORIGIN + path, { method, headers }, { incoming: { socket: { remoteAddress: peer }, rawHeaders: [], httpVersionMajor: 1 } } as never);

  it('answers what came over TLS, and promises more of it', async () => {
    const answer = await ask('/v1/ping', { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'portal.example' });
    expect(answer.status).toBe(404);
    expect(answer.headers.get('strict-transport-security')).toContain('max-age=');
  });

  it.each([['/v1/session', 'GET'], ['/v1/session', 'POST'], ['/openapi.json', 'GET'], ['/index.html', 'POST']])('refuses %s by %s in clear, and never redirects it', async (path, method) => {
    const answer = await ask(path, { 'x-forwarded-proto': 'http' }, '10.0.0.5', method);
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ code: 'https-required' });
    expect(answer.headers.has('strict-transport-security')).toBe(false);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('sends a page to its own address over TLS', async () => {
    const answer = await ask('//evil.example/../x?from=2026-01-01', { 'x-forwarded-proto': 'http' });
    expect(answer.status).toBe(308);
    expect(answer.headers.get('location')).toBe(`${ORIGIN}//x?from=2026-01-01`);
  });

  it('refuses whoever comes around the proxy, but tells a monitor that it runs', async () => {
    expect(await (await ask('/v1/session', { 'x-forwarded-proto': 'https' }, '198.51.100.1')).json()).toMatchObject({ code: 'https-required' });
    expect((await ask('/healthz', {}, '198.51.100.1')).status).toBe(200);
  });

  it('answers under no name that the proxy passes on from a foreign page', async () => {
    expect(await (await ask('/ping', { 'x-forwarded-host': 'evil.example' })).json()).toMatchObject({ code: 'host-not-allowed' });
    expect((await app.request('https://evil.example/ping', { headers: { 'x-forwarded-host': 'portal.example' } },
      { incoming: { socket: { remoteAddress: '10.0.0.5' }, rawHeaders: [] } } as never)).status).toBe(403);
  });
});

describe('the size of a request', () => {
  it('is bounded in its address and in the number of its headers', async () => {
    const { app, get } = appWith([answering(ping, () => Promise.resolve({ status: 'ok' }))]);
    expect(await (await get(`/ping?x=${'x'.repeat(5000)}`)).json()).toMatchObject({ code: 'address-too-long', status: 414 });
    const many = await app.request(`${ORIGIN}/ping`, {}, { incoming: { rawHeaders: Array.from({ length: 202 }, () => 'x'), httpVersionMajor: 1 } } as never);
    expect(many.status).toBe(431);
    expect(many.headers.get('content-security-policy')).toContain("default-src 'none'");
  });
});

describe('a page', () => {
  it('may be framed by listed origins only', async () => {
    const framed = appWith([], { frameAncestors: ['https://portal.example', 'https://other.example'] });
    const page = (await framed.get('/problems')).headers;
    expect(page.get('content-security-policy')).toContain('frame-ancestors https://portal.example https://other.example;');
    expect(page.has('x-frame-options')).toBe(false);
    expect((await framed.get('/absent')).headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    const { headers } = await appWith([]).get('/problems');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none';");
    expect(headers.get('x-frame-options')).toBe('DENY');
  });

  it('tells browsers where to report, and takes it without a listed origin', async () => {
    const { app, get, logged } = appWith([]);
    expect((await get('/problems')).headers.get('reporting-endpoints')).toBe('policy="/reports/policy"');
    const answer = await app.request(`${ORIGIN}/reports/policy`, {
      method: 'POST', headers: { 'content-type': 'application/csp-report' }, body: JSON.stringify({ 'csp-report': { 'effective-directive': 'img-src' } }),
    });
    expect(answer.status).toBe(204);
    expect(logged).toMatchObject([{ event: 'policy-violated', directive: 'img-src' }]);
  });
});
