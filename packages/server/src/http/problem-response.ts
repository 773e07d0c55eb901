import { problems, type Problem, type ProblemCode } from '@cashflowsmart/sdk/contract';
import type { FieldError, ProblemError } from './problem-error.ts';

export interface ProblemContext {
  readonly requestId: string;
  /** Put before `/problems#code`; empty makes the link relative to the host that answers. */
  readonly docsBase: string;
}

/** The body of a problem (RFC 9457). Its texts come from the contract alone. */
export function problemBody(code: ProblemCode, context: ProblemContext, errors?: readonly FieldError[]): Problem {
  const { status, title, action } = problems[code];
  const docs = `${context.docsBase}/problems#${code}`;
  return {
    type: docs, title, status, code, detail: action, docs, requestId: context.requestId,
    ...(errors ? { errors: errors.map(({ path, rule }) => ({ path, rule })) } : {}),
  };
}

/** A problem as a response, with `Retry-After` where the time to wait is known. */
export function problemResponse(error: ProblemError, context: ProblemContext): Response {
  const headers = new Headers({ 'content-type': 'application/problem+json; charset=utf-8' });
  if (error.retryAfter !== undefined) headers.set('retry-after', String(Math.ceil(error.retryAfter)));
  return new Response(JSON.stringify(problemBody(error.code, context, error.errors)), { status: error.status, headers });
}
