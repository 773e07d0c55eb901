import { describe, expect, it } from 'vitest';
import { CashFlowClient } from './client.ts';
import { ConnectionError, NotAuthenticatedError, NotFoundError, RateLimitedError, ServerProblemError } from './errors.ts';
import { recordedTimers, startServer, type AnswerFor } from './testing/scripted-server.ts';
import type { RetryOptions } from './types.ts';

const ORGANISATION = '6e3f4a52-53a3-4b5a-9d6a-0f4c0a4f9a10';
const ITEM = '0a5c9c9e-2f0e-4c1e-8e6b-1f7f6f0f5b11';
const account = { name: 'Giro', currency: 'EUR' };

async function setUp(answerFor: AnswerFor, retry: Partial<RetryOptions> = {}) {
  const server = await startServer(answerFor);
  const { timers, waits } = recordedTimers();
  const client = new CashFlowClient({ baseUrl: `${server.baseUrl}/cash-flow/`, retry, timers });
  return { client, waits, requests: server.requests, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

describe('a request', () => {
  it('goes to the path of the contract under the base address', async () => {
    await using api = await setUp(() => ({ json: { items: [], nextCursor: null } }));
    await api.client.transactions.page(ORGANISATION, { accountId: ITEM, from: '2026-01-01', limit: 2 });
    expect(api.requests[0]).toMatchObject({
      method: 'GET',
      url: `/cash-flow/v1/organisations/${ORGANISATION}/transactions?accountId=${ITEM}&from=2026-01-01&limit=2`,
    });
    expect(api.requests[0]?.headers).not.toHaveProperty('cash-flow-request');
  });

  it('carries the header that no form can forge where it changes something', async () => {
    await using api = await setUp(() => ({ json: {} }));
    await api.client.imports.commit(ORGANISATION, ITEM, { acceptContradiction: true });
    expect(api.requests[0]?.headers).toMatchObject({ 'cash-flow-request': '1', 'content-type': 'application/json' });
    expect(Buffer.from(api.requests[0]!.body).toString()).toBe('{"acceptContradiction":true}');
  });

  it('puts a value into the path as one segment only', async () => {
    await using api = await setUp(() => ({ json: {} }));
    await api.client.organisations.read('a/../b?c#d');
    expect(api.requests[0]?.url).toBe('/cash-flow/v1/organisations/a%2F..%2Fb%3Fc%23d');
    for (const id of ['', '.', '..']) await expect(api.client.organisations.read(id)).rejects.toThrow(TypeError);
  });

  it('resolves with nothing where the API answers nothing', async () => {
    await using api = await setUp(() => ({ text: '', status: 204 }));
    await expect(api.client.transactions.delete(ORGANISATION, `${ITEM}.0`, 3)).resolves.toBeUndefined();
    expect(api.requests[0]?.url).toMatch(/\?revision=3$/);
  });
});

describe('a base address', () => {
  it.each(['', '/cash-flow', 'ftp://example.org', 'https://user:password@example.org', 'https://example.org/?a=1', 'https://example.org/#a'])(
    'is refused at once outside a page: %j',
    (baseUrl) => {
      expect(() => new CashFlowClient({ baseUrl })).toThrow(TypeError);
    },
  );
});

describe('retries', () => {
  it('repeat a GET after lost connections and passing answers, each wait a random part of a limit that doubles', async () => {
    const script = [{ drop: true }, { problem: 'unavailable' }, { text: 'bad gateway', status: 502 }, { json: { id: ITEM } }] as const;
    await using api = await setUp((_, index) => script[index]!);
    await expect(api.client.organisations.read(ORGANISATION)).resolves.toEqual({ id: ITEM });
    expect(api.waits).toEqual([150, 300, 600]);
  });

  it('end after the given number, with the last error', async () => {
    await using api = await setUp(() => ({ problem: 'unavailable' }), { retries: 2 });
    await expect(api.client.organisations.read(ORGANISATION)).rejects.toThrow(ServerProblemError);
    expect(api.requests).toHaveLength(3);
  });

  it('never wait longer than allowed', async () => {
    await using api = await setUp(() => ({ drop: true }), { retries: 6, maxDelay: 1_000 });
    await expect(api.client.organisations.read(ORGANISATION)).rejects.toThrow(ConnectionError);
    expect(api.waits).toEqual([150, 300, 500, 500, 500, 500]);
  });

  it.each([
    ['seconds', '2'],
    ['a date', 'Thu, 01 Jan 2026 00:00:02 GMT'],
  ])('wait as long as Retry-After asks in %s', async (_, value) => {
    await using api = await setUp((__, index) => (index === 0 ? { problem: 'too-many-requests', headers: { 'retry-after': value } } : { json: {} }));
    await api.client.organisations.read(ORGANISATION);
    expect(api.waits).toEqual([2_000]);
  });

  it('end at once where Retry-After asks for more than the longest wait', async () => {
    await using api = await setUp(() => ({ problem: 'too-many-requests', headers: { 'retry-after': '21' } }));
    const error: unknown = await api.client.organisations.read(ORGANISATION).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(RateLimitedError);
    expect(error).toMatchObject({ retryAfter: 21 });
    expect(api.requests).toHaveLength(1);
  });

  it('keep the idempotency key of a request that creates', async () => {
    await using api = await setUp((_, index) => (index < 2 ? { drop: true } : { json: { id: ITEM }, status: 201 }));
    await api.client.accounts.create(ORGANISATION, account);
    await api.client.accounts.create(ORGANISATION, account);
    const keys = api.requests.map(({ headers }) => headers['idempotency-key']);
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(keys.slice(1, 3)).toEqual([keys[0], keys[0]]);
    expect(keys[3]).not.toBe(keys[0]);
  });

  it('wait for an earlier attempt with the same key that is still at work', async () => {
    const script = [{ drop: true }, { problem: 'request-in-progress', headers: { 'retry-after': '1' } }, { json: { id: ITEM }, status: 201 }] as const;
    await using api = await setUp((_, index) => script[index]!);
    await expect(api.client.accounts.create(ORGANISATION, account)).resolves.toEqual({ id: ITEM });
    expect(api.waits).toEqual([150, 1_000]);
  });

  it("send the caller's own idempotency key", async () => {
    await using api = await setUp(() => ({ json: { id: ITEM }, status: 201 }));
    await api.client.accounts.create(ORGANISATION, account, { idempotencyKey: 'my-own-key-0123456789' });
    expect(api.requests[0]?.headers['idempotency-key']).toBe('my-own-key-0123456789');
  });

  it('leave alone what could happen twice: sign-in, a correction, a part of a file', async () => {
    await using api = await setUp(() => ({ drop: true }));
    await expect(api.client.session.signIn({ email: 'a@example.org', password: 'p' })).rejects.toThrow(ConnectionError);
    await expect(api.client.transactions.correct(ORGANISATION, `${ITEM}.1`, { revision: 1 })).rejects.toThrow(ConnectionError);
    await expect(api.client.imports.uploadContent(ORGANISATION, ITEM, 0, new Uint8Array(4))).rejects.toThrow(ConnectionError);
    expect(api.requests).toHaveLength(3);
  });

  it('leave alone what another attempt cannot change', async () => {
    for (const problem of ['not-allowed', 'internal-error', 'changed-meanwhile'] as const) {
      await using api = await setUp(() => ({ problem }));
      await expect(api.client.organisations.read(ORGANISATION)).rejects.toMatchObject({ code: problem });
      expect(api.requests).toHaveLength(1);
    }
  });

  it('take a DELETE that finds nothing as done where an answer was lost before, and only there', async () => {
    await using repeated = await setUp((_, index) => (index === 0 ? { drop: true } : { problem: 'not-found' }));
    await expect(repeated.client.transactions.delete(ORGANISATION, `${ITEM}.1`, 0)).resolves.toBeUndefined();
    await using refused = await setUp((_, index) => (index === 0 ? { problem: 'too-many-requests' } : { problem: 'not-found' }));
    await expect(refused.client.transactions.delete(ORGANISATION, `${ITEM}.1`, 0)).rejects.toThrow(NotFoundError);
    await using first = await setUp(() => ({ problem: 'not-found' }));
    await expect(first.client.transactions.delete(ORGANISATION, `${ITEM}.1`, 0)).rejects.toThrow(NotFoundError);
  });

  it('take signing out without a session as done', async () => {
    await using api = await setUp(() => ({ problem: 'not-authenticated' }));
    await expect(api.client.session.signOut()).resolves.toBeUndefined();
    await expect(api.client.session.current()).rejects.toThrow(NotAuthenticatedError);
  });
});

describe('an abort', () => {
  it('rejects with the reason of the signal, before, during and between attempts', async () => {
    const reason = new Error('changed my mind');
    await using before = await setUp(() => ({ json: {} }));
    await expect(before.client.organisations.read(ORGANISATION, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(before.requests).toHaveLength(0);

    const during = new AbortController();
    await using hanging = await setUp(async () => {
      during.abort(reason);
      return { json: {} };
    });
    await expect(hanging.client.organisations.read(ORGANISATION, { signal: during.signal })).rejects.toBe(reason);
  });

  it('ends waiting for a retry at once', async () => {
    const reason = new Error('changed my mind');
    const controller = new AbortController();
    await using server = await startServer(() => ({ problem: 'too-many-requests', headers: { 'retry-after': '20' } }));
    const { fetch } = globalThis;
    // The real timers: without the abort this would wait for twenty seconds.
    const client = new CashFlowClient({
      baseUrl: server.baseUrl,
      fetch: async (input, init) => {
        const response = await fetch(input, init);
        setTimeout(() => controller.abort(reason), 20);
        return response;
      },
    });
    const begin = performance.now();
    await expect(client.organisations.read(ORGANISATION, { signal: controller.signal })).rejects.toBe(reason);
    expect(performance.now() - begin).toBeLessThan(5_000);
    expect(server.requests).toHaveLength(1);
  });
});
