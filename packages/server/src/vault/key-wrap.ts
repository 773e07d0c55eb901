import { createCipheriv, createDecipheriv, createSecretKey } from 'node:crypto';

/** The alternative initial value of RFC 5649, section 3. */
const initialValue = Buffer.from('a65959a6', 'hex');

/** AES-256 key wrap with padding: RFC 5649, KWP of SP 800-38F. @param masterKey 32 bytes. */
export function wrapPadded(masterKey: Uint8Array, content: Uint8Array): Uint8Array {
  const cipher = createCipheriv('id-aes256-wrap-pad', createSecretKey(masterKey), initialValue);
  return Buffer.concat([cipher.update(content), cipher.final()]);
}

/** @returns undefined when the blob was not wrapped under this key. */
export function unwrapPadded(masterKey: Uint8Array, blob: Uint8Array): Uint8Array | undefined {
  const decipher = createDecipheriv('id-aes256-wrap-pad', createSecretKey(masterKey), initialValue);
  try {
    return Buffer.concat([decipher.update(blob), decipher.final()]);
  } catch {
    return undefined;
  }
}
