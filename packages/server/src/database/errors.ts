/** The data folder is held by another server that is still running. */
export class DatabaseInUseError extends Error {
  override readonly name = 'DatabaseInUseError';
  /** Process id of the server that holds the folder. */
  readonly processId: number;

  constructor(processId: number) {
    super(
      `Another server (process ${String(processId)}) is using this data folder. ` +
        'Stop it first, or give this server a data folder of its own.',
    );
    this.processId = processId;
  }
}

/** Code inside a transaction asked for a second connection; on a database with one connection that would wait for ever. */
export class NestedTransactionError extends Error {
  override readonly name = 'NestedTransactionError';

  constructor() {
    super('The database was asked for a new connection inside an open transaction. Use the transaction that is open, or do this before it begins.');
  }
}

/**
 * What the database refused, without the values that it was given: `code` is the SQLSTATE (PostgreSQL manual,
 * appendix A), `constraint` the name of the constraint that was broken.
 */
export class DatabaseError extends Error {
  override readonly name: string = 'DatabaseError';
  readonly code: string;
  readonly constraint: string | undefined;

  constructor(code: string, constraint?: string) {
    super(`The database refused a statement (${code}${constraint === undefined ? '' : `, ${constraint}`}).`);
    this.code = code;
    this.constraint = constraint;
  }
}

/** Two transactions got in each other's way; the same transaction may succeed when it is run again. */
export class RetryableDatabaseError extends DatabaseError {
  override readonly name = 'RetryableDatabaseError';
}

/** A data folder is not there, or is none. */
export class DataFolderError extends Error {
  override readonly name = 'DataFolderError';
}

/** No connection to the database, or it was lost; whether a transaction was committed at that moment is unknown. */
export class DatabaseUnavailableError extends Error {
  override readonly name = 'DatabaseUnavailableError';

  /** The SQLSTATE with which a server that was reached refused the connection. */
  readonly code: string | undefined;

  constructor(sentence = 'The database cannot be reached.', code?: string) {
    super(sentence);
    this.code = code;
  }
}

/** The tables were made by a later version of this program, which this one must not touch. */
export class DatabaseTooNewError extends Error {
  override readonly name = 'DatabaseTooNewError';

  constructor() {
    super('The database was made by a newer version of this program. Start that version, or restore the backup from before the update.');
  }
}

/** Whole tables are asked of a role that sees a part of them. */
export class PartialViewError extends Error {
  override readonly name = 'PartialViewError';

  constructor() {
    super('The role of this address sees the rows of one organisation at a time. Give the address of the owner of the tables, in CASH_FLOW_OWNER_URL.');
  }
}

/** Serialisation failure, deadlock, lock not available. */
const retryableCodes: ReadonlySet<string> = new Set(['40001', '40P01', '55P03']);
const connectionCodes: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'ENOENT', 'EAI_AGAIN']);
/** What a socket was doing; an ENOENT of the file system says `open` here and is not ours. */
const socketCalls: ReadonlySet<unknown> = new Set(['connect', 'read', 'write', 'getaddrinfo']);
/** Classes 08 (connection) and 57P (operator intervention), and too many connections. */
const unavailableState = /^(?:08|57P|53300)/;
const wrongSignIn = 'The database refused the user or the password. Check both in its address.';
/** Why a connection was refused that could be made: invalid sign-in, no such database. The values are in the server's message only. */
const refusals: ReadonlyMap<string, string> = new Map([
  ['28P01', wrongSignIn], ['28000', wrongSignIn],
  ['3D000', 'There is no such database on the server. Check the name in its address, or make it first.'],
]);
const lostConnection = /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/;

/**
 * Turns an error of either driver into one of ours. A driver's message and detail can hold the values of a row, so
 * nothing of them is kept. Anything that did not come from a driver is returned as it is.
 */
export function fromDriverError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof DatabaseError) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  if (isConnectionError(error, code)) return withFramesOf(error, new DatabaseUnavailableError());
  // The driver gives up by itself where the server asks for a password and the address has none.
  if (error.message.startsWith('SASL: ')) return withFramesOf(error, new DatabaseUnavailableError(wrongSignIn, '28P01'));
  if (code === undefined || !('severity' in error)) return error;
  const refusal = refusals.get(code);
  if (refusal !== undefined) return withFramesOf(error, new DatabaseUnavailableError(refusal, code));
  const constraint = 'constraint' in error && typeof error.constraint === 'string' ? error.constraint : undefined;
  return withFramesOf(error, retryableCodes.has(code) ? new RetryableDatabaseError(code, constraint) : new DatabaseError(code, constraint));
}

function isConnectionError(error: Error, code: string | undefined): boolean {
  if (lostConnection.test(error.message)) return true;
  if (code === undefined) return false;
  if ('severity' in error) return unavailableState.test(code);
  // A name with several addresses fails with all of their errors in one.
  return connectionCodes.has(code) && (error instanceof AggregateError || ('syscall' in error && socketCalls.has(error.syscall)));
}

/** Whether `error` says that a row with the same key is there already; `constraint` narrows it to one index. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (!(error instanceof Error) || !('code' in error) || error.code !== '23505') return false;
  return constraint === undefined || ('constraint' in error && error.constraint === constraint);
}

/** Whether a value was refused because the key version that its header names has no row: it is retired. */
export function isKeyRetired(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === '23503' && error.constraint !== undefined && /_(?:login_)?key_id_fkey$/.test(error.constraint);
}

/** Keeps the place where it happened, and of the text only our own. */
function withFramesOf<E extends Error>(original: Error, replacement: E): E {
  const frames = (original.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  replacement.stack = [`${replacement.name}: ${replacement.message}`, ...frames].join('\n');
  return replacement;
}
