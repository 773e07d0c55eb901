import type { BodyOf, Session } from '../../contract/index.ts';
import { NotAuthenticatedError } from '../errors.ts';
import type { Transport } from '../transport.ts';
import type { CallOptions } from '../types.ts';

/** Signing in and out. The session lives in a cookie that no script can read. */
export class SessionResource {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** @throws {NotAuthenticatedError} `sign-in-failed` where e-mail and password do not belong together. */
  signIn(body: BodyOf<'signIn'>, options?: CallOptions): Promise<Session> {
    return this.#transport.call('signIn', { body }, options);
  }

  /** @throws {NotAuthenticatedError} where nobody is signed in. */
  current(options?: CallOptions): Promise<Session> {
    return this.#transport.call('currentSession', {}, options);
  }

  /** Ends the session on the server. Where it had ended already, that is what was asked for. */
  async signOut(options?: CallOptions): Promise<void> {
    try {
      await this.#transport.call('signOut', {}, options);
    } catch (error) {
      if (!(error instanceof NotAuthenticatedError)) throw error;
    }
  }
}
