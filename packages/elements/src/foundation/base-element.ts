import { html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { warnOfContrast } from './contrast-warning.ts';
import { ContextController, type ProviderSource } from './controllers/context-controller.ts';
import { describeFailure, isAbort, type Failure } from './failure.ts';
import { formatsFor, type Formats } from './formats.ts';
import type { ProviderContext } from './provider-context.ts';
import { textsFor, type Texts } from './texts.ts';

/**
 * What every element shares: its provider, texts and formats in the provider's locale, a polite live region,
 * and one place to report failures. A subclass draws itself in `renderContent`.
 */
export abstract class CashFlowElement extends LitElement {
  static override properties: PropertyDeclarations = {
    provider: { attribute: false },
    announcement: { state: true },
  };

  /** The provider, where it is not an ancestor in the page. */
  declare provider: ProviderSource | undefined;
  protected declare announcement: string;
  readonly #context: ContextController;

  constructor() {
    super();
    this.announcement = '';
    this.#context = new ContextController(this);
  }

  protected get context(): ProviderContext | undefined {
    return this.#context.value;
  }

  protected get locale(): string {
    return this.context?.locale ?? 'en';
  }

  protected get texts(): Texts {
    return this.context?.texts ?? textsFor(this.locale);
  }

  protected get formats(): Formats {
    return formatsFor(this.locale);
  }

  /** The direction in which the page writes where this element stands. */
  protected get direction(): 'ltr' | 'rtl' {
    return this.matches(':dir(rtl)') ? 'rtl' : 'ltr';
  }

  /** Reads `message` out to a screen reader once the element has been drawn; the same message twice is read twice. */
  protected announce(message: string): void {
    // A trailing no-break space makes an equal message a change of the region.
    this.announcement = this.announcement === message ? `${message}\u00a0` : message;
  }

  /** Tells the provider, so that an ended session shows everywhere, and gives the failure in words; null for an abort. */
  protected reportFailure(error: unknown): Failure | null {
    if (isAbort(error)) return null;
    this.context?.reportFailure(error);
    return describeFailure(error, this.texts);
  }

  protected abstract renderContent(): TemplateResult;

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('provider')) this.#context.source = this.provider;
  }

  protected override firstUpdated(): void {
    if (this.renderRoot instanceof ShadowRoot) warnOfContrast(this.renderRoot);
  }

  protected override render(): TemplateResult {
    return html`<div class="root" part="base" lang=${this.locale}>${this.renderContent()}</div>
      <div class="visually-hidden" role="status">${this.announcement}</div>`;
  }
}
