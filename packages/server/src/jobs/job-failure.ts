import { describeError } from '../http/log.ts';

/** What is kept of a failed attempt: nothing that could hold a value. */
export interface JobFault {
  /** An SQLSTATE, a code of Node or of ours; else `failed`. */
  readonly code: string;
  /** Class of the error. */
  readonly error: string;
}

/** Stands for an error towards the queue, which stores it in the database: code and class, neither message nor stack. */
export class JobFailure extends Error {
  override readonly name = 'JobFailure';
  readonly fault: JobFault;

  constructor(cause: unknown) {
    super();
    this.fault = faultOf(cause);
  }

  /** What the queue stores. */
  toJSON(): JobFault {
    return this.fault;
  }
}

/** An attempt took longer than its definition allows. */
export class JobExpiredError extends Error {
  override readonly name = 'JobExpiredError';
  readonly code = 'expired';
}

export function faultOf(cause: unknown): JobFault {
  const { errorName = 'Error', errorCode } = describeError(cause);
  return { code: errorCode ?? 'failed', error: errorName };
}

/** Reads what the queue has stored; where it stored something of its own, the server that ran the attempt was lost. */
export function storedFault(output: unknown): JobFault | undefined {
  if (typeof output !== 'object' || output === null) return undefined;
  if ('code' in output && typeof output.code === 'string' && 'error' in output && typeof output.error === 'string') return { code: output.code, error: output.error };
  return { code: 'lost', error: 'JobLostError' };
}
