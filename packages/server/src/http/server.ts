import { randomUUID } from 'node:crypto';
import { createServer as createPlainServer, type Server } from 'node:http';
import { createSecureServer, type Http2SecureServer } from 'node:http2';
import { isIPv6, type AddressInfo } from 'node:net';
import { getRequestListener, type Http2Bindings, type HttpBindings } from '@hono/node-server';
import type { Certificate } from './certificate.ts';
import { trackConnections, type Drain } from './connections.ts';
import { defaultHttpLimits, type HttpLimits } from './limits.ts';
import { isLoopback } from './loopback.ts';
import { ProblemError } from './problem-error.ts';
import { problemResponse } from './problem-response.ts';
import { secureAnswer } from './security-headers.ts';

/** How requests arrive: over TLS that ends here, in clear on this machine alone, or from a proxy where TLS ends. */
export type Transport =
  | { readonly kind: 'tls'; readonly certificate: Certificate }
  | { readonly kind: 'loopback' }
  | { readonly kind: 'behind-tls-proxy' };

export type Fetch = (request: Request, bindings: HttpBindings | Http2Bindings) => Response | Promise<Response>;

export interface ServerOptions {
  /** Addresses to listen on. The first must work; later ones are left out where the machine does not have them. */
  readonly addresses: readonly [string, ...string[]];
  /** 0 takes a free one. */
  readonly port: number;
  readonly transport: Transport;
  readonly limits?: Partial<HttpLimits>;
  /** Called once with the port that was taken; requests are accepted from then on. */
  readonly build: (port: number) => Fetch;
  /** Milliseconds that requests get to finish when the server stops. Default 10,000. */
  readonly grace?: number;
}

export interface RunningServer {
  readonly port: number;
  readonly addresses: readonly string[];
  /** Takes no more connections, finishes what it accepted, and resolves when all of it is closed. */
  close(): Promise<void>;
}

/** Plain HTTP was asked for on an address that others can reach. */
export class PlainHttpRefusedError extends Error {
  override readonly name = 'PlainHttpRefusedError';

  constructor() {
    super('Plain HTTP is served on loopback addresses only. Give a certificate, or declare the proxy where TLS ends.');
  }
}

/** ECDHE with AEAD only, in the order of preference; TLS 1.3 suites first. */
const CIPHERS = [
  'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256', 'TLS_AES_128_GCM_SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384', 'ECDHE-RSA-AES256-GCM-SHA384', 'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305', 'ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES128-GCM-SHA256',
].join(':');

/** The machine has no such address, or no such family of addresses. */
const ABSENT_ADDRESS: ReadonlySet<unknown> = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT']);

type AnyServer = Server | Http2SecureServer;
type Listener = ReturnType<typeof getRequestListener>;

/**
 * Listens and answers with what `build` returns.
 * @throws {PlainHttpRefusedError} before anything is opened.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  if (options.transport.kind === 'loopback' && !options.addresses.every(isLoopback)) throw new PlainHttpRefusedError();
  const limits = { ...defaultHttpLimits, ...options.limits };
  let fetch: Fetch | undefined;
  const secure = options.transport.kind !== 'loopback';
  const listener = getRequestListener(
    (request, bindings) => fetch?.(request, bindings) ?? outsideOfApp(new ProblemError('unavailable', { retryAfter: 1 }), secure),
    // A request without a usable Host or path reaches no route.
    { overrideGlobalObjects: false, errorHandler: () => outsideOfApp(new ProblemError('invalid-request'), secure) },
  );
  const servers: { readonly server: AnyServer; readonly address: string; readonly drain: Drain }[] = [];
  let port = options.port;
  try {
    for (const [index, address] of options.addresses.entries()) {
      const server = createServer(options.transport, listener, limits);
      const drain = trackConnections(server, options.transport.kind === 'tls' ? 'secureConnection' : 'connection');
      const taken = await listen(server, address, port).catch((error: unknown) => {
        if (index > 0 && error instanceof Error && 'code' in error && ABSENT_ADDRESS.has(error.code)) return undefined;
        throw error;
      });
      if (taken === undefined) continue;
      port = taken;
      servers.push({ server, address, drain });
    }
    fetch = options.build(port);
  } catch (error) {
    for (const { server } of servers) server.close();
    throw error;
  }
  let closed: Promise<void> | undefined;
  return {
    port,
    addresses: servers.map(({ address }) => address),
    close: () => (closed ??= Promise.all(servers.map(({ server, drain }) => stop(server, drain, options.grace ?? 10_000))).then(() => undefined)),
  };
}

/** An answer where there is no app yet, or nothing that it could be asked. */
function outsideOfApp(problem: ProblemError, secure: boolean): Response {
  const response = problemResponse(problem, { requestId: randomUUID(), docsBase: '' });
  secureAnswer(response.headers, secure);
  return response;
}

/** How an address stands in a URL. */
export function urlHost(address: string): string {
  return isIPv6(address) ? `[${address}]` : address;
}

function createServer(transport: Transport, listener: Listener, limits: HttpLimits): AnyServer {
  const server = transport.kind === 'tls'
    ? createSecureServer({
        ...transport.certificate,
        allowHTTP1: true,
        minVersion: 'TLSv1.2',
        ciphers: CIPHERS,
        honorCipherOrder: true,
        settings: { maxHeaderListSize: limits.headerBytes, maxConcurrentStreams: 100 },
      }, (request, response) => void listener(request, response))
    : createPlainServer({ maxHeaderSize: limits.headerBytes, keepAliveTimeout: 5_000 }, (request, response) => void listener(request, response));
  // The HTTP/1.1 side of an HTTP/2 server takes them too, as properties only.
  Object.assign(server, { headersTimeout: limits.headersTimeout, requestTimeout: limits.requestTimeout });
  return server;
}

function listen(server: AnyServer, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, ipv6Only: isIPv6(host) }, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function stop(server: AnyServer, drain: Drain, grace: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => { drain.destroyAll(); }, grace);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    drain.begin();
  });
}
