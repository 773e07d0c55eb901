import type { Page } from '@cashflowsmart/sdk/client';
import type { CashFlowClient } from '@cashflowsmart/sdk/client';
import type { Account, Transaction } from '@cashflowsmart/sdk/contract';
import type { View } from '../foundation/provider-context.ts';

/** What the list asks the API for. */
export interface TransactionQuery {
  readonly organisationId: string;
  readonly accountIds: readonly string[];
  readonly from: string | null;
  readonly to: string | null;
  readonly text: string;
}

/** The accounts that a view shows: the chosen ones, else every one of its currency. */
export function accountsInView(accounts: readonly Account[], view: Pick<View, 'accountIds' | 'currency'>): readonly Account[] {
  const chosen = accounts.filter((account) => view.accountIds.includes(account.id));
  if (chosen.length > 0) return chosen;
  return view.currency === null ? accounts : accounts.filter((account) => account.currency === view.currency);
}

/** One page, newest first: a single account by its list, several or a text by the search, whose words travel in a body. */
export function loadPage(client: CashFlowClient, query: TransactionQuery, limit: number, cursor: string | null, signal: AbortSignal): Promise<Page<Transaction>> {
  const { organisationId, accountIds, from, to, text } = query;
  const [only, ...others] = accountIds;
  const common = { limit, ...(from !== null && { from }), ...(to !== null && { to }), ...(cursor !== null && { cursor }) };
  if (only !== undefined && others.length === 0 && text === '') return client.transactions.page(organisationId, { accountId: only, ...common }, { signal });
  return client.transactions.searchPage(organisationId, { accountIds: [...accountIds], ...(text !== '' && { text }), ...common }, { signal });
}
