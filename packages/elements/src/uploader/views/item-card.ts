import { html, nothing, type TemplateResult } from 'lit';
import { button } from '../../foundation/parts/button.ts';
import { icon, type IconName } from '../../foundation/parts/icons.ts';
import { progress } from '../../foundation/parts/progress.ts';
import { includedRows } from '../draft.ts';
import { forOneAccount } from '../one-account.ts';
import { statusOf, type ItemStatus } from '../item-status.ts';
import { draftOf, type UploadItem } from '../upload-item.ts';
import { failedView, outcomeView } from './outcome.ts';
import { passwordForm } from './password-form.ts';
import { review } from './review.ts';
import type { UploaderView } from './uploader-view.ts';

const STATUS_ICONS: Readonly<Partial<Record<ItemStatus, IconName>>> = {
  locked: 'lock', question: 'question', check: 'alert', committed: 'check', undone: 'undo', failed: 'alert', waiting: 'clock',
};

/** One file: its name, where it stands, and what there is to do. `foldable` where several are listed. */
export function itemCard(item: UploadItem, foldable: boolean, view: UploaderView): TemplateResult {
  const { texts, formats, commands } = view;
  const words = texts.uploader.files;
  const status = statusOf(item, view.accounts);
  const { expanded } = view.display(item);
  const reviewing = item.state.kind === 'review';
  const folded = foldable && reviewing && !expanded;
  const whole = draftOf(item);
  const draft = whole && forOneAccount(whole, view.accounts);
  const rows = draft === null ? '' : `${texts.uploader.recent.rows(formats.count(includedRows(draft)))} \u00b7 `;
  const name = `${item.id}-name`;
  return html`<article class="item" part="item" id=${item.id} aria-labelledby=${name}>
    <header class="item-head">
      ${icon('file')}
      <div class="item-title">
        <h3 class="item-name" id=${name} tabindex="-1">${item.fileName}</h3>
        <span class="note figure">${rows}${formats.bytes(item.byteLength)}</span>
      </div>
      <span class="chip status-${status}">${STATUS_ICONS[status] ? icon(STATUS_ICONS[status]) : nothing}${words.states[status]}</span>
      ${foldable && reviewing
        ? button({ label: words.show(item.fileName), icon: 'chevron', iconOnly: true, kind: 'plain', expanded, onClick: () => commands.display(item, { expanded: !expanded }) })
        : nothing}
      ${isRemovable(item) ? button({ label: words.remove(item.fileName), icon: 'close', iconOnly: true, kind: 'plain', onClick: () => commands.remove(item) }) : nothing}
    </header>
    ${folded ? nothing : itemBody(item, status, view)}
  </article>`;
}

function isRemovable({ state }: UploadItem): boolean {
  return state.kind !== 'reading' && state.kind !== 'uploading' && state.kind !== 'committing' && state.kind !== 'undoing';
}

function itemBody(item: UploadItem, status: ItemStatus, view: UploaderView): TemplateResult | typeof nothing {
  const { texts, formats, commands } = view;
  const { state } = item;
  switch (state.kind) {
    case 'waiting':
      return nothing;
    case 'reading': {
      const { progress: reached } = state;
      return html`<div class="item-body late">${progress({
        label: reached === null ? texts.uploader.reading.label(item.fileName) : texts.uploader.reading.stages[reached.stage],
        done: reached?.done,
        count: reached === null || reached.rows === 0 ? undefined : texts.uploader.reading.rows(formats.count(reached.rows)),
        cancelLabel: texts.common.cancel,
        onCancel: () => commands.remove(item),
      })}</div>`;
    }
    case 'locked':
      return html`<div class="item-body">${passwordForm(item, state.wrong, view)}</div>`;
    case 'review':
      return html`<div class="item-body">${review(item, forOneAccount(state.draft, view.accounts), state.rereading, view)}</div>`;
    case 'uploading': {
      const words = texts.uploader.sending;
      const checking = status === 'checking';
      return html`<div class="item-body">${progress({
        label: checking ? words.checking : words.label(item.fileName),
        done: checking ? undefined : state.sentBytes / Math.max(1, state.totalBytes),
        count: checking ? undefined : words.progress(formats.bytes(state.sentBytes), formats.bytes(state.totalBytes)),
        cancelLabel: texts.common.cancel,
        onCancel: () => commands.cancelUpload(item),
      })}</div>`;
    }
    case 'committing':
      return html`<div class="item-body">${progress({ label: texts.uploader.sending.committing, done: undefined })}</div>`;
    case 'undoing':
      return html`<div class="item-body">${progress({ label: texts.uploader.sending.undoing, done: undefined })}</div>`;
    case 'committed':
    case 'undone':
      return html`<div class="item-body">${outcomeView(item, state, view)}</div>`;
    case 'failed':
      return html`<div class="item-body">${failedView(item, state, view)}</div>`;
  }
}
