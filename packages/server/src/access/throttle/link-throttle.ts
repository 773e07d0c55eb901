import { normaliseEmail } from '../email.ts';
import { clientNetwork } from './client-network.ts';
import type { Limit, Throttle } from './throttle.ts';

const MINUTE = 60;

/** Mails that somebody who is not signed in can have sent: few to one address of mail, more from one address of the network. */
const RESETS_TO: Limit = { points: 10, seconds: 60 * MINUTE };
const RESETS_FROM: Limit = { points: 30, seconds: 15 * MINUTE };
/** Links carry 256 random bits, so none is guessed; this bounds the work, hashing passwords above all. */
const LINKS_FROM: Limit = { points: 100, seconds: 15 * MINUTE };
/** Ways to an identity provider and back: each has us ask the provider. */
const PROVIDER_FROM: Limit = { points: 100, seconds: 15 * MINUTE };

/** Limits what can be had without a session but signing in itself. It never asks whether anybody has an e-mail. */
export class LinkThrottle {
  readonly #throttle: Pick<Throttle, 'take'>;

  constructor(throttle: Pick<Throttle, 'take'>) {
    this.#throttle = throttle;
  }

  /** @throws {ProblemError} `too-many-requests`. */
  async resetRequest(email: string, clientAddress: string): Promise<void> {
    await this.#throttle.take([
      { kind: 'reset-to', value: normaliseEmail(email), limit: RESETS_TO },
      { kind: 'reset-from', value: clientNetwork(clientAddress).address, limit: RESETS_FROM },
    ]);
  }

  /** @throws {ProblemError} `too-many-requests`. */
  async presentedLink(clientAddress: string): Promise<void> {
    await this.#throttle.take([{ kind: 'link-from', value: clientNetwork(clientAddress).address, limit: LINKS_FROM }]);
  }

  /** @throws {ProblemError} `too-many-requests`. */
  async providerSignIn(clientAddress: string): Promise<void> {
    await this.#throttle.take([{ kind: 'provider-from', value: clientNetwork(clientAddress).address, limit: PROVIDER_FROM }]);
  }
}
