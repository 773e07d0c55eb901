import { css } from 'lit';

/** The review of a file: question, account and facts, the way on, how it was read. */
export const review = css`
  h4 {
    margin: 0;
  }

  .review {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(5 * var(--_step));
  }

  .account-and-facts {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_space-4) var(--_space-8);
    align-items: start;
  }

  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-3) var(--_space-8);
  }

  .fact > dt {
    color: var(--_text-muted);
    font-size: 0.86em;
    font-weight: 500;
    line-height: 1.4;
    margin-block-end: 2px;
  }

  .fact > dd {
    line-height: calc(var(--_control-size) * 0.8);
  }

  .import-bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-2) var(--_space-3);
  }

  .accept {
    padding-block: var(--_space-1);
  }

  .accept .choice {
    align-items: start;
  }

  .accept .choice > input {
    margin-block-start: 0.2em;
  }

  .question {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_space-4);
    padding: var(--_space-4);
    border: 1px solid color-mix(in oklab, var(--_warning) 40%, transparent);
    border-radius: var(--_radius-card);
  }

  .question-title {
    float: inline-start;
    display: flex;
    align-items: start;
    gap: var(--_space-2);
    padding: 0;
    font-size: 1.25em;
    font-weight: 600;
    line-height: 1.3;
  }

  .question-title > .icon {
    margin-block-start: 0.25em;
    color: var(--_warning);
  }

  .locked {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_space-4);
  }

  .locked-title {
    display: flex;
    align-items: start;
    gap: var(--_space-2);
    margin-block-end: var(--_space-1);
    font-size: 1em;
    font-weight: 600;
  }

  .locked-title > .icon {
    margin-block-start: 0.2em;
    color: var(--_warning);
  }

  .locked > .field {
    max-inline-size: 26em;
  }

  .choices {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 300px), 1fr));
    gap: var(--_space-3);
    clear: both;
  }

  .choice-card {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
    border: 1px solid var(--_control-border);
    border-radius: var(--_radius-control);
    overflow: hidden;
  }

  .choice-card > .choice {
    padding: var(--_space-3);
    font-weight: 500;
  }

  .choice-card:hover {
    background: var(--_hover);
  }

  .choice-card.marked {
    border-color: var(--_accent);
    background: var(--_accent-tint);
    box-shadow: inset 2px 0 var(--_accent);
  }

  :dir(rtl) .choice-card.marked {
    box-shadow: inset -2px 0 var(--_accent);
  }

  .choice-rows {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    padding: 0 var(--_space-3) var(--_space-3);
    font-size: 0.93em;
  }

  .choice-rows > li {
    display: grid;
    grid-template-columns: subgrid;
    grid-column: 1 / -1;
    column-gap: var(--_space-3);
    padding-block: 3px;
    border-block-start: 1px solid var(--_border);
  }

  .choice-rows .figure {
    text-align: end;
  }

  .choice-date {
    white-space: nowrap;
    font-weight: 500;
  }

  .choice-date.unread {
    color: var(--_danger);
  }

  .choice-text {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    color: var(--_text-muted);
  }

  .recipe {
    border-block-start: 1px solid var(--_border);
    padding-block-start: var(--_space-2);
  }

  .recipe > summary {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 var(--_space-2);
    min-block-size: var(--_control-size);
    cursor: pointer;
    list-style: none;
    border-radius: var(--_radius-control);
  }

  .recipe > summary::-webkit-details-marker {
    display: none;
  }

  .recipe > summary > .icon {
    color: var(--_text-muted);
    transition: transform var(--_state-time) var(--_ease);
    transform: rotate(-90deg);
  }

  :dir(rtl) .recipe > summary > .icon {
    transform: rotate(90deg);
  }

  .recipe[open] > summary > .icon {
    transform: none;
  }

  .recipe-title {
    font-weight: 600;
  }

  .recipe-body {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_space-4);
    padding-block: var(--_space-2) var(--_space-1);
  }

  .recipe-body > .label {
    margin: 0;
    font-size: 1em;
    font-weight: 600;
  }

  .recipe-body .fields {
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 180px), 1fr));
  }

  .button[aria-expanded] > .icon {
    transition: transform var(--_state-time) var(--_ease);
  }

  .item-head > .button[aria-expanded='true'] > .icon {
    transform: rotate(180deg);
  }

  @container cash-flow (inline-size >= 700px) {
    .account-and-facts {
      grid-template-columns: minmax(16em, 22em) minmax(0, 1fr);
    }
  }
`;
