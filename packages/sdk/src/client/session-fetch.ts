export interface SessionFetchOptions {
  /** Sent as `Origin`; it must be one that the server knows. Default: the origin of the address that is called. */
  readonly origin?: string;
  /** Replaces the global fetch. */
  readonly fetch?: typeof globalThis.fetch;
  /** Milliseconds since 1970-01-01; decides when a cookie has expired. */
  readonly now?: () => number;
}

interface StoredCookie {
  readonly value: string;
  readonly expiresAt: number;
}

/**
 * A fetch that behaves like one browser profile: it keeps cookies in memory, apart for each origin, and sends them back
 * together with `Origin`. For back ends and tests. A page needs none of it, because the browser keeps the cookie
 * where no script can read it. One instance is one person: never share it between people.
 */
export function sessionFetch(options: SessionFetchOptions = {}): typeof globalThis.fetch {
  const send = options.fetch ?? ((input: RequestInfo | URL, init?: RequestInit) => globalThis.fetch(input, init));
  const now = options.now ?? Date.now;
  const jars = new Map<string, Map<string, StoredCookie>>();

  return async (input, init) => {
    // A redirect may lead to another origin, whose cookies these are not.
    const request = new Request(input, { redirect: 'manual', ...init });
    const { origin } = new URL(request.url);
    const jar = jars.get(origin) ?? new Map<string, StoredCookie>();
    jars.set(origin, jar);
    const cookies = cookieHeader(jar, now());
    if (cookies) request.headers.set('cookie', cookies);
    request.headers.set('origin', options.origin ?? origin);
    const response = await send(request);
    for (const line of response.headers.getSetCookie()) keep(jar, line, now());
    return response;
  };
}

function cookieHeader(jar: Map<string, StoredCookie>, now: number): string {
  for (const [name, cookie] of jar) if (cookie.expiresAt <= now) jar.delete(name);
  return Array.from(jar, ([name, { value }]) => `${name}=${value}`).join('; ');
}

/** Takes in one `Set-Cookie` line (RFC 6265, 5.2). Of its attributes only the expiry matters to a store of one origin. */
function keep(jar: Map<string, StoredCookie>, line: string, now: number): void {
  const [pair = '', ...attributes] = line.split(';');
  const split = pair.indexOf('=');
  if (split < 1) return;
  jar.set(pair.slice(0, split).trim(), { value: pair.slice(split + 1).trim(), expiresAt: expiryOf(attributes, now) });
}

function expiryOf(attributes: readonly string[], now: number): number {
  let expires = Infinity;
  for (const attribute of attributes) {
    const [name = '', ...rest] = attribute.split('=');
    const value = rest.join('=').trim();
    // Max-Age wins over Expires, whichever comes first.
    if (/^\s*max-age\s*$/i.test(name) && /^-?\d+$/.test(value)) return now + Number(value) * 1_000;
    if (/^\s*expires\s*$/i.test(name) && !Number.isNaN(Date.parse(value))) expires = Date.parse(value);
  }
  return expires;
}
