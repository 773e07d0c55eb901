import type { CookieKeyring } from '../access/cookie-keyring.ts';
import { signToken, type CookieKeys, type SessionToken } from '../access/session-cookie.ts';

/**
 * The cookie of a launched session: one for each organisation, named after it, so that two tabs with two clients never mix. A page of another
 * site gets it back (`SameSite=None`), in a jar of the site that the person is on alone (`Partitioned`, CHIPS).
 */
const PREFIX = '__Host-cash-flow-';
const ATTRIBUTES = 'Path=/; Secure; HttpOnly; SameSite=None; Partitioned';
const NAME = /^__Host-cash-flow-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** `Set-Cookie` of a session that begins in an organisation. */
export function beginLaunchCookie(organisationId: string, token: SessionToken, keys: CookieKeys): string {
  const name = PREFIX + organisationId;
  return `${name}=${signToken(token, keys, name)}; ${ATTRIBUTES}`;
}

/** `Set-Cookie` that removes the cookie of one organisation and nothing else. */
export function endLaunchCookie(organisationId: string): string {
  return `${PREFIX}${organisationId}=; ${ATTRIBUTES}; Max-Age=0`;
}

/** A cookie of ours as it arrived. */
export interface PresentedLaunchCookie {
  readonly organisationId: string;
  /** undefined where we did not sign it under this name. */
  readonly token: SessionToken | undefined;
}

/** Our launch cookies in a `Cookie` header, each organisation once; where one stands there twice, neither counts. */
export async function launchCookiesIn(header: string | undefined, keys: Pick<CookieKeyring, 'read'>): Promise<readonly PresentedLaunchCookie[]> {
  const values = new Map<string, string[]>();
  for (const pair of (header ?? '').split(';')) {
    const [name = '', ...rest] = pair.trim().split('=');
    const organisationId = NAME.exec(name)?.[1];
    if (organisationId !== undefined) values.set(organisationId, [...(values.get(organisationId) ?? []), rest.join('=')]);
  }
  return Promise.all(Array.from(values, async ([organisationId, [value = '', ...more]]) => ({
    organisationId, token: more.length === 0 ? await keys.read(value, PREFIX + organisationId) : undefined,
  })));
}
