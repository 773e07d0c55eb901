/**
 * Reads a bank or card statement: bytes in, transactions and their proof out. Pure and the same in a browser, in a
 * worker and on a server; no network, no clock that changes a result.
 */
export { mayBeSameAccount } from './account-number.ts';
export { exportedTransactions } from './export/exported-transactions.ts';
export { csvLines, transactionsToCsv, type ExportedTransaction } from './export/transactions-to-csv.ts';
export { DEFAULT_LIMITS } from './limits.ts';
export { openStatement } from './open-statement.ts';
export { isStatementProblemCode, StatementProblemError, type StatementProblemCode } from './problem.ts';
export { readStatement, readWholeStatement } from './read-statement.ts';
export { applyDecisions, type DecidedReading } from './reading/apply-decisions.ts';
export { readingDigest } from './reading/reading-digest.ts';
export { readInWorker } from './worker/read-in-worker.ts';
export * from './types.ts';
