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

/** Answers 401 to somebody who is only about to sign in; no session ends by them. */
const REFUSED_ATTEMPTS: ReadonlySet<string> = new Set<ProblemCode>(['sign-in-failed', 'second-factor-failed', 'sign-in-expired', 'passkey-refused']);

/** Whether an error says that there is no session, rather than that an attempt to sign in was refused. */
export function saysSessionEnded(error: unknown): boolean {
  return error instanceof NotAuthenticatedError && !REFUSED_ATTEMPTS.has(error.code);
}

function kindOf(error: unknown): Failure['kind'] {
  if (saysSessionEnded(error)) return 'session-ended';
  if (error instanceof NotAllowedError) return 'not-allowed';
  if (error instanceof ConnectionError && error.code === 'connection-failed') return 'offline';
  return 'error';
}

/** A wait as a person would say it: in seconds up to a minute and a half, then in minutes, rounded up. */
function waitInWords(seconds: number, { common, language }: Texts): string {
  const { count } = formatsFor(language);
  return seconds < 90 ? common.waitSeconds(count(seconds)) : common.waitMinutes(count(Math.ceil(seconds / 60)));
}

/** Says what failed. Problems are shown in the texts' language where it knows the code, else as the server worded them. */
export function describeFailure(error: unknown, texts: Texts): Failure {
  const kind = kindOf(error);
  if (error instanceof ProblemResponseError) {
    const { code, requestId, retryAfter } = error;
    const own = texts.problems[code as ProblemCode];
    const detail = retryAfter === undefined ? (own?.action ?? error.detail) : waitInWords(retryAfter, texts);
    return { kind, title: own?.title ?? error.message, detail, code, requestId };
  }
  if (error instanceof CookieRefusedError) return { kind, ...texts.signIn.cookieRefused, code: error.code, requestId: '' };
  const { title, detail } = kind === 'offline' ? texts.common.offline : texts.common.failed;
  return { kind, title, detail, code: error instanceof ConnectionError ? error.code : 'unexpected', requestId: '' };
}
