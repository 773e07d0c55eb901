/// <reference types="node" />
import { createServer, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CashFlowClient } from './client.ts';
import { NotAuthenticatedError } from './errors.ts';
import { readEvents, type ServerEvent } from './server-events.ts';
import { systemTimers } from './timers.ts';

const ORGANISATION = '0190a0b0-0000-7000-8000-000000000001';
const change = (kind: string): string => `event: change\ndata: {"kind":"${kind}"}\n\n`;

/** A server whose connections are answered one after the other as told. */
async function serve(...answers: readonly ((response: ServerResponse) => void)[]) {
  let connections = 0;
  const accepted: unknown[] = [];
  const server = createServer((request, response) => {
    accepted.push(request.headers.accept);
    (answers[connections++] ?? (() => response.destroy()))(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => { server.closeAllConnections(); server.close(); });
  // Waiting between two connections is over at once; the watch for silence takes its time.
  const timers = { ...systemTimers, wait: (milliseconds: number, signal?: AbortSignal) => (milliseconds > 40_000 ? systemTimers.wait(milliseconds, signal) : Promise.resolve()) };
  const client = new CashFlowClient({ baseUrl: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, timers });
  return { client, accepted };
}

const stream = (text: string, end: boolean) => (response: ServerResponse): void => {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  response.write(text);
  if (end) response.end();
};
const refuse = (status: number, code: string) => (response: ServerResponse): void => {
  response.writeHead(status, { 'content-type': 'application/problem+json' }).end(JSON.stringify({ code, title: 'No.', status }));
};

describe('listening for changes', () => {
  it('connects again and says that something may have been missed, until the session has ended', async () => {
    const { client, accepted } = await serve(
      stream(`retry: 2000\n\n:\n\n${change('ledger')}event: end\ndata: {"reason":"stopping"}\n\n`, true), refuse(503, 'unavailable'), (response) => { response.destroy(); },
      stream(change('imports') + change('later'), true), refuse(401, 'session-expired'),
    );
    const kinds: string[] = [];
    await expect(async () => { for await (const { kind } of client.events.listen(ORGANISATION)) kinds.push(kind); }).rejects.toThrow(NotAuthenticatedError);
    expect(kinds).toEqual(['ledger', 'missed', 'imports', 'missed']);
    expect(accepted).toHaveLength(5);
    expect(accepted[0]).toContain('text/event-stream');
  });

  it('ends without an error when it is aborted', async () => {
    const { client } = await serve(stream(change('ledger'), false));
    const aborter = new AbortController();
    const kinds: string[] = [];
    for await (const { kind } of client.events.listen(ORGANISATION, { signal: aborter.signal })) {
      kinds.push(kind);
      aborter.abort();
    }
    expect(kinds).toEqual(['ledger']);
  });
});

describe('a stream', () => {
  const bytes = (...parts: readonly string[]) => new ReadableStream<Uint8Array>({
    start: (controller) => { for (const part of parts) controller.enqueue(new TextEncoder().encode(part)); controller.close(); },
  });
  const read = async (body: ReadableStream<Uint8Array>, wait = systemTimers.wait) => {
    const events: ServerEvent[] = [];
    for await (const event of readEvents(body, { timers: { wait }, silence: 60_000 })) events.push(event);
    return events.slice(1);
  };

  it('is read whatever its parts and its line ends', async () => {
    const text = 'event: a\r\ndata: 1\r\n\r\n: beat\n\ndata: 2\ndata:3\n\nevent: half';
    const wanted = [{ name: 'a', data: '1' }, { name: 'message', data: '2\n3' }];
    expect(await read(bytes(text))).toEqual(wanted);
    expect(await read(bytes(...text))).toEqual(wanted);
  });

  it('is dead where it falls silent, and none of ours where a message has no end', async () => {
    await expect(read(new ReadableStream(), () => Promise.resolve())).rejects.toMatchObject({ code: 'connection-failed' });
    await expect(read(bytes('x'.repeat(5_000)))).rejects.toMatchObject({ code: 'unexpected-response' });
  });
});
