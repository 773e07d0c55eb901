import { html, nothing, type TemplateResult } from 'lit';
import type { StatementImport } from '@cashflowsmart/sdk/contract';
import { banner } from '../../foundation/parts/banner.ts';
import { button } from '../../foundation/parts/button.ts';
import { technicalDetails } from '../../foundation/parts/states.ts';
import { failureWords, type UploadFailure } from '../upload-failure.ts';
import type { ItemState, UploadItem } from '../upload-item.ts';
import type { UploaderView } from './uploader-view.ts';

/** Rows that an import put into the ledger. */
export function importedRows(statementImport: StatementImport): number {
  return statementImport.review?.newTransactions ?? 0;
}

/** "342 rows imported, 12 were already known", for the banner and the live region. */
export function outcomeSentence(statementImport: StatementImport, view: Pick<UploaderView, 'texts' | 'formats'>): string {
  const words = view.texts.uploader.outcome;
  const count = view.formats.count(importedRows(statementImport));
  if (statementImport.state === 'awaiting-approval') return words.awaiting(count);
  if (statementImport.state === 'awaiting-undo') return words.awaitingUndo(count);
  const known = statementImport.review?.duplicates ?? 0;
  const imported = words.committed(count);
  return known === 0 ? imported : `${imported}, ${words.known(view.formats.count(known))}`;
}

/** What became of an import, and the way back. */
export function outcomeView(item: UploadItem, state: Extract<ItemState, { kind: 'committed' | 'undone' }>, view: UploaderView): TemplateResult {
  const { texts, formats, commands } = view;
  const words = texts.uploader.outcome;
  if (state.kind === 'undone') {
    return banner({ tone: 'neutral', icon: 'undo', title: words.undone(formats.count(importedRows(state.import))), body: words.undoneDetail, part: 'outcome' });
  }
  if (state.import.state === 'awaiting-approval' || state.import.state === 'awaiting-undo') {
    const body = state.import.state === 'awaiting-undo' ? words.awaitingUndoDetail : words.awaitingDetail;
    return banner({ tone: 'neutral', icon: 'clock', title: outcomeSentence(state.import, view), body, part: 'outcome' });
  }
  if (state.import.state === 'review' && state.import.approval?.decidedBy) {
    return banner({ tone: 'warning', icon: 'undo', title: words.returned(state.import.approval.decidedBy.name), body: state.import.approval.reason ?? undefined, part: 'outcome' });
  }
  const account = view.accounts.find((candidate) => candidate.id === state.import.accountId);
  const covered = state.import.review?.covered ?? null;
  const where = [
    account === undefined ? '' : words.into(account.name),
    covered === null ? '' : texts.uploader.facts.range(formats.date(covered.from), formats.date(covered.to)),
  ].filter((part) => part !== '');
  const failed = state.undoFailure;
  return html`${banner({
    tone: 'neutral',
    icon: 'check',
    title: outcomeSentence(state.import, view),
    body: where.join(', '),
    part: 'outcome',
    actions: view.mayUndo(state.import) ? button({ label: words.undo, icon: 'undo', onClick: () => commands.undo(item) }) : undefined,
  })}
  ${failed === null ? nothing : failureBanner(failed, texts.uploader.failure.undoSafe, undefined, view)}`;
}

/** Codes after which the same file can be read again with another result. */
const READ_AGAIN: ReadonlySet<string> = new Set(['reader-unavailable', 'reading-timeout', 'reading-too-large']);

/** Why a file is not in the ledger, what is safe, and what to do. */
export function failedView(item: UploadItem, state: Extract<ItemState, { kind: 'failed' }>, view: UploaderView): TemplateResult {
  const { texts, commands } = view;
  const words = texts.uploader;
  if (state.step === 'reading') {
    const again = READ_AGAIN.has(state.failure.code) ? button({ label: words.files.readAgain, onClick: () => commands.readAgain(item) }) : undefined;
    return failureBanner(state.failure, words.failure.safe, again, view);
  }
  // Only an answer tells that nothing happened; without one a commit may have arrived.
  const unknown = state.step === 'committing' && (state.failure.code === 'connection-failed' || state.failure.code === 'unexpected-response');
  return failureBanner(
    state.failure,
    unknown ? words.failure.commitUnknown : words.failure.safe,
    html`${button({ label: words.review.tryAgain, onClick: () => commands.send(item) })}${button({ label: words.review.back, kind: 'plain', onClick: () => commands.dispatch(item, { type: 'review-reopened' }) })}`,
    view,
  );
}

function failureBanner(failure: UploadFailure, safe: string, actions: TemplateResult | undefined, view: UploaderView): TemplateResult {
  const { title, action } = failureWords(failure, view.texts);
  return banner({
    tone: 'danger',
    icon: 'alert',
    title,
    body: html`<p>${safe} ${action}</p>${technicalDetails(failure, view.texts)}`,
    actions,
  });
}
