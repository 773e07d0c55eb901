/** The typed client of the API, for browsers and Node. It needs nothing else at run time. */
export { CashFlowClient } from './client.ts';
export {
  CashFlowError,
  ConflictError,
  ConnectionError,
  GoneError,
  InvalidRequestError,
  NotAllowedError,
  NotAuthenticatedError,
  SecondFactorRequiredError,
  NotFoundError,
  ProblemResponseError,
  RateLimitedError,
  ServerProblemError,
  type AnyProblemCode,
} from './errors.ts';
export { sessionFetch, type SessionFetchOptions } from './session-fetch.ts';
export type { ChangeEvent } from './resources/events.ts';
export type { Page, Paged } from './paged.ts';
export type { ListAudit } from './resources/audit.ts';
export type { ListImports } from './resources/imports.ts';
export { isPendingChange, type ListTransactions } from './resources/transactions.ts';
export type { ReadCashFlow } from './resources/cash-flow.ts';
export type { StatementUpload } from './upload.ts';
export type { CallOptions, ClientOptions, CreateOptions, RetryOptions, Timers, UploadOptions, UploadProgress } from './types.ts';
