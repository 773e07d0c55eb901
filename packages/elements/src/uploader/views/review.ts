import { html, nothing, type TemplateResult } from 'lit';
import { banner } from '../../foundation/parts/banner.ts';
import { button } from '../../foundation/parts/button.ts';
import { checkbox, select } from '../../foundation/parts/field.ts';
import { progress } from '../../foundation/parts/progress.ts';
import { accountConflict, proposeAccount } from '../account-match.ts';
import { includedRows, type Draft } from '../draft.ts';
import { currentReview, importGate, isContradicted, secondLook } from '../import-gate.ts';
import { proofOfReading, proofOfReview } from '../proof-view.ts';
import type { UploadItem } from '../upload-item.ts';
import { proofBanner } from './proof-banner.ts';
import { questionCard } from './question-card.ts';
import { recipePanel } from './recipe-panel.ts';
import { rowTable } from './row-table.ts';
import type { UploaderView } from './uploader-view.ts';

/** A file under review: the question if there is one, the proof, the account, what is in it, and the way on. */
export function review(item: UploadItem, draft: Draft, rereading: boolean, view: UploaderView): TemplateResult {
  const { texts, formats, commands } = view;
  const server = currentReview(draft);
  const account = view.accounts.find((candidate) => candidate.id === draft.accountId);
  const proof = server === null ? proofOfReading(draft.reading, account?.currency ?? null) : proofOfReview(server.proof);
  const question = draft.base.questions[0];
  return html`<div class="review">
    ${rereading ? html`<div class="late">${progress({ label: texts.uploader.reading.again, done: undefined })}</div>` : nothing}
    ${notice(draft, view)}
    ${question === undefined ? nothing : questionCard(item, question, view, rereading)}
    ${proof === null || question !== undefined
      ? nothing
      : proofBanner({
          id: item.id, proof, texts: texts.uploader, formats,
          onShowRow: (line) => commands.showLine(item, line),
        })}
    <div class="account-and-facts">${accountField(item, draft, view)}${facts(draft, question === undefined, view)}</div>
    ${question === undefined && isContradicted(draft)
      ? html`<div class="accept">${checkbox({ label: texts.uploader.proof.accept, checked: draft.contradictionAccepted, onChange: (accepted) => commands.dispatch(item, { type: 'contradiction-accepted', accepted }) })}</div>`
      : nothing}
    ${importBar(item, draft, rereading, view)}
    ${question === undefined ? rowTable(item, draft, view) : nothing}
    ${recipePanel(item, draft, view)}
  </div>`;
}

/** Why the review is open again after the server has read the file. */
function notice(draft: Draft, view: UploaderView): TemplateResult | typeof nothing {
  const words = view.texts.uploader.review;
  const { formats } = view;
  const [look, server] = [secondLook(draft), currentReview(draft)];
  if (look === null || server === null) return nothing;
  const deleted = server.deletedBefore > 0 ? ` ${words.deletedBefore(formats.count(server.deletedBefore))}` : '';
  if (look === 'duplicates') return banner({ tone: 'neutral', icon: 'info', title: words.duplicates(formats.count(server.duplicates)) + deleted });
  if (look === 'nothing-new') return banner({ tone: 'neutral', icon: 'info', title: words.nothingNew(formats.count(server.transactions)) + deleted });
  if (look === 'differs') return banner({ tone: 'warning', icon: 'alert', title: words.differs(formats.count(server.transactions), formats.count(includedRows(draft))) });
  return banner({ tone: 'warning', icon: 'alert', title: words.secondLooks[look] });
}

function accountField(item: UploadItem, draft: Draft, view: UploaderView): TemplateResult {
  const { texts, accounts, commands } = view;
  const words = texts.uploader.account;
  const account = accounts.find((candidate) => candidate.id === draft.accountId);
  const conflict = account === undefined ? null : accountConflict(draft.base, account);
  const proposal = proposeAccount(draft.base, accounts, view.preferredAccount);
  const chosenFor = proposal.reason !== null && proposal.accountId === draft.accountId ? words.reasons[proposal.reason] : undefined;
  const differs = conflict === null ? undefined
    : conflict.kind === 'currency' ? words.currencyDiffers(conflict.statement, conflict.account) : words.numberDiffers(conflict.statement, conflict.account);
  return select({
    id: `${item.id}-account`,
    label: texts.common.account,
    value: draft.accountId ?? '',
    choices: [
      ...(draft.accountId === null ? [{ value: '', label: words.choose }] : []),
      ...accounts.map((offered) => ({ value: offered.id, label: words.option(offered.name, offered.number?.slice(-4) ?? null, offered.currency) })),
    ],
    hint: differs === undefined ? chosenFor : undefined,
    error: differs,
    onChange: (value) => commands.dispatch(item, { type: 'account-chosen', accountId: value === '' ? null : value }),
  });
}

/** Period and counts; a count of what is not there is left out, and so is a period that hangs on an open question. */
function facts(draft: Draft, settled: boolean, view: UploaderView): TemplateResult {
  const { texts, formats } = view;
  const words = texts.uploader.facts;
  const server = currentReview(draft);
  const period = server?.covered ?? draft.reading.accounts[0]?.coverage ?? null;
  const counts: readonly (readonly [string, number, boolean])[] = [
    [words.rows, server?.transactions ?? includedRows(draft), true],
    [words.fresh, server?.newTransactions ?? 0, (server?.duplicates ?? 0) > 0],
    [words.known, server?.duplicates ?? 0, (server?.duplicates ?? 0) > 0],
    [words.rejected, server?.rejected ?? draft.base.rejected.length, draft.base.rejected.length > 0],
    [words.excluded, draft.excluded.size, draft.excluded.size > 0],
    [words.accounts, draft.base.accounts.length, draft.base.accounts.length > 1],
  ];
  return html`<dl class="facts">
    ${settled ? html`<div class="fact"><dt>${words.period}</dt><dd class="fact-figure">${period === null ? words.noPeriod : words.range(formats.date(period.from), formats.date(period.to))}</dd></div>` : nothing}
    ${counts.map(([label, value, shown]) => (shown ? html`<div class="fact"><dt>${label}</dt><dd class="fact-figure">${formats.number(value)}</dd></div>` : nothing))}
  </dl>`;
}

function importBar(item: UploadItem, draft: Draft, rereading: boolean, view: UploaderView): TemplateResult {
  const { texts, formats, commands } = view;
  const words = texts.uploader.review;
  const gate = importGate(draft, view.accounts);
  const server = currentReview(draft);
  const reason = rereading ? texts.uploader.reading.again : gate === null ? undefined : words.gates[gate];
  const rows = formats.count(server === null ? includedRows(draft) : server.newTransactions);
  const label = server !== null && server.duplicates > 0 ? words.importNew(rows) : words.import(rows);
  return html`<div class="import-bar">
    ${button({ label, kind: view.primary(item) ? 'primary' : 'bordered', onClick: () => commands.send(item), disabledReason: reason, part: 'import' })}
    <span class="reason">${reason ?? (draft.remote === null ? words.notSentYet : nothing)}</span>
  </div>`;
}
