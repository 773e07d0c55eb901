import { randomUUID } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from './app-env.ts';
import { ProblemError } from './problem-error.ts';

/** Sent by our client with every unsafe request: a header that no form and no simple cross-site request can carry. */
export const REQUEST_HEADER = 'Cash-Flow-Request';

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Gives each request an id of our own making; one that the caller sends is not trusted. */
export const requestId: MiddlewareHandler<AppEnv> = async (context, next) => {
  context.set('requestId', randomUUID());
  await next();
  context.res.headers.set('request-id', context.get('requestId'));
};

/**
 * Answers only under the names it was given, so that a page that points its own name at a loopback address (DNS
 * rebinding) reaches nothing.
 */
export function knownHost(hosts: readonly string[]): MiddlewareHandler<AppEnv> {
  const known = new Set(hosts.map((host) => host.toLowerCase()));
  return async (context, next) => {
    // A request line may carry an address of its own, so the header is looked at as well.
    const names = [new URL(context.req.url).host, context.req.header('host')?.toLowerCase()].filter((name) => name !== undefined);
    if (!names.every((name) => known.has(name))) throw new ProblemError('host-not-allowed');
    await next();
  };
}

/** Unsafe methods come from a listed page, by exact match, and with the custom header. A missing Origin is refused. */
export function listedOrigin(origins: readonly string[]): MiddlewareHandler<AppEnv> {
  const listed = new Set(origins);
  return async (context, next) => {
    if (!SAFE_METHODS.has(context.req.method)) {
      const origin = context.req.header('origin');
      if (origin === undefined || !listed.has(origin) || context.req.header(REQUEST_HEADER) !== '1') {
        throw new ProblemError('origin-not-allowed');
      }
    }
    await next();
  };
}
