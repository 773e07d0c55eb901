import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from './app-env.ts';

/** Pages of the portal: own scripts, styles and workers only, no inline code, no frames, Trusted Types. */
export const PAGE_POLICY = [
  "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "font-src 'self'", "connect-src 'self'",
  "worker-src 'self'", "form-action 'none'", "base-uri 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'",
  "trusted-types lit-html cash-flow 'allow-duplicates'",
].join('; ');

/** Answers of the API render nothing. */
const API_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Two years; ASVS 3.4.1 asks for one at least. */
const STRICT_TRANSPORT = 'max-age=63072000; includeSubDomains';

const COMMON: readonly (readonly [string, string])[] = [
  ['x-content-type-options', 'nosniff'],
  ['referrer-policy', 'no-referrer'],
  ['permissions-policy', 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()'],
  ['cross-origin-opener-policy', 'same-origin'],
  ['cross-origin-resource-policy', 'same-origin'],
];

/** Sent by node for HTTP/1.1; on HTTP/2 they are forbidden, and writing one there would end the process. */
const CONNECTION_HEADERS = ['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'proxy-connection'];

/** Puts the security headers on an answer. Where a route set a policy of its own, it stays. */
export function secureAnswer(headers: Headers, secure: boolean): void {
  for (const [name, value] of COMMON) headers.set(name, value);
  if (!headers.has('content-security-policy')) headers.set('content-security-policy', API_POLICY);
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
  if (secure) headers.set('strict-transport-security', STRICT_TRANSPORT);
}

/** The same for every answer of an app, those to errors included. */
export function securityHeaders({ secure }: { readonly secure: boolean }): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    await next();
    const { headers } = context.res;
    secureAnswer(headers, secure);
    if ((context.env?.incoming?.httpVersionMajor ?? 1) >= 2) for (const name of CONNECTION_HEADERS) headers.delete(name);
  };
}
