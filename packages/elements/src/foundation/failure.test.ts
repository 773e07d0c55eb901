import { ConnectionError, NotAllowedError, NotAuthenticatedError, RateLimitedError, ServerProblemError } from '@cashflowsmart/sdk/client';
import { describe, expect, it } from 'vitest';
import { CookieRefusedError } from './cookie-refused-error.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { describeFailure, isAbort } from './failure.ts';
import { problemOf } from './testing/api-data.ts';

const details = (code: string, status: number, retryAfter?: number) => ({ ...problemOf(code, status, 'Server title.', 'Server action.'), errors: [], retryAfter });

describe('a failure in words', () => {
  it('is told in the language of the texts, else as the server worded it', () => {
    const error = new ServerProblemError(details('internal-error', 500));
    expect(describeFailure(error, de)).toMatchObject({ kind: 'error', title: 'Auf unserer Seite ist etwas fehlgeschlagen.', code: 'internal-error', requestId: 'req-7f3a' });
    expect(describeFailure(error, en)).toMatchObject({ title: 'Server title.', detail: 'Server action.' });
    expect(describeFailure(new ServerProblemError(details('a-later-code', 500)), de).title).toBe('Server title.');
  });

  it('says how long to wait instead of naming a header', () => {
    expect(describeFailure(new RateLimitedError(details('too-many-requests', 429, 30)), en).detail).toBe('Wait 30 seconds and try again.');
    expect(describeFailure(new RateLimitedError(details('too-many-requests', 429, 1)), de).detail).toContain('1 Sekunde ');
    expect(describeFailure(new RateLimitedError(details('too-many-requests', 429, 841)), en).detail).toBe('Wait 15 minutes and try again.');
  });

  it('tells the kinds that are drawn in their own way', () => {
    expect(describeFailure(new ConnectionError('connection-failed', ''), en).kind).toBe('offline');
    expect(describeFailure(new NotAuthenticatedError(details('session-expired', 401)), en).kind).toBe('session-ended');
    expect(describeFailure(new NotAuthenticatedError(details('sign-in-failed', 401)), en).kind).toBe('error');
    expect(describeFailure(new NotAllowedError(details('not-allowed', 403)), en).kind).toBe('not-allowed');
  });

  it('says what to do where the browser refused the cookie', () => {
    expect(describeFailure(new CookieRefusedError(), en)).toEqual({
      kind: 'error',
      title: 'This browser did not keep the session.',
      detail: 'Allow cookies for this page and sign in again.',
      code: 'cookie-refused',
      requestId: '',
    });
    expect(describeFailure(new CookieRefusedError(), de).title).toBe('Dieser Browser hat die Sitzung nicht behalten.');
  });

  it('shows nothing of an unknown error', () => {
    expect(JSON.stringify(describeFailure(new Error('DE02120300000000202051'), en))).not.toContain('DE02');
  });

  it('is none where a request was taken back', () => {
    expect(isAbort(AbortSignal.abort().reason)).toBe(true);
    expect(isAbort(new Error('other'))).toBe(false);
  });
});
