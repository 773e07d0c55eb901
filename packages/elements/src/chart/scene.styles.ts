import { css } from 'lit';

/** The drawing, also in forced colours and on paper: money out is hatched there, money in is solid. */
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

  :is(.skeleton-scene, .ghost-scene) .scene text,
  .unknown-scene .scene :is(.key, .value) {
    visibility: hidden;
  }

  :is(.skeleton-scene, .ghost-scene, .unknown-scene) .scene .sample {
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
