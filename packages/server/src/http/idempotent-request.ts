import { createHash } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Database } from '../database/schema.ts';
import { ProblemError } from './problem-error.ts';

/** A creating request as its Idempotency-Key identifies it. */
export interface IdempotentRequest {
  readonly organisationId: string;
  readonly personId: string;
  readonly operation: string;
  /** SHA-256 of the Idempotency-Key: the key itself is not kept. */
  readonly keyHash: Uint8Array<ArrayBuffer>;
  /**
   * SHA-256 of path and body. It stands in a sealed row only, for some hours: a body may hold the password of a file, which could be
   * guessed from it by whoever has the keys. They could guess it from the file just as well.
   */
  readonly digest: Uint8Array<ArrayBuffer>;
}

/** One attempt at a creating request. */
export interface IdempotentAttempt {
  /** The answer that was given before, if one was. */
  readonly before: { readonly answer: unknown } | undefined;
  /** Keeps the answer, in the transaction that creates. */
  record(transaction: Transaction<Database>, answer: unknown): Promise<void>;
}

/** Where answers under Idempotency-Keys are kept. */
export interface IdempotencyStore {
  /** @throws {ProblemError} `idempotency-key-reused` where the key came with another body before. */
  begin(request: IdempotentRequest): Promise<IdempotentAttempt>;
  /** Whether `error` says that another request with the same key was recorded first. */
  isConflict(error: unknown): boolean;
}

const KEY = /^[\x21-\x7e]{16,64}$/;

/** @throws {ProblemError} `idempotency-key-required` unless `key` is 16 to 64 visible ASCII characters. */
export function idempotentRequest(
  key: string | undefined,
  caller: { readonly organisationId: string; readonly personId: string },
  request: { readonly operation: string; readonly path: string; readonly body: Uint8Array },
): IdempotentRequest {
  if (key === undefined || !KEY.test(key)) throw new ProblemError('idempotency-key-required');
  return {
    organisationId: caller.organisationId,
    personId: caller.personId,
    operation: request.operation,
    keyHash: createHash('sha256').update(key).digest(),
    digest: createHash('sha256').update(request.path).update('\0').update(request.body).digest(),
  };
}
