import { html, noChange, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { live } from 'lit/directives/live.js';
import { icon } from './icons.ts';

interface FieldFrame {
  /** Unique in the element's shadow root. */
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
}

export interface FieldOptions extends FieldFrame {
  /** undefined: what is typed stays in the field and nowhere else. */
  readonly value: string | undefined;
  readonly type?: 'text' | 'email' | 'password' | 'search' | 'date' | undefined;
  readonly name?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly autocomplete?: AutoFill | undefined;
  readonly inputMode?: 'text' | 'decimal' | 'numeric' | 'email' | 'search' | undefined;
  readonly required?: boolean | undefined;
  readonly maxLength?: number | undefined;
  readonly min?: string | undefined;
  readonly max?: string | undefined;
  /** End-aligned tabular figures. */
  readonly figure?: boolean | undefined;
  /** A button inside the field's end. */
  readonly button?: TemplateResult | undefined;
  readonly disabled?: boolean | undefined;
  readonly onFocus?: (() => void) | undefined;
  /** At every key. */
  readonly onInput?: ((value: string) => void) | undefined;
  /** When the value is settled: left, chosen, or Enter. */
  readonly onChange?: ((value: string) => void) | undefined;
}

function describedBy({ id, hint, error }: FieldFrame): string | undefined {
  const ids = [error ? `${id}-error` : '', hint ? `${id}-hint` : ''].filter(Boolean).join(' ');
  return ids === '' ? undefined : ids;
}

/** Label, control, hint and error in their places; the error is read out with the control. */
function fieldFrame(frame: FieldFrame, control: TemplateResult): TemplateResult {
  return html`<div class="field">
    <label class="label" for=${frame.id}>${frame.label}</label>
    ${control}
    ${frame.error ? html`<div class="field-error" id="${frame.id}-error">${icon('alert')}<span>${frame.error}</span></div>` : nothing}
    ${frame.hint ? html`<div class="note" id="${frame.id}-hint">${frame.hint}</div>` : nothing}
  </div>`;
}

/** A labelled text field. */
export function field(options: FieldOptions): TemplateResult {
  const value = (event: Event): string => (event.target as HTMLInputElement).value;
  const input = html`<input
    class="input${options.figure ? ' figure' : ''}"
    id=${options.id}
    name=${ifDefined(options.name)}
    type=${options.type ?? 'text'}
    .value=${live(options.value ?? noChange)}
    placeholder=${ifDefined(options.placeholder)}
    autocomplete=${ifDefined(options.autocomplete)}
    inputmode=${ifDefined(options.inputMode)}
    maxlength=${ifDefined(options.maxLength)}
    min=${ifDefined(options.min)}
    max=${ifDefined(options.max)}
    aria-required=${ifDefined(options.required ? 'true' : undefined)}
    aria-invalid=${ifDefined(options.error ? 'true' : undefined)}
    aria-describedby=${ifDefined(describedBy(options))}
    ?disabled=${options.disabled ?? false}
    @focus=${() => options.onFocus?.()}
    @input=${(event: Event) => options.onInput?.(value(event))}
    @change=${(event: Event) => options.onChange?.(value(event))}
  />`;
  return fieldFrame(options, options.button ? html`<div class="with-button">${input}${options.button}</div>` : input);
}

export interface SelectOptions extends FieldFrame {
  readonly value: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly disabled?: boolean | undefined;
  readonly onChange: (value: string) => void;
}

/* eslint-disable lit-a11y/no-invalid-change-handler -- a choice takes effect when it is made; waiting for blur would leave the page behind it */
/** A labelled native select. */
export function select(options: SelectOptions): TemplateResult {
  return fieldFrame(
    options,
    html`<div class="select">
      <select
        class="input"
        id=${options.id}
        aria-invalid=${ifDefined(options.error ? 'true' : undefined)}
        aria-describedby=${ifDefined(describedBy(options))}
        ?disabled=${options.disabled ?? false}
        @change=${(event: Event) => options.onChange((event.target as HTMLSelectElement).value)}
      >${options.choices.map((choice) => html`<option value=${choice.value} .selected=${live(choice.value === options.value)}>${choice.label}</option>`)}</select>
      ${icon('chevron')}
    </div>`,
  );
}
/* eslint-enable lit-a11y/no-invalid-change-handler */

/** A check box with its words. */
export function checkbox(options: { readonly label: string; readonly checked: boolean; readonly hintId?: string; readonly onChange: (checked: boolean) => void }): TemplateResult {
  return html`<label class="choice"><input
      type="checkbox"
      .checked=${live(options.checked)}
      aria-describedby=${ifDefined(options.hintId)}
      @change=${(event: Event) => options.onChange((event.target as HTMLInputElement).checked)}
    />${options.label}</label>`;
}
