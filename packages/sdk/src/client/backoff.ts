import { ConnectionError, ProblemResponseError } from './errors.ts';
import type { RetryOptions } from './types.ts';

export const defaultRetry: RetryOptions = { retries: 3, baseDelay: 300, maxDelay: 20_000 };

/** Answers after which the same request can succeed: too many requests, and a server or proxy that is not ready. */
const PASSING: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** Whether asking again later can help. */
export function isPassing(error: unknown): error is ConnectionError | ProblemResponseError {
  // An attempt whose answer was lost can still be at work under the same Idempotency-Key.
  if (error instanceof ProblemResponseError) return PASSING.has(error.status) || error.code === 'request-in-progress';
  return error instanceof ConnectionError && error.code === 'connection-failed';
}

/**
 * Milliseconds before retry number `attempt` (0 is the first), or `undefined` where the retries are used up or the server
 * asks for a longer wait than allowed. Full jitter: a random part of a limit that doubles, so that clients which failed
 * together do not come back together. `chance` is from 0 up to 1.
 */
export function delayBefore(attempt: number, error: ConnectionError | ProblemResponseError, retry: RetryOptions, chance: number): number | undefined {
  if (attempt >= retry.retries) return undefined;
  const jittered = chance * Math.min(retry.maxDelay, retry.baseDelay * 2 ** attempt);
  const asked = error instanceof ProblemResponseError ? (error.retryAfter ?? 0) * 1_000 : 0;
  return asked > retry.maxDelay ? undefined : Math.max(asked, jittered);
}

/** Milliseconds that a `Retry-After` names, as seconds or as a date (RFC 9110, 10.2.3); `undefined` without one. */
export function retryAfterMilliseconds(value: string | null, now: number): number | undefined {
  if (value === null) return undefined;
  if (/^\s*\d{1,9}\s*$/.test(value)) return Number(value) * 1_000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
