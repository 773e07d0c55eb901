// Not by way of the whole contract: a thread that reads statements would load a validator for nothing.
import { problems, type ProblemCode } from '@cashflowsmart/sdk/problems';

/** A rule that a field breaks; never its value. */
export interface FieldError {
  readonly path: string;
  readonly rule: string;
}

/**
 * Thrown anywhere below a route to answer with a problem of the contract. Its message is the problem's own title, so
 * that nothing from the request can reach a log or an answer through it.
 */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code: ProblemCode;
  readonly errors: readonly FieldError[] | undefined;
  /** Seconds, for `Retry-After`. */
  readonly retryAfter: number | undefined;

  constructor(code: ProblemCode, options: { errors?: readonly FieldError[]; retryAfter?: number; cause?: unknown } = {}) {
    super(problems[code].title, { cause: options.cause });
    this.code = code;
    this.errors = options.errors;
    this.retryAfter = options.retryAfter;
  }

  get status(): number {
    return problems[this.code].status;
  }
}
