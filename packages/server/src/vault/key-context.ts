import { createHash } from 'node:crypto';
import type { KeyContext } from './key-provider.ts';
import { lengthPrefixed } from './length-prefixed.ts';

/** SHA-384 over the context, for providers that have no field of their own for it. */
export function keyContextDigest(context: KeyContext): Uint8Array {
  return createHash('sha384')
    .update(lengthPrefixed(['cash-flow/key/1', context.deploymentId, context.organisationId, context.purpose, String(context.keyId)]))
    .digest();
}
