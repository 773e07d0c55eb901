import { html, nothing, type TemplateResult } from 'lit';
import { button } from './button.ts';

export interface ProgressOptions {
  readonly label: string;
  /** 0 to 1; undefined while it cannot be told. */
  readonly done: number | undefined;
  /** How far it is, in words: `1,200 of 4,000 rows`. */
  readonly count?: string | undefined;
  readonly cancelLabel?: string | undefined;
  readonly onCancel?: (() => void) | undefined;
}

/** A bar with its count and a way out. */
export function progress(options: ProgressOptions): TemplateResult {
  return html`<div class="progress">
    <div class="row spread"><span>${options.label}</span>${options.count ? html`<span class="note figure">${options.count}</span>` : nothing}</div>
    ${options.done === undefined
      ? html`<progress aria-label=${options.label}></progress>`
      : html`<progress aria-label=${options.label} max="1" .value=${options.done}></progress>`}
    ${options.onCancel && options.cancelLabel ? html`<div>${button({ label: options.cancelLabel, onClick: options.onCancel })}</div>` : nothing}
  </div>`;
}
