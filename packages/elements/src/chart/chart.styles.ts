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
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 128px), 1fr));
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

  .segments {
    display: flex;
    min-block-size: var(--_control-size);
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
    color: var(--_accent);
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
    min-block-size: 5.6em;
    align-content: start;
  }

  .facts {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: var(--_space-3) var(--_space-8);
  }

  .fact > .label {
    color: var(--_text-muted);
  }

  .fact:not(.headline) > dd {
    padding-block-end: 0.12em;
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
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: var(--_space-1) var(--_space-3);
    align-items: end;
    min-block-size: 7.8em;
    padding-block: var(--_space-2);
    border-block: 1px solid var(--_border);
    line-height: 1.35;
  }

  .read-out-name {
    grid-column: 1 / -1;
    align-self: start;
    font-weight: 600;
  }

  .read-out-coverage {
    margin-inline-start: var(--_space-2);
    color: var(--_text-muted);
    font-size: 0.86em;
    font-weight: 400;
  }

  .reading {
    display: grid;
    min-inline-size: 0;
  }

  .reading-label {
    overflow: hidden;
    color: var(--_text-muted);
    font-size: 0.86em;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .reading > .figure {
    font-weight: 500;
  }

  .sample {
    display: inline-block;
    margin-inline-end: 0.45em;
  }

  .sample.in,
  .sample.out {
    inline-size: 8px;
    block-size: 8px;
    border-radius: min(2px, var(--_radius));
    background: var(--_money-in);
  }

  .sample.out {
    background: var(--_money-out);
  }

  .sample.net,
  .sample.level {
    inline-size: 10px;
    block-size: 2px;
    background: var(--_text);
    vertical-align: 0.25em;
  }

  .sample.level {
    display: none;
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

  .skeleton-body {
    display: grid;
    gap: var(--_space-4);
  }

  .control-skeleton {
    block-size: var(--_control-size);
    min-inline-size: 8em;
  }

  .empty-chart {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
  }

  .empty-chart > * {
    grid-area: 1 / 1;
  }

  .empty-chart > .state {
    position: relative;
    place-self: center;
    border-radius: var(--_radius-card);
    background: var(--_surface);
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
      flex: 0 1 13em;
    }

    .read-out {
      grid-template-columns: minmax(8em, 1.2fr) repeat(4, minmax(0, 1fr));
      gap: var(--_space-4);
      min-block-size: 4.2em;
    }

    .read-out-name {
      grid-column: auto;
      align-self: end;
    }

    .read-out-coverage {
      display: block;
      margin-inline-start: 0;
    }

    .plot {
      block-size: 31em;
    }
  }

  @container cash-flow (inline-size > 880px) {
    .head {
      grid-template-columns: minmax(0, 1fr) auto auto;
      gap: var(--_space-2);
    }

    .toolbar {
      grid-column: auto;
      grid-row: 1;
      grid-column-start: 2;
      flex-wrap: nowrap;
    }

    .toolbar .field {
      flex: 0 1 12em;
      inline-size: 12em;
    }

    .plot {
      block-size: 34em;
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

  .skeleton-scene .scene .bar {
    fill: var(--_skeleton);
  }

  .skeleton-scene .scene :is(.level, .zero, .grid) {
    stroke: var(--_skeleton);
  }

  .skeleton-scene .scene :is(.net, .net-halo, .level-dot) {
    display: none;
  }

  .ghost-scene {
    opacity: 0.4;
    pointer-events: none;
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
      stroke: GrayText;
    }

    .scene :is(.cursor-column, .opened-column) {
      fill: none;
      stroke: Highlight;
      stroke-width: 2;
    }

    .sample {
      forced-color-adjust: none;
    }

    .sample:is(.in, .net) {
      background: CanvasText;
    }

    .sample.out {
      background: Canvas;
      border: 1px solid CanvasText;
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

  @container cash-flow (inline-size < 720px) {
    .data,
    .data > tbody,
    .data > tfoot,
    .data > caption {
      display: block;
    }

    .data > thead {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }

    .data :is(tbody, tfoot) > tr {
      display: grid;
      grid-template-columns: repeat(2, minmax(0, 1fr));
      gap: 2px var(--_space-3);
      padding-block: var(--_space-2);
      border-block-end: 1px solid var(--_border);
    }

    .data :is(tbody, tfoot) > tr > * {
      display: block;
      block-size: auto;
      min-block-size: 0;
      padding: 0;
      border: 0;
    }

    .data :is(tbody, tfoot) th {
      font-weight: 600;
    }

    .data .coverage {
      text-align: end;
    }

    .data tr[data-coverage='covered'] .coverage {
      color: transparent;
      user-select: none;
    }

    .data tr[data-coverage='none'] td.figure,
    .data td.empty {
      display: none;
    }

    .data td.figure {
      display: flex;
      flex-wrap: wrap;
      justify-content: space-between;
      column-gap: var(--_space-2);
    }

    .data td.figure::before {
      content: attr(data-label);
      color: var(--_text-muted);
      font-size: 0.86em;
      font-weight: 400;
      white-space: normal;
    }
  }

  @container cash-flow (inline-size < 440px) {
    .data td.figure {
      display: grid;
      justify-content: stretch;
      text-align: start;
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

  .drill-title:focus-visible {
    outline-offset: 4px;
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
    cursor: pointer;
  }

  .entry:hover {
    background: var(--_hover);
  }

  .entry:focus-visible {
    outline-offset: -2px;
  }

  .entry-what {
    display: grid;
    min-inline-size: 0;
  }

  .entry-more,
  .entry-note {
    color: var(--_text-muted);
    font-size: 0.86em;
    line-height: 1.4;
  }

  .entry-note {
    grid-column: 1 / -1;
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
