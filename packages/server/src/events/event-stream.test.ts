import { get } from 'node:https';
import { connect } from 'node:http2';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { operations } from '@cashflowsmart/sdk/contract';
import { describe, expect, it, onTestFinished } from 'vitest';
import { noTrail } from '../audit/testing/no-trail.ts';
import type { Ear } from '../database/notices.ts';
import { selfSignedCertificate } from '../http/certificate.ts';
import { createHttpApp } from '../http/http-app.ts';
import { defaultHttpLimits } from '../http/limits.ts';
import { startServer } from '../http/server.ts';
import { EventHub } from './event-hub.ts';
import { EventStream } from './event-stream.ts';
import { decodeNotice, encodeNotice } from './notice.ts';
import { eventHandlers } from './routes.ts';

const ORGANISATION = '0190a0b0-0000-7000-8000-000000000001';
const SESSION = '0190a0b0-0000-7000-8000-000000000002';

describe('a notice', () => {
  it('is words and ids, and nothing else is one', () => {
    for (const notice of [{ organisationId: ORGANISATION, kind: 'ledger' }, { organisationId: ORGANISATION, kind: 'session', subject: SESSION }] as const) {
      expect(decodeNotice(encodeNotice(notice))).toEqual(notice);
    }
    for (const payload of ['', 'ledger', `later ${ORGANISATION}`, `ledger ${ORGANISATION} x`, `ledger ${ORGANISATION} ${SESSION} more`, 'ledger x']) expect(decodeNotice(payload)).toBeUndefined();
  });
});

describe('a stream', () => {
  it('drops a reader that does not keep up', async () => {
    let closed = 0;
    const stream = new EventStream({ backlog: 8, onClose: () => { closed += 1; } });
    for (let index = 0; index < 20; index += 1) stream.tell('ledger');
    expect([stream.open, closed]).toEqual([false, 1]);
    await expect(stream.body.getReader().read()).rejects.toThrow('did not keep up');
  });
});

describe('over TLS', () => {
  async function start() {
    let ear: Ear | undefined;
    const hub = new EventHub({ listen: (_channel, heard) => { ear = heard; return Promise.resolve(() => Promise.resolve()); } });
    await hub.start();
    const certificate = await selfSignedCertificate();
    const server = await startServer({
      addresses: ['127.0.0.1'], port: 0, transport: { kind: 'tls', certificate },
      build: (port) => {
        const app = createHttpApp({
          table: [{ operation: operations.listenEvents, handle: eventHandlers(hub).listenEvents }],
          gate: { authenticate: () => Promise.resolve({ personId: SESSION, sessionId: SESSION, membership: { role: 'admin', state: 'active' } }) } as never,
          idempotency: { begin: () => Promise.reject(new Error('Nothing is created here.')), isConflict: () => false }, forgetKeys: () => undefined, trail: noTrail,
          origins: [`https://localhost:${String(port)}`], hosts: [], secure: true, docsBase: '', staticMounts: [], limits: defaultHttpLimits, problemOf: () => undefined, log: () => undefined,
        });
        return (request, bindings) => app.fetch(request, bindings);
      },
    });
    onTestFinished(() => server.close());
    return { hub, server, certificate, path: `/v1/organisations/${ORGANISATION}/events`, tell: () => ear?.hear(encodeNotice({ organisationId: ORGANISATION, kind: 'ledger' })) };
  }

  /** Reads until the text fits. */
  async function until(stream: Readable, wanted: RegExp): Promise<string> {
    let text = '';
    for await (const part of stream.iterator({ destroyOnReturn: false })) {
      text += String(part);
      if (wanted.test(text)) return text;
    }
    throw new Error(`Ended with ${text}`);
  }

  it('works on HTTP/2, and the process survives readers that leave in any way', async () => {
    const { hub, server, certificate, path, tell } = await start();
    const session = connect(`https://localhost:${String(server.port)}`, { ca: certificate.cert });
    onTestFinished(() => { session.destroy(); });
    for (const leave of ['close', 'destroy'] as const) {
      const stream = session.request({ ':path': path }).on('error', () => undefined);
      const [headers] = await once(stream, 'response') as [Record<string, unknown>];
      expect([headers[':status'], headers['content-type'], headers['connection'], headers['transfer-encoding']]).toEqual([200, 'text/event-stream; charset=utf-8', undefined, undefined]);
      tell();
      expect(await until(stream, /event: change\ndata: {"kind":"ledger"}\n\n/)).toContain('retry: ');
      stream[leave]();
      await expect.poll(() => hub.size).toBe(0);
    }
    const last = session.request({ ':path': path });
    await once(last, 'response');
    hub.closeStreams();
    expect(await until(last, /event: end/)).toContain('"stopping"');
    await once(last, 'close');
  });

  it('works on HTTP/1.1', async () => {
    const { hub, server, certificate, path, tell } = await start();
    const response = await new Promise<Readable & { readonly httpVersion: string }>((resolve, reject) => {
      get({ host: 'localhost', port: server.port, path, ca: certificate.cert, agent: false }, resolve).on('error', reject);
    });
    expect(response.httpVersion).toBe('1.1');
    tell();
    await until(response, /event: change/);
    response.destroy();
    await expect.poll(() => hub.size).toBe(0);
  });
});
