import { css } from 'lit';

/**
 * Design tokens. A host sets `--cash-flow-*` anywhere above; elements read only the private `--_*` made
 * from them here. Every colour is `light-dark()`, so an element follows the `color-scheme` of the page.
 */
export const tokens = css`
  :host {
    --_surface: var(--cash-flow-surface, light-dark(#ffffff, #15191e));
    /* What is behind an element without a frame: the host's page, unless it names a surface. */
    --_ground: var(--cash-flow-surface, Canvas);
    --_surface-sunken: var(--cash-flow-surface-sunken, light-dark(#f5f6f8, #0e1216));
    --_surface-raised: var(--cash-flow-surface-raised, light-dark(#ffffff, #1c2127));
    --_text: var(--cash-flow-text, light-dark(#1b2026, #e7eaee));
    --_text-muted: var(--cash-flow-text-muted, light-dark(#586270, #a2abb6));
    --_border: var(--cash-flow-border, light-dark(#dfe3e8, #2c333b));
    --_control-border: var(--cash-flow-control-border, light-dark(#828b97, #76808c));
    --_accent: var(--cash-flow-accent, light-dark(#2459b8, #82b1ff));
    --_on-accent: var(--cash-flow-on-accent, oklch(from var(--_accent) clamp(0, (0.57 - l) * 1000, 1) 0 0));
    --_positive: var(--cash-flow-positive, light-dark(#0a6650, #62cba7));
    --_positive-tint: var(--cash-flow-positive-tint, light-dark(#e5f4ee, #10291f));
    --_warning: var(--cash-flow-warning, light-dark(#875000, #efb65b));
    --_warning-tint: var(--cash-flow-warning-tint, light-dark(#fff3dc, #33270f));
    --_danger: var(--cash-flow-danger, light-dark(#b3261e, #ff968c));
    --_danger-tint: var(--cash-flow-danger-tint, light-dark(#fdecea, #3a1b19));
    --_money-in: var(--cash-flow-money-in, light-dark(#0b6470, #6fdbe6));
    --_money-out: var(--cash-flow-money-out, light-dark(#d9731a, #e07f2c));
    --_series-1: var(--cash-flow-series-1, light-dark(#22336b, #5f8be0));
    --_series-2: var(--cash-flow-series-2, light-dark(#5d92d6, #c4e1ff));
    --_series-3: var(--cash-flow-series-3, light-dark(#b8860b, #e0c95a));
    --_series-4: var(--cash-flow-series-4, light-dark(#b8487c, #d0628f));

    --_accent-tint: color-mix(in oklab, var(--_accent) 10%, var(--_surface));
    --_hover: color-mix(in oklab, var(--_text) 4%, transparent);
    --_pressed: color-mix(in oklab, var(--_text) 8%, transparent);
    --_skeleton: color-mix(in oklab, var(--_text) 8%, transparent);

    --_density: var(--cash-flow-density, 1);
    --_step: calc(4px * var(--_density));
    --_space-1: var(--_step);
    --_space-2: calc(2 * var(--_step));
    --_space-3: calc(3 * var(--_step));
    --_space-4: calc(4 * var(--_step));
    --_space-6: calc(6 * var(--_step));
    --_space-8: calc(8 * var(--_step));
    --_space-12: calc(12 * var(--_step));
    /* 36 px regular, 32 compact; a row is 40 and 32. */
    --_control-size: calc(20px + 16px * var(--_density));
    --_row-size: calc(8px + 32px * var(--_density));

    --_radius: var(--cash-flow-radius, 8px);
    --_radius-control: calc(0.75 * var(--_radius));
    --_radius-card: calc(1.25 * var(--_radius));
    /* Full, yet square where the host's radius is 0. */
    --_radius-chip: calc(99 * var(--_radius));

    --_shadow: var(--cash-flow-shadow, 0 8px 24px light-dark(rgb(0 0 0 / 0.16), transparent));
    --_ease: cubic-bezier(0.2, 0, 0, 1);
    --_state-time: 120ms;
    --_enter-time: 200ms;
  }

  :host([framed]) {
    --_ground: var(--_surface);
  }

  @supports (color: contrast-color(red)) {
    :host {
      --_on-accent: var(--cash-flow-on-accent, contrast-color(var(--_accent)));
    }
  }

  @media (pointer: coarse) {
    :host {
      --_control-size: 44px;
      --_row-size: 48px;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    :host {
      --_state-time: 0s;
      --_enter-time: 0s;
    }
  }
`;
