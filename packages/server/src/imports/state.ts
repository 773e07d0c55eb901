import type { ImportState, ProblemCode } from '@cashflowsmart/sdk/contract';
import { ProblemError } from '../http/problem-error.ts';

/** What can happen to an import: its file was read, could not be read, went into the ledger, was taken out again. */
export type ImportEvent = 'read' | 'refuse' | 'commit' | 'undo';

/** The life of an import. What is not listed does not happen. */
const transitions: Readonly<Record<ImportState, Readonly<Partial<Record<ImportEvent, ImportState>>>>> = {
  receiving: { read: 'review', refuse: 'refused' },
  review: { read: 'review', refuse: 'refused', commit: 'committed' },
  refused: { read: 'review', refuse: 'refused' },
  committed: { undo: 'undone' },
  undone: {},
};

/** @throws {ProblemError} `upload-incomplete`, `import-not-reviewable` or `import-not-committed` where the state does not allow it. */
export function nextState(state: ImportState, event: ImportEvent): ImportState {
  const next = transitions[state][event];
  if (!next) throw new ProblemError(obstacle(state, event));
  return next;
}

function obstacle(state: ImportState, event: ImportEvent): ProblemCode {
  if (event === 'undo') return 'import-not-committed';
  return state === 'receiving' ? 'upload-incomplete' : 'import-not-reviewable';
}
