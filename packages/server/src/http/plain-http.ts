import { ProblemError } from './problem-error.ts';

/** What programs ask for. Everything else is a page, which a person may open by typing its name. */
const PROGRAMS = /^\/(?:v1|reports)(?:\/|$)|^\/(?:healthz|readyz|openapi\.json)$/;

/** Whether a path leads to a page. */
export function isPage(path: string): boolean {
  return !PROGRAMS.test(path);
}

/**
 * The answer to what came in clear: a page sends the browser to its own address over TLS. A program is refused and never
 * redirected, since it would go on sending secrets in clear without anybody noticing (ASVS 4.1.2).
 *
 * @param names the names under which it was asked, with or without a port.
 * @throws {ProblemError} `https-required`, or `host-not-allowed` under a name that none of the `origins` has.
 */
export function redirectToTls(request: { readonly method: string; readonly url: string }, names: readonly string[], origins: readonly string[]): Response {
  const url = new URL(request.url);
  if (!isPage(url.pathname) || (request.method !== 'GET' && request.method !== 'HEAD')) throw new ProblemError('https-required');
  const hosts = new Set(names.map(hostname));
  const origin = origins.find((listed) => listed.startsWith('https:') && hosts.has(new URL(listed).hostname));
  if (origin === undefined) throw new ProblemError('host-not-allowed');
  return new Response(null, { status: 308, headers: { location: origin + url.pathname + url.search } });
}

function hostname(name: string): string {
  return URL.parse(`http://${name}`)?.hostname ?? '';
}
