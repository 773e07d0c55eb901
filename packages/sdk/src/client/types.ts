/** Options of one call. */
export interface CallOptions {
  /** Ends the call, waiting for a retry included; `AbortSignal.timeout(milliseconds)` sets it a time limit. */
  readonly signal?: AbortSignal;
}

/** Options of a call that creates; without a key the client makes one and keeps it over its own retries. */
export interface CreateOptions extends CallOptions {
  readonly idempotencyKey?: string;
}

export interface UploadProgress {
  /** Bytes that the server has confirmed. */
  readonly sentBytes: number;
  readonly totalBytes: number;
}

export interface UploadOptions extends CreateOptions {
  readonly onProgress?: (progress: UploadProgress) => void;
}

export interface RetryOptions {
  /** Attempts after the first. Default 3. */
  readonly retries: number;
  /** Milliseconds before the first retry; doubled each time, with full jitter. Default 300. */
  readonly baseDelay: number;
  /** Longest wait in milliseconds; a longer `Retry-After` ends the retries. Default 20,000. */
  readonly maxDelay: number;
}

/** Clock, chance and waiting, so that a test of retries neither sleeps nor guesses. */
export interface Timers {
  /** Milliseconds since 1970-01-01. */
  now(): number;
  /** From 0 up to but not including 1. */
  random(): number;
  /** Resolves after `milliseconds`; rejects with the signal's reason as soon as it aborts. */
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export interface ClientOptions {
  /** Where the API lives, such as `/cash-flow` or `https://portal.example/cash-flow`. Default: the page's own origin. */
  readonly baseUrl?: string | URL;
  /** Replaces the global fetch; in Node `sessionFetch()` keeps the session cookie in memory. */
  readonly fetch?: typeof globalThis.fetch;
  readonly retry?: Partial<RetryOptions>;
  /** A token for `Authorization: Bearer`, asked for at each request; undefined sends none. For a launched session whose cookie the browser refused. */
  readonly bearer?: () => string | undefined;
  /** Replaces the system's clock; for tests. */
  readonly timers?: Partial<Timers>;
}
