import { html, nothing, type ElementPart, type TemplateResult } from 'lit';
import { Directive, directive, PartType, type PartInfo } from 'lit/directive.js';
import { button } from './button.ts';

/** Opens and closes a native dialog as state says; the browser keeps focus inside and gives it back. */
class ModalDirective extends Directive {
  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new TypeError('modal() stands on an element.');
  }

  render(open: boolean): boolean {
    return open;
  }

  override update(part: ElementPart, [open]: [boolean]): typeof nothing {
    const dialog = part.element as HTMLDialogElement;
    // At its first drawing the dialog is not in the page yet, and its content comes after it.
    queueMicrotask(() => {
      if (!dialog.isConnected || open === dialog.open) return;
      if (!open) return dialog.close();
      dialog.showModal();
      // The first field, or the way out of a question: never the closing cross, and never what cannot be taken back.
      dialog.querySelector<HTMLElement>('.dialog-content :is(input, select, textarea), .dialog-actions button')?.focus();
    });
    return nothing;
  }
}

const modal = directive(ModalDirective);

export interface DialogOptions {
  /** Unique in the element's shadow root. */
  readonly id: string;
  readonly open: boolean;
  readonly title: string;
  readonly closeLabel: string;
  readonly content: () => TemplateResult;
  readonly actions: () => TemplateResult;
  /** Escape, the closing button, or a programmatic close. */
  readonly onClose: () => void;
  /** Enter in a field, or the submit button: the content then stands in a form. */
  readonly onSubmit?: () => void;
}

/** A modal dialog. It stays in the template while closed, so that focus goes back to what opened it. */
export function dialog(options: DialogOptions): TemplateResult {
  const submit = (event: Event): void => {
    event.preventDefault();
    options.onSubmit?.();
  };
  const body = (): TemplateResult => html`<div class="dialog-body">
    <div class="dialog-head">
      <h2 class="title" id="${options.id}-title">${options.title}</h2>
      ${button({ label: options.closeLabel, icon: 'close', iconOnly: true, kind: 'plain', onClick: options.onClose })}
    </div>
    <div class="dialog-content">${options.content()}</div>
    <div class="dialog-actions">${options.actions()}</div>
  </div>`;
  return html`<dialog aria-labelledby="${options.id}-title" @close=${options.onClose} ${modal(options.open)}>
    ${options.open ? (options.onSubmit ? html`<form novalidate @submit=${submit}>${body()}</form>` : body()) : nothing}
  </dialog>`;
}
