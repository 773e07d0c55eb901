import { CashFlowError, ProblemResponseError } from '@cashflowsmart/sdk/client';
import type { ProblemCode, StatementImport } from '@cashflowsmart/sdk/contract';
import { StatementProblemError, type StatementProblemCode } from '@cashflowsmart/sdk/statements';
import type { Texts } from '../foundation/texts.ts';

/** Codes for what never became a problem answer of the API. The first two are the client's. */
export type LocalCode =
  | 'connection-failed'
  | 'unexpected-response'
  /** The file was moved, changed or locked between choosing and reading it. */
  | 'file-unreadable'
  /** A folder was dropped. */
  | 'folder'
  /** The reader itself could not be loaded, or broke down. */
  | 'reader-unavailable';

/** Why a step did not succeed. Holds codes and the API's own words, never input. */
export interface UploadFailure {
  /** A problem code of the API or the reader, or a `LocalCode`. */
  readonly code: string;
  /** Finds the request in the server's log; empty where none was answered. */
  readonly requestId: string;
  /** What the server said; used where the texts do not know the code. */
  readonly said: FailureWords | null;
}

/** What happened, and what to do. */
export interface FailureWords {
  readonly title: string;
  readonly action: string;
}

export function localFailure(code: LocalCode | StatementProblemCode): UploadFailure {
  return { code, requestId: '', said: null };
}

/** What an error of the reader, the client or the browser means for the item it belongs to. */
export function failureOf(error: unknown): UploadFailure {
  if (error instanceof ProblemResponseError) {
    return { code: error.code, requestId: error.requestId, said: { title: error.message, action: error.detail } };
  }
  if (error instanceof StatementProblemError) return localFailure(error.code);
  if (error instanceof CashFlowError) return { code: error.code, requestId: '', said: null };
  // A File that changed on disk since it was chosen rejects with these.
  if (error instanceof DOMException && (error.name === 'NotReadableError' || error.name === 'NotFoundError')) return localFailure('file-unreadable');
  return localFailure('reader-unavailable');
}

/** Why the server refused a file after reading it. */
export function failureOfRefusal(refusal: NonNullable<StatementImport['refusal']>): UploadFailure {
  return { code: refusal.code, requestId: '', said: { title: refusal.title, action: refusal.detail } };
}

/** A failure in the reader's language; where the texts do not know the code, in the words of the server. */
export function failureWords(failure: UploadFailure, texts: Texts): FailureWords {
  const { local, reading, unknown } = texts.uploader.failure;
  const { code } = failure;
  return texts.problems[code as ProblemCode] ?? reading[code as StatementProblemCode] ?? local[code as LocalCode] ?? failure.said ?? unknown;
}
