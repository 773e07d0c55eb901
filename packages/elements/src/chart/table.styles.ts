import { css } from 'lit';

/** The table, and its stacked form where the columns have no room. */
export const tableStyles = css`
  .data :is(th, td) {
    white-space: nowrap;
  }

  .data thead th {
    white-space: normal;
    vertical-align: end;
    text-wrap: balance;
  }

  .data .coverage {
    color: var(--_text-muted);
  }

  .data tr[data-coverage='none'] td {
    color: var(--_text-muted);
  }

  .data .link {
    color: inherit;
    font-weight: 400;
    text-decoration-color: var(--_control-border);
  }

  .data tfoot :is(th, td) {
    border-block-end: 0;
    font-weight: 600;
  }

  .data tfoot .coverage {
    font-weight: 400;
  }

  .stacked,
  .stacked > tbody,
  .stacked > tfoot,
  .stacked > caption {
    display: block;
  }

  .stacked > thead {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }

  .stacked :is(tbody, tfoot) > tr {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 2px var(--_space-8);
    padding-block: var(--_space-2);
    border-block-end: 1px solid var(--_border);
  }

  .stacked :is(tbody, tfoot) > tr > * {
    display: flex;
    justify-content: space-between;
    align-items: baseline;
    column-gap: var(--_space-2);
    block-size: auto;
    padding: 0;
    border: 0;
    background: none;
    box-shadow: none;
  }

  .stacked :is(tbody, tfoot) > tr.selected {
    background: var(--_accent-tint);
  }

  .stacked :is(tbody, tfoot) th,
  .stacked th .link {
    font-weight: 600;
  }

  .stacked tbody .coverage {
    font-size: 0.86em;
  }

  .stacked tr[data-coverage='covered'] .coverage {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }

  .stacked tr[data-coverage='none'] td.figure,
  .stacked td.empty {
    display: none;
  }

  .stacked td.figure::before {
    content: attr(data-label);
    color: var(--_text-muted);
    font-size: 0.86em;
    font-weight: 400;
    white-space: normal;
  }

  @container cash-flow (inline-size >= 560px) {
    .stacked :is(tbody, tfoot) > tr {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }

    .stacked :is(tbody, tfoot) > tr > :is(th, .coverage) {
      grid-column: 1 / -1;
    }
  }
`;
