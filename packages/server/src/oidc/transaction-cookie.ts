import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { ATTRIBUTES, cookieValue, type CookieKeys } from '../access/session-cookie.ts';

/** Bound to this host by its prefix; Lax, because the provider sends the browser back by a link. */
export const OIDC_COOKIE = '__Host-cash-flow-oidc';

const LIFETIME = 600;

const transactionSchema = z.strictObject({
  providerId: z.string(),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  /** A page of a listed origin. */
  returnTo: z.string(),
  /** Who asked to be known by this provider, while signed in; null: somebody signs in. */
  personId: z.string().nullable(),
  /** Milliseconds since 1970. */
  until: z.number(),
});

/** One sign-in on its way to a provider and back: what its answer must fit, kept by the browser that began it (ASVS 10.1.2, 10.2.1). */
export type OidcTransaction = Omit<z.infer<typeof transactionSchema>, 'until'>;

function macOf(key: Uint8Array, keyId: string, content: string): Buffer {
  // The purpose in front: nothing else that these keys sign begins with it.
  return createHmac('sha256', key).update(`oidc-transaction/v1\0${keyId}\0${content}`).digest();
}

/** `Set-Cookie` that keeps a transaction for ten minutes. */
export function transactionCookie(transaction: OidcTransaction, keys: CookieKeys, now: Date): string {
  const [newest] = keys;
  if (!newest) throw new Error('There is no key to sign a cookie with.');
  const content = Buffer.from(JSON.stringify({ ...transaction, until: now.getTime() + LIFETIME * 1000 } satisfies z.infer<typeof transactionSchema>)).toString('base64url');
  const keyId = String(newest.id);
  return `${OIDC_COOKIE}=${keyId}.${content}.${macOf(newest.key, keyId, content).toString('base64url')}; ${ATTRIBUTES}; Max-Age=${String(LIFETIME)}`;
}

/** Ends the transaction: whatever came of it, it is not used again. */
export const END_OIDC_COOKIE = `${OIDC_COOKIE}=; ${ATTRIBUTES}; Max-Age=0`;

/** The transaction in a `Cookie` header; undefined where it is missing, there twice, not signed by us, or over. */
export function readTransaction(header: string | undefined, keys: CookieKeys, now: Date): OidcTransaction | undefined {
  const [, keyId, content, macText] = /^(\d{1,10})\.([\w-]{1,3800})\.([\w-]{43})$/.exec(cookieValue(header, OIDC_COOKIE) ?? '') ?? [];
  const key = keys.find(({ id }) => String(id) === keyId)?.key;
  if (keyId === undefined || content === undefined || macText === undefined || !key) return undefined;
  const [mac, expected] = [Buffer.from(macText, 'base64url'), macOf(key, keyId, content)];
  if (mac.length !== expected.length || !timingSafeEqual(mac, expected)) return undefined;
  const { until, ...transaction } = transactionSchema.parse(JSON.parse(Buffer.from(content, 'base64url').toString('utf8')));
  return until > now.getTime() ? transaction : undefined;
}
