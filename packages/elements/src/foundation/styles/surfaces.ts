import { css } from 'lit';

/** Banner, chip, dialog, progress, skeleton, states, details. */
export const surfaces = css`
  .banner {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: var(--_space-1) var(--_space-3);
    align-items: start;
    padding: var(--_space-3) var(--_space-4);
    border: 1px solid var(--_border);
    border-radius: var(--_radius-card);
    background: var(--_surface-sunken);
  }

  .banner > .icon {
    margin-block-start: 0.15em;
  }

  .banner > .banner-body {
    display: grid;
    gap: var(--_space-1);
  }

  .banner-title {
    font-weight: 600;
  }

  .banner > .banner-actions {
    grid-column: 2;
  }

  .banner.positive {
    border-color: color-mix(in oklab, var(--_positive) 40%, transparent);
    background: var(--_positive-tint);
  }

  .banner.accent {
    border-color: color-mix(in oklab, var(--_accent) 40%, transparent);
    background: var(--_accent-tint);
  }

  .banner.warning {
    border-color: color-mix(in oklab, var(--_warning) 40%, transparent);
    background: var(--_warning-tint);
  }

  .banner.danger {
    border-color: color-mix(in oklab, var(--_danger) 40%, transparent);
    background: var(--_danger-tint);
  }

  .banner.positive > .icon,
  .banner.positive .banner-title {
    color: var(--_positive);
  }

  .banner.accent > .icon,
  .banner.accent .banner-title {
    color: var(--_accent);
  }

  .banner.warning > .icon,
  .banner.warning .banner-title {
    color: var(--_warning);
  }

  .banner.danger > .icon,
  .banner.danger .banner-title {
    color: var(--_danger);
  }

  @container cash-flow (inline-size >= 560px) {
    .banner.with-actions {
      grid-template-columns: auto minmax(0, 1fr) auto;
    }

    .banner.with-actions > .banner-actions {
      grid-column: 3;
      align-self: center;
    }
  }

  .chip {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    padding: 2px 8px;
    border: 1px solid var(--_border);
    border-radius: var(--_radius-chip);
    background: var(--_surface-sunken);
    color: var(--_text-muted);
    font-size: 0.86em;
    font-weight: 500;
    line-height: 1.3;
    white-space: nowrap;
  }

  .chip > .icon {
    inline-size: 12px;
    block-size: 12px;
  }

  .edited-dot {
    display: inline-block;
    inline-size: 6px;
    block-size: 6px;
    border-radius: 50%;
    background: var(--_accent);
    vertical-align: middle;
  }

  .was {
    color: var(--_text-muted);
    font-size: 0.86em;
  }

  dialog {
    inline-size: min(520px, calc(100vi - 32px));
    max-block-size: calc(100dvb - 32px);
    padding: 0;
    border: 1px solid var(--_border);
    border-radius: var(--_radius-card);
    background: var(--_surface-raised);
    color: var(--_text);
    box-shadow: var(--_shadow);
    overflow: auto;
    overscroll-behavior: contain;
  }

  dialog::backdrop {
    background: rgb(0 0 0 / 0.4);
  }

  dialog[open] {
    animation: enter var(--_enter-time) var(--_ease);
  }

  .dialog-body {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_space-4);
    padding: calc(5 * var(--_step));
  }

  .dialog-head {
    display: flex;
    align-items: start;
    justify-content: space-between;
    gap: var(--_space-3);
  }

  .dialog-head > .button {
    margin-block: calc(-1 * var(--_space-1));
    margin-inline-end: calc(-1 * var(--_space-2));
  }

  .dialog-content {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_space-4);
  }

  .dialog-actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: end;
    gap: var(--_space-2);
  }

  .progress {
    display: grid;
    gap: var(--_space-2);
  }

  progress {
    appearance: none;
    display: block;
    inline-size: 100%;
    block-size: 6px;
    border: 0;
    border-radius: var(--_radius-chip);
    background: var(--_skeleton);
    color: var(--_accent);
    overflow: hidden;
  }

  progress::-webkit-progress-bar {
    background: transparent;
  }

  progress::-webkit-progress-value {
    background: var(--_accent);
  }

  progress::-moz-progress-bar {
    background: var(--_accent);
  }

  .skeleton {
    border-radius: var(--_radius-control);
    background: var(--_skeleton);
  }

  /* Nothing is drawn for 150 ms: most answers are there before, and a flash reads as an error. */
  .late {
    animation: appear 1ms 150ms backwards;
  }

  .state {
    display: grid;
    justify-items: center;
    align-content: center;
    gap: var(--_space-2);
    padding: var(--_space-8) var(--_space-4);
    text-align: center;
  }

  .state > .icon {
    inline-size: 24px;
    block-size: 24px;
    stroke-width: 1;
    color: var(--_text-muted);
  }

  .state.danger > .icon {
    color: var(--_danger);
  }

  .state-title {
    font-weight: 600;
  }

  .state > p {
    color: var(--_text-muted);
    max-inline-size: 48ch;
    text-wrap: pretty;
  }

  .state > .row {
    justify-content: center;
    margin-block-start: var(--_space-2);
  }

  .ghosted {
    position: relative;
    display: grid;
  }

  .ghosted > * {
    grid-area: 1 / 1;
    min-inline-size: 0;
  }

  .ghosted > .ghost {
    opacity: 0.4;
    pointer-events: none;
    user-select: none;
  }

  /* The ghost's opacity lifts it above what is not positioned. */
  .ghosted > .state {
    position: relative;
    place-self: center;
    border-radius: var(--_radius-card);
    background: var(--_ground);
  }

  details.technical > summary {
    display: inline-flex;
    align-items: center;
    min-block-size: 24px;
    color: var(--_text-muted);
    font-size: 0.86em;
    cursor: pointer;
  }

  details.technical > dl {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 2px var(--_space-2);
    margin-block-start: var(--_space-1);
    font-size: 0.86em;
    text-align: start;
    overflow-wrap: anywhere;
  }

  details.technical dt {
    color: var(--_text-muted);
  }

  details.technical dd {
    user-select: all;
  }

  @keyframes appear {
    from {
      opacity: 0;
    }
  }

  @keyframes enter {
    from {
      opacity: 0;
      transform: translateY(8px);
    }
  }
`;
