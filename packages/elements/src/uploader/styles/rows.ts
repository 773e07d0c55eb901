import { css } from 'lit';

/** The table of what was read. */
export const rows = css`
  .rows {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_space-2);
  }

  .filter {
    display: flex;
    gap: var(--_space-1);
  }

  .filter > .button {
    min-block-size: calc(var(--_control-size) - 4px);
    border-color: var(--_border);
  }

  .filter > .button[aria-pressed='true'] {
    border-color: var(--_accent);
    background: var(--_accent-tint);
    color: var(--_accent);
  }

  @media (forced-colors: active) {
    .filter > .button[aria-pressed='true'] {
      forced-color-adjust: none;
      border-color: Highlight;
      background: Highlight;
      color: HighlightText;
    }
  }

  .row-scroll {
    position: relative;
    max-block-size: 32em;
    overflow: auto;
    overscroll-behavior: contain;
    border-block-end: 1px solid var(--_border);
  }

  .row-scroll:focus-visible {
    outline-offset: -2px;
  }

  .row-scroll tbody:last-child > tr:last-child > td {
    border-block-end: 0;
  }

  .row-scroll td {
    padding-block: var(--_space-1);
    scroll-margin-block: 6em;
  }

  .page-of-file > th {
    position: sticky;
    inset-block-start: var(--_row-size);
    z-index: 1;
    block-size: auto;
    background: var(--_ground);
    padding-block: var(--_space-3) var(--_space-1);
    color: var(--_text-muted);
    font-size: 0.86em;
    font-weight: 500;
    line-height: 1.4;
  }

  .cell-include {
    inline-size: 28px;
  }

  .include {
    display: grid;
    place-items: center;
    inline-size: 24px;
    block-size: 24px;
    cursor: pointer;
  }

  .include > input {
    inline-size: 16px;
    block-size: 16px;
    accent-color: var(--_accent);
  }

  .cell-line {
    inline-size: 1%;
    color: var(--_text-muted);
    font-size: 0.86em;
  }

  .cell-date {
    inline-size: 1%;
    white-space: nowrap;
  }

  .cell-amount,
  .cell-balance {
    inline-size: 1%;
  }

  .cell-balance {
    color: var(--_text-muted);
  }

  td.cell-edit {
    inline-size: 1%;
    padding-inline: 0;
  }

  .cell-edit > .button {
    inline-size: 28px;
    min-block-size: 28px;
  }

  .cell-text > .chip {
    margin-block-start: 2px;
  }

  .was {
    display: block;
    white-space: nowrap;
  }

  .cell-text > .was {
    white-space: normal;
  }

  tr.left-out > td {
    color: var(--_text-muted);
  }

  tr.left-out .cell-amount {
    text-decoration: line-through;
  }

  tr.breaking > td {
    background: var(--_danger-tint);
  }

  tr.breaking:not(.row-note) > td {
    border-block-end: 0;
  }

  tr.marked:not(.rejected, .breaking) > td {
    background: var(--_accent-tint);
  }

  tr:focus-visible {
    outline-offset: -2px;
  }

  .row-note > td {
    padding-inline: 12px;
  }

  .row-reason {
    display: flex;
    align-items: start;
    gap: var(--_space-1);
    color: var(--_danger);
    font-size: 0.86em;
    line-height: 1.4;
    padding-block-end: var(--_space-1);
  }

  .row-reason > .icon {
    margin-block-start: 0.1em;
  }

  .row-note .row-reason {
    justify-content: end;
  }

  .rejected-cells {
    display: block;
    overflow-wrap: anywhere;
    padding-block: var(--_space-1) 2px;
  }

  .row-form {
    display: grid;
    gap: var(--_space-3);
    padding-block: var(--_space-2);
  }

  .pager > .button {
    min-block-size: calc(var(--_control-size) - 4px);
  }

  /* Two lines a row: what and how much, when and the balance. The table keeps its roles, which are written out. */
  @container cash-flow (inline-size < 560px) {
    .row-scroll table,
    .row-scroll tbody,
    .row-scroll tr.row-note,
    .row-scroll tr.row-note > td,
    .row-scroll tr.page-of-file,
    .row-scroll tr.page-of-file > th {
      display: block;
    }

    .row-scroll thead {
      position: absolute;
      clip-path: inset(50%);
      block-size: 1px;
      overflow: hidden;
    }

    /* A cell drawn as a block stays within its row; here the row itself stays in view. */
    .row-scroll tr.page-of-file {
      position: sticky;
      inset-block-start: 0;
      z-index: 1;
    }

    .row-scroll tr.page-of-file > th {
      position: static;
    }

    .row-scroll tr:not(.row-note, .page-of-file) {
      display: grid;
      grid-template-columns: 28px auto minmax(0, 1fr) auto 28px;
      column-gap: var(--_space-2);
      align-items: baseline;
      padding-block: var(--_space-2);
      border-block-end: 1px solid var(--_border);
    }

    .row-scroll tbody tr > td {
      display: block;
      block-size: auto;
      inline-size: auto;
      padding: 0;
      border: 0;
      background: none;
    }

    .row-scroll tr.rejected,
    .row-scroll tr.breaking {
      background: var(--_danger-tint);
    }

    .row-scroll tr.breaking:not(.row-note) {
      border-block-end: 0;
    }

    .row-scroll tr.marked:not(.rejected, .breaking) {
      background: var(--_accent-tint);
    }

    .row-scroll tr.row-note {
      padding: 0 var(--_space-2) var(--_space-2);
    }

    .row-note .row-reason {
      justify-content: start;
    }

    td.cell-include {
      grid-area: 1 / 1 / 3 / 2;
      align-self: start;
    }

    td.cell-text {
      grid-area: 1 / 2 / 2 / 4;
    }

    td.cell-amount {
      grid-area: 1 / 4 / 2 / 5;
    }

    td.cell-line {
      grid-area: 2 / 2 / 3 / 3;
    }

    .cell-date > .figure {
      white-space: normal;
    }

    td.cell-date {
      grid-area: 2 / 3 / 3 / 4;
      color: var(--_text-muted);
      font-size: 0.86em;
    }

    td.cell-balance {
      grid-area: 2 / 4 / 3 / 5;
      font-size: 0.86em;
    }

    td.cell-edit {
      grid-area: 1 / 5 / 3 / 6;
      align-self: start;
    }

    tr.rejected > td.cell-line {
      grid-area: 1 / 2 / 2 / 3;
    }

    td.cell-rejected {
      grid-area: 1 / 3 / 2 / 6;
    }
  }
`;
