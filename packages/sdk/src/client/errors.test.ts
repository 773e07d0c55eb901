import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { isProblemCode, problems, type ProblemCode } from '../contract/problems.ts';
import { CashFlowClient } from './client.ts';
import {
  CashFlowError,
  ConflictError,
  ConnectionError,
  GoneError,
  InvalidRequestError,
  NotAllowedError,
  NotAuthenticatedError,
  NotFoundError,
  ProblemResponseError,
  RateLimitedError,
  ServerProblemError,
} from './errors.ts';
import { recordedTimers, startServer, type Answer } from './testing/scripted-server.ts';

const ORGANISATION = '6e3f4a52-53a3-4b5a-9d6a-0f4c0a4f9a10';

const classes: Readonly<Record<number, unknown>> = {
  400: InvalidRequestError,
  401: NotAuthenticatedError,
  403: NotAllowedError,
  404: NotFoundError,
  405: InvalidRequestError,
  408: InvalidRequestError,
  409: ConflictError,
  410: GoneError,
  413: InvalidRequestError,
  414: InvalidRequestError,
  415: InvalidRequestError,
  422: InvalidRequestError,
  431: InvalidRequestError,
  429: RateLimitedError,
  500: ServerProblemError,
  503: ServerProblemError,
};

/** The error of a call that is answered with `answer`. */
async function errorOf(answer: Answer): Promise<unknown> {
  await using server = await startServer(() => answer);
  const client = new CashFlowClient({ baseUrl: server.baseUrl, retry: { retries: 0 }, timers: recordedTimers().timers });
  return await client.organisations.read(ORGANISATION).then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe('problem answers', () => {
  it.each(Object.keys(problems).filter(isProblemCode))('become an error with the code %s', async (code: ProblemCode) => {
    const error = await errorOf({ problem: code });
    expect(error).toBeInstanceOf(ProblemResponseError);
    expect(error).toBeInstanceOf(CashFlowError);
    const { status, title, action } = problems[code];
    expect((error as ProblemResponseError).constructor).toBe(classes[status]);
    expect(error).toMatchObject({ name: (classes[status] as { name: string }).name, code, status, message: title, detail: action, requestId: 'request-1' });
  });

  it('carry which field breaks which rule, and can be given back as a problem', async () => {
    const body = { type: 'x', title: 'T', status: 400, code: 'invalid-request', detail: 'D', docs: 'x', requestId: 'r', errors: [{ path: 'body.name', rule: 'too_small' }] };
    const error = (await errorOf({ text: JSON.stringify(body), status: 400, headers: { 'content-type': 'application/problem+json; charset=utf-8' } })) as InvalidRequestError;
    expect(error.errors).toEqual([{ path: 'body.name', rule: 'too_small' }]);
    expect(error.problem).toEqual(body);
  });

  it('tell after how many seconds to ask again, written as seconds or as a date', async () => {
    const seconds = await errorOf({ problem: 'too-many-requests', headers: { 'retry-after': '7' } });
    const date = await errorOf({ problem: 'unavailable', headers: { 'retry-after': 'Thu, 01 Jan 2026 00:00:09 GMT' } });
    expect([seconds, date]).toMatchObject([{ retryAfter: 7 }, { retryAfter: 9 }]);
  });
});

describe('answers that are not from the API', () => {
  it('are told apart by status where a proxy answers with an error page', async () => {
    const error = await errorOf({ text: '<html>secret-of-the-proxy</html>', status: 502, headers: { 'content-type': 'text/html' } });
    expect(error).toBeInstanceOf(ServerProblemError);
    expect(error).toMatchObject({ code: 'unexpected-response', status: 502, requestId: '' });
    expect(inspect(error)).not.toContain('secret-of-the-proxy');
  });

  it.each([
    ['a page', { text: '<html>', status: 200, headers: { 'content-type': 'text/html' } }],
    ['broken JSON', { text: '{"id": secret', status: 200, headers: { 'content-type': 'application/json' } }],
    ['a redirect', { text: '', status: 302, headers: { location: 'http://127.0.0.1:9/elsewhere' } }],
  ])('are an unexpected response: %s', async (_, answer) => {
    const error = await errorOf(answer);
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({ code: 'unexpected-response' });
    expect(inspect(error)).not.toContain('secret');
  });

  it('take nothing from a problem whose fields have other types', async () => {
    const error = await errorOf({ text: '{"code":{"x":1},"title":[],"errors":"no","requestId":7}', status: 422, headers: { 'content-type': 'application/problem+json' } });
    expect(error).toMatchObject({ code: 'unexpected-response', message: 'The server answered with status 422.', errors: [], requestId: '' });
  });
});

describe('an error that is printed', () => {
  it('shows neither what was sent, nor cookies, nor the answer', async () => {
    await using server = await startServer(() => ({ text: JSON.stringify({ code: 'sign-in-failed', title: 'No.', echo: 'canary-answer' }), status: 401, headers: { 'content-type': 'application/problem+json', 'set-cookie': 'canary-cookie=1' } }));
    const client = new CashFlowClient({ baseUrl: server.baseUrl });
    const error: unknown = await client.session.signIn({ email: 'canary-email@example.org', password: 'canary-password' }).catch((cause: unknown) => cause);
    const lost: unknown = await new CashFlowClient({ baseUrl: 'http://127.0.0.1:1', retry: { retries: 0 } }).session
      .signIn({ email: 'canary-email@example.org', password: 'canary-password' })
      .catch((cause: unknown) => cause);
    expect(lost).toBeInstanceOf(ConnectionError);
    for (const each of [error, lost]) {
      expect(inspect(each, { depth: 10, showHidden: true })).not.toContain('canary');
      expect(JSON.stringify(each)).not.toContain('canary');
    }
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({ name: 'NotAuthenticatedError', code: 'sign-in-failed', status: 401 });
  });
});
