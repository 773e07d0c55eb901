import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';

/** HMAC-SHA-256 (FIPS 198-1, RFC 2104). @param message text is UTF-8. @returns 32 bytes. */
export function hmacSha256(key: KeyObject | Uint8Array, message: Uint8Array | string): Uint8Array {
  return createHmac('sha256', key).update(message).digest();
}

/** Whether `tag` is that of the message, in a time that does not tell where it differs. One that was cut short is not. */
export function isHmacSha256(key: KeyObject | Uint8Array, message: Uint8Array | string, tag: Uint8Array): boolean {
  const expected = hmacSha256(key, message);
  return tag.length === expected.length && timingSafeEqual(tag, expected);
}
