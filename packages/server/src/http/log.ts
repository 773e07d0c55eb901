import { KeysUnavailableError } from '../vault/errors.ts';

/**
 * Everything that a log line may hold. There is no field for free text: input, SQL and personal data cannot get into a
 * log by way of a message. `reason` alone is a sentence, and only of an error whose sentences are all our own.
 */
export interface LogEntry {
  readonly level: 'info' | 'warning' | 'error';
  /**
   * Of jobs: `job-completed`; `job-failed` (will be tried again), `job-dead` (will not), `job-returned` (not finished here,
   * another server takes it), `job-queue-failed` (the queue could not do its work). `audit-failed`: an audit log could not be signed. Of transport: `policy-violated` (a browser
   * reports it), `certificate-replaced`, `certificate-refused` (the one in use stays),
   * `events-not-heard` (a pooler keeps notices of other servers away). Of the process: `process-failed`, after which it ends.
   */
  readonly event: 'request-failed' | 'job-completed' | 'job-failed' | 'job-dead' | 'job-returned' | 'job-queue-failed'
    | 'audit-failed' | 'policy-violated' | 'certificate-replaced' | 'certificate-refused' | 'events-not-heard' | 'process-failed';
  readonly requestId?: string;
  readonly method?: string;
  /** The template of the path, never the path. */
  readonly route?: string;
  readonly status?: number;
  /** The name of the job's definition. */
  readonly job?: string;
  readonly jobId?: string;
  /** Counts from 1. */
  readonly attempt?: number;
  readonly milliseconds?: number;
  /** Of a content security policy: one of a closed list. */
  readonly directive?: string;
  readonly errorName?: string;
  /** A code of Node or an SQLSTATE. */
  readonly errorCode?: string;
  /** Why keys cannot be had, and what to do. */
  readonly reason?: string;
  /** Where it was thrown: the frames of the stack without the message above them. */
  readonly frames?: readonly string[];
}

export type Logger = (entry: LogEntry) => void;

const WORD = /^[\w-]{1,64}$/;
const LONGEST_REASON = 500;
const FRAME = /^\s+at (.{1,300})$/;

/** What may be said of an unexpected error: its class, its code and where it was thrown; where keys cannot be had, also why. */
export function describeError(error: unknown): Pick<LogEntry, 'errorName' | 'errorCode' | 'reason' | 'frames'> {
  if (!(error instanceof Error)) return { errorName: typeof error };
  const code: unknown = 'code' in error ? error.code : undefined;
  // A message may span lines that look like frames, so only what follows it is taken.
  const stack = error.stack ?? '';
  const head = stack.indexOf(error.message);
  const below = head < 0 ? stack : stack.slice(head + error.message.length);
  return {
    errorName: WORD.test(error.name) ? error.name : 'Error',
    ...(typeof code === 'string' && WORD.test(code) ? { errorCode: code } : {}),
    ...(error instanceof KeysUnavailableError ? { reason: error.message.slice(0, LONGEST_REASON) } : {}),
    frames: below.split('\n').flatMap((line) => FRAME.exec(line)?.[1] ?? []).slice(0, 12),
  };
}

/** One JSON line an entry, with the time in front. */
export function createLogger(write: (line: string) => void, now: () => Date = () => new Date()): Logger {
  return (entry) => { write(`${JSON.stringify({ time: now().toISOString(), ...entry })}\n`); };
}
