import { html, type TemplateResult } from 'lit';
import { CashFlowElement } from '../foundation/base-element.ts';
import { withBaseStyles } from '../foundation/base-styles.ts';
import { StepChangeEvent } from '../foundation/events.ts';
import { loadingState, sessionState } from '../foundation/parts/states.ts';
import { SignInController } from './sign-in-controller.ts';
import { FIRST_STEP, type SignInStep } from './sign-in-step.ts';
import { signInStyles } from './sign-in-styles.ts';
import { choiceView } from './views/choice-view.ts';
import { forgotView } from './views/forgot-view.ts';
import { invitationView } from './views/invitation-view.ts';
import { passwordView } from './views/password-view.ts';
import { resetView } from './views/reset-view.ts';
import { secondFactorView } from './views/second-factor-view.ts';
import { signedInView } from './views/signed-in-view.ts';
import type { SignInView } from './views/sign-in-view.ts';

/**
 * Signs a person in, with a password and a second factor or with a passkey, and takes the links of mails: invitations
 * and forgotten passwords, from `#invitation=` and `#reset=` in the page's address, which it clears at once. Afterwards it
 * shows who is signed in, the choice of organisation where there are several, and the way out.
 *
 * @csspart base - The element's frame.
 * @csspart submit - The button that signs in.
 * @event step-change - Another step is shown; a host that hides the element while somebody is signed in shows it for the link of a mail.
 */
export class CashFlowSignInElement extends CashFlowElement {
  static override styles = withBaseStyles(signInStyles);

  #shownStep: SignInStep['kind'] = FIRST_STEP.kind;
  readonly #flow: SignInController = new SignInController(this, {
    context: () => this.context,
    texts: () => this.texts,
    announce: (message) => this.announce(message),
    focus: (...selectors) => void this.#focusFirst(selectors),
    stepChanged: ({ kind }) => this.#stepChanged(kind),
  });

  /** The step that is shown: `invitation` and `reset` also while somebody is signed in. */
  get step(): SignInStep['kind'] {
    return this.#shownStep;
  }

  protected override renderContent(): TemplateResult {
    const { context, texts } = this;
    const session = context?.session;
    if (!context || !session) return sessionState(context, texts, html``) ?? html``;
    const view: SignInView = { flow: this.#flow, texts, session, chooseOrganisation: (id) => this.#choose(id) };
    switch (session.kind) {
      case 'loading':
        return loadingState(texts.common.loading, html`<div class="skeleton field-ghost"></div><div class="skeleton field-ghost"></div>`);
      case 'offline':
      case 'error':
        return sessionState(context, texts, html``) ?? html``;
      case 'active':
      case 'choosing':
      case 'none':
      case 'ended':
        return this.#renderStep(view, session.kind);
    }
  }

  #renderStep(view: SignInView, session: 'active' | 'choosing' | 'none' | 'ended'): TemplateResult {
    const { step } = this.#flow;
    if (step.kind === 'invitation') return invitationView(view, step);
    if (step.kind === 'reset') return resetView(view, step);
    if (session === 'active') return signedInView(view);
    if (session === 'choosing') return choiceView(view);
    if (step.kind === 'second-factor') return secondFactorView(view, step);
    return step.kind === 'forgot' ? forgotView(view, step) : passwordView(view, step);
  }

  #choose(organisationId: string): void {
    this.context?.chooseOrganisation(organisationId);
    void this.#focusFirst(['#organisation', '.who']);
  }

  #stepChanged(kind: SignInStep['kind']): void {
    if (kind === this.#shownStep) return;
    this.#shownStep = kind;
    this.dispatchEvent(new StepChangeEvent({ step: kind }));
  }

  async #focusFirst(selectors: readonly string[]): Promise<void> {
    await this.updateComplete;
    for (const selector of selectors) {
      const found = this.renderRoot.querySelector<HTMLElement>(selector);
      if (!found) continue;
      found.focus();
      return;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cash-flow-sign-in': CashFlowSignInElement;
  }
}
