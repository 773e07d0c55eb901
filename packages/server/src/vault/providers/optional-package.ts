import { KeysUnavailableError } from '../errors.ts';

/**
 * Loads a package that only this provider needs, so that it is installed where the provider is used.
 *
 * @throws {KeysUnavailableError} when it is not installed.
 */
export async function importOptional<T>(name: string, provider: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    // Another module that is not found is one inside of a package that is installed and broken.
    const missing = error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND' && error.message.includes(`'${name}'`);
    if (!missing) throw error;
    throw new KeysUnavailableError(`The key provider ${provider} needs the package ${name}, which is not installed. Install it beside the server: npm install ${name}`);
  }
}
