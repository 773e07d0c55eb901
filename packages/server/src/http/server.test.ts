import { connect, type Socket } from 'node:net';
import { connect as connectHttp2, constants, type ClientHttp2Session } from 'node:http2';
import { get as httpsGet } from 'node:https';
import { request as httpRequest } from 'node:http';
import { connect as connectTls, getCiphers, type TLSSocket } from 'node:tls';
import { once } from 'node:events';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { AppEnv } from './app-env.ts';
import { identifyClient } from './client.ts';
import { selfSignedCertificate, type Certificate } from './certificate.ts';
import { PlainHttpRefusedError, startRedirects, startServer, type Fetch, type RunningServer, type ServerOptions } from './server.ts';
import { securityHeaders } from './security-headers.ts';

const hello: Fetch = () => new Response('hello', { headers: { 'content-type': 'text/plain' } });

async function start(options: Partial<ServerOptions> = {}): Promise<RunningServer> {
  const server = await startServer({ addresses: ['127.0.0.1'], port: 0, transport: { kind: 'loopback' }, build: () => hello, ...options });
  onTestFinished(() => server.close());
  return server;
}

/** Sends raw bytes and gives back all that is answered until the connection ends. */
function exchange(socket: Socket, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => { answer += text; });
    socket.on('error', () => undefined);
    socket.on('close', () => { resolve(answer); });
    socket.end(bytes);
  });
}

describe('plain HTTP', () => {
  it.each(['0.0.0.0', '::', '192.168.1.1', 'portal.example'])('is refused on %s', async (address) => {
    await expect(startServer({ addresses: ['127.0.0.1', address], port: 0, transport: { kind: 'loopback' }, build: () => hello }))
      .rejects.toThrow(PlainHttpRefusedError);
  });

  it('listens on a free port and tells it before the first request', async () => {
    let told = 0;
    const server = await start({ build: (port) => { told = port; return hello; } });
    expect(told).toBe(server.port);
    expect(await (await fetch(`http://127.0.0.1:${String(server.port)}/`)).text()).toBe('hello');
  });

  it('leaves out a second address that the machine does not have', async () => {
    const server = await start({ addresses: ['127.0.0.1', '127.0.0.1'], transport: { kind: 'loopback' } }).catch((error: unknown) => error);
    // The same address twice is taken already, which is a fault and no absence.
    expect(server).toMatchObject({ code: 'EADDRINUSE' });
    expect((await start({ addresses: ['127.0.0.1', '192.0.2.1'], transport: { kind: 'behind-tls-proxy' } })).addresses).toEqual(['127.0.0.1']);
  });

  it('answers what is no HTTP with 400 and lives on', async () => {
    const server = await start();
    expect(await exchange(connect(server.port, '127.0.0.1'), 'hello\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
    const answer = await exchange(connect(server.port, '127.0.0.1'), 'GET / HTTP/1.1\r\nHost: a b\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('"code":"invalid-request"');
    expect(answer.toLowerCase()).toContain("content-security-policy: default-src 'none'");
    expect((await fetch(`http://127.0.0.1:${String(server.port)}/`)).status).toBe(200);
  });

  it('refuses headers that are larger than the limit', async () => {
    const server = await start();
    const answer = await exchange(connect(server.port, '127.0.0.1'), `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(17 * 1024)}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
    expect(answer).toContain('"code":"headers-too-large"');
  });

  it('puts its headers on what is no request as well', async () => {
    const server = await start();
    const answer = (await exchange(connect(server.port, '127.0.0.1'), 'GET / HTTP/9.9\r\n\r\n')).toLowerCase();
    for (const header of ["content-security-policy: default-src 'none'", 'x-content-type-options: nosniff', 'cache-control: no-store', 'content-type: application/problem+json']) {
      expect(answer).toContain(header);
    }
    expect(answer).not.toContain('server:');
  });

  it('does not wait for a request that arrives drop by drop', async () => {
    const server = await start({ limits: { headersTimeout: 50, requestTimeout: 60 }, build: () => async (request) => new Response(await request.text()) });
    const socket = connect(server.port, '127.0.0.1');
    const headersLate = new Promise<string>((resolve) => {
      let text = '';
      socket.setEncoding('utf8').on('data', (part: string) => { text += part; }).on('close', () => { resolve(text); }).on('error', () => undefined);
    });
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n');
    expect(await headersLate).toContain('"code":"request-timeout"');
    const slow = connect(server.port, '127.0.0.1').on('error', () => undefined).resume();
    slow.write('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nx');
    await once(slow, 'close');
  });
});

describe('plain HTTP beside TLS', () => {
  it('sends pages to https and refuses everything else, without a promise about TLS', async () => {
    const server = await startRedirects({ addresses: ['127.0.0.1'], port: 0, origins: ['https://localhost:8443', 'https://portal.example'] });
    onTestFinished(() => server.close());
    const ask = (path: string, init: RequestInit = {}) => fetch(`http://localhost:${String(server.port)}${path}`, { redirect: 'manual', ...init });
    const page = await ask('/transactions?from=2026-01-01');
    expect([page.status, page.headers.get('location')]).toEqual([308, 'https://localhost:8443/transactions?from=2026-01-01']);
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    for (const answer of [await ask('/v1/session'), await ask('/healthz'), await ask('/', { method: 'POST' }), await ask('/v1/organisations/x/accounts', { method: 'DELETE' })]) {
      expect(answer.status).toBe(403);
      expect(answer.headers.has('strict-transport-security')).toBe(false);
      expect(await answer.json()).toMatchObject({ code: 'https-required' });
    }
    const foreign = await exchange(connect(server.port, '127.0.0.1'), 'GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n');
    expect(foreign).toMatch(/^HTTP\/1\.1 403 /);
    expect(foreign).not.toContain('ocation: ');
  });
});

describe('TLS', () => {
  let certificate: Certificate;
  let server: RunningServer;

  beforeAll(async () => {
    certificate = await selfSignedCertificate();
    server = await startServer({ addresses: ['127.0.0.1'], port: 0, transport: { kind: 'tls', certificate }, build: () => hello });
  });
  afterAll(() => server.close());

  const handshake = async (options: object): Promise<TLSSocket> => {
    const socket = connectTls({ port: server.port, host: '127.0.0.1', servername: 'localhost', ca: certificate.cert, ...options });
    onTestFinished(() => { socket.destroy(); });
    await once(socket, 'secureConnect');
    return socket;
  };

  it('is 1.2 or 1.3, with a certificate for this machine', async () => {
    expect((await handshake({ maxVersion: 'TLSv1.2' })).getProtocol()).toBe('TLSv1.2');
    expect((await handshake({})).getProtocol()).toBe('TLSv1.3');
    await expect(handshake({ minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' })).rejects.toThrow();
  });

  it('takes ECDHE with AEAD, and of all other suites none', async () => {
    const offered = getCiphers().map((name) => name.toUpperCase()).filter((name) => !name.startsWith('TLS_'));
    const taken: string[] = [];
    for (const name of [...offered, 'ECDHE-ECDSA-AES256-CCM8', 'AES128-CCM']) {
      const took = await handshake({ maxVersion: 'TLSv1.2', ciphers: `${name}:@SECLEVEL=0` }).catch(() => undefined);
      if (took) taken.push(took.getCipher().name);
    }
    // The suites for RSA keys wait for a certificate with such a key.
    expect(taken.sort()).toEqual(['ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-ECDSA-AES256-GCM-SHA384', 'ECDHE-ECDSA-CHACHA20-POLY1305']);
    expect(offered.length).toBeGreaterThan(20);
  });

  it('refuses a certificate that no client would take, and goes on with its own', async () => {
    const other = await selfSignedCertificate();
    for (const [bad, code] of [
      [{ cert: certificate.cert, key: other.key }, 'other-key'], [{ cert: 'x', key: other.key }, 'unreadable'],
      [await selfSignedCertificate(new Date(Date.now() - 200 * 86_400_000)), 'expired'], [await selfSignedCertificate(new Date(Date.now() + 86_400_000)), 'not-yet-valid'],
    ] as const) {
      expect(() => { server.replaceCertificate(bad); }).toThrow(expect.objectContaining({ name: 'CertificateError', code }));
    }
    expect((await handshake({})).authorized).toBe(true);
  });

  it('serves a new certificate from the next handshake on, and keeps open connections', async () => {
    const renewed = await startServer({ addresses: ['127.0.0.1'], port: 0, transport: { kind: 'tls', certificate }, build: () => hello });
    onTestFinished(() => renewed.close());
    const open = connectHttp2(`https://localhost:${String(renewed.port)}`, { ca: certificate.cert });
    onTestFinished(() => { open.destroy(); });
    await once(open, 'connect');
    const next = await selfSignedCertificate();
    renewed.replaceCertificate(next);
    const socket = await handshake({ port: renewed.port, ca: next.cert, maxVersion: 'TLSv1.2' });
    expect(socket.authorized).toBe(true);
    expect(socket.alpnProtocol).toBe(false);
    await expect(handshake({ port: renewed.port, maxVersion: 'TLSv1.1', minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' })).rejects.toThrow();
    await expect(handshake({ port: renewed.port, ca: next.cert, maxVersion: 'TLSv1.2', ciphers: 'AES256-SHA:@SECLEVEL=0' })).rejects.toThrow();
    const stream = open.request({ ':path': '/' });
    expect((await once(stream, 'response') as [Record<string, unknown>])[0][':status']).toBe(200);
    stream.resume();
  });

  it('speaks HTTP/2 and HTTP/1.1', async () => {
    const session = connectHttp2(`https://localhost:${String(server.port)}`, { ca: certificate.cert });
    onTestFinished(() => { session.destroy(); });
    const stream = session.request({ ':path': '/' });
    const [headers] = await once(stream, 'response') as [Record<string, unknown>];
    expect(headers[':status']).toBe(200);
    stream.resume();
    const response = await new Promise<{ readonly httpVersion: string }>((resolve, reject) => {
      httpsGet({ host: 'localhost', port: server.port, ca: certificate.cert, agent: false }, (message) => { message.resume(); resolve(message); }).on('error', reject);
    });
    expect(response.httpVersion).toBe('1.1');
  });

  it('survives an answer with headers that HTTP/2 forbids', async () => {
    const app = new Hono<AppEnv>();
    app.use(identifyClient(undefined), securityHeaders({ secure: true }));
    app.get('/', (context) => context.body('hello', 200, { connection: 'keep-alive', 'transfer-encoding': 'chunked', 'keep-alive': 'timeout=5' }));
    const risky = await startServer({
      addresses: ['127.0.0.1'], port: 0, transport: { kind: 'tls', certificate }, build: () => (request, bindings) => app.fetch(request, bindings),
    });
    onTestFinished(() => risky.close());
    const session = connectHttp2(`https://localhost:${String(risky.port)}`, { ca: certificate.cert });
    onTestFinished(() => { session.destroy(); });
    for (const path of ['/', '/absent', '/']) {
      const stream = session.request({ ':path': path });
      const [headers] = await once(stream, 'response') as [Record<string, unknown>];
      expect(headers[':status']).toBe(path === '/' ? 200 : 404);
      expect(headers['connection']).toBeUndefined();
      expect(headers['strict-transport-security']).toMatch(/includeSubDomains/);
      stream.resume();
      await once(stream, 'close');
    }
  });

  it('bounds what one HTTP/2 connection may do', async () => {
    const bounded = await startServer({
      addresses: ['127.0.0.1'], port: 0, transport: { kind: 'tls', certificate }, limits: { idleTimeout: 100, requestTimeout: 100, streamResets: 20 },
      build: () => async (request) => new Response(await request.text()),
    });
    onTestFinished(() => bounded.close());
    const session = (): ClientHttp2Session => {
      const opened = connectHttp2(`https://localhost:${String(bounded.port)}`, { ca: certificate.cert });
      onTestFinished(() => { opened.destroy(); });
      return opened.on('error', () => undefined);
    };
    // More headers than the limit.
    const many = session().request({ ':path': '/', ...Object.fromEntries(Array.from({ length: 120 }, (_, index) => [`x-${String(index)}`, 'x'])) });
    await expect(once(many, 'response')).rejects.toThrow();
    // A body that does not arrive.
    const slow = session().request({ ':path': '/', ':method': 'POST' }).on('error', () => undefined);
    slow.write('x');
    await once(slow, 'close');
    expect(slow.rstCode).not.toBe(0);
    // A connection on which nothing happens.
    await once(session(), 'close');
    // Streams that are opened and reset without end.
    const flood = session();
    const away = once(flood, 'goaway');
    for (let index = 0; index < 200; index += 1) flood.request({ ':path': '/' }).on('error', () => undefined).close(constants.NGHTTP2_CANCEL);
    await away;
    const after = session().request({ ':path': '/' });
    expect((await once(after, 'response') as [Record<string, unknown>])[0][':status']).toBe(200);
    after.resume();
  });

  it('survives bytes that are no TLS', async () => {
    await exchange(connect(server.port, '127.0.0.1'), 'GET / HTTP/1.1\r\n\r\n');
    expect((await handshake({})).authorized).toBe(true);
  });
});

describe('stopping', () => {
  it('finishes what was accepted and takes nothing more', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<undefined>();
    const { promise: reached, resolve: reach } = Promise.withResolvers<undefined>();
    const server = await start({ build: () => async () => { reach(undefined); await released; return new Response('finished'); } });
    const url = `http://127.0.0.1:${String(server.port)}/`;
    const answer = fetch(url);
    await reached;
    const closed = server.close();
    await expect(fetch(url)).rejects.toThrow();
    release(undefined);
    expect(await (await answer).text()).toBe('finished');
    await closed;
  });

  it('ends connections that are kept open without a request', async () => {
    const server = await start();
    const socket = connect(server.port, '127.0.0.1');
    onTestFinished(() => { socket.destroy(); });
    await once(socket, 'connect');
    socket.resume();
    const ended = once(socket, 'close');
    await server.close();
    await ended;
  });

  it('does not wait for ever for a handshake that never ends', async () => {
    const server = await start({ grace: 50, transport: { kind: 'tls', certificate: await selfSignedCertificate() } });
    const silent = connect(server.port, '127.0.0.1').on('error', () => undefined);
    await once(silent, 'connect');
    // Answered only after this connection was accepted.
    await once(connectTls({ port: server.port, host: '127.0.0.1', rejectUnauthorized: false }).on('error', () => undefined), 'secureConnect');
    await server.close();
    silent.destroy();
  });

  it('does not wait for ever for a request that never ends', async () => {
    const server = await start({ grace: 50, build: () => () => new Promise<Response>(() => undefined) });
    const hanging = httpRequest({ port: server.port, host: '127.0.0.1' }).on('error', () => undefined);
    hanging.end();
    await once(hanging, 'socket');
    await once(hanging, 'finish');
    await server.close();
  });
});
