import { html, nothing, type TemplateResult } from 'lit';
import type { Account, StatementImport } from '@cashflowsmart/sdk/contract';
import { chip } from '../../foundation/parts/banner.ts';
import { button } from '../../foundation/parts/button.ts';
import { field } from '../../foundation/parts/field.ts';
import { technicalDetails } from '../../foundation/parts/states.ts';
import type { Formats } from '../../foundation/formats.ts';
import type { Texts } from '../../foundation/texts.ts';
import type { Confirming } from '../recent-imports-controller.ts';
import { failureWords, type UploadFailure } from '../upload-failure.ts';
import { importedRows } from './outcome.ts';

export interface RecentImportsOptions {
  readonly imports: readonly StatementImport[];
  readonly accounts: readonly Account[];
  readonly texts: Texts;
  readonly formats: Formats;
  readonly mayUndo: (statementImport: StatementImport) => boolean;
  /** Whether the person is the second one who may approve what waits. */
  readonly mayApprove: (statementImport: StatementImport) => boolean;
  /** What is being asked about one of them. */
  readonly confirming: Confirming | null;
  /** What is being done with one of them right now. */
  readonly sending: Confirming | null;
  readonly failure: { readonly importId: string; readonly failure: UploadFailure } | null;
  readonly hasMore: boolean;
  readonly onAsk: (confirming: Confirming | null) => void;
  readonly onUndo: (statementImport: StatementImport) => void;
  readonly onApprove: (statementImport: StatementImport) => void;
  readonly onSendBack: (statementImport: StatementImport, reason: string) => void;
  readonly onMore: () => void;
}

/** What was imported lately, so that a wrong file can be taken out again later and by somebody else. */
export function recentImports(options: RecentImportsOptions): TemplateResult | typeof nothing {
  const { imports, texts } = options;
  if (imports.length === 0) return nothing;
  return html`<section class="recent" aria-labelledby="recent-title">
    <h3 class="section-title" id="recent-title">${texts.uploader.recent.title}</h3>
    <ul class="recent-list">${imports.map((statementImport) => recentImport(statementImport, options))}</ul>
    ${options.hasMore ? html`<div>${button({ label: texts.uploader.recent.more, kind: 'plain', onClick: options.onMore })}</div>` : nothing}
  </section>`;
}

function recentImport(statementImport: StatementImport, options: RecentImportsOptions): TemplateResult {
  const { texts, formats, accounts } = options;
  const words = texts.uploader.recent;
  const account = accounts.find((candidate) => candidate.id === statementImport.accountId);
  const day = (statementImport.committedAt ?? statementImport.createdAt).slice(0, 10);
  const rows = words.rows(formats.count(importedRows(statementImport)));
  const failed = options.failure?.importId === statementImport.id ? options.failure.failure : null;
  return html`<li class="recent-item" id="recent-${statementImport.id}">
    <div class="recent-what">
      <span class="recent-name">${statementImport.fileName}</span>
      <span class="note">${[account?.name, words.by(statementImport.createdBy.name, formats.date(day))].filter(Boolean).join(' \u00b7 ')}</span>
    </div>
    <span class="figure">${rows}</span>
    <div class="recent-action">${recentAction(statementImport, options)}</div>
    ${standing(statementImport, options)}
    ${failed === null ? nothing : html`<div class="recent-failure field-error" role="alert"><span>${failureWords(failed, texts).title} ${failedFate(statementImport, texts)}${technicalDetails(failed, texts)}</span></div>`}
  </li>`;
}

/** Where the rows are after something failed. */
function failedFate({ state }: StatementImport, texts: Texts): string {
  return state === 'awaiting-approval' ? texts.uploader.failure.safe : texts.uploader.failure.undoSafe;
}

/** What an import waits for, or why it was sent back. */
function standing({ state, approval, undoApproval }: StatementImport, { texts }: RecentImportsOptions): TemplateResult | typeof nothing {
  const words = texts.uploader;
  if (state === 'awaiting-approval' || state === 'awaiting-undo') {
    return html`<div class="recent-standing row">
      ${chip(state === 'awaiting-undo' ? words.recent.awaitingUndo : words.recent.awaiting, 'clock')}
      ${state === 'awaiting-approval' && approval?.acceptsContradiction ? html`<span class="note">${words.recent.contradicts}</span>` : nothing}
    </div>`;
  }
  const returned = state === 'review' ? approval : state === 'committed' ? undoApproval : null;
  if (returned?.state !== 'returned') return nothing;
  return html`<div class="recent-standing note">${[words.outcome.returned(returned.decidedBy?.name ?? ''), returned.reason].filter(Boolean).join(': ')}</div>`;
}

function recentAction(statementImport: StatementImport, options: RecentImportsOptions): TemplateResult | typeof nothing {
  const { texts } = options;
  const { state, id, fileName } = statementImport;
  const words = texts.uploader.recent;
  if (state === 'undone') return chip(words.undone);
  if (options.sending?.importId === id) {
    return html`<span class="note" role="status">${options.sending.step === 'undo' ? texts.uploader.sending.undoing : words.deciding}</span>`;
  }
  if (options.confirming?.importId === id) return confirmation(statementImport, options.confirming, options);
  if (options.mayApprove(statementImport)) {
    return html`<div class="row">
      <button class="link" type="button" aria-label=${words.approveOf(fileName)} @click=${() => options.onAsk({ importId: id, step: 'approve' })}>${words.approve}</button>
      <button class="link" type="button" aria-label=${words.sendBackOf(fileName)} @click=${() => options.onAsk({ importId: id, step: 'return' })}>${words.sendBack}</button>
    </div>`;
  }
  if (!options.mayUndo(statementImport)) return nothing;
  return html`<button class="link" type="button" aria-label=${words.undo(fileName)} @click=${() => options.onAsk({ importId: id, step: 'undo' })}>${texts.uploader.outcome.undo}</button>`;
}

function confirmation(statementImport: StatementImport, confirming: Confirming, options: RecentImportsOptions): TemplateResult {
  const { texts, formats } = options;
  const words = texts.uploader.recent;
  if (confirming.step === 'return') return reasonForm(statementImport, confirming, options);
  const rows = formats.count(importedRows(statementImport));
  const out = statementImport.state !== 'awaiting-approval';
  const [name, question, done, run] = confirming.step === 'undo'
    ? [words.undo(statementImport.fileName), words.confirm(rows), words.takeOut, options.onUndo]
    : [words.approveOf(statementImport.fileName), out ? words.confirmUndoApproval(rows) : words.confirmApproval(rows), words.approve, options.onApprove];
  return html`<div class="row confirm" role="group" aria-label=${name}>
    <span>${question}</span>
    ${button({ label: done, kind: out ? 'danger' : 'bordered', onClick: () => run(statementImport) })}
    ${button({ label: confirming.step === 'undo' ? words.keep : texts.common.cancel, kind: confirming.step === 'undo' ? 'bordered' : 'plain', onClick: () => options.onAsk(null) })}
  </div>`;
}

function reasonForm(statementImport: StatementImport, { reasonMissing }: Confirming, options: RecentImportsOptions): TemplateResult {
  const { texts } = options;
  const words = texts.uploader.recent;
  const submit = (event: Event): void => {
    event.preventDefault();
    const reason = (event.currentTarget as HTMLFormElement).querySelector('input')!.value.trim();
    if (reason === '') options.onAsk({ importId: statementImport.id, step: 'return', reasonMissing: true });
    else options.onSendBack(statementImport, reason);
  };
  return html`<form class="confirm" novalidate aria-label=${words.sendBackOf(statementImport.fileName)} @submit=${submit}>
    ${field({ id: `reason-${statementImport.id}`, label: words.reason, value: undefined, maxLength: 500, required: true, error: reasonMissing ? words.reasonMissing : undefined })}
    <div class="row">
      ${button({ label: words.sendBack, type: 'submit' })}
      ${button({ label: texts.common.cancel, kind: 'plain', onClick: () => options.onAsk(null) })}
    </div>
  </form>`;
}
