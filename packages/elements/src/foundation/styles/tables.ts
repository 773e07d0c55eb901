import { css } from 'lit';

/** Tables: one line between rows, no zebra, figures at the end, the head stays in view. */
export const tables = css`
  table {
    inline-size: 100%;
    border-collapse: separate;
    border-spacing: 0;
  }

  caption {
    text-align: start;
  }

  th,
  td {
    block-size: var(--_row-size);
    padding: 4px 12px;
    border-block-end: 1px solid var(--_border);
    text-align: start;
    vertical-align: middle;
    font-weight: 400;
  }

  :is(th, td):first-child {
    padding-inline-start: 0;
  }

  :is(th, td):last-child {
    padding-inline-end: 0;
  }

  thead th {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    background: var(--_ground);
    color: var(--_text-muted);
    font-size: 0.86em;
    font-weight: 500;
    line-height: 1.4;
  }

  th.figure,
  td.figure {
    text-align: end;
  }

  tbody tr:hover > td {
    background: var(--_hover);
  }

  tr[aria-selected='true'] > td,
  tr.selected > td {
    background: var(--_accent-tint);
  }

  tr[aria-selected='true'] > td:first-child,
  tr.selected > td:first-child {
    box-shadow: inset 2px 0 var(--_accent);
  }

  :is(tr[aria-selected='true'], tr.selected):dir(rtl) > td:first-child {
    box-shadow: inset -2px 0 var(--_accent);
  }

  tr.rejected > td {
    background: var(--_danger-tint);
  }

  tr.duplicate > td {
    color: var(--_text-muted);
  }

  .two-lines {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    line-clamp: 2;
    overflow: hidden;
    overflow-wrap: anywhere;
    text-align: match-parent;
  }

  :focus-visible > .two-lines,
  :focus-within > .two-lines,
  .two-lines:focus-visible {
    -webkit-line-clamp: none;
    line-clamp: none;
  }
`;
