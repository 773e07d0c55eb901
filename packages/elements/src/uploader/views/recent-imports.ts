import { html, nothing, type TemplateResult } from 'lit';
import type { Account, StatementImport } from '@cashflowsmart/sdk/contract';
import { chip } from '../../foundation/parts/banner.ts';
import { button } from '../../foundation/parts/button.ts';
import { technicalDetails } from '../../foundation/parts/states.ts';
import type { Formats } from '../../foundation/formats.ts';
import type { Texts } from '../../foundation/texts.ts';
import { failureWords, type UploadFailure } from '../upload-failure.ts';
import { importedRows } from './outcome.ts';

export interface RecentImportsOptions {
  readonly imports: readonly StatementImport[];
  readonly accounts: readonly Account[];
  readonly texts: Texts;
  readonly formats: Formats;
  readonly mayUndo: (statementImport: StatementImport) => boolean;
  /** The import whose undoing is being asked for. */
  readonly confirming: string | null;
  /** The import that is being taken out right now. */
  readonly undoing: string | null;
  readonly failure: { readonly importId: string; readonly failure: UploadFailure } | null;
  readonly hasMore: boolean;
  readonly onAsk: (importId: string | null) => void;
  readonly onUndo: (statementImport: StatementImport) => void;
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
    ${failed === null ? nothing : html`<div class="recent-failure field-error" role="alert"><span>${failureWords(failed, texts).title} ${texts.uploader.failure.undoSafe}${technicalDetails(failed, texts)}</span></div>`}
  </li>`;
}

function recentAction(statementImport: StatementImport, options: RecentImportsOptions): TemplateResult | typeof nothing {
  const { texts, formats } = options;
  const words = texts.uploader.recent;
  if (statementImport.state === 'undone') return chip(words.undone);
  if (options.undoing === statementImport.id) return html`<span class="note" role="status">${texts.uploader.sending.undoing}</span>`;
  if (!options.mayUndo(statementImport)) return nothing;
  if (options.confirming === statementImport.id) {
    return html`<div class="row confirm" role="group" aria-label=${words.undo(statementImport.fileName)}>
      <span>${words.confirm(formats.count(importedRows(statementImport)))}</span>
      ${button({ label: words.takeOut, kind: 'danger', onClick: () => options.onUndo(statementImport) })}
      ${button({ label: words.keep, onClick: () => options.onAsk(null) })}
    </div>`;
  }
  return html`<button class="link" type="button" aria-label=${words.undo(statementImport.fileName)} @click=${() => options.onAsk(statementImport.id)}>${texts.uploader.outcome.undo}</button>`;
}
