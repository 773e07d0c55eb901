import { html, nothing, type TemplateResult } from 'lit';
import type { CurrencyCode } from '@cashflowsmart/sdk/money';
import type { StatementTransaction } from '@cashflowsmart/sdk/statements';
import { button } from '../../foundation/parts/button.ts';
import { field } from '../../foundation/parts/field.ts';
import type { EditField } from '../draft.ts';
import { typedAmount } from '../row-edit.ts';
import type { UploadItem } from '../upload-item.ts';
import type { RowEdit, UploaderView } from './uploader-view.ts';

/** Day, description and amount of one row, to be changed before it is imported. */
export function rowForm(item: UploadItem, line: number, row: StatementTransaction, currency: CurrencyCode, view: UploaderView): TemplateResult {
  const { texts, formats, commands } = view;
  const words = texts.uploader.rows;
  const { editing } = view.display(item);
  if (editing === null) return html`${nothing}`;
  const set = (change: Partial<RowEdit>): void => commands.display(item, { editing: { ...editing, ...change } });
  const error = (name: EditField, text: string): string | undefined => (editing.invalid.includes(name) ? text : undefined);
  const id = `${item.id}-edit`;
  const submit = (event: Event): void => {
    event.preventDefault();
    commands.applyEdit(item);
  };
  const close = (): void => commands.display(item, { editing: null, marked: line });
  const fromFile = (): void =>
    set({ date: row.date, amount: typedAmount(row.amount, currency, formats.decimalMark), description: row.description, invalid: [] });
  const escape = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') close();
  };
  return html`<form class="row-form" novalidate aria-label=${words.edit(formats.number(line))} @submit=${submit} @keydown=${escape}>
    <div class="fields">
      ${field({ id: `${id}-date`, label: texts.common.date, type: 'date', value: editing.date, error: error('date', words.invalidDate), onInput: (date) => set({ date }) })}
      ${field({ id: `${id}-description`, label: texts.common.description, value: editing.description, maxLength: 1000, error: error('description', words.invalidDescription), onInput: (description) => set({ description }) })}
      ${field({ id: `${id}-amount`, label: texts.common.amount, value: editing.amount, inputMode: 'decimal', figure: true, error: error('amount', words.invalidAmount(typedAmount(-123450n, currency, formats.decimalMark))), onInput: (amount) => set({ amount }) })}
    </div>
    <div class="row">
      ${button({ label: words.apply, type: 'submit' })}
      ${button({ label: texts.common.cancel, kind: 'plain', onClick: close })}
      ${button({ label: words.reset, kind: 'plain', icon: 'undo', onClick: fromFile })}
    </div>
  </form>`;
}
