import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Certificate } from '../../../http/certificate.ts';

export interface ServiceRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

export interface ServiceAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What goes wrong: an answer instead of the right one, a connection that breaks, or one on which nothing comes. */
export type Fault = ServiceAnswer | 'break' | 'silence';

/** A server on loopback that speaks JSON as a key service does, and can be made to fail. */
export interface ServiceServer {
  readonly url: string;
  readonly port: number;
  /** All that was asked, in order. */
  readonly requests: readonly ServiceRequest[];
  /** The next requests meet these, one each. */
  failWith(...faults: readonly Fault[]): void;
  /** All requests from now on meet this one. */
  failAlwaysWith(fault: Fault): void;
  close(): Promise<void>;
}

export async function startService(answer: (request: ServiceRequest) => ServiceAnswer, certificate?: Certificate): Promise<ServiceServer> {
  const requests: ServiceRequest[] = [];
  const faults: Fault[] = [];
  let lasting: Fault | undefined;
  const listener: RequestListener = (message, response) => {
    void (async () => {
      const request = { method: message.method ?? '', path: message.url ?? '', headers: message.headers, body: await readJson(message) };
      requests.push(request);
      const chosen = faults.shift() ?? lasting ?? answer(request);
      if (chosen === 'silence') return;
      if (chosen === 'break') {
        message.socket.destroy();
        return;
      }
      response.writeHead(chosen.status, { 'content-type': 'application/json', ...chosen.headers });
      response.end(chosen.body === undefined ? '' : JSON.stringify(chosen.body));
    })();
  };
  const server = certificate ? createTlsServer(certificate, listener) : createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `${certificate ? 'https' : 'http'}://127.0.0.1:${String(port)}`,
    port,
    requests,
    failWith: (...more) => { faults.push(...more); },
    failAlwaysWith: (fault) => { lasting = fault; },
    close: async () => {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function readJson(message: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}
