import { randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { KeysUnavailableError } from '../errors.ts';
import type { KeyProvider } from '../key-provider.ts';

/**
 * Wraps and unwraps a key that is for nothing else.
 *
 * @param subject who is asked, such as `The key file`. @throws {KeysUnavailableError}
 */
export async function checkRoundTrip(subject: string, provider: Pick<KeyProvider, 'wrap' | 'unwrap'>): Promise<void> {
  const key = randomBytes(32);
  const context = { deploymentId: randomUUID(), organisationId: randomUUID(), purpose: 'health', keyId: 1 };
  const unwrapped = await provider.unwrap(await provider.wrap(key, context), context);
  if (unwrapped.length !== key.length || !timingSafeEqual(key, unwrapped)) throw new KeysUnavailableError(`${subject} did not give back what it wrapped.`);
}
