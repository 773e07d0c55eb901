import type { Account, ImportReview } from '@cashflowsmart/sdk/contract';
import { accountConflict } from './account-match.ts';
import { includedRows, type Draft } from './draft.ts';
import { forOneAccount } from './one-account.ts';

/** Why a file cannot be imported right now, most urgent first. Each has a sentence that says what to do. */
export type GateReason =
  | 'not-read'
  | 'question-open'
  /** The server asks something that the reader on this page does not know. */
  | 'reader-outdated'
  | 'no-rows'
  | 'account-missing'
  | 'currency-differs'
  | 'number-differs'
  | 'nothing-new'
  | 'contradiction';

/** What stands between a draft and its import; null where the way is free. */
export function importGate(whole: Draft, accounts: readonly Account[]): GateReason | null {
  const draft = forOneAccount(whole, accounts);
  if (draft.unread !== null) return 'not-read';
  if (draft.base.questions.length > 0) return 'question-open';
  if (includedRows(draft) === 0) return 'no-rows';
  const account = accounts.find((candidate) => candidate.id === draft.accountId);
  if (account === undefined) return 'account-missing';
  const conflict = accountConflict(draft.base, account);
  if (conflict !== null) return conflict.kind === 'currency' ? 'currency-differs' : 'number-differs';
  const review = currentReview(draft);
  if (review !== null && review.openQuestions.length > 0) return 'reader-outdated';
  if (review !== null && review.newTransactions === 0) return 'nothing-new';
  if (isContradicted(draft) && !draft.contradictionAccepted) return 'contradiction';
  return null;
}

/** Whether the figures contradict each other, by the server's reading where there is one, else by ours. */
export function isContradicted(draft: Draft): boolean {
  return (currentReview(draft)?.proof.status ?? draft.reading.proof) === 'contradicted';
}

/** The server's review, as long as it was made with the decisions that are on the screen. */
export function currentReview(draft: Draft): ImportReview | null {
  return draft.remoteCurrent ? (draft.remote?.review ?? null) : null;
}

/** What the next press on "Import" does. */
export type NextStep = 'upload' | 'decide' | 'commit';

export function nextStep(draft: Draft): NextStep {
  if (draft.remote === null) return 'upload';
  return draft.remoteCurrent ? 'commit' : 'decide';
}

/** Why a person looks once more after the server has read the file, before anything reaches the ledger. */
export type SecondLook = 'differs' | 'question' | 'contradicted' | 'duplicates' | 'nothing-new';

export function secondLook(draft: Draft): SecondLook | null {
  const review = currentReview(draft);
  if (review === null) return null;
  if (review.openQuestions.length > 0) return 'question';
  if (review.differs) return 'differs';
  if (review.proof.status === 'contradicted' && !draft.contradictionAccepted) return 'contradicted';
  if (review.newTransactions === 0) return 'nothing-new';
  return review.duplicates > 0 ? 'duplicates' : null;
}
