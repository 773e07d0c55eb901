import { CommandError } from './command.ts';

/** Errors of other parts whose messages are written for whoever runs the server. */
const SPOKEN: ReadonlySet<string> = new Set([
  'BackupError', 'DataFolderError', 'DatabaseInUseError', 'DatabaseUnavailableError', 'DatabaseTooNewError', 'DeploymentMismatchError', 'JobQueueOutdatedError', 'KeyStateError', 'KeysUnavailableError', 'PartialViewError', 'PlainHttpRefusedError',
  'RowSecurityMissingError', 'ServingRoleMissingError', 'UnsafeKeyPlaceError', 'UnsafeRoleError',
]);

/** The sentence of an error that is meant to be read; undefined for all others. */
export function spokenMessage(error: unknown): string | undefined {
  return error instanceof Error && (error instanceof CommandError || SPOKEN.has(error.name)) ? error.message : undefined;
}
