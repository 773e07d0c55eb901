/**
 * The text before every path: no trailing slash, no query, no user information.
 *
 * @throws {TypeError} where the address cannot be the base of an API, or is relative outside a page.
 */
export function baseAddress(baseUrl: string | URL = ''): string {
  const page = (globalThis as { readonly location?: { readonly href: string } }).location?.href;
  let url: URL;
  try {
    url = new URL(baseUrl, page);
  } catch {
    throw new TypeError('baseUrl is not an address; outside a web page it must be absolute.');
  }
  if (!/^https?:$/.test(url.protocol)) throw new TypeError('baseUrl must begin with https: or http:.');
  if (url.username || url.password) throw new TypeError('baseUrl must hold no user name or password.');
  if (baseUrl === '') return url.origin;
  if (url.search || url.hash) throw new TypeError('baseUrl must have no query and no fragment.');
  return url.origin + url.pathname.replace(/\/+$/, '');
}
