import type { Context, MiddlewareHandler } from 'hono';
import type { AppEnv } from './app-env.ts';
import { clientBehind, readForwarded, type ForwardedHeaders } from './forwarded.ts';
import { normalAddress, type TrustedProxies } from './trusted-proxies.ts';

/** Where a request comes from. */
export interface Client {
  /** In one spelling; `0.0.0.0` where there is no connection, as in a test. */
  readonly address: string;
  /** Whether it crossed a network in clear: a proxy says so, or it did not come by way of the proxy where TLS ends. */
  readonly plain: boolean;
  /** Names that a proxy says it was asked under. */
  readonly hosts: readonly string[];
}

/** The proxies in front of this server. */
export interface ProxyOptions {
  readonly trusted: TrustedProxies;
  readonly headers: ForwardedHeaders;
  /** Whether TLS ends there, so that whoever comes around them comes in clear. */
  readonly endsTls: boolean;
}

const NOWHERE = '0.0.0.0';

/** What is known of a client from the connection, and from headers only where a trusted proxy is at its other end. */
export function clientOf(peer: string | undefined, headers: Pick<Headers, 'get'>, proxy: ProxyOptions | undefined): Client {
  const address = normalAddress(peer ?? '') ?? NOWHERE;
  if (!proxy) return { address, plain: false, hosts: [] };
  if (!proxy.trusted.has(address)) return { address, plain: proxy.endsTls, hosts: [] };
  const word = readForwarded(headers, proxy.headers);
  return { address: clientBehind(address, word.chain, proxy.trusted), plain: word.protocol === 'http', hosts: word.hosts };
}

/** Finds out once for each request. */
export function identifyClient(proxy: ProxyOptions | undefined): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    context.set('client', clientOf(context.env?.incoming?.socket?.remoteAddress, context.req.raw.headers, proxy));
    await next();
  };
}

/** The address that throttles and logs go by. */
export function clientAddress(context: Context<AppEnv>): string {
  return context.get('client').address;
}

/**
 * Takes the word of a back end for the address of the person behind it. Only for whoever has just proved a platform key: a
 * header alone is no proof. What is no address changes nothing.
 */
export function vouchForClientAddress(context: Context<AppEnv>, address: string): void {
  const normal = normalAddress(address);
  if (normal !== undefined) context.set('client', { ...context.get('client'), address: normal });
}
