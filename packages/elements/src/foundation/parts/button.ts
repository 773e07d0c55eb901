import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { icon, type IconName } from './icons.ts';

export interface ButtonOptions {
  readonly label: string;
  readonly onClick?: ((event: MouseEvent) => void) | undefined;
  /** One `primary` in view at most. `danger` is for what cannot be taken back. Default `bordered`. */
  readonly kind?: 'primary' | 'bordered' | 'plain' | 'danger' | undefined;
  readonly icon?: IconName | undefined;
  /** Shows the icon alone; the label is read out and shown as a tip. */
  readonly iconOnly?: boolean | undefined;
  readonly type?: 'button' | 'submit' | undefined;
  /** Why it cannot be used now; a button with a reason stays focusable and does nothing. */
  readonly disabledReason?: string | undefined;
  /** It is doing what it says; the label tells so, and pressing it again does nothing. */
  readonly busy?: boolean | undefined;
  readonly pressed?: boolean | undefined;
  readonly expanded?: boolean | undefined;
  readonly part?: string | undefined;
}

/** A button. A disabled one is not the `disabled` attribute, so that its reason can be reached by keyboard. */
export function button(options: ButtonOptions): TemplateResult {
  const { label, kind = 'bordered', disabledReason } = options;
  const disabled = disabledReason !== undefined || options.busy === true;
  const name = disabledReason ? `${label}. ${disabledReason}` : label;
  const click = (event: MouseEvent): void => {
    if (disabled) event.preventDefault();
    else options.onClick?.(event);
  };
  return html`<button
    class="button ${kind}${options.iconOnly ? ' icon-only' : ''}"
    type=${options.type ?? 'button'}
    part=${ifDefined(options.part)}
    aria-disabled=${ifDefined(disabled ? 'true' : undefined)}
    aria-label=${ifDefined(options.iconOnly || disabledReason ? name : undefined)}
    title=${ifDefined(options.iconOnly || disabledReason ? (disabledReason ?? label) : undefined)}
    aria-busy=${ifDefined(options.busy ? 'true' : undefined)}
    aria-pressed=${ifDefined(options.pressed)}
    aria-expanded=${ifDefined(options.expanded)}
    @click=${click}
  >${options.icon ? icon(options.icon) : nothing}${options.iconOnly ? nothing : label}</button>`;
}

/** A button that reads like a link inside a sentence. */
export function linkButton(label: string, onClick: () => void): TemplateResult {
  return html`<button class="link" type="button" @click=${onClick}>${label}</button>`;
}
