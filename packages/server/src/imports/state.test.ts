import type { ImportState } from '@cashflowsmart/sdk/contract';
import { describe, expect, it } from 'vitest';
import type { ProblemError } from '../http/problem-error.ts';
import { nextState, type ImportEvent } from './state.ts';

/** What becomes of an import in each state, for each event: the next state, or the problem code. */
const life: Readonly<Record<ImportState, Readonly<Record<ImportEvent, string>>>> = {
  receiving: { read: 'review', refuse: 'refused', commit: 'upload-incomplete', undo: 'import-not-committed' },
  review: { read: 'review', refuse: 'refused', commit: 'committed', undo: 'import-not-committed' },
  refused: { read: 'review', refuse: 'refused', commit: 'import-not-reviewable', undo: 'import-not-committed' },
  committed: { read: 'import-not-reviewable', refuse: 'import-not-reviewable', commit: 'import-not-reviewable', undo: 'undone' },
  undone: { read: 'import-not-reviewable', refuse: 'import-not-reviewable', commit: 'import-not-reviewable', undo: 'import-not-committed' },
};

const cases = Object.entries(life).flatMap(([state, events]) => Object.entries(events).map(([event, outcome]) => [state, event, outcome] as const));

describe('the life of an import', () => {
  it.each(cases)('in %s, %s: %s', (state, event, outcome) => {
    let result: string;
    try {
      result = nextState(state as ImportState, event as ImportEvent);
    } catch (error) {
      result = (error as ProblemError).code;
    }
    expect(result).toBe(outcome);
  });
});
