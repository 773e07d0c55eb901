import { css } from 'lit';

export const signInStyles = css`
  :host {
    min-block-size: 3em;
  }

  .form {
    display: grid;
    gap: var(--_space-4);
    max-inline-size: 360px;
  }

  .submit {
    display: grid;
    margin-block-start: var(--_space-1);
  }

  .ways {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-2) var(--_space-4);
  }

  .organisations {
    display: grid;
    gap: var(--_space-2);
    list-style: none;
  }

  .organisation {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0 var(--_space-3);
    inline-size: 100%;
    min-block-size: var(--_control-size);
    padding: var(--_space-2) var(--_space-3);
    border: 1px solid var(--_control-border);
    border-radius: var(--_radius-control);
    background: none;
    color: inherit;
    font: inherit;
    font-weight: 500;
    text-align: start;
    cursor: pointer;
  }

  .organisation:hover {
    background: color-mix(in oklab, var(--_text) 4%, transparent);
  }

  .organisation:active {
    background: color-mix(in oklab, var(--_text) 8%, transparent);
  }

  .organisation:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  .signed-in {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--_space-3) var(--_space-4);
  }

  .signed-in > .field {
    grid-auto-flow: column;
    grid-template-columns: auto minmax(0, 1fr);
    align-items: center;
    column-gap: var(--_space-2);
    flex: 1 1 16em;
    max-inline-size: 26em;
  }

  .who {
    display: flex;
    align-items: start;
    gap: var(--_space-2);
  }

  .who > .icon {
    margin-block-start: 0.15em;
    color: var(--_positive);
  }

  .field-ghost {
    max-inline-size: 360px;
    block-size: var(--_control-size);
    margin-block-end: var(--_space-4);
  }
`;
