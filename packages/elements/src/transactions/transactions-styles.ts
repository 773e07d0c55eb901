import { css } from 'lit';

export const transactionsStyles = css`
  :host {
    min-block-size: 20em;
  }

  .head {
    display: grid;
    gap: var(--_space-4);
    padding-block-end: var(--_space-4);
  }

  .filters {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    gap: var(--_space-3);
    align-items: end;
  }

  .filters > .wide {
    grid-column: 1 / -1;
  }

  .summary {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 var(--_space-3);
    min-block-size: 24px;
    color: var(--_text-muted);
  }

  th.date {
    inline-size: 8.7em;
  }

  th.account {
    inline-size: 22%;
  }

  th:is(.amount, .balance) {
    inline-size: 10em;
  }

  td.account {
    color: var(--_text-muted);
  }

  td.date {
    text-align: start;
  }

  td.amount {
    font-weight: 500;
  }

  td.balance {
    color: var(--_text-muted);
  }

  table[aria-busy='true'] {
    color: var(--_text-muted);
  }

  .open {
    display: block;
    inline-size: fit-content;
    max-inline-size: 100%;
    min-block-size: 24px;
    padding: 0;
    border: 0;
    background: none;
    text-align: start;
    cursor: pointer;
  }

  .open:hover .payee {
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 0.2em;
  }

  .payee {
    font-weight: 500;
  }

  .purpose {
    color: var(--_text-muted);
  }

  .marks {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px var(--_space-2);
    padding-block: 2px;
  }

  .mark {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    color: var(--_text-muted);
    font-size: 0.86em;
  }

  .more {
    display: grid;
    justify-items: center;
    gap: var(--_space-2);
    padding-block: var(--_space-4) 0;
  }

  .ghost-rows {
    display: grid;
  }

  .ghost-row {
    display: grid;
    grid-template-columns: 7em minmax(0, 1fr) 6em;
    align-items: center;
    gap: var(--_space-4);
    block-size: var(--_row-size);
    border-block-end: 1px solid var(--_border);
  }

  .ghost-fields > .skeleton {
    block-size: var(--_control-size);
  }

  .ghost-row > .skeleton {
    block-size: 0.9em;
  }

  .ghost-row > .medium {
    inline-size: 45%;
  }

  .ghost-row > .long {
    inline-size: 70%;
  }

  .facts {
    display: grid;
    grid-template-columns: minmax(6em, auto) minmax(0, 1fr);
    gap: var(--_space-2) var(--_space-4);
    overflow-wrap: anywhere;
  }

  .facts > dt {
    color: var(--_text-muted);
  }

  /* Its words, not its inset, stand under the fields' edge. */
  .aside {
    margin-inline: calc(-3 * var(--_step)) auto;
  }

  @container cash-flow (inline-size >= 560px) {
    .filters {
      grid-template-columns: minmax(0, 1.4fr) minmax(0, 1.6fr) minmax(8em, 1fr) minmax(8em, 1fr);
    }

    .filters > .wide {
      grid-column: auto;
    }
  }

  /* Narrow: what and amount in the first line, when and balance in the second. */
  @container cash-flow (inline-size < 560px) {
    table.transactions,
    table.transactions tbody {
      display: block;
    }

    table.transactions thead {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }

    table.transactions tbody tr {
      display: grid;
      grid-template-columns: minmax(0, 1fr) fit-content(65%);
      column-gap: var(--_space-3);
      align-items: baseline;
      padding-block: var(--_space-2);
      border-block-end: 1px solid var(--_border);
    }

    table.transactions td {
      block-size: auto;
      min-inline-size: 0;
      padding: 0;
      border: 0;
    }

    table.transactions td.what {
      grid-area: 1 / 1;
    }

    table.transactions td.amount {
      grid-area: 1 / 2;
    }

    table.transactions td.date {
      grid-area: 2 / 1;
      color: var(--_text-muted);
      font-size: 0.86em;
    }

    table.transactions :is(td.balance, td.account) {
      grid-area: 2 / 2;
      font-size: 0.86em;
      text-align: end;
    }

    table.transactions tbody tr:hover {
      background: var(--_hover);
    }

    table.transactions tbody tr:hover > td {
      background: none;
    }

    .ghost-row {
      grid-template-columns: minmax(0, 1fr) 5em;
      block-size: calc(var(--_row-size) + 1.2em);
    }

    .ghost-row > .short:first-child {
      display: none;
    }
  }
`;
