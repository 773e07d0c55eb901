import type { ImportState, ProblemCode } from '@cashflowsmart/sdk/contract';
import { ProblemError } from '../http/problem-error.ts';

/**
 * What can happen to an import: its file was read, could not be read, went into the ledger, was taken out again; where a
 * second person approves, `ask` and `ask-undo` come before, and `approve`, `approve-undo` or `return` after.
 */
export type ImportEvent = 'read' | 'refuse' | 'commit' | 'undo' | 'ask' | 'approve' | 'ask-undo' | 'approve-undo' | 'return';

/** The life of an import. What is not listed does not happen. Deciding anew takes back what waits for approval. */
const transitions: Readonly<Record<ImportState, Readonly<Partial<Record<ImportEvent, ImportState>>>>> = {
  receiving: { read: 'review', refuse: 'refused' },
  review: { read: 'review', refuse: 'refused', commit: 'committed', ask: 'awaiting-approval' },
  refused: { read: 'review', refuse: 'refused' },
  'awaiting-approval': { read: 'review', refuse: 'refused', approve: 'committed', return: 'review' },
  committed: { undo: 'undone', 'ask-undo': 'awaiting-undo' },
  'awaiting-undo': { 'approve-undo': 'undone', return: 'committed' },
  undone: {},
};

/** @throws {ProblemError} `upload-incomplete`, `import-not-reviewable`, `import-not-committed` or `not-awaiting-approval` where the state does not allow it. */
export function nextState(state: ImportState, event: ImportEvent): ImportState {
  const next = transitions[state][event];
  if (!next) throw new ProblemError(obstacle(state, event));
  return next;
}

function obstacle(state: ImportState, event: ImportEvent): ProblemCode {
  if (event === 'undo' || event === 'ask-undo') return 'import-not-committed';
  if (event === 'approve' || event === 'approve-undo' || event === 'return') return 'not-awaiting-approval';
  return state === 'receiving' ? 'upload-incomplete' : 'import-not-reviewable';
}
