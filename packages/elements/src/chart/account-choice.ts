import type { Account } from '@cashflowsmart/sdk/contract';
import type { CurrencyCode } from '@cashflowsmart/sdk/money';
import type { View } from '../foundation/provider-context.ts';
import type { DataRange } from './period.ts';

/** The most accounts that one request takes. */
export const MOST_ACCOUNTS = 100;

/** Accounts of one currency that are drawn together. Currencies are never added up. */
export interface AccountChoice {
  readonly currency: CurrencyCode;
  readonly currencies: readonly CurrencyCode[];
  /** Every account of the currency. */
  readonly accounts: readonly Account[];
  /** Ids that were chosen one by one; empty: all of them. */
  readonly chosen: readonly string[];
  /** Ids to ask for: those with a statement or an entry, at most 100. */
  readonly asked: readonly string[];
  readonly tooMany: boolean;
  readonly data: DataRange;
}

function rowsIn(accounts: readonly Account[], currency: CurrencyCode): number {
  return accounts.reduce((rows, account) => rows + (account.currency === currency ? (account.transactionCount ?? 0) : 0), 0);
}

/** The currency that the view names or whose account it shows, else the one with the most transactions. */
function currencyOf(accounts: readonly Account[], currencies: readonly CurrencyCode[], view: Pick<View, 'accountIds' | 'currency'>): CurrencyCode | undefined {
  if (view.currency !== null && currencies.includes(view.currency)) return view.currency;
  const shown = accounts.find((account) => view.accountIds.includes(account.id));
  if (shown) return shown.currency;
  return [...currencies].sort((a, b) => rowsIn(accounts, b) - rowsIn(accounts, a))[0];
}

/** What the chart draws of an organisation's accounts; null where there are none. */
export function chooseAccounts(all: readonly Account[], view: Pick<View, 'accountIds' | 'currency'>): AccountChoice | null {
  const currencies = [...new Set(all.map((account) => account.currency))].sort();
  const currency = currencyOf(all, currencies, view);
  if (currency === undefined) return null;
  const accounts = all.filter((account) => account.currency === currency);
  const chosen = accounts.filter((account) => view.accountIds.includes(account.id)).map((account) => account.id);
  // An account without anything in it would make every period of the others look half covered.
  const used = accounts.filter(({ dataTo, transactionCount }) => dataTo !== null || (transactionCount ?? 0) > 0);
  const drawn = chosen.length > 0 ? used.filter(({ id }) => chosen.includes(id)) : used;
  const asked = drawn.slice(0, MOST_ACCOUNTS);
  return {
    currency,
    currencies,
    accounts,
    chosen,
    asked: asked.map((account) => account.id),
    tooMany: drawn.length > asked.length,
    data: {
      from: asked.reduce<string | null>((first, { dataFrom }) => (dataFrom !== null && (first === null || dataFrom < first) ? dataFrom : first), null),
      to: asked.reduce<string | null>((last, { dataTo }) => (dataTo !== null && (last === null || dataTo > last) ? dataTo : last), null),
    },
  };
}
