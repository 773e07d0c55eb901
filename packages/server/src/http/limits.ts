/** What one request may cost. All of them are options of the server. */
export interface HttpLimits {
  /** Bytes of a JSON body. Default 1 MiB: the decisions of a large file with thousands of edits fit. */
  readonly jsonBytes: number;
  /** Bytes of one part of an upload. Default 4 MiB: a slow line loses little when a part fails. */
  readonly uploadPartBytes: number;
  /** Bytes of all headers of a request. Default 16 KiB. */
  readonly headerBytes: number;
  /** Milliseconds until the headers of a request must have arrived. Default 15,000. */
  readonly headersTimeout: number;
  /** Milliseconds until a whole request must have arrived. Default 120,000. */
  readonly requestTimeout: number;
  /** Hours for which the answer to an Idempotency-Key is kept. Default 24. */
  readonly idempotencyHours: number;
}

export const defaultHttpLimits: HttpLimits = {
  jsonBytes: 1024 * 1024,
  uploadPartBytes: 4 * 1024 * 1024,
  headerBytes: 16 * 1024,
  headersTimeout: 15_000,
  requestTimeout: 120_000,
  idempotencyHours: 24,
};
