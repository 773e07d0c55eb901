import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { CashFlowElement } from '../foundation/base-element.ts';
import { withBaseStyles } from '../foundation/base-styles.ts';
import { describeFailure, isAbort, type Failure } from '../foundation/failure.ts';
import { banner } from '../foundation/parts/banner.ts';
import { button } from '../foundation/parts/button.ts';
import { field, select } from '../foundation/parts/field.ts';
import { icon } from '../foundation/parts/icons.ts';
import { failureState, loadingState, sessionState, technicalDetails } from '../foundation/parts/states.ts';
import type { SessionState } from '../foundation/provider-context.ts';
import { checkSignIn, type SignInErrors } from './check-sign-in.ts';
import { isPlainLoopback } from './plain-loopback.ts';
import { signInStyles } from './sign-in-styles.ts';

/**
 * Signs a person in with e-mail and password, and afterwards shows who is signed in, the choice of
 * organisation where there are several, and the way out.
 *
 * @csspart base - The element's frame.
 * @csspart submit - The button that signs in.
 */
export class CashFlowSignInElement extends CashFlowElement {
  static override properties: PropertyDeclarations = {
    ...CashFlowElement.properties,
    email: { state: true },
    password: { state: true },
    visible: { state: true },
    errors: { state: true },
    failure: { state: true },
    pending: { state: true },
  };

  static override styles = withBaseStyles(signInStyles);

  protected declare email: string;
  protected declare password: string;
  protected declare visible: boolean;
  protected declare errors: SignInErrors;
  protected declare failure: Failure | null;
  protected declare pending: 'sign-in' | 'sign-out' | null;
  #abort: AbortController | undefined;

  constructor() {
    super();
    this.email = '';
    this.password = '';
    this.visible = false;
    this.errors = {};
    this.failure = null;
    this.pending = null;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#abort?.abort();
    this.password = '';
  }

  protected override renderContent(): TemplateResult {
    const { context, texts } = this;
    const session = context?.session;
    if (!context || !session) return sessionState(context, texts, html``) ?? html``;
    switch (session.kind) {
      case 'loading':
        return loadingState(texts.common.loading, html`<div class="skeleton field-ghost"></div><div class="skeleton field-ghost"></div>`);
      case 'offline':
      case 'error':
        return sessionState(context, texts, html``) ?? html``;
      case 'active':
        return this.#renderSignedIn(session);
      case 'none':
      case 'ended':
        return this.#renderForm(session.kind === 'ended');
    }
  }

  #renderForm(ended: boolean): TemplateResult {
    const texts = this.texts.signIn;
    const { failure } = this;
    return html`<form class="form" novalidate aria-label=${texts.title} @submit=${this.#submit}>
      <h2 class="title">${texts.title}</h2>
      ${ended && !failure ? banner({ tone: 'warning', icon: 'clock', title: texts.ended }) : nothing}
      ${failure
        ? banner({
            tone: 'danger',
            icon: failure.kind === 'offline' ? 'offline' : 'alert',
            role: 'alert',
            title: failure.title,
            body: this.#renderDetail(failure),
          })
        : nothing}
      ${field({
        id: 'email',
        name: 'email',
        label: texts.email,
        type: 'email',
        autocomplete: 'username',
        inputMode: 'email',
        required: true,
        maxLength: 254,
        value: this.email,
        error: this.errors.email === undefined ? undefined : texts[this.errors.email],
        onInput: (value) => {
          this.email = value;
        },
      })}
      ${field({
        id: 'password',
        name: 'password',
        label: texts.password,
        type: this.visible ? 'text' : 'password',
        autocomplete: 'current-password',
        required: true,
        maxLength: 256,
        value: this.password,
        error: this.errors.password === undefined ? undefined : texts[this.errors.password],
        onInput: (value) => {
          this.password = value;
        },
        button: button({
          kind: 'plain',
          icon: this.visible ? 'eye-off' : 'eye',
          iconOnly: true,
          label: this.visible ? texts.hidePassword : texts.showPassword,
          onClick: () => {
            this.visible = !this.visible;
          },
        }),
      })}
      <div class="submit">
        ${button({
          kind: 'primary',
          type: 'submit',
          part: 'submit',
          label: this.pending === 'sign-in' ? texts.pending : this.texts.common.signIn,
          busy: this.pending === 'sign-in',
        })}
      </div>
    </form>`;
  }

  #renderDetail(failure: Failure): TemplateResult {
    const { detail, code, kind } = failure;
    if (code === 'sign-in-failed' || kind === 'offline') return html`${detail}`;
    if (code === 'cookie-refused') return html`${detail}${isPlainLoopback(location) ? ` ${this.texts.signIn.cookieRefusedLocally}` : nothing}`;
    return html`${detail}${technicalDetails(failure, this.texts)}`;
  }

  #renderSignedIn({ session, organisationId, role }: Extract<SessionState, { kind: 'active' }>): TemplateResult {
    const texts = this.texts.signIn;
    const { memberships, person } = session;
    const membership = memberships.find((one) => one.organisationId === organisationId);
    return html`<div class="signed-in">
      <div class="who" tabindex="-1">
        ${icon('check')}
        <div>
          <div>${texts.signedInAs(person.name)}</div>
          <div class="note">${memberships.length === 1 ? `${membership?.organisationName ?? ''}, ` : ''}${this.texts.common.roles[role]}</div>
        </div>
      </div>
      ${memberships.length > 1
        ? select({
            id: 'organisation',
            label: texts.organisation,
            value: organisationId,
            choices: memberships.map((one) => ({ value: one.organisationId, label: one.organisationName })),
            onChange: (value) => this.context?.chooseOrganisation(value),
          })
        : nothing}
      ${button({
        label: this.pending === 'sign-out' ? texts.signingOut : this.texts.common.signOut,
        icon: 'sign-out',
        busy: this.pending === 'sign-out',
        onClick: () => void this.#signOut(),
      })}
      ${this.failure ? failureState(this.failure, this.texts, () => void this.#signOut()) : nothing}
    </div>`;
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    if (this.pending === null) void this.#signIn();
  };

  async #signIn(): Promise<void> {
    const { context } = this;
    const email = this.email.trim();
    this.errors = checkSignIn(email, this.password);
    this.failure = null;
    const invalid = this.errors.email ? 'email' : this.errors.password ? 'password' : undefined;
    if (invalid || !context) {
      await this.updateComplete;
      if (invalid) this.renderRoot.querySelector<HTMLInputElement>(`#${invalid}`)?.focus();
      return;
    }
    this.pending = 'sign-in';
    this.#abort = new AbortController();
    try {
      await context.signIn(email, this.password, this.#abort.signal);
      this.email = '';
      this.visible = false;
      const session = this.context?.session;
      if (session?.kind === 'active') this.announce(this.texts.signIn.signedInAs(session.session.person.name));
    } catch (error) {
      if (!isAbort(error)) this.failure = describeFailure(error, this.texts);
    } finally {
      // A password is kept no longer than its attempt; after a refusal the person types it again.
      this.password = '';
      this.pending = null;
    }
    await this.updateComplete;
    // The form is gone after success: the focus goes to what stands in its place, not back to the page's beginning.
    const next = this.failure === null ? '.who' : this.failure.code === 'sign-in-failed' ? '#password' : undefined;
    if (next) this.renderRoot.querySelector<HTMLElement>(next)?.focus();
  }

  async #signOut(): Promise<void> {
    this.failure = null;
    this.pending = 'sign-out';
    try {
      await this.context?.signOut();
    } catch (error) {
      this.failure = this.reportFailure(error);
    } finally {
      this.pending = null;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cash-flow-sign-in': CashFlowSignInElement;
  }
}
