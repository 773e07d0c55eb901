/**
 * Joins parts so that no two lists of parts give the same bytes: each part is preceded by its length as u16, big endian.
 * Text is UTF-8.
 */
export function lengthPrefixed(parts: readonly (string | Uint8Array)[]): Uint8Array {
  const encoded = parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'utf8') : part));
  const joined = Buffer.allocUnsafe(encoded.reduce((length, part) => length + 2 + part.length, 0));
  let offset = 0;
  for (const part of encoded) {
    if (part.length > 0xffff) throw new RangeError('A part is longer than 65535 bytes.');
    offset = joined.writeUInt16BE(part.length, offset);
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}
