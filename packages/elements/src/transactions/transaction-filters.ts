import type { Account } from '@cashflowsmart/sdk/contract';
import { isCalendarDate } from '@cashflowsmart/sdk/dates';
import { html, nothing, type TemplateResult } from 'lit';
import { field, select } from '../foundation/parts/field.ts';
import type { View } from '../foundation/provider-context.ts';
import type { Texts } from '../foundation/texts.ts';

export interface TransactionFiltersOptions {
  readonly accounts: readonly Account[];
  readonly view: View;
  readonly texts: Texts;
  readonly search: string;
  readonly onView: (patch: Partial<View>) => void;
  readonly onSearch: (text: string) => void;
}

/** Account and days are the shared view's, so that chart and list always show the same; the text is the list's own. */
export function transactionFilters({ accounts, view, texts, search, onView, onSearch }: TransactionFiltersOptions): TemplateResult {
  const day = (text: string): string | null => (isCalendarDate(text) ? text : null);
  const chooseAccount = (id: string): void => {
    const account = accounts.find((one) => one.id === id);
    onView({ accountIds: account ? [account.id] : [], currency: account?.currency ?? null });
  };
  return html`<div class="filters" role="search" aria-label=${texts.transactions.search}>
    ${accounts.length > 1
      ? html`<div class="wide">${select({
          id: 'account',
          label: texts.common.account,
          value: view.accountIds.length === 1 ? view.accountIds[0]! : '',
          choices: [{ value: '', label: texts.common.allAccounts }, ...accounts.map((one) => ({ value: one.id, label: one.name }))],
          onChange: chooseAccount,
        })}</div>`
      : nothing}
    <div class="wide">${field({
      id: 'search',
      label: texts.transactions.search,
      type: 'search',
      inputMode: 'search',
      autocomplete: 'off',
      maxLength: 200,
      placeholder: texts.transactions.searchHint,
      value: search,
      onInput: onSearch,
    })}</div>
    ${field({ id: 'from', label: texts.common.from, type: 'date', value: view.from ?? '', max: view.to ?? undefined, onChange: (text) => onView({ from: day(text) }) })}
    ${field({ id: 'to', label: texts.common.to, type: 'date', value: view.to ?? '', min: view.from ?? undefined, onChange: (text) => onView({ to: day(text) }) })}
  </div>`;
}
