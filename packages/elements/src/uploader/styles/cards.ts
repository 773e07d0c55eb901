import { css } from 'lit';

/** Drop zone, list of files, recent imports. */
export const cards = css`
  :host {
    min-block-size: 12em;
  }

  .uploader {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_space-6);
  }

  .drop-zone {
    display: grid;
    justify-items: center;
    align-content: center;
    gap: var(--_space-2);
    min-block-size: 12em;
    padding: var(--_space-8) var(--_space-4);
    border: 1px dashed var(--_control-border);
    border-radius: var(--_radius-card);
    text-align: center;
    transition: background-color var(--_state-time) var(--_ease);
  }

  .drop-ghost {
    block-size: 12em;
    border-radius: var(--_radius-card);
  }

  .drop-zone > .icon {
    inline-size: 24px;
    block-size: 24px;
    stroke-width: 1;
    color: var(--_text-muted);
  }

  .drop-title {
    font-weight: 600;
  }

  .drop-zone > .note {
    max-inline-size: 56ch;
    text-wrap: pretty;
  }

  .drop-zone:not(.slim) > .button {
    margin-block-start: var(--_space-2);
  }

  .drop-zone.dragging {
    border-style: solid;
    border-color: var(--_accent);
    background: var(--_accent-tint);
  }

  .drop-zone.slim {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-2) var(--_space-3);
    min-block-size: 0;
    padding: var(--_space-3) var(--_space-4);
    text-align: start;
  }

  .drop-zone.slim > .icon {
    inline-size: 16px;
    block-size: 16px;
    stroke-width: 1.5;
  }

  .drop-words {
    flex: 1 1 12em;
    color: var(--_text-muted);
  }

  .items {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_space-4);
  }

  .all-bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--_space-2) var(--_space-4);
  }

  .item {
    --_ground: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: var(--_radius-card);
    background: var(--_surface);
  }

  .item-head {
    display: flex;
    align-items: center;
    gap: var(--_space-2);
    padding: var(--_space-3) var(--_space-4);
  }

  .item-head > .icon {
    color: var(--_text-muted);
  }

  .item-head > .button {
    margin-inline-end: calc(-1 * var(--_space-2));
  }

  .item-title {
    flex: 1;
    min-inline-size: 0;
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 var(--_space-3);
  }

  .item-name {
    font-size: 1em;
    font-weight: 600;
    overflow-wrap: anywhere;
  }

  .item-body {
    padding: 0 var(--_space-4) var(--_space-4);
  }

  .chip.status-ready,
  .chip.status-committed {
    color: var(--_text);
  }

  .chip.status-locked,
  .chip.status-question,
  .chip.status-check {
    border-color: color-mix(in oklab, var(--_warning) 40%, transparent);
    background: var(--_warning-tint);
    color: var(--_warning);
  }

  .chip.status-failed {
    border-color: color-mix(in oklab, var(--_danger) 40%, transparent);
    background: var(--_danger-tint);
    color: var(--_danger);
  }

  .section-title {
    font-size: 1em;
    font-weight: 600;
  }

  .recent {
    display: grid;
    gap: var(--_space-1);
  }

  .recent-list {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto minmax(5em, auto);
    column-gap: var(--_space-4);
  }

  .recent-item {
    display: grid;
    grid-template-columns: subgrid;
    grid-column: 1 / -1;
    align-items: center;
    min-block-size: var(--_row-size);
    padding-block: var(--_space-1);
    border-block-end: 1px solid var(--_border);
  }

  .recent-what {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 var(--_space-3);
    min-inline-size: 0;
  }

  .recent-name {
    overflow-wrap: anywhere;
  }

  .recent-item > .figure {
    text-align: end;
  }

  .recent-action {
    display: flex;
    justify-content: end;
  }

  .recent-failure,
  .recent-standing,
  .recent-action:has(.confirm) {
    grid-column: 1 / -1;
  }

  .confirm {
    padding-block: var(--_space-2);
  }

  @container cash-flow (inline-size > 880px) {
    .item-head {
      padding: var(--_space-4) calc(5 * var(--_step));
    }

    .item-body {
      padding: 0 calc(5 * var(--_step)) calc(5 * var(--_step));
    }
  }

  @container cash-flow (inline-size < 560px) {
    .item-head {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr) auto auto;
    }

    .item-head > .chip {
      grid-row: 2;
      grid-column: 2 / -1;
      justify-self: start;
    }

    .drop-zone:not(.slim) {
      padding: var(--_space-6) var(--_space-4);
    }

    .recent-list {
      grid-template-columns: minmax(0, 1fr) auto;
    }

    .recent-what {
      grid-column: 1 / -1;
    }

    .recent-item > .figure {
      text-align: start;
      color: var(--_text-muted);
    }
  }
`;
