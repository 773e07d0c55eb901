import {
  allowInsecureRequests, authorizationCodeGrant, buildAuthorizationUrl, calculatePKCECodeChallenge, ClientSecretBasic, type Configuration, discovery, enableNonRepudiationChecks,
  randomNonce, randomPKCECodeVerifier, randomState,
} from 'openid-client';
import { isLoopback } from '../http/loopback.ts';
import type { IdentityProvider } from './identity-providers.ts';

/** What a provider says of a person, after its signature and everything else was checked. */
export interface ProviderClaims {
  readonly issuer: string;
  readonly subject: string;
  /** Only one that the provider has verified. */
  readonly email: string | undefined;
}

/** A sign-in by a provider did not succeed. `code` says where: for the log; the person is told no more than that it failed. */
export class ProviderSignInError extends Error {
  override readonly name = 'ProviderSignInError';
  readonly code: string;

  constructor(code: string, cause?: unknown) {
    super('Signing in by the identity provider did not succeed.', { cause });
    this.code = code;
  }
}

/** A sign-in that begins: where the browser goes, and what the answer must fit. */
export interface BegunSignIn {
  readonly location: string;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Keys and addresses of a provider may change; what was read an hour ago is read again. */
const KEPT = 3_600_000;
const TIMEOUT_SECONDS = 10;

/** Where a provider sends the browser back, exactly. Each has its own, so that no provider can answer for another one (RFC 9700, section 4.4). */
export function redirectAddress({ apiBase, id }: Pick<IdentityProvider, 'apiBase' | 'id'>): string {
  return `${apiBase.replace(/\/$/, '')}/v1/sign-in/oidc/${id}/callback`;
}

/** Our side of OpenID Connect: authorization code flow with PKCE (S256), state, nonce, and the signature of each ID token checked. */
export class RelyingParty {
  readonly #known = new Map<string, { readonly configuration: Promise<Configuration>; readonly until: number; readonly revision: number }>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** @throws {ProviderSignInError} where the provider cannot be reached. */
  async begin(provider: IdentityProvider): Promise<BegunSignIn> {
    const configuration = await this.#configuration(provider);
    const [state, nonce, verifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()];
    const location = buildAuthorizationUrl(configuration, {
      redirect_uri: redirectAddress(provider), scope: 'openid email', response_type: 'code', state, nonce,
      code_challenge: await calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
      ...(provider.acr.length > 0 && { acr_values: provider.acr.join(' ') }),
    });
    return { location: location.href, state, nonce, verifier };
  }

  /** @param answer the parameters with which the browser came back. @throws {ProviderSignInError} */
  async finish(provider: IdentityProvider, answer: Readonly<Record<string, string>>, expected: Pick<BegunSignIn, 'state' | 'nonce' | 'verifier'>): Promise<ProviderClaims> {
    const configuration = await this.#configuration(provider);
    const address = new URL(redirectAddress(provider));
    address.search = new URLSearchParams(answer).toString();
    const tokens = await authorizationCodeGrant(configuration, address, {
      expectedState: expected.state, expectedNonce: expected.nonce, pkceCodeVerifier: expected.verifier, idTokenExpected: true,
    }).catch((error: unknown) => { throw new ProviderSignInError(codeOf(error), error); });
    const claims = tokens.claims();
    // `iss` was compared with the one that was discovered, and that one with what the host has named.
    if (claims?.iss !== provider.issuer) throw new ProviderSignInError('issuer');
    requireStrength(provider, claims['acr'], claims['amr']);
    return { issuer: claims.iss, subject: claims.sub, email: claims['email_verified'] === true && typeof claims['email'] === 'string' ? claims['email'] : undefined };
  }

  #configuration(provider: IdentityProvider): Promise<Configuration> {
    const known = this.#known.get(provider.id);
    if (known && known.until > this.#now() && known.revision === provider.revision) return known.configuration;
    const configuration = discover(provider);
    this.#known.set(provider.id, { configuration, until: this.#now() + KEPT, revision: provider.revision });
    configuration.catch(() => { this.#known.delete(provider.id); });
    return configuration;
  }
}

async function discover({ issuer, clientId, clientSecret }: IdentityProvider): Promise<Configuration> {
  const address = new URL(issuer);
  try {
    return await discovery(address, clientId, { client_secret: clientSecret }, ClientSecretBasic(clientSecret), {
      timeout: TIMEOUT_SECONDS,
      // TLS alone does not count as a signature: one of the provider's keys must have made it (ASVS 6.8.2).
      execute: [enableNonRepudiationChecks, ...(address.protocol === 'http:' && isLoopback(address.hostname) ? [allowInsecureRequests] : [])],
    });
  } catch (error) {
    throw new ProviderSignInError(codeOf(error), error);
  }
}

/** ASVS 6.8.4: where a strength is asked for, it must be claimed. */
function requireStrength({ acr, amr }: IdentityProvider, claimedAcr: unknown, claimedAmr: unknown): void {
  if (acr.length > 0 && !(typeof claimedAcr === 'string' && acr.includes(claimedAcr))) throw new ProviderSignInError('acr');
  const methods: readonly unknown[] = Array.isArray(claimedAmr) ? claimedAmr : [];
  if (!amr.every((method) => methods.includes(method))) throw new ProviderSignInError('amr');
}

/** A code of the library or of OAuth; nothing that a provider worded itself. */
function codeOf(error: unknown): string {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^\w{1,60}$/.test(code) ? code : 'failed';
}
