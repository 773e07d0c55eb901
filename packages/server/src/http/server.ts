import { createServer as createPlainServer, type Server } from 'node:http';
import { createSecureServer, type Http2SecureServer } from 'node:http2';
import { isIPv6, type AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { getRequestListener, type Http2Bindings, type HttpBindings } from '@hono/node-server';
import type { Certificate } from './certificate.ts';
import { trackConnections, type Drain } from './connections.ts';
import { guardHttp2, http2Settings } from './http2-guard.ts';
import { defaultHttpLimits, type HttpLimits } from './limits.ts';
import { isLoopback } from './loopback.ts';
import { outsideOfApp, refuseConnection } from './outside-app.ts';
import { redirectToTls } from './plain-http.ts';
import { ProblemError } from './problem-error.ts';
import { secureAnswer } from './security-headers.ts';
import { checkCertificate, renewTicketKeys, tlsSettings } from './tls-settings.ts';

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
  /** Serves a new certificate from the next handshake on. @throws {CertificateError} the one in use stays. */
  replaceCertificate(certificate: Certificate): void;
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

/** The machine has no such address, or no such family of addresses. */
const ABSENT_ADDRESS: ReadonlySet<unknown> = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT']);

type AnyServer = Server | Http2SecureServer;
type Listener = ReturnType<typeof getRequestListener>;

/**
 * Listens and answers with what `build` returns.
 * @throws {PlainHttpRefusedError} {@link CertificateError} before anything is opened.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  if (options.transport.kind === 'loopback' && !options.addresses.every(isLoopback)) throw new PlainHttpRefusedError();
  if (options.transport.kind === 'tls') checkCertificate(options.transport.certificate);
  return listenAndServe(options);
}

export interface RedirectOptions extends Pick<ServerOptions, 'addresses' | 'port' | 'limits'> {
  /** Where pages are served over TLS. */
  readonly origins: readonly string[];
}

/** Listens for plain HTTP beside a server with TLS, and does nothing but send pages there and refuse the rest. */
export function startRedirects({ origins, ...options }: RedirectOptions): Promise<RunningServer> {
  const fetch: Fetch = (request) => {
    try {
      const response = redirectToTls(request, [request.headers.get('host') ?? '', new URL(request.url).host], origins);
      secureAnswer(response.headers, { secure: false });
      return response;
    } catch (error) {
      if (error instanceof ProblemError) return outsideOfApp(error, false);
      throw error;
    }
  };
  return listenAndServe({ ...options, transport: { kind: 'redirects' }, build: () => fetch });
}

interface ListenOptions extends Omit<ServerOptions, 'transport'> {
  readonly transport: Transport | { readonly kind: 'redirects' };
}

interface Listening {
  readonly server: AnyServer;
  readonly address: string;
  readonly drain: Drain;
}

async function listenAndServe(options: ListenOptions): Promise<RunningServer> {
  const limits = { ...defaultHttpLimits, ...options.limits };
  let fetch: Fetch | undefined;
  const secure = options.transport.kind === 'tls' || options.transport.kind === 'behind-tls-proxy';
  const listener = getRequestListener(
    (request, bindings) => fetch?.(request, bindings) ?? outsideOfApp(new ProblemError('unavailable', { retryAfter: 1 }), secure),
    // A request without a usable Host or path reaches no route.
    { overrideGlobalObjects: false, errorHandler: () => outsideOfApp(new ProblemError('invalid-request'), secure) },
  );
  const servers: Listening[] = [];
  let port = options.port;
  try {
    for (const [index, address] of options.addresses.entries()) {
      const server = createServer(options.transport, listener, limits);
      const drain = trackConnections(server, options.transport.kind === 'tls' ? 'secureConnection' : 'connection');
      server.on('clientError', (error: Error, socket: Duplex) => {
        // In the middle of an answer there is no place for another one.
        if (drain.isBusy(socket)) socket.destroy();
        else refuseConnection(error, socket, secure);
      });
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
    replaceCertificate: (certificate) => {
      checkCertificate(certificate);
      for (const { server } of servers) if ('setSecureContext' in server) server.setSecureContext(tlsSettings(certificate));
    },
    close: () => (closed ??= Promise.all(servers.map(({ server, drain }) => stop(server, drain, options.grace ?? 10_000))).then(() => undefined)),
  };
}

/** How an address stands in a URL. */
export function urlHost(address: string): string {
  return isIPv6(address) ? `[${address}]` : address;
}

/** Milliseconds between two looks for requests that take too long to arrive. */
const CHECKING_INTERVAL = 1_000;

function createServer(transport: ListenOptions['transport'], listener: Listener, limits: HttpLimits): AnyServer {
  const server = transport.kind === 'tls'
    ? createSecureServer({
        ...http2Settings(limits),
        ...tlsSettings(transport.certificate),
        allowHTTP1: true,
        handshakeTimeout: limits.handshakeTimeout,
      }, (request, response) => void listener(request, response))
    : createPlainServer({ maxHeaderSize: limits.headerBytes, connectionsCheckingInterval: CHECKING_INTERVAL }, (request, response) => void listener(request, response));
  if (transport.kind === 'tls') {
    guardHttp2(server as Http2SecureServer, limits);
    renewTicketKeys(server as Http2SecureServer);
  }
  server.maxConnections = limits.connections;
  // The HTTP/1.1 side of an HTTP/2 server takes them too, as properties only.
  return Object.assign(server, {
    headersTimeout: limits.headersTimeout, requestTimeout: limits.requestTimeout, keepAliveTimeout: Math.ceil(limits.idleTimeout / 12),
    connectionsCheckingInterval: CHECKING_INTERVAL,
  });
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
