import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Question, QuestionChoice } from '@cashflowsmart/sdk/statements';
import { button } from '../../foundation/parts/button.ts';
import { icon } from '../../foundation/parts/icons.ts';
import { questionTitle } from '../month-language.ts';
import { draftOf, type UploadItem } from '../upload-item.ts';
import type { UploaderView } from './uploader-view.ts';

/** The one question that is open, with the rows that each answer gives. Marking an answer does not take it yet. */
export function questionCard(item: UploadItem, question: Question, view: UploaderView, busy: boolean): TemplateResult {
  const words = view.texts.uploader.question;
  const title = questionTitle(question, words);
  const { choice } = view.display(item);
  const name = `${item.id}-question`;
  const answer = (): void => {
    if (choice !== null) view.commands.dispatch(item, { type: 'question-answered', field: question.field, value: choice });
  };
  return html`<fieldset class="question" aria-describedby="${name}-detail">
    <legend class="question-title">${icon('question')}<span>${title}</span></legend>
    <p class="note" id="${name}-detail">${words.detail}</p>
    <div class="choices">
      ${question.choices.map((offered, index) => choiceCard(item, question, offered, index, view, name))}
    </div>
    <div class="row">
      ${button({ label: words.answer, kind: 'primary', onClick: answer, disabledReason: choice === null || busy ? title : undefined })}
    </div>
  </fieldset>`;
}

function choiceCard(item: UploadItem, question: Question, offered: QuestionChoice, index: number, view: UploaderView, name: string): TemplateResult {
  const words = view.texts.uploader.question;
  const { formats } = view;
  const marked = view.display(item).choice === offered.value;
  const id = `${name}-${index}`;
  return html`<div class="choice-card${marked ? ' marked' : ''}">
    <label class="choice">
      <input type="radio" name=${name} value=${offered.value} aria-describedby="${id}-rows" .checked=${live(marked)} @change=${() => view.commands.display(item, { choice: offered.value })} />
      <span class="choice-title">${question.field === 'columns' ? columnsText(offered.value, item, view) : words.choice(question.field, offered.value, index + 1)}</span>
    </label>
    <ul class="choice-rows" id="${id}-rows" aria-label=${words.rowsLabel}>
      ${offered.rows.map((row) => html`<li>
        <span class="choice-date${row.date === null ? ' unread' : ''}">${row.date === null ? words.unread : formats.date(row.date, 'medium')}</span>
        <span class="choice-text">${row.description}</span>
        <span class="figure">${row.amount === null ? words.unread : decimalText(row.amount, view)}</span>
      </li>`)}
    </ul>
    ${offered.rows.length === 0 ? html`<p class="note">${words.unread}</p>` : nothing}
  </div>`;
}

const COLUMN_WORDS = { date: 'date', amount: 'amount', out: 'money-out', in: 'money-in', balance: 'balance' } as const;

/** A choice of columns, such as `date=1 amount=3`, by the names that they have in the file. */
function columnsText(value: string, item: UploadItem, view: UploaderView): string {
  const words = view.texts.uploader.recipe;
  const header = draftOf(item)?.base.source.header ?? [];
  return value.split(' ').flatMap((part) => {
    const [word = '', position = '0'] = part.split('=');
    const role = COLUMN_WORDS[word as keyof typeof COLUMN_WORDS];
    const index = Number(position) - 1;
    return role === undefined || index < 0 ? [] : [`${words.roles[role]}: ${header[index]?.trim() || words.column(view.formats.number(index + 1))}`];
  }).join(' \u00b7 ');
}

/** A decimal string of the reader in the locale's signs, digit for digit. */
function decimalText(decimal: string, view: UploaderView): string {
  const parts = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal);
  if (!parts) return decimal;
  const [, sign, whole = '', fraction] = parts;
  // The direction mark keeps the minus before its figure where the page runs from right to left.
  return `${sign ? '\u200e\u2212' : ''}${view.formats.number(BigInt(whole))}${fraction === undefined ? '' : view.formats.decimalMark + fraction}`;
}
