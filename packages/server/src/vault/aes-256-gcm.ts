import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';
import { SealedValueError } from './errors.ts';

export const tagLength = 16;

export interface GcmInput {
  readonly key: KeyObject;
  /** 12 bytes, never twice under one key. */
  readonly nonce: Uint8Array;
  readonly associatedData: Uint8Array;
}

/** AES-256-GCM (SP 800-38D). @returns ciphertext and tag. */
export function gcmSeal({ key, nonce, associatedData }: GcmInput, plaintext: Uint8Array): readonly [ciphertext: Uint8Array, tag: Uint8Array] {
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength });
  cipher.setAAD(associatedData);
  const ciphertext = cipher.update(plaintext);
  cipher.final();
  return [ciphertext, cipher.getAuthTag()];
}

/**
 * Gives nothing back before the tag has been verified.
 *
 * @param sealed ciphertext and tag, one after the other; the tag has 16 bytes.
 * @throws {SealedValueError}
 */
export function gcmOpen({ key, nonce, associatedData }: GcmInput, sealed: Uint8Array): Uint8Array {
  if (sealed.length < tagLength) throw new SealedValueError();
  // authTagLength: without it Node takes a tag that was cut down to four bytes.
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength });
  decipher.setAAD(associatedData);
  decipher.setAuthTag(sealed.subarray(sealed.length - tagLength));
  const plaintext = decipher.update(sealed.subarray(0, sealed.length - tagLength));
  try {
    decipher.final();
  } catch {
    plaintext.fill(0);
    throw new SealedValueError();
  }
  return plaintext;
}
