import type { BegunLaunchedSession, BodyOf, LaunchedSession, OwnFactors, OwnSession, PasskeyAssertion, PasskeyCreation, PasskeyCreationOptions, PasskeyRequestOptions, ResultOf, Session } from '../../contract/index.ts';
import { NotAuthenticatedError, SecondFactorRequiredError } from '../errors.ts';
import type { Transport } from '../transport.ts';
import type { CallOptions } from '../types.ts';

/** Signing in and out, and what one has of one's own: sessions and factors. The session lives in a cookie that no script can read. */
export class SessionResource {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * @throws {NotAuthenticatedError} `sign-in-failed` where e-mail and password do not belong together.
   * @throws {SecondFactorRequiredError} they do, and a second factor is asked for: `showSecondFactor` shows it within five minutes.
   */
  async signIn(body: BodyOf<'signIn'>, options?: CallOptions): Promise<Session> {
    const answer = await this.#transport.call('signIn', { body }, options);
    if ('next' in answer) throw new SecondFactorRequiredError(answer);
    return answer;
  }

  /** @throws {NotAuthenticatedError} `second-factor-failed`; `sign-in-expired`: begin again. */
  showSecondFactor(body: BodyOf<'showSecondFactor'>, options?: CallOptions): Promise<Session> {
    return this.#transport.call('showSecondFactor', { body }, options);
  }

  /** Options for `navigator.credentials.get`, to sign in with whatever passkey this device has. */
  startPasskeySignIn(options?: CallOptions): Promise<PasskeyRequestOptions> {
    return this.#transport.call('startPasskeySignIn', {}, options);
  }

  /** @throws {NotAuthenticatedError} `passkey-refused` */
  signInWithPasskey(response: PasskeyAssertion, options?: CallOptions): Promise<Session> {
    return this.#transport.call('signInWithPasskey', { body: { response } }, options);
  }

  /** @throws {NotAuthenticatedError} where nobody is signed in. */
  current(options?: CallOptions): Promise<Session> {
    return this.#transport.call('currentSession', {}, options);
  }

  /**
   * Begins a session with a launch token: in a cookie of that organisation, or in a bearer where `reason` says that the browser refused the cookie.
   *
   * @throws {NotAuthenticatedError} `launch-refused` for a token that is used up, too old, or for another page.
   */
  launch(organisationId: string, body: BodyOf<'launchSession'>, options?: CallOptions): Promise<BegunLaunchedSession> {
    return this.#transport.call('launchSession', { params: { organisationId }, body }, options);
  }

  /** @throws {NotAuthenticatedError} where nobody came in by a launch. */
  currentLaunched(organisationId: string, options?: CallOptions): Promise<LaunchedSession> {
    return this.#transport.call('currentLaunchedSession', { params: { organisationId } }, options);
  }

  /** Ends the session that a launch began, as `signOut` does. */
  async signOutLaunched(organisationId: string, options?: CallOptions): Promise<void> {
    await ended(this.#transport.call('endLaunchedSession', { params: { organisationId } }, options));
  }

  /** Ends the session on the server. Where it had ended already, that is what was asked for. */
  async signOut(options?: CallOptions): Promise<void> {
    await ended(this.#transport.call('signOut', {}, options));
  }

  /** Where one is signed in, the latest first. */
  async list(options?: CallOptions): Promise<readonly OwnSession[]> {
    return (await this.#transport.call('listSessions', {}, options)).items;
  }

  /** Ends one of one's own sessions. */
  async end(sessionId: string, options?: CallOptions): Promise<void> {
    await this.#transport.call('endSession', { params: { sessionId } }, options);
  }

  /** Signs out everywhere else (`others`) or everywhere (`all`). */
  async endSessions(which: 'others' | 'all', options?: CallOptions): Promise<void> {
    await this.#transport.call('endSessions', { body: { which } }, options);
  }

  /** Shows once more who one is, which `step-up-required` asks for. Good for ten minutes. */
  stepUp(body: BodyOf<'stepUp'>, options?: CallOptions): Promise<Session> {
    return this.#transport.call('stepUp', { body }, options);
  }

  /** Options to do so with a passkey. */
  startPasskeyStepUp(options?: CallOptions): Promise<PasskeyRequestOptions> {
    return this.#transport.call('startPasskeyStepUp', {}, options);
  }

  /** Changes one's own password; other sessions end unless `endOtherSessions` is false. Asks for a step-up. */
  async changePassword(body: BodyOf<'changePassword'>, options?: CallOptions): Promise<void> {
    await this.#transport.call('changePassword', { body }, options);
  }

  /** The authenticator app, recovery codes and passkeys that one has. */
  factors(options?: CallOptions): Promise<OwnFactors> {
    return this.#transport.call('listFactors', {}, options);
  }

  /** A secret for a new authenticator app, as text and for a QR code. Asks for a step-up. */
  startTotp(options?: CallOptions): Promise<ResultOf<'startTotp'>> {
    return this.#transport.call('startTotp', {}, options);
  }

  /** Has the new app count once a code of it was shown. Asks for a step-up. @returns recovery codes to keep, null where there were some already. */
  async confirmTotp(code: string, options?: CallOptions): Promise<readonly string[] | null> {
    return (await this.#transport.call('confirmTotp', { body: { code } }, options)).recoveryCodes;
  }

  /** New recovery codes in place of the older ones. Asks for a step-up. */
  async makeRecoveryCodes(options?: CallOptions): Promise<readonly string[]> {
    return (await this.#transport.call('makeRecoveryCodes', {}, options)).recoveryCodes ?? [];
  }

  /** Options for `navigator.credentials.create`. Asks for a step-up. */
  startPasskey(options?: CallOptions): Promise<PasskeyCreationOptions> {
    return this.#transport.call('startPasskey', {}, options);
  }

  /** Keeps a new passkey. Asks for a step-up. @returns recovery codes to keep, null where there were some already. */
  async addPasskey(body: { readonly name: string; readonly response: PasskeyCreation }, options?: CallOptions): Promise<readonly string[] | null> {
    return (await this.#transport.call('addPasskey', { body }, options)).recoveryCodes;
  }

  /** Removes an authenticator app or a passkey. Asks for a step-up. */
  async removeFactor(factorId: string, options?: CallOptions): Promise<void> {
    await this.#transport.call('removeFactor', { params: { factorId } }, options);
  }
}

async function ended(signOut: Promise<void>): Promise<void> {
  try {
    await signOut;
  } catch (error) {
    if (!(error instanceof NotAuthenticatedError)) throw error;
  }
}
