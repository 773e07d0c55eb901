import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from './app-env.ts';
import { REPORTS_PATH } from './policy-reports.ts';

/** The Trusted Types policies of our pages, which a page that embeds the elements has to list as well. */
const TRUSTED_TYPES = "trusted-types lit-html cash-flow 'allow-duplicates'";

/** Pages of the portal: own scripts, styles and workers only, no inline code, no frames, Trusted Types. */
export const PAGE_POLICY = [
  "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "font-src 'self'", "connect-src 'self'",
  "worker-src 'self'", "object-src 'none'", "form-action 'none'", "base-uri 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'",
  TRUSTED_TYPES,
].join('; ');

/** Answers of the API render nothing. */
const API_POLICY = "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Browsers know the end point by its name from this header; the older directive names it by its path. */
const REPORTING: readonly [name: string, value: string] = ['reporting-endpoints', `policy="${REPORTS_PATH}"`];
const REPORT_TO = `; report-to policy; report-uri ${REPORTS_PATH}`;

/** Two years; ASVS 3.4.1 asks for one at least, and for the names below this one. */
const STRICT_TRANSPORT = 'max-age=63072000; includeSubDomains';

/** Features of a browser that nothing here needs, for this page and for whatever it might frame. */
const PERMISSIONS = [
  'accelerometer', 'autoplay', 'bluetooth', 'browsing-topics', 'camera', 'display-capture', 'encrypted-media', 'fullscreen', 'geolocation', 'gyroscope', 'hid',
  'idle-detection', 'local-fonts', 'magnetometer', 'microphone', 'midi', 'payment', 'picture-in-picture', 'screen-wake-lock', 'serial', 'storage-access', 'usb',
  'window-management', 'xr-spatial-tracking',
].map((feature) => `${feature}=()`).join(', ');

const COMMON: readonly (readonly [string, string])[] = [
  ['x-content-type-options', 'nosniff'],
  ['referrer-policy', 'no-referrer'],
  ['permissions-policy', PERMISSIONS],
  ['cross-origin-opener-policy', 'same-origin'],
  ['cross-origin-resource-policy', 'same-origin'],
];

/** Sent by node for HTTP/1.1; on HTTP/2 they are forbidden, and writing one there would end the process. */
const CONNECTION_HEADERS = ['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'proxy-connection'];

export interface AnswerOptions {
  /** Whether this answer goes to the browser over TLS; in clear, the promise would be ignored (RFC 6797, 7.2). */
  readonly secure: boolean;
  /** Origins whose pages may show ours in a frame; nobody unless told. */
  readonly frameAncestors?: readonly string[];
}

/** Puts the security headers on an answer. Where a route set a policy of its own, it stays. */
export function secureAnswer(headers: Headers, { secure, frameAncestors = [] }: AnswerOptions): void {
  for (const [name, value] of COMMON) headers.set(name, value);
  const policy = headers.get('content-security-policy') ?? API_POLICY;
  const framed = frameAncestors.length > 0 && policy !== API_POLICY;
  headers.set('content-security-policy', (framed ? policy.replace("frame-ancestors 'none'", `frame-ancestors ${frameAncestors.join(' ')}`) : policy) + REPORT_TO);
  headers.set(...REPORTING);
  // For browsers and tools that do not know the directive; it has no way to name several origins.
  if (!framed) headers.set('x-frame-options', 'DENY');
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
  if (secure) headers.set('strict-transport-security', STRICT_TRANSPORT);
}

/** The same for every answer of an app, those to errors included. */
export function securityHeaders(options: AnswerOptions): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    await next();
    const { headers } = context.res;
    secureAnswer(headers, { ...options, secure: options.secure && !context.get('client').plain });
    if ((context.env?.incoming?.httpVersionMajor ?? 1) >= 2) for (const name of CONNECTION_HEADERS) headers.delete(name);
  };
}
