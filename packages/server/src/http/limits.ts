/**
 * What requests, connections and event streams may cost, with units: the one place for these figures. All of them are
 * options of the server; `docs/limits.md` lists them, and a test compares both.
 */
export interface HttpLimits {
  /** Bytes of a JSON body. 1,024 to 16 MiB. Default 1 MiB: the decisions of a large file with thousands of edits fit. */
  readonly jsonBytes: number;
  /** Bytes of one part of an upload. 65,536 to 64 MiB. Default 4 MiB: a slow line loses little when a part fails. */
  readonly uploadPartBytes: number;
  /** Bytes of all headers of a request. 4,096 to 65,536. Default 16 KiB. */
  readonly headerBytes: number;
  /** Headers of a request. 32 to 1,000. Default 100. */
  readonly headerCount: number;
  /** Characters of path and query. 512 to 16,384. Default 4,096. */
  readonly addressLength: number;
  /** Milliseconds until the headers of a request must have arrived. 10 to 120,000. Default 15,000. */
  readonly headersTimeout: number;
  /** Milliseconds until a whole request must have arrived. 10 to 3,600,000. Default 120,000. */
  readonly requestTimeout: number;
  /** Milliseconds that a connection may stay open between two requests. 10 to 600,000. Default 60,000 for HTTP/2, a twelfth of it for HTTP/1.1. */
  readonly idleTimeout: number;
  /** Milliseconds until a TLS handshake must be done. 10 to 120,000. Default 10,000. */
  readonly handshakeTimeout: number;
  /** Connections of a server. 16 to 100,000. Default 10,000. */
  readonly connections: number;
  /** Requests in work at once on one HTTP/2 connection. 8 to 1,000. Default 100. */
  readonly streamsPerConnection: number;
  /** Streams that one HTTP/2 connection may reset at once, and then each second a sixth of it. 12 to 10,000. Default 200. */
  readonly streamResets: number;
  /** Requests of one person in work at once; twice as many more wait. 1 to 1,000. Default 24. */
  readonly requestsPerPerson: number;
  /** Requests in work at once in one organisation; twice as many more wait. 1 to 10,000. Default 96. */
  readonly requestsPerOrganisation: number;
  /** Expensive operations of one person in a minute. 1 to 100,000. Default 600. */
  readonly expensivePerPerson: number;
  /** Expensive operations in one organisation in a minute. 1 to 1,000,000. Default 3,000. */
  readonly expensivePerOrganisation: number;
  /** Expensive operations from one address in a minute: a portal's back end may stand for many people. 1 to 1,000,000. Default 6,000. */
  readonly expensivePerAddress: number;
  /** Milliseconds that the event loop may be late on average, beyond which requests are refused. 20 to 10,000. Default 300. */
  readonly loopDelay: number;
  /** Hours for which the answer to an Idempotency-Key is kept. 1 to 720. Default 24. */
  readonly idempotencyHours: number;
}

export const defaultHttpLimits: HttpLimits = {
  jsonBytes: 1024 * 1024,
  uploadPartBytes: 4 * 1024 * 1024,
  headerBytes: 16 * 1024,
  headerCount: 100,
  addressLength: 4096,
  headersTimeout: 15_000,
  requestTimeout: 120_000,
  idleTimeout: 60_000,
  handshakeTimeout: 10_000,
  connections: 10_000,
  streamsPerConnection: 100,
  streamResets: 200,
  requestsPerPerson: 24,
  requestsPerOrganisation: 96,
  expensivePerPerson: 600,
  expensivePerOrganisation: 3_000,
  expensivePerAddress: 6_000,
  loopDelay: 300,
  idempotencyHours: 24,
};

const KIB = 1024;

/** Least and most of each limit. */
export const httpLimitRanges: { readonly [Name in keyof HttpLimits]: readonly [least: number, most: number] } = {
  jsonBytes: [KIB, 16 * KIB * KIB],
  uploadPartBytes: [64 * KIB, 64 * KIB * KIB],
  headerBytes: [4 * KIB, 64 * KIB],
  headerCount: [32, 1000],
  addressLength: [512, 16 * KIB],
  headersTimeout: [10, 120_000],
  requestTimeout: [10, 3_600_000],
  idleTimeout: [10, 600_000],
  handshakeTimeout: [10, 120_000],
  connections: [16, 100_000],
  streamsPerConnection: [8, 1000],
  streamResets: [12, 10_000],
  requestsPerPerson: [1, 1_000],
  requestsPerOrganisation: [1, 10_000],
  expensivePerPerson: [1, 100_000],
  expensivePerOrganisation: [1, 1_000_000],
  expensivePerAddress: [1, 1_000_000],
  loopDelay: [20, 10_000],
  idempotencyHours: [1, 720],
};
