import { z } from 'zod';
import { defineOperation } from './operation.ts';
import { organisationParams } from './organisations.ts';
import * as schemas from './schemas.ts';

const transactionParams = organisationParams.extend({ transactionId: schemas.transactionId });
const changeParams = organisationParams.extend({ changeId: schemas.id });
const transactionPage = schemas.page(schemas.transaction, 'TransactionPage');

export const transactionOperations = {
  listTransactions: defineOperation({
    id: 'listTransactions', method: 'GET', path: '/v1/organisations/{organisationId}/transactions', tag: 'transactions',
    access: 'transactions:read',
    summary: 'Transactions of one account, newest first; data-entry sees those of its own imports and entries.',
    params: organisationParams,
    query: z.object({
      accountId: schemas.id,
      from: schemas.calendarDate.optional(),
      to: schemas.calendarDate.optional(),
      cursor: schemas.cursor.optional(),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
    success: { status: 200, schema: transactionPage },
    problems: [],
    audit: 'transaction.list',
  }),
  searchTransactions: defineOperation({
    id: 'searchTransactions', method: 'POST', path: '/v1/organisations/{organisationId}/transactions/search', tag: 'transactions',
    access: 'transactions:read',
    summary: 'Transactions of several accounts by text and period, newest first. The text travels in the body, never in an address.',
    params: organisationParams,
    body: { json: schemas.searchTransactions },
    success: { status: 200, schema: transactionPage },
    problems: [],
    audit: 'transaction.search',
  }),
  createTransaction: defineOperation({
    id: 'createTransaction', method: 'POST', path: '/v1/organisations/{organisationId}/transactions', tag: 'transactions',
    access: 'transactions:create',
    summary: 'Enter a transaction by hand; where a second person approves, it waits for that.',
    params: organisationParams,
    body: { json: schemas.newTransaction },
    success: { status: 201, schema: schemas.transaction },
    accepted: { schema: schemas.pendingChange },
    problems: ['currency-mismatch'],
    audit: 'transaction.create',
    idempotent: true,
  }),
  correctTransaction: defineOperation({
    id: 'correctTransaction', method: 'PATCH', path: '/v1/organisations/{organisationId}/transactions/{transactionId}', tag: 'transactions',
    access: 'transactions:correct',
    summary: 'Correct a transaction; what the statement said is kept beneath. Where a second person approves, the correction waits for that.',
    params: transactionParams,
    body: { json: schemas.correctTransaction },
    success: { status: 200, schema: schemas.transaction },
    accepted: { schema: schemas.pendingChange },
    problems: ['changed-meanwhile', 'currency-mismatch'],
    audit: 'transaction.correct',
  }),
  deleteTransaction: defineOperation({
    id: 'deleteTransaction', method: 'DELETE', path: '/v1/organisations/{organisationId}/transactions/{transactionId}', tag: 'transactions',
    access: 'transactions:delete',
    summary: 'Delete a transaction. A later statement that holds it counts it as known and does not bring it back. Where a second person approves, the deletion waits for that.',
    params: transactionParams,
    query: z.object({ revision: z.coerce.number().int().min(0) }),
    success: { status: 204 },
    accepted: { schema: schemas.pendingChange },
    problems: ['changed-meanwhile'],
    audit: 'transaction.delete',
  }),
  listPendingChanges: defineOperation({
    id: 'listPendingChanges', method: 'GET', path: '/v1/organisations/{organisationId}/pending-changes', tag: 'transactions',
    access: 'transactions:read',
    summary: 'Entries, corrections and deletions by hand that wait for a second person or were sent back, oldest first; data-entry sees its own.',
    params: organisationParams,
    success: { status: 200, schema: schemas.page(schemas.pendingChange, 'PendingChangePage') },
    problems: [],
    audit: 'transaction.list-pending',
  }),
  approvePendingChange: defineOperation({
    id: 'approvePendingChange', method: 'POST', path: '/v1/organisations/{organisationId}/pending-changes/{changeId}/approval', tag: 'transactions',
    access: 'imports:approve',
    summary: 'Approve a change by hand, which is then carried out, or send it back. Never one\'s own.',
    params: changeParams,
    body: { json: schemas.approve },
    success: { status: 200, schema: schemas.pendingChange },
    problems: ['second-person-required', 'not-awaiting-approval', 'currency-mismatch', 'changed-meanwhile'],
    audit: 'transaction.approve',
  }),
  withdrawPendingChange: defineOperation({
    id: 'withdrawPendingChange', method: 'DELETE', path: '/v1/organisations/{organisationId}/pending-changes/{changeId}', tag: 'transactions',
    access: 'transactions:create',
    summary: 'Take back a change by hand that one asked for oneself.',
    params: changeParams,
    success: { status: 204 },
    problems: [],
    audit: 'transaction.withdraw',
  }),
  readCashFlow: defineOperation({
    id: 'readCashFlow', method: 'GET', path: '/v1/organisations/{organisationId}/cash-flow', tag: 'cash flow',
    access: 'cash-flow:read',
    summary: 'Money in, out, net and balance by day, week, month, quarter or year, with what the statements cover.',
    params: organisationParams,
    query: z.object({
      accountIds: z.string().regex(/^[0-9a-f-]{36}(,[0-9a-f-]{36}){0,99}$/).meta({ description: 'Ids of accounts in one currency, separated by commas.' }),
      by: schemas.bucketSize.default('month'),
      from: schemas.calendarDate.optional(),
      to: schemas.calendarDate.optional(),
    }),
    success: { status: 200, schema: schemas.cashFlowSeries },
    problems: ['currency-mismatch'],
    audit: 'cash-flow.read',
  }),
} as const;
