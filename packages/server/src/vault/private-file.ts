import { open } from 'node:fs/promises';
import { isFileError } from './durable-file.ts';
import { KeysUnavailableError } from './errors.ts';
import { refuseShared, type SharingRules } from './safe-place.ts';

/**
 * Reads a file with a secret. Looks at the rights of the file that was opened, not of one that may have taken its name since.
 *
 * @param subject what it is, such as `The key file`.
 * @param advice what to do where it is not there.
 * @throws {UnsafeKeyPlaceError} when others may read it.
 * @throws {KeysUnavailableError} when it is not there or not readable.
 */
export async function readPrivateFile(subject: string, path: string, rules?: SharingRules, advice?: string): Promise<string> {
  try {
    const file = await open(path, 'r');
    try {
      refuseShared(subject, await file.stat(), rules);
      return await file.readFile('utf8');
    } finally {
      await file.close();
    }
  } catch (error) {
    if (isFileError(error, 'ENOENT')) throw new KeysUnavailableError(`${subject} is not there. It was looked for at ${path}.${advice === undefined ? '' : ` ${advice}`}`);
    if (isFileError(error, 'EISDIR')) throw new KeysUnavailableError(`${subject} is a folder.`);
    if (isFileError(error, 'EACCES')) throw new KeysUnavailableError(`${subject} cannot be read by the user that runs the server.`);
    throw error;
  }
}
