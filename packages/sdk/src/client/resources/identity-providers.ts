import { paged, type Paged } from '../paged.ts';
import type { Transport } from '../transport.ts';
import type { CallOptions } from '../types.ts';

/** Sign-in by a host's own identity provider. */
export class IdentityProvidersResource {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Those by which one can sign in, by name. */
  list(options?: CallOptions): Paged<{ readonly id: string; readonly name: string }> {
    return paged(() => this.#transport.call('listIdentityProviders', {}, options));
  }

  /**
   * Where a page sends the browser for signing in (`location.assign`); it comes back to `returnTo`, a page of a listed origin, whose
   * fragment is `#sign-in=failed` where nobody came in.
   */
  signInAddress(providerId: string, returnTo?: string): string {
    return this.#transport.addressFor('startProviderSignIn', { providerId }, returnTo === undefined ? {} : { returnTo });
  }

  /** Where the browser goes for whoever is signed in to be known by a provider; it comes back with `#sign-in=linked` or `#sign-in=failed`. */
  async link(providerId: string, returnTo?: string, options?: CallOptions): Promise<string> {
    const body = returnTo === undefined ? {} : { returnTo };
    return (await this.#transport.call('linkIdentity', { params: { providerId }, body }, options)).location;
  }
}
