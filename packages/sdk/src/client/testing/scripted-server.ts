/// <reference types="node" />
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { problems, type ProblemCode } from '../../contract/problems.ts';
import type { Timers } from '../types.ts';

export interface ReceivedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Uint8Array;
}

/** What the server does with a request; `drop` cuts the connection without an answer. */
export type Answer =
  | { readonly drop: true }
  | { readonly problem: ProblemCode; readonly headers?: Readonly<Record<string, string>> }
  | { readonly json: unknown; readonly status?: number; readonly headers?: Readonly<Record<string, string | readonly string[]>> }
  | { readonly text: string; readonly status: number; readonly headers?: Readonly<Record<string, string>> };

export type AnswerFor = (request: ReceivedRequest, index: number) => Answer | Promise<Answer>;

export interface ScriptedServer extends AsyncDisposable {
  readonly baseUrl: string;
  readonly requests: readonly ReceivedRequest[];
}

/** A real HTTP server on loopback that answers as told, and remembers what it was asked. */
export async function startServer(answerFor: AnswerFor): Promise<ScriptedServer> {
  const requests: ReceivedRequest[] = [];
  const server = createServer((incoming, outgoing) => {
    void receive(incoming).then(async (request) => {
      requests.push(request);
      send(outgoing, await answerFor(request, requests.length - 1));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function receive(incoming: IncomingMessage): Promise<ReceivedRequest> {
  const parts: Uint8Array[] = [];
  for await (const part of incoming) parts.push(part as Uint8Array);
  return { method: incoming.method ?? '', url: incoming.url ?? '', headers: incoming.headers, body: Buffer.concat(parts) };
}

function send(outgoing: ServerResponse, answer: Answer): void {
  if ('drop' in answer) return void outgoing.destroy();
  if ('text' in answer) return void outgoing.writeHead(answer.status, answer.headers).end(answer.text);
  if ('json' in answer) {
    outgoing.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers } as Record<string, string>);
    return void outgoing.end(JSON.stringify(answer.json));
  }
  const { status, title, action } = problems[answer.problem];
  const body = { type: 'about:blank', title, status, code: answer.problem, detail: action, docs: `problems#${answer.problem}`, requestId: 'request-1' };
  outgoing.writeHead(status, { 'content-type': 'application/problem+json', ...answer.headers }).end(JSON.stringify(body));
}

/** Timers whose waiting is over at once and is written down. */
export function recordedTimers(now = Date.UTC(2026, 0, 1), random = 0.5): { readonly timers: Timers; readonly waits: readonly number[] } {
  const waits: number[] = [];
  return {
    waits,
    timers: {
      now: () => now,
      random: () => random,
      wait: async (milliseconds, signal) => {
        waits.push(milliseconds);
        signal?.throwIfAborted();
      },
    },
  };
}
