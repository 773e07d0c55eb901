import { createHmac, timingSafeEqual } from 'node:crypto';

/** Bound to this host, this path and TLS by its prefix (RFC 6265bis, section 4.1.3.2). */
export const SESSION_COOKIE = '__Host-cash-flow';

export const ATTRIBUTES = 'Path=/; Secure; HttpOnly; SameSite=Lax';

/** Keys that sign cookies, newest first: the first signs, all of them verify. */
export type CookieKeys = readonly { readonly id: number; readonly key: Uint8Array }[];

/** What a session cookie carries: which session, and the secret that proves it. */
export interface SessionToken {
  /** 16 bytes. */
  readonly id: Buffer;
  /** 32 bytes. */
  readonly secret: Buffer;
}

const VALUE = /^(\d{1,10})\.([\w-]{22})\.([\w-]{43})\.([\w-]{43})$/;

function macOf(key: Uint8Array, name: string, signed: string): Buffer {
  // Name and value are prefixed with their length, so that no other pair of them gives the same input.
  const part = (text: string): Buffer => {
    const bytes = Buffer.from(text, 'utf8');
    const length = Buffer.alloc(2);
    length.writeUInt16BE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  return createHmac('sha256', key).update('cookie/v1').update(part(name)).update(part(signed)).digest();
}

/** Bytes of canonical base64url: another spelling of the same bytes is not accepted. */
function decode(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : undefined;
}

/** The value of the cookie: `key.id.secret.mac`. */
export function signToken(token: SessionToken, keys: CookieKeys, name = SESSION_COOKIE): string {
  const [newest] = keys;
  if (!newest) throw new Error('There is no key to sign a cookie with.');
  const signed = `${String(newest.id)}.${token.id.toString('base64url')}.${token.secret.toString('base64url')}`;
  return `${signed}.${macOf(newest.key, name, signed).toString('base64url')}`;
}

/** The token in a cookie's value, or `undefined` for whatever we did not sign ourselves under this name. */
export function readToken(value: string, keys: CookieKeys, name = SESSION_COOKIE): SessionToken | undefined {
  const [, keyId, idText, secretText, macText] = VALUE.exec(value) ?? [];
  if (keyId === undefined || idText === undefined || secretText === undefined || macText === undefined) return undefined;
  const [id, secret, mac] = [decode(idText), decode(secretText), decode(macText)];
  const key = keys.find(({ id: known }) => String(known) === keyId)?.key;
  if (!id || !secret || !mac || !key) return undefined;
  return timingSafeEqual(mac, macOf(key, name, value.slice(0, value.lastIndexOf('.')))) ? { id, secret } : undefined;
}

/** The id of the key that is said to have signed a cookie; nothing is checked but its form. */
export function keyIdOf(value: string): number | undefined {
  const [, keyId] = VALUE.exec(value) ?? [];
  // Ids have 32 bits; what is written with a leading zero is none of ours.
  return keyId !== undefined && /^[1-9]/.test(keyId) && Number(keyId) < 2 ** 32 ? Number(keyId) : undefined;
}

/** The id half of a token as a UUID, which is what the database calls it. */
export function tokenUuid({ id }: Pick<SessionToken, 'id'>): string {
  return id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The value of a cookie of ours in a `Cookie` header; `undefined` where it is missing or stands there twice. */
export function cookieValue(header: string | undefined, name = SESSION_COOKIE): string | undefined {
  const prefix = `${name}=`;
  const values = (header ?? '').split(';').map((pair) => pair.trim()).filter((pair) => pair.startsWith(prefix));
  return values.length === 1 ? values[0]?.slice(prefix.length) : undefined;
}

/** `Set-Cookie` that begins a session; it lives as long as the browser does, the server ends it earlier. */
export function beginCookie(token: SessionToken, keys: CookieKeys): string {
  return `${SESSION_COOKIE}=${signToken(token, keys)}; ${ATTRIBUTES}`;
}

/** `Set-Cookie` that removes our cookie and nothing else of the host's. */
export const END_COOKIE = `${SESSION_COOKIE}=; ${ATTRIBUTES}; Max-Age=0`;
