import { randomUUID } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import type { AppEnv } from './app-env.ts';
import type { HttpLimits } from './limits.ts';
import { redirectToTls } from './plain-http.ts';
import { ProblemError } from './problem-error.ts';

/** Sent by our client with every unsafe request: a header that no form and no simple cross-site request can carry. */
export const REQUEST_HEADER = 'Cash-Flow-Request';

/** They say nothing but that it runs, and are asked from within the machine room, past the proxy. */
const PROBES: ReadonlySet<string> = new Set(['/healthz', '/readyz']);

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
    if (!namesOf(context).every((name) => known.has(name))) throw new ProblemError('host-not-allowed');
    await next();
  };
}

/**
 * Every name under which a request asks. A request line may carry an address of its own, so the header is looked at as well;
 * what a proxy says is a further one and replaces none, because it may pass on what a page wrote.
 */
function namesOf(context: Context<AppEnv>): readonly string[] {
  return [new URL(context.req.url).host, context.req.header('host'), ...context.get('client').hosts].flatMap((name) => name?.toLowerCase() ?? []);
}

/** Refuses what a proxy received in clear, or sends a page to its address over TLS. */
export function overTls(origins: readonly string[]): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    if (!context.get('client').plain || PROBES.has(context.req.path)) return next();
    return redirectToTls({ method: context.req.method, url: context.req.url }, namesOf(context), origins);
  };
}

/** Refuses more headers than the limit, and an address that is longer. */
export function bounded({ headerCount, addressLength }: HttpLimits): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    const { pathname, search } = new URL(context.req.url);
    if (pathname.length + search.length > addressLength) throw new ProblemError('address-too-long');
    // Before headers of the same name are joined.
    const count = (context.env?.incoming?.rawHeaders.length ?? 0) / 2;
    if (count > headerCount) throw new ProblemError('headers-too-large');
    await next();
  };
}

/** Refuses early where work would only pile up; what accepts less stays alive. */
export function notOverloaded(overloaded: () => boolean): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    if (overloaded() && !PROBES.has(context.req.path)) throw new ProblemError('overloaded', { retryAfter: 2 });
    await next();
  };
}

/** What partners' pages may reach: an organisation and what is under it. */
export const PARTNER_PATH = /^\/v1\/organisations\/[^/]+(?:\/|$)/;

export interface OriginRules {
  /** Our own pages. */
  readonly origins: readonly string[];
  /** Whether a platform lists an origin as its page. */
  readonly isPartner: (origin: string) => Promise<boolean>;
  /** Operations for back ends, which are no pages and prove themselves otherwise: `METHOD /path/{parameter}`. */
  readonly forPlatforms: readonly string[];
}

/** Unsafe methods come from a listed page, by exact match, and with the custom header. A missing Origin is refused. */
export function listedOrigin({ origins, isPartner, forPlatforms }: OriginRules): MiddlewareHandler<AppEnv> {
  const listed = new Set(origins);
  const exempt = forPlatforms.map((route) => new RegExp(`^${route.replaceAll(/\{\w+\}/g, '[^/]+')}$`));
  const mayChange = async (path: string, origin: string | undefined): Promise<boolean> =>
    origin !== undefined && (listed.has(origin) || (PARTNER_PATH.test(path) && await isPartner(origin)));
  return async (context, next) => {
    const { method, path } = context.req;
    if (!SAFE_METHODS.has(method) && !exempt.some((route) => route.test(`${method} ${path}`))) {
      if (context.req.header(REQUEST_HEADER) !== '1' || !(await mayChange(path, context.req.header('origin')))) throw new ProblemError('origin-not-allowed');
    }
    await next();
  };
}
