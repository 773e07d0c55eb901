import { css } from 'lit';

/** Forced colours come last: what was only a tint or a shade gets an edge. */
export const forcedColors = css`
  @media (forced-colors: active) {
    .button,
    .input,
    .chip,
    .banner,
    dialog {
      border: 1px solid ButtonBorder;
    }

    .button[aria-disabled='true'] {
      border-color: GrayText;
      color: GrayText;
    }

    .button.primary:not([aria-disabled='true']) {
      forced-color-adjust: none;
      border-color: Highlight;
      background: Highlight;
      color: HighlightText;
    }

    .input[aria-invalid='true'] {
      border-width: 2px;
    }

    progress,
    .skeleton {
      border: 1px solid CanvasText;
    }

    .ghosted > .ghost {
      visibility: hidden;
    }

    progress::-webkit-progress-value {
      forced-color-adjust: none;
      background: Highlight;
    }

    progress::-moz-progress-bar {
      forced-color-adjust: none;
      background: Highlight;
    }

    .edited-dot {
      forced-color-adjust: none;
      background: Highlight;
    }

    :is(tr[aria-selected='true'], tr.selected) > td:first-child {
      border-inline-start: 2px solid Highlight;
    }
  }
`;
