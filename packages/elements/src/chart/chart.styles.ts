import { css } from 'lit';

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

  .chart:has(> :is(.state, .ghosted)) {
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
    min-block-size: 5em;
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

  @container cash-flow (inline-size >= 1120px) {
    .head:has(#account, #currency) {
      grid-template-columns: minmax(0, 1fr) auto auto;
    }

    .head:has(#account, #currency) > .toolbar {
      grid-area: 1 / 2;
    }
  }
`;

export const sceneStyles = css`
  .scene text {
    fill: var(--_text-muted);
    font-size: 1em;
  }

  .scene .grid {
    stroke: var(--_border);
    shape-rendering: crispEdges;
  }

  .scene .zero {
    stroke: var(--_text-muted);
    shape-rendering: crispEdges;
  }

  .scene .zero-level {
    stroke: var(--_control-border);
  }

  .scene .bar.in {
    fill: var(--_money-in);
  }

  .scene .bar.out {
    fill: var(--_money-out);
  }

  .scene .bar-hatch {
    display: none;
  }

  .scene .net {
    stroke: var(--_text);
    stroke-width: 2;
  }

  .scene .net-halo {
    stroke: var(--_surface);
    stroke-width: 4;
  }

  .scene .level {
    fill: none;
    stroke: var(--_text);
    stroke-width: 2;
    stroke-linejoin: round;
  }

  .scene :is(.level-dot, .cursor-dot) {
    fill: var(--_text);
    stroke: var(--_surface);
    stroke-width: 1.5;
  }

  .scene .unknown-ground {
    fill: var(--_surface);
  }

  .pattern-unknown line {
    stroke: var(--_border);
    stroke-width: 2;
  }

  .pattern-cap line {
    stroke: var(--_control-border);
    stroke-width: 1.5;
  }

  .pattern-out line {
    stroke: CanvasText;
    stroke-width: 1.5;
  }

  .scene .gap-words {
    stroke: var(--_surface);
    stroke-width: 6;
    stroke-linejoin: round;
    paint-order: stroke;
  }

  .scene .rule {
    stroke: var(--_text-muted);
    stroke-dasharray: 3 3;
  }

  .scene .cursor-column {
    fill: color-mix(in oklab, var(--_text) 6%, transparent);
  }

  .scene .opened-column {
    fill: var(--_accent-tint);
  }

  :is(.skeleton-scene, .ghost-scene) .scene text {
    visibility: hidden;
  }

  :is(.skeleton-scene, .ghost-scene) .scene .sample {
    display: none;
  }

  .skeleton-scene .scene .bar {
    fill: var(--_skeleton);
  }

  .skeleton-scene .scene :is(.level, .zero, .grid) {
    stroke: var(--_skeleton);
  }

  .skeleton-scene .scene :is(.net, .net-halo, .level-dot) {
    display: none;
  }

  @media (forced-colors: active), print {
    .scene {
      forced-color-adjust: none;
    }

    .scene text {
      fill: CanvasText;
    }

    .scene :is(.grid, .zero, .zero-level, .rule, .level, .net) {
      stroke: CanvasText;
    }

    .scene .grid {
      opacity: 0.3;
    }

    .scene :is(.net-halo, .gap-words) {
      stroke: Canvas;
    }

    .scene .unknown-ground,
    .scene .bar.out {
      fill: Canvas;
    }

    .scene .bar.out {
      stroke: CanvasText;
    }

    .scene .bar.in,
    .scene :is(.level-dot, .cursor-dot) {
      fill: CanvasText;
    }

    .scene .bar-hatch {
      display: inline;
    }

    .pattern-unknown line,
    .pattern-cap line {
      stroke: CanvasText;
    }

    .scene .unknown {
      opacity: 0.4;
    }

    .scene :is(.cursor-column, .opened-column) {
      fill: none;
      stroke: Highlight;
      stroke-width: 2;
    }

    .segment:has(:checked) {
      forced-color-adjust: none;
      background: Highlight;
      color: HighlightText;
    }
  }
`;

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
