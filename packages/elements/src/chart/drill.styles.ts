import { css } from 'lit';

/** The transactions behind a bar, and what paper leaves out. */
export const drillStyles = css`
  .drill {
    display: grid;
    gap: var(--_space-3);
    padding-block-start: var(--_space-4);
    border-block-start: 1px solid var(--_border);
    animation: enter var(--_enter-time) var(--_ease);
  }

  .drill-head {
    display: flex;
    align-items: start;
    justify-content: space-between;
    gap: var(--_space-3);
  }

  .drill-title {
    font-size: 1.14em;
    font-weight: 600;
    line-height: 1.3;
  }

  .drill-title + .note {
    margin-block-start: var(--_space-1);
  }

  .drill-title:focus-visible {
    border-radius: 2px;
  }

  .drill-body {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_space-6);
    align-items: start;
  }

  .entries > li,
  .payees li {
    border-block-end: 1px solid var(--_border);
  }

  .entry,
  .payee {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 2px var(--_space-4);
    inline-size: 100%;
    padding: var(--_space-2) 0;
    border: 0;
    background: none;
    color: inherit;
    text-align: start;
  }

  .entry {
    grid-template-areas: 'title amount' 'more more' 'date note';
    grid-template-columns: minmax(0, 1fr) fit-content(70%);
    cursor: pointer;
  }

  .entry:hover {
    background: var(--_hover);
  }

  .entry:focus-visible {
    outline-offset: -2px;
  }

  .entry-title {
    grid-area: title;
  }

  .entry-amount {
    grid-area: amount;
    text-align: end;
  }

  .entry-date {
    grid-area: date;
  }

  .entry-more {
    grid-area: more;
  }

  .entry-note {
    grid-area: note;
    text-align: end;
  }

  .payee-note {
    grid-column: 1 / -1;
  }

  .entry :is(.entry-date, .entry-more, .entry-note),
  .payee-note {
    color: var(--_text-muted);
    font-size: 0.86em;
    line-height: 1.4;
  }

  .entry-skeleton {
    block-size: 3.4em;
    margin-block-end: var(--_space-2);
  }

  .more {
    padding-block-start: var(--_space-3);
  }

  .payees > h3 {
    padding-block: var(--_space-2);
    border-block-end: 1px solid var(--_border);
    color: var(--_text-muted);
  }

  .payees > .note {
    padding-block-start: var(--_space-2);
  }

  @container cash-flow (inline-size >= 560px) {
    .entry {
      grid-template-areas: 'date title amount' 'date more note';
      grid-template-columns: 4.4em minmax(0, 1fr) fit-content(45%);
    }

    .entry > .entry-date {
      padding-block-start: 0.15em;
    }
  }

  @container cash-flow (inline-size > 720px) {
    .drill-body:has(.payees) {
      grid-template-columns: minmax(0, 1.9fr) minmax(0, 1fr);
      gap: var(--_space-8);
    }
  }

  @media print {
    .toolbar,
    .toggle,
    .drill .button {
      display: none;
    }

    .chart {
      min-block-size: 0;
      break-inside: avoid;
    }
  }
`;
