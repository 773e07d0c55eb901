import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { CurrencyCode } from '@cashflowsmart/sdk/money';
import type { StatementReading } from '@cashflowsmart/sdk/statements';
import { button } from '../../foundation/parts/button.ts';
import { chip } from '../../foundation/parts/banner.ts';
import { icon } from '../../foundation/parts/icons.ts';
import { currencyOf, type Draft, type Edit } from '../draft.ts';
import { explainBreak } from '../proof-view.ts';
import { editedRow, editsByLine } from '../row-edit.ts';
import { byPageOfFile, listRows, pageOf, rowsOfAttention, type ListedRow, type PageOfFile } from '../row-list.ts';
import type { UploadItem } from '../upload-item.ts';
import { rowForm } from './row-form.ts';
import type { UploaderView } from './uploader-view.ts';

/** Sorting 100,000 rows takes a while, drawing happens often: listed once for each reading. */
const listed = new WeakMap<StatementReading, readonly ListedRow[]>();

/** The rows of a reading in file order. */
export function rowsOf(reading: StatementReading): readonly ListedRow[] {
  const known = listed.get(reading);
  if (known) return known;
  const rows = listRows(reading);
  listed.set(reading, rows);
  return rows;
}

interface TableContext {
  readonly item: UploadItem;
  readonly draft: Draft;
  readonly view: UploaderView;
  readonly currency: CurrencyCode;
  readonly withBalance: boolean;
  readonly edits: ReadonlyMap<number, readonly Edit[]>;
  readonly breaksAt: ReadonlySet<number>;
  readonly columns: number;
}

/** What was read, row by row with its line in the file; what could not be read stands in its place with the reason. */
export function rowTable(item: UploadItem, draft: Draft, view: UploaderView): TemplateResult {
  const words = view.texts.uploader.rows;
  const { formats } = view;
  const all = rowsOf(draft.base);
  const edits = editsByLine(draft.edits);
  const breaksAt = new Set(draft.reading.accounts.flatMap((account) => account.proof.breaksAtLine ?? []));
  const attention = rowsOfAttention(all, draft.excluded, new Set(edits.keys()), breaksAt);
  const { filter, page } = view.display(item);
  const shown = pageOf(filter === 'all' ? all : attention, page);
  const withBalance = draft.base.transactions.some((row) => row.balance !== null);
  const currency = currencyOf(draft, view.accounts);
  const context: TableContext = { item, draft, view, edits, breaksAt, withBalance, currency: currency ?? 'XXX', columns: withBalance ? 7 : 6 };
  const amountHead = (label: string): string => (currency === null ? label : `${label} (${currency})`);
  const id = `${item.id}-rows`;
  return html`<div class="rows">
    <div class="row spread">
      <h4 class="section-title" id="${id}-title">${words.title}</h4>
      ${attention.length === 0
        ? nothing
        : html`<div class="filter" role="group" aria-label=${words.filter}>
            ${button({ label: words.all(formats.count(all.length)), pressed: filter === 'all', onClick: () => view.commands.display(item, { filter: 'all', page: 0 }) })}
            ${button({ label: words.attention(formats.count(attention.length)), pressed: filter === 'attention', onClick: () => view.commands.display(item, { filter: 'attention', page: 0 }) })}
          </div>`}
    </div>
    ${shown.total === 0
      ? html`<p class="note">${words.none}</p>`
      : keyed(`${filter} ${shown.page}`, html`<div class="row-scroll" tabindex="0" role="region" aria-labelledby="${id}-title ${item.id}-name">
          <table role="table" aria-labelledby="${id}-title ${item.id}-name" aria-describedby="${id}-note">
            <thead>
              <tr role="row">
                <th role="columnheader" scope="col" class="cell-include"><span class="visually-hidden">${view.texts.uploader.facts.rows}</span></th>
                <th role="columnheader" scope="col" class="cell-line figure">${words.row}</th>
                <th role="columnheader" scope="col" class="cell-date">${view.texts.common.date}</th>
                <th role="columnheader" scope="col" class="cell-text">${view.texts.common.description}</th>
                <th role="columnheader" scope="col" class="cell-amount figure">${amountHead(view.texts.common.amount)}</th>
                ${withBalance ? html`<th role="columnheader" scope="col" class="cell-balance figure">${view.texts.common.balance}</th>` : nothing}
                <th role="columnheader" scope="col" class="cell-edit"><span class="visually-hidden">${words.edited}</span></th>
              </tr>
            </thead>
            ${byPageOfFile(shown.rows).map((page) => tableBody(page, context))}
          </table>
        </div>`)}
    <div class="row spread">
      <p class="note" id="${id}-note">${draft.base.source.kind === 'pdf' ? words.numberingOverPages : words.numbering}</p>
      ${shown.pages > 1 ? pager(item, shown.page, shown.pages, words.page(formats.number(shown.from), formats.number(shown.to), formats.number(shown.total)), view) : nothing}
    </div>
  </div>`;
}

function pager(item: UploadItem, page: number, pages: number, label: string, view: UploaderView): TemplateResult {
  const words = view.texts.uploader.rows;
  const to = (next: number) => (): void => view.commands.display(item, { page: next });
  return html`<div class="row pager">
    <span class="note figure">${label}</span>
    ${button({ label: words.previous, onClick: to(page - 1), disabledReason: page === 0 ? label : undefined })}
    ${button({ label: words.next, onClick: to(page + 1), disabledReason: page === pages - 1 ? label : undefined })}
  </div>`;
}

/** The rows of one page of the file, under its number where the file has pages. */
function tableBody({ page, rows }: PageOfFile, context: TableContext): TemplateResult {
  const { texts, formats } = context.view;
  return html`<tbody>
    ${page === null
      ? nothing
      : html`<tr role="row" class="page-of-file"><th role="rowheader" scope="rowgroup" colspan=${context.columns}>${texts.uploader.rows.ofPage(formats.number(page))}</th></tr>`}
    ${repeat(rows, (row) => row.line, (row) => tableRow(row, context))}
  </tbody>`;
}

function tableRow(row: ListedRow, context: TableContext): TemplateResult {
  if (row.kind === 'rejected') return rejectedRow(row, context);
  return context.view.display(context.item).editing?.line === row.line ? html`${readRow(row, context)}${formRow(row, context)}` : readRow(row, context);
}

function readRow({ line, row }: Extract<ListedRow, { kind: 'read' }>, context: TableContext): TemplateResult {
  const { item, draft, view, currency, withBalance } = context;
  const { formats, texts } = view;
  const words = texts.uploader.rows;
  const excluded = draft.excluded.has(line);
  const breaks = context.breaksAt.has(line) && !excluded;
  const edited = editedRow(row, context.edits.get(line) ?? [], currency);
  const display = view.display(item);
  const was = (field: 'date' | 'amount' | 'description', value: string): TemplateResult | typeof nothing =>
    edited.changed.has(field) ? html`<span class="was"><span class="edited-dot"></span> ${texts.common.was(value)}</span>` : nothing;
  const include = (event: Event): void =>
    view.commands.dispatch(item, { type: (event.target as HTMLInputElement).checked ? 'rows-included' : 'rows-excluded', lines: [line] });
  const number = formats.number(line);
  return html`<tr role="row" id="${item.id}-line-${line}" tabindex="-1" class="${excluded ? 'left-out' : ''}${breaks ? ' breaking' : ''}${display.marked === line ? ' marked' : ''}">
      <td role="cell" class="cell-include"><label class="include"><input type="checkbox" aria-label=${words.include(number)} .checked=${live(!excluded)} @change=${include} /></label></td>
      <td role="cell" class="cell-line figure">${number}</td>
      <td role="cell" class="cell-date"><span class="figure">${formats.date(edited.date, 'medium')}</span>${was('date', formats.date(row.date, 'medium'))}</td>
      <td role="cell" class="cell-text"><span class="two-lines" tabindex="-1">${edited.description}</span>${excluded ? chip(words.excluded) : nothing}${was('description', row.description)}</td>
      <td role="cell" class="cell-amount figure">${formats.units(edited.amount, currency)}${was('amount', formats.units(row.amount, currency))}</td>
      ${withBalance ? html`<td role="cell" class="cell-balance figure">${row.balance === null ? nothing : formats.units(row.balance, currency)}</td>` : nothing}
      <td role="cell" class="cell-edit">${button({ label: words.edit(number), icon: 'edit', iconOnly: true, kind: 'plain', expanded: display.editing?.line === line, onClick: () => view.commands.startEdit(item, line) })}</td>
    </tr>
    ${breaks ? breakNote(line, context) : nothing}`;
}

/** Below the row that breaks the proof: what was expected there, in figures. */
function breakNote(line: number, { draft, view, currency, columns }: TableContext): TemplateResult {
  const words = view.texts.uploader;
  const explained = explainBreak(draft.reading, line);
  const units = (value: bigint): string => view.formats.units(value, currency);
  const text = explained === null ? words.rows.breaksHere : words.proof.rowNote(units(explained.before), units(explained.expected), units(explained.stated));
  return html`<tr role="row" class="row-note breaking"><td role="cell" colspan=${columns}><span class="row-reason">${icon('alert')}<span>${text}</span></span></td></tr>`;
}

function rejectedRow({ line, rejected }: Extract<ListedRow, { kind: 'rejected' }>, { item, view, columns }: TableContext): TemplateResult {
  const words = view.texts.uploader.rows;
  return html`<tr role="row" id="${item.id}-line-${line}" tabindex="-1" class="rejected">
    <td role="cell" class="cell-include"></td>
    <td role="cell" class="cell-line figure">${view.formats.number(line)}</td>
    <td role="cell" class="cell-rejected" colspan=${columns - 2}>
      <span class="rejected-cells">${rejected.cells.filter((cell) => cell.trim() !== '').join(' \u00b7 ')}</span>
      <span class="row-reason">${icon('alert')}<span>${words.notRead}. ${words.reasons[rejected.reason]}</span></span>
    </td>
  </tr>`;
}

function formRow({ line, row }: Extract<ListedRow, { kind: 'read' }>, { item, view, currency, columns }: TableContext): TemplateResult {
  return html`<tr role="row" class="row-note"><td role="cell" colspan=${columns}>${rowForm(item, line, row, currency, view)}</td></tr>`;
}
