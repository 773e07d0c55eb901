import { isKeyRetired } from '../database/errors.ts';
import { UnknownKeyError } from '../vault/index.ts';

/** How often a request is run; a long one may be overtaken by more than one rotation. */
const ATTEMPTS = 3;

/**
 * Another server may have changed the keys since they were loaded here: it sealed under a new one, or retired the one under
 * which this one seals. What was refused was not written, so with the keys loaded anew the request runs once more.
 */
export async function withNewKeys<T>(run: () => Promise<T>, forgetKeys: () => void): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (attempt >= ATTEMPTS || !(error instanceof UnknownKeyError || isKeyRetired(error))) throw error;
      forgetKeys();
    }
  }
}
