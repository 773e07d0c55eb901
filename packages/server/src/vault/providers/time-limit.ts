import { KeysUnavailableError } from '../errors.ts';

/**
 * The result of `work`, or an error when it takes longer.
 *
 * @param limit in ms. @param late a sentence for the operator. @throws {KeysUnavailableError}
 */
export async function within<T>(limit: number, late: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const expiry = new Promise<never>((_, reject) => {
    timer = setTimeout(() => { reject(new KeysUnavailableError(late)); }, limit);
  });
  try {
    return await Promise.race([work, expiry]);
  } finally {
    clearTimeout(timer);
  }
}
