import { plural, type Count } from '../foundation/plurals.ts';
import type { StateText } from '../foundation/texts.ts';

/** Words of the list of transactions. */
export interface TransactionsTexts {
  readonly title: string;
  readonly search: string;
  readonly searchHint: string;
  readonly clearFilter: string;
  readonly add: string;
  readonly addTitle: string;
  readonly correctTitle: string;
  readonly readTitle: string;
  readonly deleteTitle: string;
  readonly deleteQuestion: string;
  readonly deleteNote: string;
  readonly showMore: string;
  readonly loadingMore: string;
  readonly moreFailed: string;
  readonly transfer: string;
  readonly transferNote: string;
  readonly transferBetween: string;
  readonly corrected: string;
  readonly byHand: string;
  readonly payee: string;
  readonly reference: string;
  readonly origin: string;
  readonly lineOfStatement: (line: string) => string;
  readonly direction: string;
  readonly moneyIn: string;
  readonly moneyOut: string;
  readonly shown: (rows: Count, more: boolean) => string;
  readonly ownOnly: string;
  readonly amountHint: (example: string) => string;
  readonly amountInvalid: (example: string) => string;
  readonly dateInvalid: string;
  readonly nothingChanged: string;
  readonly saved: string;
  readonly added: string;
  readonly deleted: string;
  /** A change that somebody else has to approve first. */
  readonly awaiting: string;
  readonly awaitingDetail: string;
  readonly empty: StateText;
  readonly emptyOwn: StateText;
  readonly noMatch: StateText;
  readonly noAccounts: StateText;
}

const rows = plural('en');

export const transactionsEn: TransactionsTexts = {
  title: 'Transactions',
  search: 'Search',
  searchHint: 'Text, payee or reference',
  clearFilter: 'Clear filter',
  add: 'Add transaction',
  addTitle: 'Add a transaction by hand',
  correctTitle: 'Correct the transaction',
  readTitle: 'Transaction',
  deleteTitle: 'Delete the transaction',
  deleteQuestion: 'Delete this transaction from the books?',
  deleteNote: 'A later statement that holds it will not bring it back.',
  showMore: 'Show more',
  loadingMore: 'Loading more transactions',
  moreFailed: 'More transactions could not be loaded.',
  transfer: 'Transfer',
  transferNote: 'Moved between own accounts; in no sum of income and spending.',
  transferBetween: 'Transfer between own accounts',
  corrected: 'Corrected',
  byHand: 'By hand',
  payee: 'Payee or payer',
  reference: 'Reference',
  origin: 'Origin',
  lineOfStatement: (line) => `Line ${line} of a statement`,
  direction: 'Direction',
  moneyIn: 'Money in',
  moneyOut: 'Money out',
  shown: (count, more) => (more ? `First ${rows(count, { one: 'transaction', other: 'transactions' })}` : rows(count, { one: 'transaction', other: 'transactions' })),
  ownOnly: 'Your own imports and entries are listed.',
  amountHint: (example) => `Such as ${example}`,
  amountInvalid: (example) => `Enter an amount such as ${example}, without a sign.`,
  dateInvalid: 'Enter a day that exists.',
  nothingChanged: 'Nothing has been changed yet.',
  saved: 'The correction is saved.',
  added: 'The transaction is added.',
  deleted: 'The transaction is deleted.',
  awaiting: 'The change waits for approval.',
  awaitingDetail: 'Somebody else has to approve it. Until then the list and all sums stay as they are.',
  empty: { title: 'No transactions yet', detail: 'Import a bank statement, and its rows are listed here.' },
  emptyOwn: { title: 'No transactions of yours yet', detail: 'What you import or enter is listed here.' },
  noMatch: { title: 'Nothing matches the filter', detail: 'Search for something else or clear the filter.' },
  noAccounts: { title: 'No accounts yet', detail: 'An account is needed before statements can be imported.' },
};
