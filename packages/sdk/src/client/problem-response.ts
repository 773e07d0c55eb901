import { problemResponseError, type ProblemDetails, type ProblemResponseError } from './errors.ts';
import { retryAfterMilliseconds } from './backoff.ts';

const LONGEST_TEXT = 1_000;

/**
 * Turns an answer that is not a success into its error. Only the fields of the contract are taken, each checked and cut:
 * whatever else a server or a proxy wrote stays out of messages and logs.
 */
export function errorOfResponse(response: Pick<Response, 'status' | 'headers'>, text: string, now: number): ProblemResponseError {
  const body = isProblem(response.headers) ? parseObject(text) : {};
  const status = response.status;
  const wait = retryAfterMilliseconds(response.headers.get('retry-after'), now);
  const code = textOf(body['code']);
  return problemResponseError({
    status,
    code: /^[a-z][a-z0-9-]{1,63}$/.test(code) ? code : 'unexpected-response',
    title: textOf(body['title']) || `The server answered with status ${status}.`,
    detail: textOf(body['detail']),
    docs: textOf(body['docs']),
    requestId: textOf(body['requestId']),
    errors: fieldErrorsOf(body['errors']),
    retryAfter: wait === undefined ? undefined : Math.ceil(wait / 1_000),
  });
}

function isProblem(headers: Headers): boolean {
  return /^application\/problem\+json\b/i.test(headers.get('content-type') ?? '');
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, LONGEST_TEXT) : '';
}

function fieldErrorsOf(value: unknown): ProblemDetails['errors'] {
  if (!Array.isArray(value)) return [];
  return value.filter(isRecord).map((entry) => ({ path: textOf(entry['path']), rule: textOf(entry['rule']) }));
}
