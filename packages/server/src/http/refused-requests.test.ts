import { connect } from 'node:net';
import { operations } from '@cashflowsmart/sdk/contract';
import type { Hono } from 'hono';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { AppEnv } from './app-env.ts';
import type { Handlers } from './handler.ts';
import type { AuditWriter } from '../audit/audit-trail.ts';
import { noTrail } from '../audit/testing/no-trail.ts';
import { createHttpApp } from './http-app.ts';
import { defaultHttpLimits } from './limits.ts';
import { operationTable } from './operation-table.ts';
import { ProblemError } from './problem-error.ts';
import { startServer } from './server.ts';

const ORIGIN = 'http://localhost:8787';
const ORGANISATION = '3f0a7c1e-8f43-4f0e-9d07-3f1f5a3c9b21';

function appOfAllOperations(trail: AuditWriter = noTrail): Hono<AppEnv> {
  const refusing = Object.fromEntries(Object.keys(operations).map((id) => [id, () => Promise.reject(new ProblemError('not-found'))]));
  return createHttpApp({
    table: operationTable({ ...refusing, health: () => Promise.resolve({ status: 'ok' }) } as unknown as Handlers),
    gate: { authenticate: () => Promise.reject(new ProblemError('not-authenticated')) },
    idempotency: { begin: () => Promise.reject(new Error('Nothing is created here.')), isConflict: () => false },
    trail,
    forgetKeys: () => undefined,
    origins: [ORIGIN], hosts: ['localhost'], secure: false, docsBase: '', staticMounts: [], limits: defaultHttpLimits, problemOf: () => undefined, log: () => undefined,
  });
}

/** The status line of the answer to raw bytes. */
function statusOf(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => { socket.end(bytes); });
    socket.setEncoding('utf8').on('data', (text: string) => { answer += text; });
    socket.on('error', reject);
    socket.on('close', () => { resolve(answer.split('\r\n')[0] ?? ''); });
  });
}

describe('requests are refused', () => {
  it('by methods that nothing takes', async () => {
    const app = appOfAllOperations();
    const server = await startServer({ addresses: ['127.0.0.1'], port: 0, transport: { kind: 'loopback' }, build: () => (request, bindings) => app.fetch(request, bindings) });
    onTestFinished(() => server.close());
    for (const method of ['TRACE', 'TRACK', 'CONNECT', 'PROPFIND', 'FOO']) {
      expect(await statusOf(server.port, `${method} /v1/session HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`), method).not.toMatch(/^HTTP\/1\.1 [123]/);
    }
  });

  // What a cache in front would keep for everybody because its name ends like that of a picture or a style.
  it('as if they were a file that may be cached', async () => {
    const app = appOfAllOperations();
    for (const path of ['/v1/session', `/v1/organisations/${ORGANISATION}`, `/v1/organisations/${ORGANISATION}/accounts`]) {
      for (const suffix of ['/x.css', '.css', ';x.js', '%2fx.png', '%0a.js', '/..%2fx.ico']) {
        const answer = await app.request(ORIGIN + path + suffix);
        expect(answer.status, path + suffix).toBeGreaterThanOrEqual(400);
        expect(answer.headers.get('cache-control'), path + suffix).toBe('no-store');
      }
    }
  });
});

describe('attempts at what guards the operations', () => {
  it('are counted for the audit log, by their reason alone', async () => {
    const counted: unknown[] = [];
    const app = appOfAllOperations({ ...noTrail, refuseUnknown: (record) => { counted.push(record); return Promise.resolve(); } });
    const headers = { origin: ORIGIN, 'cash-flow-request': '1', 'content-type': 'application/json' };
    const send = (body: string, more: Readonly<Record<string, string>> = {}) => app.request(`${ORIGIN}/v1/session`, { method: 'POST', body, headers: { ...headers, ...more } });
    await send('{}', { origin: 'https://evil.example' });
    await send('{}');
    await send('{"email"');
    await send('email=1', { 'content-type': 'text/plain' });
    await app.request('http://evil.example/v1/session');
    expect(counted).toEqual(['origin-not-allowed', 'invalid-request', 'malformed-json', 'unsupported-content-type', 'host-not-allowed'].map((outcome) => ({ action: 'request.refuse', outcome })));
  });
});

describe('answers', () => {
  it('name their charset', async () => {
    const app = appOfAllOperations();
    for (const path of ['/healthz', '/openapi.json', '/absent', '/problems']) expect((await app.request(ORIGIN + path)).headers.get('content-type'), path).toMatch(/; charset=utf-8$/i);
  });
});
