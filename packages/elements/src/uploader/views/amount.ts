import { html, type TemplateResult } from 'lit';

/** A figure that keeps its own direction: its minus stays in front of it where the page runs from right to left. */
export function amount(text: string): TemplateResult {
  return html`<bdi dir="ltr">${text}</bdi>`;
}
