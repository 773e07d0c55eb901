import { PasswordCommonError, PasswordTooShortError } from '../access/people.ts';
import { DatabaseUnavailableError } from '../database/errors.ts';
import { KeyDestroyedError, KeysUnavailableError } from '../vault/index.ts';
import { ProblemError } from './problem-error.ts';

/** Seconds after which a dependency that was down may be up again. */
const RETRY_AFTER = 10;

/** Errors of the layers below that have a problem of their own; everything else is our fault. */
export function foreignProblem(error: unknown): ProblemError | undefined {
  if (error instanceof KeysUnavailableError) return new ProblemError('keys-unavailable', { retryAfter: RETRY_AFTER, cause: error });
  if (error instanceof DatabaseUnavailableError) return new ProblemError('unavailable', { retryAfter: RETRY_AFTER, cause: error });
  if (error instanceof PasswordTooShortError) return new ProblemError('password-refused');
  if (error instanceof PasswordCommonError) return new ProblemError('password-common');
  if (error instanceof KeyDestroyedError) return new ProblemError('data-destroyed');
  return undefined;
}
