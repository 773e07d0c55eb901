import { css } from 'lit';

/** The frame: controls, figures, read-out, plot, states. */
export const chartStyles = css`
  .chart {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_space-4);
    align-content: start;
    min-block-size: 44em;
  }

  .chart.blocked {
    align-content: center;
  }

  .chart:not(.blocked):has(> :is(.state, .ghosted)) {
    grid-template-rows: auto minmax(0, 1fr);
  }

  .chart > .ghosted .plot {
    block-size: 100%;
    /* Clear where the words stand. */
    mask-image: radial-gradient(ellipse 24em 12em at 50% 50%, transparent 70%, black);
  }

  .head {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    grid-template-rows: minmax(var(--_control-size), auto);
    gap: var(--_space-3);
    align-items: center;
  }

  .unit {
    margin-inline-start: var(--_space-1);
    color: var(--_text-muted);
    font-size: 0.69em;
    font-weight: 500;
  }

  .toolbar {
    grid-column: 1 / -1;
    display: grid;
    grid-template-columns: minmax(0, 1.4fr) minmax(0, 1fr);
    gap: var(--_space-2);
  }

  .toolbar .field > .label {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  .toolbar .field {
    position: relative;
  }

  .toolbar .field:has(#account) {
    grid-column: 1 / -1;
  }

  .toolbar .field:has(#currency) + .field:has(#account) {
    grid-column: auto;
    order: -1;
  }

  .toolbar .select > select {
    padding-inline-end: calc(2 * var(--_step) + 20px);
  }

  .toolbar .select > .icon {
    inset-inline-end: calc(2 * var(--_step));
  }

  .segments {
    display: flex;
    border: 1px solid var(--_control-border);
    border-radius: var(--_radius-control);
    background: var(--_surface-raised);
    overflow: clip;
  }

  .segment {
    position: relative;
    display: grid;
    flex: 1 1 auto;
    place-items: center;
    min-block-size: calc(var(--_control-size) - 2px);
    padding-inline: var(--_space-3);
    font-weight: 500;
    white-space: nowrap;
    cursor: pointer;
    transition: background-color var(--_state-time) var(--_ease);
  }

  .segment + .segment {
    border-inline-start: 1px solid var(--_border);
  }

  .segment:hover {
    background: var(--_hover);
  }

  .segment:has(:checked) {
    background: var(--_accent-tint);
    box-shadow: inset 2px 0 var(--_accent);
  }

  .segment:has(:checked):dir(rtl) {
    box-shadow: inset -2px 0 var(--_accent);
  }

  .segment:has(:focus-visible) {
    outline: 2px solid var(--_accent);
    outline-offset: -2px;
  }

  .segment > input {
    position: absolute;
    inset: 0;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }

  .overview {
    display: grid;
    gap: var(--_space-2);
    min-block-size: 12em;
    align-content: start;
  }

  .facts {
    display: flex;
    flex-wrap: wrap;
    align-items: last baseline;
    gap: var(--_space-3) var(--_space-8);
  }

  .fact.headline {
    flex-basis: 100%;
  }

  .fact > .label {
    color: var(--_text-muted);
  }

  .between {
    color: var(--_text-muted);
    font-weight: 400;
  }

  .dot::before {
    content: '\\00b7';
    padding-inline: 0.5em;
  }

  .read-out {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 2px var(--_space-4);
    padding-block: var(--_space-2);
    border-block: 1px solid var(--_border);
    line-height: 1.35;
  }

  .read-out-name {
    font-weight: 600;
  }

  .read-out-coverage {
    margin-inline-start: var(--_space-2);
    color: var(--_text-muted);
    font-size: 0.86em;
    font-weight: 400;
  }

  .reading {
    display: flex;
    justify-content: space-between;
    align-items: baseline;
    column-gap: var(--_space-2);
    min-inline-size: 0;
  }

  .reading-label {
    color: var(--_text-muted);
    font-size: 0.86em;
  }

  .reading > .figure {
    font-weight: 500;
  }

  .plot {
    position: relative;
    block-size: 28em;
    min-inline-size: 0;
    font-size: max(11px, 0.8em);
    line-height: 1;
    font-variant-numeric: tabular-nums lining-nums;
    user-select: none;
    touch-action: pan-y;
  }

  .plot.pointing {
    cursor: pointer;
  }

  .plot > * {
    position: absolute;
    inset: 0;
  }

  .scene {
    display: block;
    overflow: visible;
  }

  .plot-state {
    display: grid;
    place-content: center;
    font-size: 1.18em;
    line-height: 1.45;
  }

  .plot-state > .state {
    padding: var(--_space-4) var(--_space-6);
    border-radius: var(--_radius-card);
    background: var(--_surface);
  }

  .notes {
    display: grid;
    gap: 2px;
  }

  .note > .dot::before {
    padding-inline: 0.4em;
  }

  .stale :is(.headline-figure, .fact-figure, .reading > .figure, td.figure) {
    color: var(--_text-muted);
    transition: color 0s 150ms;
  }

  /* A sign before a figure, or a figure before words, is neutral: without this it moves to the other side. */
  :dir(rtl):is(.figure, .headline-figure, .fact-figure, .note, .label, .read-out-name, .payee-note, .coverage) {
    unicode-bidi: plaintext;
    text-align: right;
  }

  :dir(rtl):is(td.figure, .entry-amount) {
    text-align: left;
  }

  .skeleton-body {
    display: grid;
    gap: var(--_space-4);
  }

  .skeleton-body .reading {
    block-size: 1.35em;
    align-items: center;
  }

  .control-skeleton {
    block-size: var(--_control-size);
    min-inline-size: 8em;
  }

  .skeleton-line {
    inline-size: 9em;
    block-size: 1em;
  }

  .skeleton-figure {
    inline-size: 12em;
    block-size: 2em;
    margin-block-start: var(--_space-1);
  }

  @container cash-flow (inline-size >= 560px) {
    .chart {
      min-block-size: 43em;
    }

    .toolbar {
      display: flex;
      flex-wrap: wrap;
    }

    .toolbar .field {
      inline-size: 12em;
    }

    .toolbar .field:has(#currency) {
      inline-size: 6.5em;
    }

    .toolbar .field:has(#period) {
      inline-size: 15.5em;
    }

    .fact.headline {
      flex-basis: auto;
    }

    .read-out {
      grid-template-columns: minmax(7em, 1.25fr) repeat(3, minmax(0, 1fr)) minmax(0, 1.15fr);
      align-items: end;
    }

    .reading {
      display: grid;
      justify-content: stretch;
    }

    .skeleton-body .reading {
      block-size: 2.51em;
      align-items: end;
    }

    .overview {
      min-block-size: 5em;
    }

    .read-out.long {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }

    .read-out.long > .read-out-name {
      grid-column: 1 / -1;
    }

    .read-out-coverage {
      display: block;
      margin-inline-start: 0;
    }

    .long .read-out-coverage {
      display: inline;
      margin-inline-start: var(--_space-2);
    }

    .plot {
      block-size: 31em;
    }
  }

  @container cash-flow (inline-size > 880px) {
    .head:not(:has(#account, #currency)) {
      grid-template-columns: minmax(0, 1fr) auto auto;
    }

    .head:not(:has(#account, #currency)) > .toolbar {
      grid-area: 1 / 2;
    }

    .plot {
      block-size: 34em;
    }
  }

  @container cash-flow (inline-size >= 1200px) {
    .head:has(#account, #currency) {
      grid-template-columns: minmax(0, 1fr) auto auto;
    }

    .head:has(#account, #currency) > .toolbar {
      grid-area: 1 / 2;
    }
  }
`;
