import type { BodyOf, OperationId, Operations, ParamsOf, QueryOf, ResultOf } from '../contract/index.ts';
import type { z } from 'zod';
import { defaultRetry, delayBefore, isPassing } from './backoff.ts';
import { baseAddress } from './base-address.ts';
import { ConnectionError, NotFoundError, ServerProblemError } from './errors.ts';
import { errorOfResponse } from './problem-response.ts';
import { addressOf, isCreating, mayRepeat } from './routes.ts';
import { systemTimers } from './timers.ts';
import type { CallOptions, ClientOptions, CreateOptions, RetryOptions, Timers } from './types.ts';

type HeadersOf<Id extends OperationId> = Operations[Id] extends { readonly headers: infer S extends z.ZodType } ? z.input<S> : undefined;

/** A schema that coerces takes `unknown`; what the client writes there is a number. */
type Written<T> = { [Key in keyof T]: unknown extends T[Key] ? number | undefined : T[Key] | undefined };

type Part<Name extends string, Value> = [Value] extends [undefined] ? { readonly [Key in Name]?: undefined } : { readonly [Key in Name]: Value };

/** What an operation needs, by the contract; a part that it does not have cannot be given. */
export type CallInput<Id extends OperationId> = Part<'params', ParamsOf<Id>> &
  Part<'query', QueryOf<Id> extends undefined ? undefined : Written<QueryOf<Id>>> &
  Part<'headers', HeadersOf<Id> extends undefined ? undefined : Written<HeadersOf<Id>>> &
  Part<'body', BodyOf<Id>>;

/** The same with the types of the operation worn off. */
interface AnyInput {
  readonly params?: Readonly<Record<string, string>> | undefined;
  readonly query?: Readonly<Record<string, string | number | undefined>> | undefined;
  readonly headers?: Readonly<Record<string, string | number | undefined>> | undefined;
  readonly body?: unknown;
}

interface PreparedRequest {
  readonly url: string;
  readonly init: RequestInit;
}

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** Sends operations of the contract and turns answers into values or errors. */
export class Transport {
  readonly retry: RetryOptions;
  readonly timers: Timers;
  readonly #base: string;
  readonly #fetch: typeof globalThis.fetch;
  readonly #bearer: () => string | undefined;

  constructor(options: ClientOptions = {}) {
    this.#base = baseAddress(options.baseUrl);
    // Browsers refuse `fetch` called as a method of anything but the global object.
    this.#fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init));
    this.#bearer = options.bearer ?? (() => undefined);
    this.retry = { ...defaultRetry, ...options.retry };
    this.timers = { ...systemTimers, ...options.timers };
  }

  /**
   * Calls one operation; repeats it where that is safe and can help.
   *
   * @throws {ProblemResponseError} the API answered with a problem.
   * @throws {ConnectionError} the API was not reached.
   */
  async call<Id extends OperationId>(id: Id, input: CallInput<Id>, options: CreateOptions = {}): Promise<ResultOf<Id>> {
    const request = this.#request(id, input as AnyInput, options);
    let answerLost = false;
    for (let attempt = 0; ; attempt += 1) {
      options.signal?.throwIfAborted();
      try {
        // The server validates what it answers against the same contract.
        return (await this.#attempt(request)) as ResultOf<Id>;
      } catch (error) {
        if (options.signal?.aborted) throw options.signal.reason;
        // The attempt whose answer was lost has done the work; ids are never reused, so nothing else can be meant.
        if (answerLost && request.init.method === 'DELETE' && error instanceof NotFoundError) return undefined as ResultOf<Id>;
        answerLost ||= mayHaveWorked(error);
        if (!mayRepeat(id) || !(await this.pause(attempt, error, options.signal))) throw error;
      }
    }
  }

  /**
   * Begins an operation whose answer is a stream; once, since whoever reads it begins anew in their own time.
   *
   * @throws {ProblemResponseError} the API answered with a problem.
   * @throws {ConnectionError} the API was not reached.
   */
  async open(id: 'listenEvents', input: CallInput<'listenEvents'>, options: CallOptions = {}): Promise<ReadableStream<Uint8Array>> {
    const { url, init } = this.#request(id, input, options);
    const response = await this.#fetch(url, init).catch((cause: unknown) => { throw unreachable(cause); });
    if (response.status >= 400) throw errorOfResponse(response, await response.text(), this.timers.now());
    if (!response.ok || !response.body || !/^text\/event-stream\b/i.test(response.headers.get('content-type') ?? '')) throw unexpected();
    return response.body;
  }

  /** The whole address of an operation that a browser goes to by itself. */
  addressFor(id: OperationId, params: Readonly<Record<string, string>>, query: Readonly<Record<string, string>>): string {
    return this.#base + addressOf(id, params).path + queryText(query);
  }

  /** Waits before retry number `attempt`, and tells whether there is to be one. Rejects when the signal aborts. */
  async pause(attempt: number, error: unknown, signal?: AbortSignal): Promise<boolean> {
    const delay = isPassing(error) ? delayBefore(attempt, error, this.retry, this.timers.random()) : undefined;
    if (delay === undefined) return false;
    await this.timers.wait(delay, signal);
    return true;
  }

  #request(id: OperationId, input: AnyInput, options: CreateOptions): PreparedRequest {
    const { method, path } = addressOf(id, input.params ?? {});
    const headers = new Headers({ accept: `${id === 'listenEvents' ? 'text/event-stream' : 'application/json'}, application/problem+json` });
    for (const [name, value] of Object.entries(input.headers ?? {})) if (value !== undefined) headers.set(name, String(value));
    // A header of our own makes a browser ask before it sends the request across origins, so no foreign form can forge it.
    if (!SAFE_METHODS.has(method)) headers.set('cash-flow-request', '1');
    const bearer = this.#bearer();
    if (bearer !== undefined) headers.set('authorization', `Bearer ${bearer}`);
    if (isCreating(id)) headers.set('idempotency-key', options.idempotencyKey ?? randomKey());
    return {
      url: this.#base + path + queryText(input.query),
      init: {
        method,
        headers,
        credentials: 'include',
        cache: 'no-store',
        // The API never redirects; following one could carry a request to another place.
        redirect: 'manual',
        ...bodyOf(input.body, headers),
        ...(options.signal && { signal: options.signal }),
      },
    };
  }

  async #attempt({ url, init }: PreparedRequest): Promise<unknown> {
    let response: Response;
    let text: string;
    try {
      response = await this.#fetch(url, init);
      text = await response.text();
    } catch (cause) {
      throw unreachable(cause);
    }
    if (response.status >= 400) throw errorOfResponse(response, text, this.timers.now());
    if (response.status === 204) return undefined;
    return parseAnswer(response, text);
  }
}

/** Whether the request can have been carried out all the same: no answer, or a proxy's in place of the server's. */
function mayHaveWorked(error: unknown): boolean {
  return error instanceof ConnectionError || (error instanceof ServerProblemError && error.status !== 503);
}

function parseAnswer(response: Response, text: string): unknown {
  if (response.ok && /^application\/json\b/i.test(response.headers.get('content-type') ?? '')) {
    try {
      return JSON.parse(text);
    } catch {
      // Falls through: a parser's message quotes the text, so it is not passed on.
    }
  }
  throw unexpected();
}

function unreachable(cause: unknown): ConnectionError {
  return new ConnectionError('connection-failed', 'The server cannot be reached.', { cause });
}

function unexpected(): ConnectionError {
  return new ConnectionError('unexpected-response', 'Something other than the API answered at this address.');
}

function bodyOf(body: unknown, headers: Headers): Pick<RequestInit, 'body'> {
  if (body === undefined) return {};
  const bytes = body instanceof Uint8Array;
  headers.set('content-type', bytes ? 'application/octet-stream' : 'application/json');
  return { body: bytes ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body) };
}

function queryText(query: AnyInput['query']): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) if (value !== undefined) search.set(name, String(value));
  const text = search.toString();
  return text && `?${text}`;
}

/** 128 random bits as 32 hexadecimal digits. `randomUUID` is missing on pages served over plain HTTP. */
function randomKey(): string {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
