// Not by way of the whole contract: a thread that reads statements would load a validator for nothing.
import { problems, type ProblemCode } from '@cashflowsmart/sdk/problems';

/** A rule that a field breaks; never its value. */
export interface FieldError {
  readonly path: string;
  readonly rule: string;
}

/** What is known of whoever is refused: for the audit log alone, never for the answer. */
export interface Refused {
  readonly personId?: string;
  readonly sessionId?: string;
  /** Keyed index of the e-mail by which somebody tried to sign in. */
  readonly login?: Uint8Array;
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
  readonly refused: Refused | undefined;

  constructor(code: ProblemCode, options: { errors?: readonly FieldError[]; retryAfter?: number; refused?: Refused; cause?: unknown } = {}) {
    super(problems[code].title, { cause: options.cause });
    this.code = code;
    this.errors = options.errors;
    this.retryAfter = options.retryAfter;
    this.refused = options.refused;
  }

  get status(): number {
    return problems[this.code].status;
  }
}
