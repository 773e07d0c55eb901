import type { Problem, SecondFactorAsked } from '../contract/types.ts';
import type { ProblemCode } from '../contract/problems.ts';

/** A code of the contract; a later server may know more of them. */
export type AnyProblemCode = ProblemCode | (string & {});

/** Everything that the client throws of itself. An aborted call throws the reason of its signal instead. */
export class CashFlowError extends Error {
  override readonly name: string = 'CashFlowError';
  readonly code: string;

  constructor(code: string, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/**
 * The API was not reached: `connection-failed` where no answer came, `unexpected-response` where something else
 * answered in its place, such as a proxy's page. Check the connection or the base address.
 */
export class ConnectionError extends CashFlowError {
  override readonly name: string = 'ConnectionError';
}

/** The password was right, and nobody is signed in yet: `asked` says how a second factor can be shown, within five minutes. */
export class SecondFactorRequiredError extends CashFlowError {
  override readonly name: string = 'SecondFactorRequiredError';
  readonly asked: SecondFactorAsked;

  constructor(asked: SecondFactorAsked) {
    super('second-factor-required', 'Signing in asks for a second factor.');
    this.asked = asked;
  }
}

/** What a problem answer says. Holds nothing that was sent, and no header but `Retry-After`. */
export interface ProblemDetails {
  readonly status: number;
  readonly code: AnyProblemCode;
  readonly title: string;
  readonly detail: string;
  readonly docs: string;
  readonly requestId: string;
  readonly errors: readonly { readonly path: string; readonly rule: string }[];
  /** Seconds. */
  readonly retryAfter: number | undefined;
}

/** The API answered with a problem. Each subclass is another thing to do; `code` tells the exact one. */
export class ProblemResponseError extends CashFlowError {
  override readonly name: string = 'ProblemResponseError';
  declare readonly code: AnyProblemCode;
  readonly status: number;
  /** What to do next, in a sentence. */
  readonly detail: string;
  /** Where the code is explained. */
  readonly docs: string;
  /** Names the request in the server's log; empty where a proxy answered. */
  readonly requestId: string;
  /** For `invalid-request`: which field breaks which rule, never its value. */
  readonly errors: ProblemDetails['errors'];
  /** Seconds after which the server wants to be asked again, where it said so. */
  readonly retryAfter: number | undefined;

  constructor(problem: ProblemDetails) {
    super(problem.code, problem.title);
    this.status = problem.status;
    this.detail = problem.detail;
    this.docs = problem.docs;
    this.requestId = problem.requestId;
    this.errors = problem.errors;
    this.retryAfter = problem.retryAfter;
  }

  /** The answer in the form of the contract (RFC 9457). */
  get problem(): Problem {
    const { status, code, detail, docs, requestId } = this;
    return { type: docs || 'about:blank', title: this.message, status, code, detail, docs, requestId, errors: [...this.errors] };
  }
}

/** 401. Sign in, or sign in again. */
export class NotAuthenticatedError extends ProblemResponseError {
  override readonly name = 'NotAuthenticatedError';
}

/** 403. The role or the page does not allow it; asking again changes nothing. */
export class NotAllowedError extends ProblemResponseError {
  override readonly name = 'NotAllowedError';
}

/** 404. It does not exist, or belongs to an organisation that is not one's own. */
export class NotFoundError extends ProblemResponseError {
  override readonly name = 'NotFoundError';
}

/** 409. Load the resource again; its state is not what the request took it for. */
export class ConflictError extends ProblemResponseError {
  override readonly name = 'ConflictError';
}

/** 410. It was there, and nobody can read it any more. */
export class GoneError extends ProblemResponseError {
  override readonly name = 'GoneError';
}

/** 400, 405, 408, 413, 414, 415, 422, 431 and other 4xx. Change the request or the file before sending it again. */
export class InvalidRequestError extends ProblemResponseError {
  override readonly name = 'InvalidRequestError';
}

/** 429. Wait `retryAfter` seconds. */
export class RateLimitedError extends ProblemResponseError {
  override readonly name = 'RateLimitedError';
}

/** 5xx. Nothing is wrong with the request; try later and report `requestId` if it stays. */
export class ServerProblemError extends ProblemResponseError {
  override readonly name = 'ServerProblemError';
}

type ProblemClass = new (problem: ProblemDetails) => ProblemResponseError;

const byStatus: ReadonlyMap<number, ProblemClass> = new Map<number, ProblemClass>([
  [401, NotAuthenticatedError],
  [403, NotAllowedError],
  [404, NotFoundError],
  [409, ConflictError],
  [410, GoneError],
  [429, RateLimitedError],
]);

/** The error class for a problem's status. */
export function problemResponseError(problem: ProblemDetails): ProblemResponseError {
  const Class = byStatus.get(problem.status) ?? (problem.status >= 500 ? ServerProblemError : InvalidRequestError);
  return new Class(problem);
}
