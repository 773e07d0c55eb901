import { DatabaseError, DatabaseUnavailableError, fromDriverError } from '../../database/errors.ts';
import { KeysUnavailableError } from '../errors.ts';

const INSUFFICIENT_PRIVILEGE = '42501';
const LOCK_NOT_AVAILABLE = '55P03';

/** What went wrong in the custody database, as a sentence for the operator; nothing of a driver's own text is kept. */
export function asKeysUnavailable(error: unknown): unknown {
  const known = fromDriverError(error);
  const refused = known instanceof DatabaseUnavailableError ? known.code : undefined;
  if (refused !== undefined) return new KeysUnavailableError(sentence(refused), { cause: known });
  if (known instanceof DatabaseUnavailableError || isTimeout(known)) return new KeysUnavailableError('The custody database cannot be reached.', { cause: known });
  if (!(known instanceof DatabaseError)) return known;
  return new KeysUnavailableError(sentence(known.code), { cause: known });
}

function sentence(code: string): string {
  if (code === LOCK_NOT_AVAILABLE) return 'The custody database is being written by another server for too long.';
  if (code === INSUFFICIENT_PRIVILEGE) return 'The role of CASH_FLOW_CUSTODY_URL lacks a right in the custody database. See the grants in docs/operations.md.';
  if (code === '28P01' || code === '28000') return 'The custody database refused the user or the password. Check both in CASH_FLOW_CUSTODY_URL.';
  if (code === '3D000') return 'There is no such database on the server of the custody. Check the name in CASH_FLOW_CUSTODY_URL, or make it first.';
  return `The custody database refused a statement (${code}).`;
}

/** A statement without an answer; the driver gives it no code. */
function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.message === 'Query read timeout';
}
