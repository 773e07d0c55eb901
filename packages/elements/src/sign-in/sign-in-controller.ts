import { CashFlowError, SecondFactorRequiredError } from '@cashflowsmart/sdk/client';
import type { PasskeyAssertion, PasskeyRequestOptions } from '@cashflowsmart/sdk/contract';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { describeFailure, isAbort, saysSessionEnded, type Failure } from '../foundation/failure.ts';
import type { ProviderContext } from '../foundation/provider-context.ts';
import type { Texts } from '../foundation/texts.ts';
import { checkCode, checkEmail, checkNewPassword, checkNewPerson, checkSignIn, type SignInErrors } from './check-sign-in.ts';
import { takeMailLink } from './mail-link.ts';
import { oneTimeCode } from './one-time-code.ts';
import { PasskeyNotShownError, passkeysFillFields, passkeysSupported, showPasskey } from './passkeys.ts';
import { FIRST_STEP, nextStep, type SecondFactorMethod, type SignInEvent, type SignInStep } from './sign-in-step.ts';

/** What is being done; each at most once at a time. */
export type SignInTask = 'sign-in' | 'passkey' | 'sign-out' | 'factor' | 'mail' | 'password' | 'offer' | 'accept' | 'join';

export interface SignInFields {
  readonly email: string;
  readonly password: string;
  readonly code: string;
  readonly name: string;
  readonly newPassword: string;
}

/** What the controller needs of its element. */
export interface SignInHost {
  readonly context: () => ProviderContext | undefined;
  readonly texts: () => Texts;
  readonly announce: (message: string) => void;
  /** Moves the focus to the first that is drawn, once it is. */
  readonly focus: (...selectors: readonly string[]) => void;
  readonly stepChanged: (step: SignInStep) => void;
}

const EMPTY: SignInFields = { email: '', password: '', code: '', name: '', newPassword: '' };
const FIELD_IDS = { email: '#email', password: '#password', code: '#code', name: '#name', newPassword: '#new-password' } as const;

/** Leads through the steps of signing in. Secrets are kept no longer than the attempt they are for. */
export class SignInController implements ReactiveController {
  readonly #element: ReactiveControllerHost;
  readonly #host: SignInHost;
  #step: SignInStep = FIRST_STEP;
  #fields = EMPTY;
  #abort: AbortController | undefined;
  #inField: AbortController | undefined;
  errors: SignInErrors = {};
  failure: Failure | null = null;
  pending: SignInTask | null = null;
  /** Whether passwords are shown in clear. */
  visible = false;
  /** Whether to offer passkeys; false once the server says that there are none at this address. */
  passkeys = passkeysSupported();

  constructor(element: ReactiveControllerHost, host: SignInHost) {
    this.#element = element;
    this.#host = host;
    element.addController(this);
  }

  get step(): SignInStep {
    return this.#step;
  }

  get fields(): SignInFields {
    return this.#fields;
  }

  hostConnected(): void {
    window.addEventListener('hashchange', this.#openLink);
    this.#openLink();
  }

  hostDisconnected(): void {
    window.removeEventListener('hashchange', this.#openLink);
    this.#abort?.abort();
    this.#inField?.abort();
    this.#fields = EMPTY;
  }

  hostUpdated(): void {
    const session = this.#host.context()?.session.kind;
    if (session === 'active' || session === 'choosing') {
      if (nextStep(this.#step, { kind: 'entered' }) !== this.#step) this.#advance({ kind: 'entered' });
      this.#inField?.abort();
    }
    const known = session !== undefined && session !== 'loading' && session !== 'offline' && session !== 'error';
    if (known && this.#step.kind === 'invitation' && this.#step.offer === null && this.pending === null && this.failure === null) void this.readOffer();
  }

  type(change: Partial<SignInFields>): void {
    this.#fields = { ...this.#fields, ...change };
    this.#element.requestUpdate();
  }

  toggleVisible(): void {
    this.visible = !this.visible;
    this.#element.requestUpdate();
  }

  /** Moves on by the person's own choice. */
  go(event: SignInEvent): void {
    this.#abort?.abort();
    this.pending = null;
    this.failure = null;
    this.errors = {};
    this.#advance(event);
    this.#host.focus('#code', '#email', '#password', '.who', 'h2');
  }

  chooseMethod(method: SecondFactorMethod): void {
    this.type({ code: '' });
    this.go({ kind: 'method-chosen', method });
  }

  async signIn(): Promise<void> {
    const email = this.#fields.email.trim();
    const { password } = this.#fields;
    if (!this.#passes(checkSignIn(email, password))) return;
    const done = await this.#run('sign-in', async (context, signal) => {
      try {
        await context.signIn(email, password, signal);
      } catch (error) {
        if (!(error instanceof SecondFactorRequiredError)) throw error;
        this.#advance({ kind: 'factor-asked', asked: error.asked, passkeys: this.passkeys });
      }
    });
    if (done && this.#step.kind === 'second-factor') this.#host.focus('#code', '.passkey');
    else if (done) this.#entered();
    else if (this.failure?.code === 'sign-in-failed') this.#host.focus('#password');
  }

  async showCode(method: Exclude<SecondFactorMethod, 'passkey'>): Promise<void> {
    const typed = this.#fields.code;
    if (!this.#passes(checkCode(method, typed))) return;
    const body = method === 'totp' ? { method, code: oneTimeCode(typed)! } : { method, code: typed.trim() };
    const done = await this.#run('factor', async (context, signal) => context.enterSession(await context.client.session.showSecondFactor(body, { signal })));
    if (done) this.#entered();
    else this.#host.focus('#code', '#email');
  }

  async showFactorPasskey(options: PasskeyRequestOptions): Promise<void> {
    const done = await this.#run('passkey', async (context, signal) => {
      const response = await showPasskey(options, { signal });
      await context.enterSession(await context.client.session.showSecondFactor({ method: 'passkey', response }, { signal }));
    });
    if (done) this.#entered();
  }

  async signInWithPasskey(): Promise<void> {
    this.#inField?.abort();
    const done = await this.#run('passkey', async (context, signal) => {
      const options = await context.client.session.startPasskeySignIn({ signal });
      await this.#enterWith(context, await showPasskey(options, { signal }), signal);
    });
    if (done) this.#entered();
  }

  /** Has the browser offer passkeys in the field of the e-mail. It asks nobody, so where it does not work it says nothing. */
  async offerPasskeysInField(): Promise<void> {
    const context = this.#host.context();
    if (!this.passkeys || !context || this.pending !== null || (this.#inField && !this.#inField.signal.aborted)) return;
    const offer = new AbortController();
    this.#inField = offer;
    const { signal } = offer;
    let response: PasskeyAssertion;
    try {
      if (!(await passkeysFillFields()) || signal.aborted) return;
      response = await showPasskey(await context.client.session.startPasskeySignIn({ signal }), { inField: true, signal });
    } catch {
      offer.abort();
      return;
    }
    const done = await this.#run('passkey', async (current, running) => this.#enterWith(current, response, running));
    offer.abort();
    if (done) this.#entered();
  }

  async requestMail(): Promise<void> {
    const email = this.#fields.email.trim();
    if (!this.#passes(checkEmail(email))) return;
    const done = await this.#run('mail', async ({ client }, signal) => {
      const locale = this.#host.texts().language === 'de' ? 'de' : 'en';
      await client.passwordResets.request({ email, locale }, { signal });
    });
    if (!done) return;
    this.#advance({ kind: 'mail-requested' });
    this.#host.announce(this.#host.texts().signIn.linkSent);
    this.#host.focus('.notice', 'h2');
  }

  async setPassword(token: string): Promise<void> {
    const password = this.#fields.newPassword;
    if (!this.#passes(checkNewPassword(password))) return;
    const done = await this.#run('password', async ({ client }, signal) => client.passwordResets.redeem({ token, password }, { signal }));
    if (done) {
      this.#advance({ kind: 'password-set' });
      this.#host.announce(this.#host.texts().signIn.passwordSet);
      // Every session of the person has ended, the one of this page perhaps among them.
      await this.#host.context()?.refreshSession();
    }
    this.#host.focus(done ? '#email' : '#new-password', '#email');
  }

  async readOffer(): Promise<void> {
    if (this.#step.kind !== 'invitation') return;
    const { token } = this.#step;
    await this.#run('offer', async ({ client }, signal) => {
      const offer = await client.invitations.read(token, { signal });
      this.#fields = { ...this.#fields, email: offer.email };
      this.#advance({ kind: 'offered', offer });
    });
  }

  async accept(token: string): Promise<void> {
    const name = this.#fields.name.trim();
    const password = this.#fields.newPassword;
    if (!this.#passes(checkNewPerson(name, password))) return;
    const done = await this.#run('accept', async ({ client }, signal) => client.invitations.accept({ token, name, password }, { signal }));
    if (done) {
      this.#advance({ kind: 'accepted' });
      this.#host.announce(this.#host.texts().signIn.accepted);
    }
    this.#host.focus(done ? '#password' : '#new-password', '#email');
  }

  async join(token: string): Promise<void> {
    const done = await this.#run('join', async (context, signal) => {
      const { organisationId, organisationName } = await context.client.invitations.join(token, { signal });
      this.#advance({ kind: 'left' });
      await context.refreshSession();
      context.chooseOrganisation(organisationId);
      this.#host.announce(this.#host.texts().signIn.joined(organisationName));
    });
    if (done) this.#host.focus('.who');
  }

  async signOut(): Promise<void> {
    await this.#run('sign-out', async (context) => context.signOut());
    this.#host.focus('#name', '#email');
  }

  async #enterWith(context: ProviderContext, response: PasskeyAssertion, signal: AbortSignal): Promise<void> {
    await context.enterSession(await context.client.session.signInWithPasskey(response, { signal }));
  }

  readonly #openLink = (): void => {
    const link = takeMailLink(window);
    if (link) this.go({ kind: 'link-opened', link });
  };

  #advance(event: SignInEvent): void {
    const before = this.#step;
    this.#step = nextStep(before, event);
    if (this.#step === before) return;
    this.#fields = { ...EMPTY, email: this.#fields.email };
    this.visible = false;
    if (this.#step.kind !== 'sign-in') this.#inField?.abort();
    this.#host.stepChanged(this.#step);
    this.#element.requestUpdate();
  }

  #passes(errors: SignInErrors): boolean {
    this.errors = errors;
    this.failure = null;
    this.#element.requestUpdate();
    const first = (Object.keys(FIELD_IDS) as (keyof SignInFields)[]).find((id) => errors[id] !== undefined);
    if (first) this.#host.focus(FIELD_IDS[first]);
    return first === undefined;
  }

  /** @returns whether it was done; where not, `failure` says why, or somebody took it back. */
  async #run(task: SignInTask, work: (context: ProviderContext, signal: AbortSignal) => Promise<void>): Promise<boolean> {
    const context = this.#host.context();
    if (this.pending !== null || !context) return false;
    const abort = new AbortController();
    this.#abort = abort;
    this.failure = null;
    this.pending = task;
    this.#element.requestUpdate();
    let done = false;
    try {
      await work(context, abort.signal);
      done = !abort.signal.aborted;
    } catch (error) {
      if (!abort.signal.aborted && !isAbort(error)) this.#refused(error, context);
    }
    // Whoever went elsewhere meanwhile has fields of another step before them.
    if (abort.signal.aborted) return false;
    this.#fields = { ...this.#fields, password: '', code: '', newPassword: '' };
    this.pending = null;
    this.#element.requestUpdate();
    return done;
  }

  #refused(error: unknown, context: ProviderContext): void {
    const texts = this.#host.texts();
    if (saysSessionEnded(error)) context.reportFailure(error);
    const shown = error instanceof PasskeyNotShownError ? { kind: 'error' as const, ...texts.signIn.passkeyNotShown, code: error.code, requestId: '' } : describeFailure(error, texts);
    if (!(error instanceof CashFlowError)) {
      this.failure = shown;
      return;
    }
    if (error.code === 'passkeys-unavailable') this.passkeys = false;
    this.#advance({ kind: 'refused', code: error.code });
    this.failure = shown;
  }

  #entered(): void {
    this.#inField?.abort();
    this.#fields = EMPTY;
    const session = this.#host.context()?.session;
    if (session?.kind !== 'active' && session?.kind !== 'choosing') return;
    this.#host.announce(this.#host.texts().signIn.signedInAs(session.session.person.name));
    // The form is gone: the focus goes to what stands in its place, not back to the page's beginning.
    this.#host.focus('.who', 'h2');
  }
}
