import { html, nothing, type TemplateResult } from 'lit';
import type { ColumnRole, Recipe } from '@cashflowsmart/sdk/contract';
import type { StatementReading } from '@cashflowsmart/sdk/statements';
import { button } from '../../foundation/parts/button.ts';
import { select } from '../../foundation/parts/field.ts';
import { icon } from '../../foundation/parts/icons.ts';
import { withColumnRole } from '../column-roles.ts';
import { shownRecipe, type Draft } from '../draft.ts';
import type { UploadItem } from '../upload-item.ts';
import { failureWords } from '../upload-failure.ts';
import type { UploaderView } from './uploader-view.ts';

/** Encodings that statements come in; the recognised one is added where it is another. */
const ENCODINGS = ['utf-8', 'windows-1252', 'iso-8859-1', 'iso-8859-2', 'iso-8859-15', 'windows-1250', 'windows-1251', 'windows-1253', 'windows-1254', 'utf-16le', 'utf-16be', 'macintosh', 'ibm866', 'shift_jis', 'gbk', 'euc-kr', 'big5'];
/** Header lines offered beside the recognised one. */
const HEADER_LINES = 12;

/** How the file was read, every part of it changeable; a change reads the file again at once. */
export function recipePanel(item: UploadItem, draft: Draft, view: UploaderView): TemplateResult {
  const words = view.texts.uploader.recipe;
  const recipe = shownRecipe(draft);
  const changed = draft.recipe !== null || Object.keys(draft.answers).length > 0;
  const { recipeOpen } = view.display(item);
  const toggled = (event: Event): void => {
    const { open } = event.target as HTMLDetailsElement;
    if (open !== recipeOpen) view.commands.display(item, { recipeOpen: open });
  };
  return html`<details class="recipe" ?open=${recipeOpen} @toggle=${toggled}>
    <summary>
      ${icon('chevron')}
      <span class="recipe-title">${words.title}</span>
      <span class="note">${changed ? html`<span class="edited-dot"></span> ${words.changed}` : summaryOf(recipe, draft.base.source.kind, view)}</span>
    </summary>
    ${recipeOpen ? recipeBody(item, draft, recipe, changed, view) : nothing}
  </details>`;
}

function summaryOf(recipe: Recipe, kind: StatementReading['source']['kind'], view: UploaderView): string {
  const words = view.texts.uploader.recipe;
  const layout = kind === 'pdf' ? ['PDF'] : [words.delimiters[recipe.delimiter] ?? recipe.delimiter, recipe.encoding.toUpperCase()];
  return [...layout, words.dateOrders[recipe.dateOrder]].join(' \u00b7 ');
}

function recipeBody(item: UploadItem, draft: Draft, recipe: Recipe, changed: boolean, view: UploaderView): TemplateResult {
  const words = view.texts.uploader.recipe;
  const change = (next: Partial<Recipe>): void => view.commands.changeRecipe(item, { ...recipe, ...next });
  const failure = draft.unread;
  return html`<div class="recipe-body">
    <p class="note">${words.detail}</p>
    ${failure === null ? nothing : html`<p class="field-error" role="alert">${icon('alert')}<span>${failureWords(failure, view.texts).title} ${words.unread}</span></p>`}
    <div class="fields">
      ${draft.base.source.kind === 'pdf' ? nothing : textSettings(item, recipe, change, view)}
      ${setting(item, 'date-order', words.dateOrder, recipe.dateOrder, entries(words.dateOrders), (dateOrder) => change({ dateOrder: dateOrder as Recipe['dateOrder'] }))}
      ${setting(item, 'decimal-mark', words.decimalMark, recipe.decimalMark, entries(words.decimalMarks), (mark) => change({ decimalMark: mark as Recipe['decimalMark'] }))}
      ${setting(item, 'sign', words.sign, recipe.sign, entries(words.signs), (sign) => change({ sign: sign as Recipe['sign'] }))}
      ${setting(item, 'row-order', words.rowOrder, recipe.rowOrder, entries(words.rowOrders), (order) => change({ rowOrder: order as Recipe['rowOrder'] }))}
    </div>
    <h4 class="label">${words.columns}</h4>
    <div class="fields">
      ${recipe.columns.map((role, index) => {
        const name = draft.base.source.header[index]?.trim() || words.column(view.formats.number(index + 1));
        return setting(item, `column-${index}`, name, role, entries(words.roles), (chosen) => view.commands.changeRecipe(item, withColumnRole(recipe, index, chosen as ColumnRole)));
      })}
    </div>
    ${changed ? html`<div class="row">${button({ label: words.restore, icon: 'undo', onClick: () => view.commands.dispatch(item, { type: 'recognition-restored' }) })}</div>` : nothing}
  </div>`;
}

/** How a text file is cut into cells; the cells of a PDF are where its words stand. */
function textSettings(item: UploadItem, recipe: Recipe, change: (next: Partial<Recipe>) => void, view: UploaderView): TemplateResult {
  const words = view.texts.uploader.recipe;
  return html`
    ${setting(item, 'encoding', words.encoding, recipe.encoding, choices([...new Set([recipe.encoding, ...ENCODINGS])], (value) => value.toUpperCase()), (encoding) => change({ encoding }))}
    ${setting(item, 'delimiter', words.delimiter, recipe.delimiter, choices([...new Set([recipe.delimiter, ',', ';', '\t', '|'])], (value) => words.delimiters[value] ?? value), (delimiter) => change({ delimiter }))}
    ${setting(item, 'header', words.header, String(recipe.headerLine ?? 0), headerChoices(recipe, view), (line) => change(headerAt(recipe, Number(line))))}`;
}

type Choices = readonly { readonly value: string; readonly label: string }[];

function setting(item: UploadItem, name: string, label: string, value: string, offered: Choices, onChange: (value: string) => void): TemplateResult {
  return select({ id: `${item.id}-${name}`, label, value, choices: offered, onChange });
}

function choices(values: readonly string[], label: (value: string) => string): Choices {
  return values.map((value) => ({ value, label: label(value) }));
}

function entries(labels: Readonly<Record<string, string>>): Choices {
  return Object.entries(labels).map(([value, label]) => ({ value, label }));
}

function headerChoices(recipe: Recipe, view: UploaderView): Choices {
  const words = view.texts.uploader.recipe;
  const lines = new Set(Array.from({ length: HEADER_LINES }, (_, index) => index + 1));
  if (recipe.headerLine !== null) lines.add(recipe.headerLine);
  const sorted = [...lines].sort((a, b) => a - b);
  return [{ value: '0', label: words.noHeader }, ...choices(sorted.map(String), (line) => words.headerLine(view.formats.number(Number(line))))];
}

/** The table begins below its header; without one it begins where it did. */
function headerAt(recipe: Recipe, line: number): Pick<Recipe, 'headerLine' | 'firstLine'> {
  return line === 0 ? { headerLine: null, firstLine: recipe.headerLine ?? recipe.firstLine } : { headerLine: line, firstLine: line + 1 };
}
