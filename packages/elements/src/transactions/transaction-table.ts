import type { Account, Transaction } from '@cashflowsmart/sdk/contract';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Formats } from '../foundation/formats.ts';
import { chip } from '../foundation/parts/banner.ts';
import { payeeAndPurpose } from '../foundation/payee-and-purpose.ts';
import type { Texts } from '../foundation/texts.ts';

export interface TransactionTableOptions {
  readonly transactions: readonly Transaction[];
  readonly accounts: readonly Account[];
  readonly formats: Formats;
  readonly texts: Texts;
  readonly busy: boolean;
  readonly onOpen: (transaction: Transaction) => void;
}

/** The one currency of the rows, or null where there are several: then each amount carries its own. */
function commonCurrency(accounts: readonly Account[]): string | null {
  const [first, ...others] = accounts;
  return first && others.every((account) => account.currency === first.currency) ? first.currency : null;
}

/**
 * The rows as a table: with one account its balances, with several the name of each row's account, since
 * balances of different accounts in one column belong to no order.
 */
export function transactionTable(options: TransactionTableOptions): TemplateResult {
  const { accounts, formats, texts } = options;
  const currency = commonCurrency(accounts);
  const single = accounts.length === 1;
  const withCurrency = (label: string): string => (currency === null ? label : `${label} (${currency})`);
  const names = new Map(accounts.map((account) => [account.id, account.name]));
  const amountOptions = { currency: currency === null ? 'code' : 'none' } as const;

  const words = (one: Transaction): TemplateResult => {
    const { payee, purpose } = payeeAndPurpose(one);
    return html`<span class="two-lines" dir="auto"><bdi class="payee">${payee}</bdi>${purpose === null ? nothing : html` <bdi class="purpose">${purpose}</bdi>`}</span>`;
  };

  const row = (one: Transaction): TemplateResult => html`<tr>
    <td class="date figure"><time datetime=${one.date}>${formats.date(one.date, 'numeric')}</time></td>
    <td class="what">
      <button class="open" type="button" @click=${() => options.onOpen(one)}>
        ${words(one)}
      </button>
      ${one.transfer || one.corrected || one.origin.kind === 'hand'
        ? html`<span class="marks">
            ${one.transfer ? chip(texts.transactions.transfer, 'transfer') : nothing}
            ${one.corrected ? html`<span class="mark"><span class="edited-dot"></span>${texts.transactions.corrected}</span>` : nothing}
            ${one.origin.kind === 'hand' ? html`<span class="mark">${texts.transactions.byHand}</span>` : nothing}
          </span>`
        : nothing}
    </td>
    ${single ? nothing : html`<td class="account">${names.get(one.accountId) ?? ''}</td>`}
    <td class="amount figure">${formats.amount(one.amount, amountOptions)}</td>
    ${single ? html`<td class="balance figure">${one.balance ? formats.amount(one.balance) : nothing}</td>` : nothing}
  </tr>`;

  return html`<table class="transactions" aria-label=${texts.transactions.title} aria-busy=${options.busy ? 'true' : 'false'}>
    <thead>
      <tr>
        <th scope="col" class="date">${texts.common.date}</th>
        <th scope="col" class="what">${texts.common.description}</th>
        ${single ? nothing : html`<th scope="col" class="account">${texts.common.account}</th>`}
        <th scope="col" class="amount figure">${withCurrency(texts.common.amount)}</th>
        ${single ? html`<th scope="col" class="balance figure">${texts.common.balance}</th>` : nothing}
      </tr>
    </thead>
    <tbody>${repeat(options.transactions, (one) => one.id, row)}</tbody>
  </table>`;
}

const GHOST_ROWS = 8;

/** Grey blocks where rows will stand, in their final geometry. */
export function tableSkeleton(): TemplateResult {
  const block = (width: string): TemplateResult => html`<span class="skeleton ${width}"></span>`;
  return html`<div class="ghost-rows">${Array.from(
    { length: GHOST_ROWS },
    (_, index) => html`<div class="ghost-row">${block('short')}${block(index % 2 ? 'long' : 'medium')}${block('short')}</div>`,
  )}</div>`;
}

/** The same with title and filters, for as long as it is not known what can be filtered. */
export function listSkeleton(title: string): TemplateResult {
  const block = (): TemplateResult => html`<span class="skeleton"></span>`;
  return html`<div class="head">
      <div class="title">${title}</div>
      <div class="filters ghost-fields">${block()}${block()}${block()}${block()}</div>
    </div>
    ${tableSkeleton()}`;
}
