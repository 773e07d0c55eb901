import type { PasskeyAssertion, PasskeyRequestOptions } from '@cashflowsmart/sdk/contract';
import type { SessionFactor } from '../database/schema.ts';
import type { Client } from '../http/handler.ts';
import { ProblemError } from '../http/problem-error.ts';
import type { Factors, SecondFactor } from './factors/factors.ts';
import type { Passkeys } from './factors/passkeys.ts';
import type { RelyingParty } from './factors/relying-party.ts';
import type { PendingSignIns } from './pending-sign-ins.ts';
import type { People, Person } from './people.ts';
import type { BegunSession, InTransaction, Sessions } from './sessions.ts';
import { clientNetwork } from './throttle/client-network.ts';
import type { SignInThrottle } from './throttle/sign-in-throttle.ts';
import type { Limit, Throttle } from './throttle/throttle.ts';

export interface SignInParts {
  readonly people: People;
  readonly sessions: Sessions;
  readonly factors: Factors;
  readonly passkeys: Passkeys;
  readonly pending: PendingSignIns;
  readonly throttle: Throttle;
  readonly signInThrottle: SignInThrottle;
}

/** What a request brings along besides what the person typed. */
export interface SignInRequest {
  readonly client: Client;
  /** The `Cookie` header. */
  readonly cookies: string | undefined;
  /** For whom passkeys are; throws where there can be none. */
  readonly party: () => RelyingParty;
  /** Called in the transaction in which a session begins. */
  readonly onBegin?: (transaction: Parameters<InTransaction>[0], who: { readonly personId: string; readonly sessionId: string; readonly factors: readonly SessionFactor[] }) => Promise<void>;
}

/** What a person shows besides the password. */
export type SecondFactorProof =
  | { readonly method: 'totp'; readonly code: string }
  | { readonly method: 'recovery-code'; readonly code: string }
  | { readonly method: 'passkey'; readonly response: PasskeyAssertion };

/** Somebody is signed in. */
export interface SignedIn extends BegunSession {
  readonly person: Person;
}

/** A second factor is asked for. */
export interface SecondFactorAsked {
  readonly cookie: string;
  readonly methods: readonly SecondFactor[];
  readonly passkey: PasskeyRequestOptions | null;
}

/** Wrong second factors of one person, who has shown the first: whoever guesses here knows the password. */
const SECOND_FACTOR: Limit = { points: 10, seconds: 3_600 };
/** Proofs within a session, which may have been taken over. */
const STEP_UP: Limit = { points: 10, seconds: 900 };
/** Challenges for passkeys from one network: each is a row for five minutes. */
const CHALLENGES: Limit = { points: 100, seconds: 300 };

/** The ways into a session, and to show once more who one is. */
export class SignIn {
  readonly #parts: SignInParts;

  constructor(parts: SignInParts) {
    this.#parts = parts;
  }

  /** @throws {ProblemError} `sign-in-failed`, `too-many-requests` */
  async withPassword(email: string, password: string, request: SignInRequest): Promise<SignedIn | SecondFactorAsked> {
    const { people, factors, passkeys, pending, signInThrottle } = this.#parts;
    const attempt = await signInThrottle.attempt(email, request.client.address);
    const person = await people.authenticate(email, password);
    if (!person) throw new ProblemError('sign-in-failed', { refused: { login: await people.loginIndexOf(email) } });
    await attempt.succeeded();
    const methods = await factors.methodsOf(person.id);
    if (methods.length === 0) return this.#begin(person, ['password'], request);
    const { id, cookie } = await pending.begin(person.id, ['password']);
    const passkey = methods.includes('passkey') ? await optionsWhere(request, (party) => passkeys.requestOptions({ purpose: 'second-factor', subjectId: id }, party, person.id)) : null;
    return { cookie, methods: passkey ? methods : methods.filter((method) => method !== 'passkey'), passkey };
  }

  /** @throws {ProblemError} `sign-in-expired`, `second-factor-failed`, `too-many-requests` */
  async withSecondFactor(proof: SecondFactorProof, request: SignInRequest): Promise<SignedIn> {
    const { pending, throttle } = this.#parts;
    const begun = await pending.attempt(request.cookies);
    const taken = await throttle.take([{ kind: 'second-factor', value: begun.personId, limit: SECOND_FACTOR }]);
    if (!await this.#shows(begun.personId, proof, { purpose: 'second-factor', subjectId: begun.id }, request)) throw new ProblemError('second-factor-failed', { refused: { personId: begun.personId } });
    await throttle.giveBack(taken);
    await pending.finish(begun.id);
    return this.#begin(await this.#personOf(begun.personId), [...begun.factors, proof.method], request);
  }

  /** Options to sign in with whatever passkey the device has. */
  async passkeyOptions(request: SignInRequest): Promise<PasskeyRequestOptions> {
    await this.#parts.throttle.take([{ kind: 'passkey-options', value: clientNetwork(request.client.address).network, limit: CHALLENGES }]);
    return this.#parts.passkeys.requestOptions({ purpose: 'sign-in', subjectId: null }, request.party());
  }

  /** With a passkey alone: the device has verified its owner, so it is two factors at once. @throws {ProblemError} `passkey-refused` */
  async withPasskey(response: PasskeyAssertion, request: SignInRequest): Promise<SignedIn> {
    const personId = await this.#parts.passkeys.use(response, { purpose: 'sign-in', subjectId: null }, request.party());
    if (personId === undefined) throw new ProblemError('passkey-refused');
    return this.#begin(await this.#personOf(personId), ['passkey'], request);
  }

  async stepUpOptions(personId: string, sessionId: string, request: SignInRequest): Promise<PasskeyRequestOptions> {
    return this.#parts.passkeys.requestOptions({ purpose: 'step-up', subjectId: sessionId }, request.party(), personId);
  }

  /**
   * Shows once more who one is, as fully as at sign-in: a passkey, or the password together with the second factor where there is one.
   * @returns the `Set-Cookie` of the renewed session.
   * @throws {ProblemError} `step-up-failed`, `too-many-requests`
   */
  async stepUp(caller: { readonly personId: string; readonly sessionId: string }, proof: StepUpProof, request: SignInRequest, inTransaction?: InTransaction): Promise<string> {
    const { throttle, sessions } = this.#parts;
    const taken = await throttle.take([{ kind: 'step-up', value: caller.personId, limit: STEP_UP }]);
    const factors = await this.#stepUpFactors(caller, proof, request);
    if (!factors) throw new ProblemError('step-up-failed');
    await throttle.giveBack(taken);
    return sessions.renew(caller.sessionId, { factors, inTransaction });
  }

  /**
   * Changes the password of somebody who is signed in and knows it. Other sessions end unless told otherwise.
   * @throws {ProblemError} `step-up-failed`, `password-refused`, `password-common`, `changed-meanwhile`, `too-many-requests`
   */
  async changePassword(
    caller: { readonly personId: string; readonly sessionId: string },
    { currentPassword, newPassword, endOtherSessions }: { readonly currentPassword: string; readonly newPassword: string; readonly endOtherSessions: boolean },
    context: readonly string[],
    inTransaction?: InTransaction,
  ): Promise<void> {
    const { people, throttle } = this.#parts;
    const taken = await throttle.take([{ kind: 'step-up', value: caller.personId, limit: STEP_UP }]);
    if (!await people.isPasswordOf(caller.personId, currentPassword)) throw new ProblemError('step-up-failed');
    await throttle.giveBack(taken);
    await people.changePassword(caller.personId, newPassword, { context, inTransaction, ...(endOtherSessions && { endSessions: { except: caller.sessionId } }) });
  }

  async #stepUpFactors({ personId, sessionId }: { readonly personId: string; readonly sessionId: string }, proof: StepUpProof, request: SignInRequest): Promise<readonly SessionFactor[] | undefined> {
    const use = { purpose: 'step-up', subjectId: sessionId } as const;
    if ('passkey' in proof) return await this.#shows(personId, { method: 'passkey', response: proof.passkey }, use, request) ? ['passkey'] : undefined;
    if (!await this.#parts.people.isPasswordOf(personId, proof.password)) return undefined;
    if ((await this.#parts.factors.methodsOf(personId)).length === 0) return ['password'];
    const { code } = proof;
    if (!code) return undefined;
    return await this.#shows(personId, code, use, request) ? ['password', code.method] : undefined;
  }

  async #shows(personId: string, proof: SecondFactorProof, use: Parameters<Passkeys['use']>[1], request: SignInRequest): Promise<boolean> {
    const { factors, passkeys } = this.#parts;
    if (proof.method === 'totp') return factors.useTotp(personId, proof.code);
    if (proof.method === 'recovery-code') return factors.useRecoveryCode(personId, proof.code);
    return await passkeys.use(proof.response, use, request.party()) === personId;
  }

  async #begin(person: Person, factors: readonly SessionFactor[], { cookies, client, onBegin }: SignInRequest): Promise<SignedIn> {
    const inTransaction = onBegin && ((transaction: Parameters<InTransaction>[0], sessionId: string) => onBegin(transaction, { personId: person.id, sessionId, factors }));
    return { person, ...await this.#parts.sessions.begin(person.id, cookies, { factors, client, inTransaction }) };
  }

  async #personOf(personId: string): Promise<Person> {
    const [person] = await this.#parts.people.read([personId]);
    if (!person) throw new ProblemError('sign-in-failed');
    return person;
  }
}

/** What is shown within a session: a passkey, or the password and, where there is one, the second factor. */
export type StepUpProof =
  | { readonly passkey: PasskeyAssertion }
  | { readonly password: string; readonly code?: Extract<SecondFactorProof, { readonly code: string }> | undefined };

/** null where this page can have no passkeys: other methods are left. */
async function optionsWhere(request: SignInRequest, options: (party: RelyingParty) => Promise<PasskeyRequestOptions>): Promise<PasskeyRequestOptions | null> {
  try {
    return await options(request.party());
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'passkeys-unavailable') return null;
    throw error;
  }
}
