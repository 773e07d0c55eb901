import { mayBeSameAccount, type StatementAccount } from '@cashflowsmart/sdk/statements';

export interface WantedAccount {
  readonly currency: string;
  readonly number: string | null;
  /** Its number in the statement, or `#` and its position where it has none, where a person named it. */
  readonly answer: string | undefined;
}

export interface PickedAccount {
  /** Index into the accounts of the reading. */
  readonly index: number;
  /** Whether nothing told which of several it is. */
  readonly open: boolean;
}

/** Which account of a statement goes into the wanted one: of several the one whose number or, else, currency fits. */
export function pickAccount(accounts: readonly StatementAccount[], wanted: WantedAccount): PickedAccount {
  if (accounts.length <= 1) return { index: 0, open: false };
  const position = /^#(\d+)$/.exec(wanted.answer ?? '');
  if (position && accounts[Number(position[1]) - 1]) return { index: Number(position[1]) - 1, open: false };
  const number = wanted.answer ?? wanted.number;
  const numbered = accounts.filter((account) => number !== null && account.number !== null && mayBeSameAccount(account.number, number));
  const candidates = (numbered.length > 0 ? numbered : accounts).filter(({ currency }) => currency === null || currency === wanted.currency);
  const [first] = candidates;
  // Where none fits, the first one shows in what it differs.
  if (!first) return { index: numbered[0] ? accounts.indexOf(numbered[0]) : 0, open: false };
  return { index: accounts.indexOf(first), open: candidates.length > 1 };
}
