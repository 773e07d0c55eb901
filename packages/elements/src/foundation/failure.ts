import { ConnectionError, NotAllowedError, NotAuthenticatedError, ProblemResponseError } from '@cashflowsmart/sdk/client';
import type { ProblemCode } from '@cashflowsmart/sdk/contract';
import { CookieRefusedError } from './cookie-refused-error.ts';
import { formatsFor } from './formats.ts';
import type { Texts } from './texts.ts';

/** A failed request in the reader's words, with what a support desk asks for. */
export interface Failure {
  readonly kind: 'offline' | 'session-ended' | 'not-allowed' | 'error';
  readonly title: string;
  readonly detail: string;
  readonly code: string;
  /** Empty where no server answered. */
  readonly requestId: string;
}

/** Whether a request was taken back by its own signal; nobody needs to hear of that. */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

function kindOf(error: unknown): Failure['kind'] {
  if (error instanceof NotAuthenticatedError && error.code !== 'sign-in-failed') return 'session-ended';
  if (error instanceof NotAllowedError) return 'not-allowed';
  if (error instanceof ConnectionError && error.code === 'connection-failed') return 'offline';
  return 'error';
}

/** Says what failed. Problems are shown in the texts' language where it knows the code, else as the server worded them. */
export function describeFailure(error: unknown, texts: Texts): Failure {
  const kind = kindOf(error);
  if (error instanceof ProblemResponseError) {
    const { code, requestId, retryAfter } = error;
    const own = texts.problems[code as ProblemCode];
    const detail = retryAfter === undefined ? (own?.action ?? error.detail) : texts.common.waitSeconds(formatsFor(texts.language).count(retryAfter));
    return { kind, title: own?.title ?? error.message, detail, code, requestId };
  }
  if (error instanceof CookieRefusedError) return { kind, ...texts.signIn.cookieRefused, code: error.code, requestId: '' };
  const { title, detail } = kind === 'offline' ? texts.common.offline : texts.common.failed;
  return { kind, title, detail, code: error instanceof ConnectionError ? error.code : 'unexpected', requestId: '' };
}
