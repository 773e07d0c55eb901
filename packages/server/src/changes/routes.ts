import type { PendingChange, Transaction } from '@cashflowsmart/sdk/contract';
import type { Handlers } from '../http/handler.ts';
import type { Changes } from './changes.ts';

type ChangeOperationId =
  | 'createTransaction' | 'correctTransaction' | 'deleteTransaction' | 'listPendingChanges' | 'approvePendingChange' | 'withdrawPendingChange';

/** Answers the operations that change transactions by hand, and those on changes that wait. */
export function changeHandlers(changes: Changes): Handlers<ChangeOperationId> {
  return {
    createTransaction: ({ caller, body, record, audit }) => changes.make(caller, { kind: 'create', personId: caller.personId, entry: body }, { audit, record }),

    correctTransaction: ({ caller, params, body, audit }) => changes.make(caller, { kind: 'correct', transactionId: params.transactionId, correction: body }, { audit }),

    deleteTransaction: async ({ caller, params, query, audit }) => {
      const answer = await changes.make(caller, { kind: 'delete', transactionId: params.transactionId, revision: query.revision }, { audit });
      return waits(answer) ? answer : undefined;
    },

    listPendingChanges: async ({ caller }) => ({ items: await changes.list(caller), nextCursor: null }),

    approvePendingChange: ({ caller, params, body, audit }) => changes.decide(caller, params.changeId, body, audit),

    withdrawPendingChange: async ({ caller, params, audit }) => {
      await changes.withdraw(caller, params.changeId, audit);
      return undefined;
    },
  };
}

function waits(answer: Transaction | PendingChange): answer is PendingChange {
  return 'requestedBy' in answer;
}
