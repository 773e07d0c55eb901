import type { Handlers } from '../http/handler.ts';
import type { LedgerOperations } from './types.ts';

type LedgerOperationId =
  | 'listAccounts' | 'createAccount' | 'listTransactions' | 'searchTransactions' | 'readCashFlow';

/** Answers the operations on accounts, transactions and cash flow, but for changes by hand. */
export function ledgerHandlers(ledger: LedgerOperations): Handlers<LedgerOperationId> {
  return {
    listAccounts: async ({ caller }) => ({ items: await ledger.listAccounts(caller.organisationId), nextCursor: null }),

    createAccount: ({ caller, body, record, audit }) => ledger.createAccount(caller.organisationId, body, async (transaction, account) => {
      await record(transaction, account);
      await audit(transaction, { action: 'account.create', object: { kind: 'account', id: account.id }, details: { name: account.name, currency: account.currency } });
    }),

    listTransactions: ({ caller, query }) => ledger.list(caller.organisationId, caller, query),

    searchTransactions: ({ caller, body }) => ledger.search(caller.organisationId, caller, body),

    readCashFlow: ({ caller, query }) => ledger.series(caller.organisationId, query.accountIds.split(','), query),
  };
}
