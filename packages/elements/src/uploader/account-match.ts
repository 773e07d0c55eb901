import type { Account } from '@cashflowsmart/sdk/contract';
import type { StatementReading } from '@cashflowsmart/sdk/statements';

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

const SEPARATORS = /[^0-9A-Z]/g;
const MASKED = /[*\u2022\u00b7\u2026\u25cf]|X{4}/i;
/** Shorter than this, an equal ending is no evidence that two numbers name one account. */
const SHORTEST_ENDING = 6;
const MASKED_ENDING = 4;

/**
 * Whether two numbers can name the same account: equal but for spaces, or one is the end of the other (a
 * bank's own number inside its IBAN). A masked number is compared by the four characters it shows.
 */
export function mayBeSameAccount(statement: string, account: string): boolean {
  const [a, b] = [statement.toUpperCase().replace(SEPARATORS, ''), account.toUpperCase().replace(SEPARATORS, '')];
  if (a === '' || b === '') return false;
  if (MASKED.test(account) || MASKED.test(statement)) return a.slice(-MASKED_ENDING) === b.slice(-MASKED_ENDING);
  const [long, short] = a.length >= b.length ? [a, b] : [b, a];
  const ending = short.replace(/^0+/, '');
  return a === b || (ending.length >= SHORTEST_ENDING && long.endsWith(ending));
}

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
