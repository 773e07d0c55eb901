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
