import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import type { ProviderSettings } from '../identity-providers.ts';

/** An identity provider on a loopback port. */
export interface TestProvider {
  readonly issuer: string;
  readonly settings: ProviderSettings;
  /** Lets it send browsers back to these addresses. */
  allow(redirectUris: readonly string[]): void;
  close(): Promise<void>;
}

const CLIENT = { id: 'portal', secret: 'a secret of the portal and the provider' };

async function listen(handle: RequestListener): Promise<{ readonly issuer: string; close(): Promise<void> }> {
  const server = createServer(handle);
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return {
    issuer: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    close: () => new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => { resolve(); });
    }),
  };
}

function settingsOf(issuer: string, apiBase: string): ProviderSettings {
  return { name: 'Bakery', issuer, clientId: CLIENT.id, clientSecret: CLIENT.secret, apiBase, domains: ['bakery.example'], acr: [], amr: [] };
}

/** A whole, certified one. Everybody signs in under the e-mail that they type; `unverified.` in front of it makes it one that nobody has checked. */
export async function startProvider(apiBase: string): Promise<TestProvider> {
  let handle: RequestListener = (_, response) => { response.writeHead(503).end(); };
  const { issuer, close } = await listen((request, response) => { handle(request, response); });
  return {
    issuer, close, settings: settingsOf(issuer, apiBase),
    allow: (redirectUris) => {
      const provider = new Provider(issuer, {
        clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [...redirectUris], grant_types: ['authorization_code'], response_types: ['code'] }],
        findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, email: sub.replace(/^unverified\./, ''), email_verified: !sub.startsWith('unverified.') }) }),
        claims: { openid: ['sub'], email: ['email', 'email_verified'] },
        // The e-mail stands in the ID token, as with most providers.
        conformIdTokenClaims: false,
        pkce: { required: () => true },
        features: { devInteractions: { enabled: true } },
        cookies: { keys: ['a key for cookies of the test'] },
      });
      const answer = provider.callback();
      handle = (request, response) => { void answer(request, response); };
    },
  };
}

/** A browser that keeps cookies for the provider and stops where it is sent somewhere else. */
export async function signInThere(location: string, login: string): Promise<Readonly<Record<string, string>>> {
  const { origin } = new URL(location);
  const jar = new Map<string, string>();
  const visit = async (address: string, body?: string): Promise<Response> => {
    const answer = await fetch(address, {
      method: body === undefined ? 'GET' : 'POST', redirect: 'manual', ...(body !== undefined && { body }),
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '), ...(body !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }) },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    return answer;
  };
  let answer = await visit(location);
  for (let step = 0; step < 12; step += 1) {
    const next = answer.headers.get('location');
    if (next !== null) {
      const target = new URL(next, origin);
      if (target.origin !== origin) return Object.fromEntries(target.searchParams);
      answer = await visit(target.href);
      continue;
    }
    const page = await answer.text();
    const [, action] = /action="([^"]+)"/.exec(page) ?? [];
    const [, prompt] = /name="prompt" value="(\w+)"/.exec(page) ?? [];
    if (action === undefined || prompt === undefined) throw new Error(`The provider answered with ${String(answer.status)}.`);
    answer = await visit(action, new URLSearchParams({ prompt, login, password: 'any' }).toString());
  }
  throw new Error('The provider sent the browser round and round.');
}

export interface Forgery {
  /** Put over the claims of an honest ID token. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Sign by a key that the provider does not publish. */
  readonly otherKey?: boolean;
}

/** One that hands out whatever ID token it is told to; the code is the nonce. */
export async function startForger(apiBase: string, forgery: () => Forgery): Promise<TestProvider> {
  const [own, other] = [generateKeyPairSync('ec', { namedCurve: 'P-256' }), generateKeyPairSync('ec', { namedCurve: 'P-256' })];
  const text = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const { issuer, close } = await listen((request, response) => {
    const json = (value: unknown): void => { response.setHeader('content-type', 'application/json').end(JSON.stringify(value)); };
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (pathname === '/.well-known/openid-configuration') {
      json({ issuer, authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/jwks`, id_token_signing_alg_values_supported: ['ES256'], authorization_response_iss_parameter_supported: true });
    } else if (pathname === '/jwks') {
      json({ keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid: '1', use: 'sig', alg: 'ES256' }] });
    } else {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => { chunks.push(chunk); });
      request.on('end', () => {
        const { claims = {}, otherKey = false } = forgery();
        const now = Math.floor(Date.now() / 1000);
        const nonce = new URLSearchParams(Buffer.concat(chunks).toString()).get('code');
        const signed = `${text({ alg: 'ES256', kid: '1' })}.${text({ iss: issuer, sub: 'ann', aud: CLIENT.id, iat: now, exp: now + 60, nonce, ...claims })}`;
        const signature = sign('sha256', Buffer.from(signed), { key: (otherKey ? other : own).privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url');
        json({ access_token: createHash('sha256').update(signed).digest('hex'), token_type: 'bearer', id_token: `${signed}.${signature}` });
      });
    }
  });
  return { issuer, close, settings: settingsOf(issuer, apiBase), allow: () => undefined };
}
