import type { BodyOf } from '../../contract/index.ts';
import type { Transport } from '../transport.ts';
import type { CallOptions } from '../types.ts';

/** A new password for whoever forgot theirs. */
export class PasswordResetsResource {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Asks for a link by mail. The answer is the same whether or not anybody has this e-mail. */
  async request(body: BodyOf<'requestPasswordReset'>, options?: CallOptions): Promise<void> {
    await this.#transport.call('requestPasswordReset', { body }, options);
  }

  /** Chooses the new password; `token` stands in the fragment of the link. @throws {InvalidRequestError} `link-not-valid`, `password-refused`. */
  async redeem(body: BodyOf<'redeemPasswordReset'>, options?: CallOptions): Promise<void> {
    await this.#transport.call('redeemPasswordReset', { body }, options);
  }
}
