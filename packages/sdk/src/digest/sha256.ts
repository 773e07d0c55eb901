/** The Web Crypto of this environment; builds of Node without a global one get it from a library. */
async function webCrypto(): Promise<SubtleCrypto> {
  const native = globalThis.crypto?.subtle as SubtleCrypto | undefined;
  return native ?? (await import('#fallback-crypto')).fallbackCrypto.subtle;
}

/**
 * SHA-256 (FIPS 180-4) of `bytes`, as 64 lower-case hexadecimal digits.
 *
 * @throws {InsecureContextError} on a page without Web Crypto.
 */
export async function sha256Hex(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const subtle = await webCrypto();
  const digest = new Uint8Array(await subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
