import { createCipheriv, createDecipheriv } from 'node:crypto';
import { SealedValueError } from './errors.ts';

export const tagLength = 16;

/** Without the tag's length Node takes one that was cut down to four bytes. */
const options = { authTagLength: tagLength, encoding: 'latin1' } as const;

export interface GcmInput {
  /**
   * 32 bytes as latin1 text. Of a key that serves for one message this is the cheapest form: Node 24 tells bytes from a
   * `KeyObject` by an error that it throws and catches, ten times the cost of the cipher, and to make a `KeyObject` for each
   * message costs half of it. That text cannot be erased gives nothing away: the key opens one message, and that lies beside it.
   */
  readonly key: string;
  /** 12 bytes, never twice under one key. */
  readonly nonce: Uint8Array;
  readonly associatedData: Uint8Array;
}

/** AES-256-GCM (SP 800-38D). @returns ciphertext and tag. */
export function gcmSeal({ key, nonce, associatedData }: GcmInput, plaintext: Uint8Array): readonly [ciphertext: Uint8Array, tag: Uint8Array] {
  const cipher = createCipheriv('aes-256-gcm', key, nonce, options);
  cipher.setAAD(associatedData);
  const ciphertext = cipher.update(plaintext);
  cipher.final();
  return [ciphertext, cipher.getAuthTag()];
}

/**
 * Gives nothing back before the tag has been verified.
 *
 * @param tag 16 bytes.
 * @throws {SealedValueError}
 */
export function gcmOpen({ key, nonce, associatedData }: GcmInput, ciphertext: Uint8Array, tag: Uint8Array): Uint8Array {
  if (tag.length !== tagLength) throw new SealedValueError();
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, options);
  decipher.setAAD(associatedData);
  decipher.setAuthTag(tag);
  const plaintext = decipher.update(ciphertext);
  try {
    decipher.final();
  } catch {
    plaintext.fill(0);
    throw new SealedValueError();
  }
  return plaintext;
}
