import type { Transaction } from '@cashflowsmart/sdk/contract';
import { html, nothing, type TemplateResult } from 'lit';
import type { Failure } from '../foundation/failure.ts';
import { button } from '../foundation/parts/button.ts';
import { failureState, loadingState } from '../foundation/parts/states.ts';
import { payeeAndPurpose } from '../foundation/payee-and-purpose.ts';
import { topPayees } from './payees.ts';
import type { ReadOutWords } from './read-out.ts';

const MOST_PAYEES = 5;
/** Rows that one more page brings. */
export const PAGE = 100;

/** The transactions behind a bar. */
export interface DrillDown {
  readonly name: string;
  /** As the series counts them; what is loaded may be less. */
  readonly count: number;
  readonly transactions: readonly Transaction[] | undefined;
  readonly hasMore: boolean;
  readonly loadingMore: boolean;
  readonly failure: Failure | null;
  /** Names of the accounts by id, where several are shown together. */
  readonly accountNames: ReadonlyMap<string, string>;
  readonly onOpen: (transaction: Transaction) => void;
  readonly onMore: () => void;
  readonly onRetry: () => void;
  readonly onClose: () => void;
}

function source({ origin }: Transaction, { all: { chart }, formats }: ReadOutWords): string {
  return origin.kind === 'import' ? chart.lineOfImport(formats.number(origin.line)) : chart.byHand;
}

function entry(transaction: Transaction, drill: DrillDown, words: ReadOutWords): TemplateResult {
  const { formats } = words;
  const account = drill.accountNames.get(transaction.accountId);
  const { payee, purpose } = payeeAndPurpose(transaction);
  return html`<li><button class="entry" type="button" @click=${() => drill.onOpen(transaction)}>
    <span class="entry-date figure">${formats.date(transaction.date, 'day-month')}</span>
    <span class="entry-title two-lines">${payee}</span>
    <span class="entry-amount figure">${formats.amount(transaction.amount)}</span>
    ${transaction.transfer || purpose !== null ? html`<span class="entry-more two-lines">${transaction.transfer ? [words.all.chart.transfer, purpose].filter(Boolean).join(' \u00b7 ') : purpose}</span>` : nothing}
    <span class="entry-note">${account ? html`<span>${account}</span><span class="dot" aria-hidden="true"></span>` : nothing}<span>${source(transaction, words)}</span></span>
  </button></li>`;
}

function payees(transactions: readonly Transaction[], drill: DrillDown, { all: { chart }, formats }: ReadOutWords): TemplateResult | typeof nothing {
  const top = topPayees(transactions, MOST_PAYEES);
  if (top.length < 2) return nothing;
  return html`<div class="payees">
    <h3 class="label">${chart.topPayees}</h3>
    <ul>${top.map((payee) => html`<li class="payee"><span class="two-lines">${payee.name}</span><span class="figure">${formats.amount(payee.total)}</span><span class="payee-note">${chart.payments(formats.count(payee.count))}</span></li>`)}</ul>
    ${drill.hasMore ? html`<p class="note">${chart.topPayeesNote(formats.count(transactions.length), formats.count(Math.max(drill.count, transactions.length)))}</p>` : nothing}
  </div>`;
}

function body(drill: DrillDown, words: ReadOutWords): TemplateResult {
  const { all, formats } = words;
  if (drill.failure && !drill.transactions) return failureState(drill.failure, all, drill.onRetry);
  if (!drill.transactions) {
    const rows = Array.from({ length: Math.min(Math.max(drill.count, 1), 5) }, () => html`<div class="skeleton entry-skeleton"></div>`);
    return loadingState(all.common.loading, html`${rows}`);
  }
  if (drill.transactions.length === 0) return html`<p class="note">${all.chart.noTransactions}</p>`;
  const left = Math.max(1, drill.count - drill.transactions.length);
  return html`<div class="drill-body">
    <div>
      <ul class="entries">${drill.transactions.map((transaction) => entry(transaction, drill, words))}</ul>
      ${drill.hasMore
        ? html`<div class="more">${button({
            label: all.chart.showMore(formats.count(Math.min(PAGE, left))),
            onClick: drill.onMore,
            ...(drill.loadingMore && { disabledReason: all.common.loading }),
          })}</div>`
        : nothing}
      ${drill.failure ? failureState(drill.failure, all, drill.onMore) : nothing}
    </div>
    ${payees(drill.transactions, drill, words)}
  </div>`;
}

/** The panel below the chart. Its head takes the focus when it opens; Escape and the closing button give it back. */
export function drillTemplate(drill: DrillDown, words: ReadOutWords): TemplateResult {
  const { all, formats } = words;
  const shown = drill.transactions && !drill.hasMore ? drill.transactions.length : drill.count;
  return html`<section class="drill" part="transactions" aria-labelledby="drill-title" @keydown=${(event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    drill.onClose();
  }}>
    <div class="drill-head">
      <div><h2 class="drill-title" id="drill-title" tabindex="-1">${all.chart.transactionsOf(drill.name)}</h2>
        <p class="note">${all.chart.transactionCount(formats.count(shown))}</p></div>
      ${button({ label: all.common.close, icon: 'close', iconOnly: true, kind: 'plain', onClick: drill.onClose })}
    </div>
    ${body(drill, words)}
  </section>`;
}
