import { css } from 'lit';

/**
 * The element in its host: inherited font, sizes in em of it, the element's own width as the container that
 * layout answers to (`narrow` below 560 px, `wide` above 880 px are written as container queries).
 */
export const layout = css`
  :host {
    display: block;
    container: cash-flow / inline-size;
  }

  :host([hidden]) {
    display: none;
  }

  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  .root {
    display: flow-root;
    font-size: var(--cash-flow-font-size, max(13px, 0.875em));
    font-weight: 400;
    line-height: 1.45;
    color: var(--_text);
    text-align: start;
    accent-color: var(--_accent);
    -webkit-text-size-adjust: none;
    text-size-adjust: none;
  }

  /* Without a frame the host's own background shows; with one the element brings its surface. */
  :host([framed]) .root {
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: var(--_radius-card);
    padding: var(--_space-4);
  }

  @container cash-flow (inline-size > 880px) {
    :host([framed]) .root {
      padding: calc(5 * var(--_step));
    }
  }

  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd,
  figure,
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }

  ul,
  ol {
    list-style: none;
  }

  .title {
    font-size: 1.25em;
    font-weight: 600;
    line-height: 1.3;
    text-wrap: balance;
  }

  .headline-figure {
    font-size: 1.75em;
    font-weight: 600;
    line-height: 1.15;
    letter-spacing: -0.01em;
  }

  .fact-figure {
    font-size: 1.14em;
    font-weight: 500;
    line-height: 1.3;
  }

  .label,
  .note {
    font-size: 0.86em;
    line-height: 1.4;
    font-weight: 500;
  }

  .note {
    color: var(--_text-muted);
    font-weight: 400;
    max-inline-size: 68ch;
  }

  .prose {
    max-inline-size: 68ch;
  }

  .figure,
  .headline-figure,
  .fact-figure {
    font-variant-numeric: tabular-nums lining-nums;
    white-space: nowrap;
  }

  .stack {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_space-6);
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-2);
  }

  .row.spread {
    justify-content: space-between;
  }

  .icon {
    flex: none;
    inline-size: 16px;
    block-size: 16px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .icon.mirrored:dir(rtl) {
    transform: scaleX(-1);
  }

  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  td:focus-visible,
  th:focus-visible,
  .cell-focus:focus-visible {
    outline-offset: -2px;
  }
`;
