import { css } from 'lit';

/** The proof: a sum as it stands on paper, ruled off, with a double rule where it is proven. */
export const proof = css`
  .proof {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    align-items: center;
    gap: var(--_space-4);
    padding: var(--_space-4);
    border: 1px solid var(--_border);
    border-radius: var(--_radius-card);
    background: var(--_surface-sunken);
    --_tone: var(--_text-muted);
  }

  .proof.positive {
    --_tone: var(--_positive);
    background: var(--_positive-tint);
  }

  .proof.accent {
    --_tone: var(--_accent);
    background: var(--_accent-tint);
  }

  .proof.danger {
    --_tone: var(--_danger);
    background: var(--_danger-tint);
  }

  .proof:is(.positive, .accent, .danger) {
    border-color: color-mix(in oklab, var(--_tone) 40%, transparent);
  }

  .proof-words {
    flex: 1 1 20em;
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: var(--_space-3);
    align-items: start;
  }

  .proof-seal {
    display: grid;
    place-items: center;
    inline-size: 28px;
    block-size: 28px;
    border: 1.5px solid var(--_tone);
    border-radius: var(--_radius-chip);
    color: var(--_tone);
  }

  .proof-title {
    margin: 0;
    font-size: 1.25em;
    font-weight: 600;
    line-height: 1.3;
    color: var(--_tone);
    text-wrap: balance;
  }

  .proof.neutral .proof-title {
    color: var(--_text);
  }

  .proof-detail {
    max-inline-size: 68ch;
  }

  .equation {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    gap: var(--_space-2) 0;
  }

  .proof-action {
    flex: 1 0 100%;
  }

  .term {
    display: grid;
    gap: 2px;
  }

  .term > dt {
    padding-inline-start: 1.4em;
    color: var(--_text-muted);
    font-size: 0.86em;
    font-weight: 500;
    line-height: 1.4;
    text-align: end;
  }

  .term > dd {
    display: flex;
    justify-content: end;
    align-items: baseline;
  }

  .operator {
    inline-size: 2.2em;
    color: var(--_text-muted);
    text-align: center;
  }

  .term:first-child > dt {
    padding-inline-start: 0;
  }

  .term:first-child .operator {
    inline-size: 0;
  }

  .term.result .fact-figure,
  .term.stated .fact-figure {
    font-weight: 600;
  }

  .proof.positive .term.result .fact-figure {
    border-block-end: 3px double var(--_tone);
  }

  .term.stated .fact-figure,
  .term.stated .operator {
    color: var(--_danger);
  }

  /* Room for one line of figures: the equation begins under the sentence, not under the icon. */
  @container cash-flow (inline-size >= 700px) {
    .proof {
      padding: var(--_space-4) calc(5 * var(--_step));
    }

    .equation,
    .proof-action {
      padding-inline-start: calc(28px + var(--_space-3));
    }
  }

  @container cash-flow (inline-size < 700px) {
    .equation {
      flex: 1 1 100%;
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      max-inline-size: 26em;
      gap: 0;
    }

    .term {
      display: grid;
      grid-template-columns: subgrid;
      grid-column: 1 / -1;
      align-items: baseline;
      padding-block: 3px;
    }

    .term > dt {
      text-align: start;
      padding-inline: 0 var(--_space-2);
    }

    .term:first-child .operator {
      inline-size: 2.2em;
    }

    .operator {
      text-align: end;
      padding-inline-end: 0.6em;
    }

    .term.result {
      border-block-start: 1px solid var(--_tone);
    }
  }
`;
