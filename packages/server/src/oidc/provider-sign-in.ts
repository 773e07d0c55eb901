import type { People } from '../access/people.ts';
import type { CookieKeys } from '../access/session-cookie.ts';
import type { InTransaction } from '../access/sessions.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { IdentityProvider, IdentityProviders } from './identity-providers.ts';
import { ProviderSignInError, type ProviderClaims, type RelyingParty } from './relying-party.ts';
import { END_OIDC_COOKIE, readTransaction, transactionCookie } from './transaction-cookie.ts';

/** People by what a provider calls them: issuer and `sub`, never the e-mail (ASVS 6.8.1, 10.5.2). */
export interface KnownSubjects {
  find(subject: { readonly kind: 'oidc'; readonly issuer: string; readonly subject: string }): Promise<string | undefined>;
  /** @returns false where the subject is somebody's already. */
  link(personId: string, subject: { readonly kind: 'oidc'; readonly issuer: string; readonly subject: string }, inTransaction?: InTransaction): Promise<boolean>;
}

/** Called in the transaction from which on a provider's subject is this person's. */
export type OnLink = (transaction: Parameters<InTransaction>[0], personId: string) => Promise<void>;

export interface ProviderSignInOptions {
  readonly providers: IdentityProviders;
  readonly relyingParty: RelyingParty;
  readonly subjects: KnownSubjects;
  readonly people: Pick<People, 'byEmail'>;
  readonly cookieKeys: () => Promise<CookieKeys>;
  /** Pages to which a browser may be sent back, by their origins; the first is where it goes when nothing better is known. */
  readonly origins: readonly [string, ...string[]];
  readonly now?: () => Date;
}

/** A browser on its way: where to, and what it keeps. */
export interface Departure {
  readonly location: string;
  readonly cookie: string;
}

/** Who came back, or nobody; and where the browser goes. */
export interface Arrival {
  readonly location: string;
  readonly cookie: string;
  /** undefined: nobody signs in, because it failed or because somebody who was signed in was linked. */
  readonly personId: string | undefined;
  readonly linked: boolean;
  /** Where it failed; told to nobody. */
  readonly fault: string | undefined;
}

/** The browser that comes back. */
export interface ArrivingBrowser {
  /** The `Cookie` header. */
  readonly cookies: string | undefined;
  /** Who is signed in in it now. */
  readonly signedIn: string | null;
  readonly onLink: OnLink;
}

/** Sign-in by a host's own identity provider. Nobody becomes a person by it: only who is known here already comes in. */
export class ProviderSignIn {
  readonly #options: ProviderSignInOptions;
  readonly #now: () => Date;

  constructor(options: ProviderSignInOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => new Date());
  }

  /**
   * @param returnTo a page of a listed origin, or nothing.
   * @param personId who is signed in and wants to be known by the provider; null: somebody signs in.
   * @throws {ProblemError} `not-found` for an unknown provider, `invalid-request` for a page elsewhere, `provider-unavailable`.
   */
  async depart(providerId: string, returnTo: string | undefined, personId: string | null): Promise<Departure> {
    const { providers, relyingParty, origins, cookieKeys } = this.#options;
    const page = URL.parse(returnTo ?? `${origins[0]}/`);
    if (!page || !origins.includes(page.origin)) throw new ProblemError('invalid-request', { errors: [{ path: 'returnTo', rule: 'a page of a listed origin' }] });
    page.hash = '';
    const provider = await providers.find(providerId);
    if (!provider) throw new ProblemError('not-found');
    const keys = await cookieKeys();
    const { location, ...expected } = await relyingParty.begin(provider).catch((error: unknown) => {
      throw error instanceof ProviderSignInError ? new ProblemError('provider-unavailable', { cause: error }) : error;
    });
    return { location, cookie: transactionCookie({ providerId, ...expected, returnTo: page.href, personId }, keys, this.#now()) };
  }

  /**
   * The browser comes back. What does not fit sends it to the page all the same, which is told `#sign-in=failed` and no more.
   * @param answer the parameters of the address.
   */
  async arrive(providerId: string, answer: Readonly<Record<string, string>>, { cookies, signedIn, onLink }: ArrivingBrowser): Promise<Arrival> {
    const { providers, relyingParty, origins, cookieKeys } = this.#options;
    const transaction = readTransaction(cookies, await cookieKeys(), this.#now());
    const page = transaction?.returnTo ?? `${origins[0]}/`;
    const nobody = { location: `${page}#sign-in=failed`, cookie: END_OIDC_COOKIE, personId: undefined, linked: false };
    const provider = await providers.find(providerId);
    // Another provider's answer, or the answer to another browser.
    if (!transaction || !provider || transaction.providerId !== providerId) return { ...nobody, fault: 'transaction' };
    try {
      const claims = await relyingParty.finish(provider, answer, transaction);
      if (transaction.personId !== null) {
        if (transaction.personId !== signedIn) return { ...nobody, fault: 'person' };
        return await this.#link(claims, transaction.personId, onLink) ? { ...nobody, location: `${page}#sign-in=linked`, linked: true, fault: undefined } : { ...nobody, fault: 'taken' };
      }
      const personId = await this.#personOf(provider, claims, onLink);
      return personId === undefined ? { ...nobody, fault: 'unknown-person' } : { ...nobody, location: page, personId, fault: undefined };
    } catch (error) {
      if (error instanceof ProviderSignInError) return { ...nobody, fault: error.code };
      throw error;
    }
  }

  async #personOf({ domains }: IdentityProvider, claims: ProviderClaims, onLink: OnLink): Promise<string | undefined> {
    const { subjects, people } = this.#options;
    const { issuer, subject, email } = claims;
    const known = await subjects.find({ kind: 'oidc', issuer, subject });
    if (known !== undefined || email === undefined) return known;
    // The host vouches for the provider's word about addresses of these domains, and about no others.
    if (!domains.includes(email.slice(email.lastIndexOf('@') + 1).toLowerCase())) return undefined;
    const person = await people.byEmail(email);
    return person && await this.#link(claims, person.id, onLink) ? person.id : undefined;
  }

  async #link({ issuer, subject }: ProviderClaims, personId: string, onLink: OnLink): Promise<boolean> {
    const { subjects } = this.#options;
    const identity = { kind: 'oidc', issuer, subject } as const;
    return await subjects.link(personId, identity, (transaction) => onLink(transaction, personId)) || await subjects.find(identity) === personId;
  }
}
