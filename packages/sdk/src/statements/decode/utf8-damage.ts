function sequenceLength(lead: number): number {
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  if (lead >= 0xf0 && lead <= 0xf4) return 4;
  return 0;
}

/** So many sequences are evidence enough. */
const ENOUGH = 20_000;

/**
 * Tells a UTF-8 text with a few broken places from a text in another encoding: `damaged` where whole multi-byte
 * sequences (RFC 3629) far outnumber the broken ones. Other code pages form such sequences only by accident.
 */
export function utf8Damage(bytes: Uint8Array): 'damaged' | 'not-utf-8' {
  let whole = 0;
  let broken = 0;
  for (let at = 0; at < bytes.length && whole + broken < ENOUGH; ) {
    const byte = bytes[at]!;
    if (byte < 0x80) {
      at++;
      continue;
    }
    const length = sequenceLength(byte);
    let good = length > 0 && at + length <= bytes.length;
    for (let next = 1; good && next < length; next++) good = (bytes[at + next]! & 0xc0) === 0x80;
    if (good) {
      whole++;
      at += length;
    } else {
      broken++;
      at++;
    }
  }
  return whole >= 3 && whole >= broken * 4 ? 'damaged' : 'not-utf-8';
}
