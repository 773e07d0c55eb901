import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { icon, type IconName } from './icons.ts';

/** `positive` is for what is proven, `danger` for what is wrong; everything else stays quiet. */
export type Tone = 'neutral' | 'accent' | 'positive' | 'warning' | 'danger';

export interface BannerOptions {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly title: string;
  readonly body?: TemplateResult | string | undefined;
  readonly actions?: TemplateResult | undefined;
  /** `alert` interrupts a screen reader: for what just failed. */
  readonly role?: 'alert' | 'status' | undefined;
  readonly part?: string | undefined;
}

/** One sentence with its icon, what stands behind it, and one action. */
export function banner(options: BannerOptions): TemplateResult {
  return html`<div class="banner ${options.tone}${options.actions ? ' with-actions' : ''}" role=${ifDefined(options.role)} part=${ifDefined(options.part)}>
    ${icon(options.icon)}
    <div class="banner-body">
      <div class="banner-title">${options.title}</div>
      ${options.body ? html`<div class="prose">${options.body}</div>` : nothing}
    </div>
    ${options.actions ? html`<div class="banner-actions row">${options.actions}</div>` : nothing}
  </div>`;
}

/** A small word beside a value. */
export function chip(label: string, name?: IconName): TemplateResult {
  return html`<span class="chip">${name ? icon(name) : nothing}${label}</span>`;
}
