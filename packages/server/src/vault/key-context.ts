import { createHash, timingSafeEqual } from 'node:crypto';
import { KeysUnavailableError } from './errors.ts';
import type { KeyContext } from './key-provider.ts';
import { lengthPrefixed } from './length-prefixed.ts';

/** The context as bytes, for providers that authenticate associated data. */
export function keyContextBytes(context: KeyContext): Uint8Array {
  return lengthPrefixed(['cash-flow/key/1', context.deploymentId, context.organisationId, context.purpose, String(context.keyId)]);
}

/** SHA-384 over the context. */
export function keyContextDigest(context: KeyContext): Uint8Array {
  return createHash('sha384').update(keyContextBytes(context)).digest();
}

/**
 * What providers wrap: the digest of the context, then the key. It binds the key to its place whatever the provider can
 * do, so a provider that forgot its associated data would not go unnoticed. Overwrite it after use.
 */
export function bindKey(key: Uint8Array, context: KeyContext): Uint8Array {
  const digest = keyContextDigest(context);
  // Memory of its own: a part of a pool that others use too would be overwritten late.
  const content = Buffer.alloc(digest.length + key.length);
  content.set(digest);
  content.set(key, digest.length);
  return content;
}

/**
 * The key in `content`, which is overwritten.
 *
 * @param content undefined where the provider refused the blob.
 * @throws {KeysUnavailableError} when it was bound to another context.
 */
export function boundKey(content: Uint8Array | undefined, context: KeyContext): Uint8Array {
  const digest = keyContextDigest(context);
  if (!content || content.length <= digest.length || !timingSafeEqual(content.subarray(0, digest.length), digest)) {
    content?.fill(0);
    throw new KeysUnavailableError('A data key does not unwrap: it was wrapped under another master key, or for another place.');
  }
  const key = new Uint8Array(content.subarray(digest.length));
  content.fill(0);
  return key;
}
