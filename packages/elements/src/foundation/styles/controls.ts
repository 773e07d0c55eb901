import { css } from 'lit';

/** Buttons, fields, selects, check boxes. */
export const controls = css`
  button,
  input,
  select,
  textarea {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
    margin: 0;
  }

  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--_space-2);
    min-block-size: var(--_control-size);
    min-inline-size: 24px;
    padding: 2px calc(3 * var(--_step) + 1px);
    border: 1px solid var(--_control-border);
    border-radius: var(--_radius-control);
    background: var(--_surface-raised);
    color: var(--_text);
    font-weight: 500;
    text-align: center;
    text-decoration: none;
    cursor: pointer;
    transition: background-color var(--_state-time) var(--_ease);
  }

  .button:hover {
    background: color-mix(in oklab, var(--_text) 4%, var(--_surface-raised));
  }

  .button:active {
    background: color-mix(in oklab, var(--_text) 8%, var(--_surface-raised));
  }

  .button.primary {
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_on-accent);
  }

  .button.primary:hover {
    background: color-mix(in oklab, var(--_accent) 92%, var(--_text));
  }

  .button.primary:active {
    background: color-mix(in oklab, var(--_accent) 84%, var(--_text));
  }

  .button.danger {
    border-color: var(--_danger);
    color: var(--_danger);
  }

  .button.plain {
    border-color: transparent;
    background: transparent;
    color: var(--_accent);
  }

  .button.plain:hover {
    background: var(--_hover);
  }

  .button.plain:active {
    background: var(--_pressed);
  }

  .button.icon-only {
    padding-inline: 0;
    inline-size: var(--_control-size);
    color: var(--_text-muted);
  }

  .button[aria-disabled='true'] {
    border-color: var(--_border);
    background: var(--_surface-sunken);
    color: var(--_text-muted);
    cursor: not-allowed;
  }

  .link {
    padding: 0;
    border: 0;
    border-radius: 2px;
    background: none;
    color: var(--_accent);
    font-weight: 500;
    text-align: start;
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 0.2em;
    cursor: pointer;
    min-block-size: 24px;
  }

  .field {
    display: grid;
    align-content: start;
    gap: var(--_space-1);
    min-inline-size: 0;
  }

  .field > .label {
    color: var(--_text);
  }

  .input {
    inline-size: 100%;
    min-inline-size: 0;
    block-size: var(--_control-size);
    padding: 0 calc(3 * var(--_step) - 1px);
    border: 1px solid var(--_control-border);
    border-radius: var(--_radius-control);
    background: var(--_surface);
    color: var(--_text);
    font-weight: 500;
  }

  .input::placeholder {
    color: var(--_text-muted);
    font-weight: 400;
    opacity: 1;
  }

  .input.figure {
    text-align: end;
  }

  .input[aria-invalid='true'] {
    border-color: var(--_danger);
  }

  .input:disabled {
    border-color: var(--_border);
    background: var(--_surface-sunken);
    color: var(--_text-muted);
    cursor: not-allowed;
  }

  .select {
    position: relative;
    display: grid;
  }

  .select > select {
    appearance: none;
    padding-inline-end: calc(4 * var(--_step) + 20px);
    text-overflow: ellipsis;
    cursor: pointer;
  }

  .select > .icon {
    position: absolute;
    inset-inline-end: calc(3 * var(--_step));
    inset-block-start: calc(50% - 8px);
    pointer-events: none;
    color: var(--_text-muted);
  }

  .with-button {
    position: relative;
    display: grid;
  }

  .with-button > .input {
    padding-inline-end: calc(var(--_control-size) + var(--_space-1));
  }

  .with-button > .button {
    position: absolute;
    inset-inline-end: 0;
    inset-block: 0;
  }

  .field-error {
    display: flex;
    align-items: start;
    gap: var(--_space-1);
    color: var(--_danger);
    font-size: 0.86em;
    line-height: 1.4;
  }

  .field-error > .icon {
    margin-block-start: 0.1em;
  }

  .choice {
    display: flex;
    align-items: center;
    gap: var(--_space-2);
    min-block-size: 24px;
    cursor: pointer;
  }

  .choice > input {
    flex: none;
    inline-size: 16px;
    block-size: 16px;
    accent-color: var(--_accent);
  }

  .fields {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 9.5em), 1fr));
    gap: var(--_space-4);
  }

  .reason {
    color: var(--_text-muted);
    font-size: 0.86em;
    line-height: 1.4;
  }
`;
