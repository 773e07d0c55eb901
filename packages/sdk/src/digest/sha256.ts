/** The Web Crypto of this environment; Node builds without a global one get it from a library. */
async function webCrypto(): Promise<SubtleCrypto> {
  const native = globalThis.crypto?.subtle as SubtleCrypto | undefined;
  if (native) return native;
  const { Crypto } = await import('@peculiar/webcrypto');
  return new Crypto().subtle;
}

/** SHA-256 (FIPS 180-4) of `bytes`, as 64 lower-case hexadecimal digits. */
export async function sha256Hex(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const subtle = await webCrypto();
  const digest = new Uint8Array(await subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
