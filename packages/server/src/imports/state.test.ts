import type { ImportState } from '@cashflowsmart/sdk/contract';
import { describe, expect, it } from 'vitest';
import type { ProblemError } from '../http/problem-error.ts';
import { nextState, type ImportEvent } from './state.ts';

const EVENTS: readonly ImportEvent[] = ['read', 'refuse', 'commit', 'undo', 'ask', 'approve', 'ask-undo', 'approve-undo', 'return'];
const [INCOMPLETE, CLOSED, OUT, IDLE] = ['upload-incomplete', 'import-not-reviewable', 'import-not-committed', 'not-awaiting-approval'];

/** What becomes of an import in each state, for each event in the order above: the next state, or the problem code. */
const life: Readonly<Record<ImportState, readonly (string | undefined)[]>> = {
  receiving: ['review', 'refused', INCOMPLETE, OUT, INCOMPLETE, IDLE, OUT, IDLE, IDLE],
  review: ['review', 'refused', 'committed', OUT, 'awaiting-approval', IDLE, OUT, IDLE, IDLE],
  refused: ['review', 'refused', CLOSED, OUT, CLOSED, IDLE, OUT, IDLE, IDLE],
  'awaiting-approval': ['review', 'refused', CLOSED, OUT, CLOSED, 'committed', OUT, IDLE, 'review'],
  committed: [CLOSED, CLOSED, CLOSED, 'undone', CLOSED, IDLE, 'awaiting-undo', IDLE, IDLE],
  'awaiting-undo': [CLOSED, CLOSED, CLOSED, OUT, CLOSED, IDLE, OUT, 'undone', 'committed'],
  undone: [CLOSED, CLOSED, CLOSED, OUT, CLOSED, IDLE, OUT, IDLE, IDLE],
};

const cases = Object.entries(life).flatMap(([state, outcomes]) => EVENTS.map((event, index) => [state, event, outcomes[index]] as const));

describe('the life of an import', () => {
  it.each(cases)('in %s, %s: %s', (state, event, outcome) => {
    let result: string;
    try {
      result = nextState(state as ImportState, event);
    } catch (error) {
      result = (error as ProblemError).code;
    }
    expect(result).toBe(outcome);
  });
});
