const none = new Uint8Array(0);

/**
 * Joins parts so that no two lists of parts give the same bytes: each part is preceded by its length as u16, big endian.
 * Text is UTF-8.
 *
 * @param front what the same gave for the parts that come before, where they are always the same ones.
 */
export function lengthPrefixed(parts: readonly (string | Uint8Array)[], front: Uint8Array = none): Uint8Array {
  let length = front.length;
  for (const part of parts) length += 2 + part.length;
  const joined = Buffer.allocUnsafe(length);
  joined.set(front);
  let offset = front.length;
  for (const part of parts) {
    if (part.length > 0xffff) throw new RangeError('A part is longer than 65535 bytes.');
    joined[offset] = part.length >>> 8;
    joined[offset + 1] = part.length & 0xff;
    offset += 2;
    if (typeof part === 'string') {
      if (!writeAscii(part, joined, offset)) return lengthPrefixed(parts.map(inBytes), front);
    } else {
      joined.set(part, offset);
    }
    offset += part.length;
  }
  return joined;
}

/** Nearly all parts are short and ASCII, and these are written sooner than Node is called. @returns whether it was ASCII. */
function writeAscii(text: string, target: Uint8Array, offset: number): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code > 0x7f) return false;
    target[offset + index] = code;
  }
  return true;
}

function inBytes(part: string | Uint8Array): Uint8Array {
  return typeof part === 'string' ? Buffer.from(part, 'utf8') : part;
}
