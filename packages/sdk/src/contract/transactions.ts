import { z } from 'zod';
import { defineOperation } from './operation.ts';
import { organisationParams } from './organisations.ts';
import * as schemas from './schemas.ts';

const transactionParams = organisationParams.extend({ transactionId: schemas.transactionId });
const transactionPage = schemas.page(schemas.transaction, 'TransactionPage');

export const transactionOperations = {
  listTransactions: defineOperation({
    id: 'listTransactions', method: 'GET', path: '/v1/organisations/{organisationId}/transactions', tag: 'transactions',
    access: 'transactions:read',
    audit: 'transaction.list',
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
  }),
  searchTransactions: defineOperation({
    id: 'searchTransactions', method: 'POST', path: '/v1/organisations/{organisationId}/transactions/search', tag: 'transactions',
    access: 'transactions:read',
    audit: 'transaction.search',
    summary: 'Transactions of several accounts by text and period, newest first. The text travels in the body, never in an address.',
    params: organisationParams,
    body: { json: schemas.searchTransactions },
    success: { status: 200, schema: transactionPage },
    problems: [],
  }),
  createTransaction: defineOperation({
    id: 'createTransaction', method: 'POST', path: '/v1/organisations/{organisationId}/transactions', tag: 'transactions',
    access: 'transactions:create',
    audit: 'transaction.create',
    summary: 'Enter a transaction by hand.',
    params: organisationParams,
    body: { json: schemas.newTransaction },
    success: { status: 201, schema: schemas.transaction },
    problems: ['currency-mismatch'],
    idempotent: true,
  }),
  correctTransaction: defineOperation({
    id: 'correctTransaction', method: 'PATCH', path: '/v1/organisations/{organisationId}/transactions/{transactionId}', tag: 'transactions',
    access: 'transactions:correct',
    audit: 'transaction.correct',
    summary: 'Correct a transaction; what the statement said is kept beneath.',
    params: transactionParams,
    body: { json: schemas.correctTransaction },
    success: { status: 200, schema: schemas.transaction },
    problems: ['changed-meanwhile', 'currency-mismatch'],
  }),
  deleteTransaction: defineOperation({
    id: 'deleteTransaction', method: 'DELETE', path: '/v1/organisations/{organisationId}/transactions/{transactionId}', tag: 'transactions',
    access: 'transactions:delete',
    audit: 'transaction.delete',
    summary: 'Delete a transaction. A later statement that holds it counts it as known and does not bring it back.',
    params: transactionParams,
    query: z.object({ revision: z.coerce.number().int().min(0) }),
    success: { status: 204 },
    problems: ['changed-meanwhile'],
  }),
  readCashFlow: defineOperation({
    id: 'readCashFlow', method: 'GET', path: '/v1/organisations/{organisationId}/cash-flow', tag: 'cash flow',
    access: 'cash-flow:read',
    audit: 'cash-flow.read',
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
  }),
} as const;
