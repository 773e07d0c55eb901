import type { Account } from '@cashflowsmart/sdk/contract';
import { mayBeSameAccount, type StatementReading } from '@cashflowsmart/sdk/statements';

/** Why an account was chosen before anybody did. */
export type AccountReason = 'number' | 'attribute' | 'only-one';

export interface AccountProposal {
  readonly accountId: string | null;
  readonly reason: AccountReason | null;
}

/** How the statement and the chosen account disagree; the API refuses both. */
export type AccountConflict =
  | { readonly kind: 'currency'; readonly statement: string; readonly account: string }
  | { readonly kind: 'number'; readonly statement: string; readonly account: string };

/**
 * The account to begin with: the one whose number the statement carries, else the host's choice, else the
 * only one there is. Two accounts that both fit are no evidence for either.
 */
export function proposeAccount(reading: StatementReading, accounts: readonly Account[], attribute: string | null): AccountProposal {
  const fitting = accounts.filter((account) => account.number !== null && reading.accounts.some((stated) => stated.number !== null && mayBeSameAccount(stated.number, account.number!)));
  const currencies = new Set(reading.accounts.map((stated) => stated.currency));
  const byCurrency = fitting.length > 1 ? fitting.filter((account) => currencies.has(account.currency)) : fitting;
  if (byCurrency.length === 1) return { accountId: byCurrency[0]!.id, reason: 'number' };
  const named = byCurrency.find((account) => account.id === attribute);
  if (named) return { accountId: named.id, reason: 'attribute' };
  if (attribute !== null && accounts.some((account) => account.id === attribute)) return { accountId: attribute, reason: 'attribute' };
  if (accounts.length === 1) return { accountId: accounts[0]!.id, reason: 'only-one' };
  return { accountId: null, reason: null };
}

/** What stands between this statement and this account, or null where they fit as far as one can tell. */
export function accountConflict(reading: StatementReading, account: Account): AccountConflict | null {
  const stated = reading.accounts[0];
  if (!stated) return null;
  if (stated.currency !== null && stated.currency !== account.currency) {
    return { kind: 'currency', statement: stated.currency, account: account.currency };
  }
  if (stated.number !== null && account.number !== null && !mayBeSameAccount(stated.number, account.number)) {
    return { kind: 'number', statement: stated.number, account: account.number };
  }
  return null;
}
