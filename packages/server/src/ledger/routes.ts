import type { Account, Role } from '@cashflowsmart/sdk/contract';
import type { Handlers } from '../http/handler.ts';
import type { LedgerOperations } from './types.ts';

type LedgerOperationId =
  | 'listAccounts' | 'createAccount' | 'listTransactions' | 'searchTransactions' | 'createTransaction' | 'correctTransaction'
  | 'deleteTransaction' | 'readCashFlow';

/** Answers the operations on accounts, transactions and cash flow. */
export function ledgerHandlers(ledger: LedgerOperations): Handlers<LedgerOperationId> {
  return {
    listAccounts: async ({ caller }) => {
      const accounts = await ledger.listAccounts(caller.organisationId);
      return { items: accounts.map((account) => accountFor(caller.role, account)), nextCursor: null };
    },

    createAccount: ({ caller, body, record, audit }) => ledger.createAccount(caller.organisationId, body, async (transaction, account) => {
      await record(transaction, account);
      await audit(transaction, { action: 'account.create', object: { kind: 'account', id: account.id }, details: { name: account.name, currency: account.currency } });
    }),

    listTransactions: ({ caller, query }) => ledger.list(caller.organisationId, caller, query),

    searchTransactions: ({ caller, body }) => ledger.search(caller.organisationId, caller, body),

    createTransaction: ({ caller, body, record, audit }) => ledger.createTransaction(caller.organisationId, caller.personId, body, async (transaction, entry) => {
      await record(transaction, entry);
      await audit(transaction, { action: 'transaction.create', object: { kind: 'transaction', id: entry.id }, details: { accountId: entry.accountId } });
    }),

    correctTransaction: ({ caller, params, body, audit }) => ledger.correctTransaction(caller.organisationId, params.transactionId, body, (transaction) => {
      const fields = Object.keys(body).filter((field) => field !== 'revision').toSorted();
      return audit(transaction, { action: 'transaction.correct', object: { kind: 'transaction', id: params.transactionId }, details: { fields } });
    }),

    deleteTransaction: async ({ caller, params, query, audit }) => {
      await ledger.deleteTransaction(caller.organisationId, params.transactionId, query.revision, (transaction) =>
        audit(transaction, { action: 'transaction.delete', object: { kind: 'transaction', id: params.transactionId } }));
      return undefined;
    },

    readCashFlow: ({ caller, query }) => ledger.series(caller.organisationId, query.accountIds.split(','), query),
  };
}

/** Data-entry chooses an account by its name and the end of its number, and learns nothing of what is in it. */
function accountFor(role: Role, account: Account): Account {
  if (role !== 'data-entry') return account;
  return { ...account, number: account.number && maskNumber(account.number), transactionCount: null, dataFrom: null, dataTo: null };
}

/** All but the last four letters and digits as dots; a number of four or fewer is masked as a whole. */
function maskNumber(number: string): string {
  const significant = number.replaceAll(/[^\p{L}\p{N}]/gu, '');
  return `••••${significant.length > 4 ? significant.slice(-4) : ''}`;
}
