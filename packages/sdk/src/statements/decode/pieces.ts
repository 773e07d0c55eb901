/** Bytes decoded at one go: a few milliseconds. */
const PIECE = 2 * 1024 * 1024;

const TRAILING_CR = /\r+$/;

/** Every line end as one `\n`: CRLF, CR and LF alike, also mixed, and the CR CR LF that a twice translated file has. */
export function normaliseLineEnds(text: string): string {
  if (!text.includes('\r')) return text;
  const unix = text.replaceAll('\r\n', '\n');
  return unix.includes('\r') ? unix.replace(/\r+\n|\r/g, '\n') : unix;
}

/**
 * Decodes bytes piece by piece, pausing after each, and normalises line ends on the way.
 *
 * @throws {TypeError} where `fatal` is asked for and the bytes do not fit the encoding.
 */
export function* decodePieces(bytes: Uint8Array, encoding: string, fatal: boolean): Generator<void, string, undefined> {
  const decoder = new TextDecoder(encoding, { fatal });
  const parts: string[] = [];
  let held = ''; // carriage returns whose line feed may begin the next piece
  for (let at = 0; at < bytes.length; at += PIECE) {
    const last = at + PIECE >= bytes.length;
    const text = held + decoder.decode(bytes.subarray(at, at + PIECE), { stream: !last });
    held = last ? '' : (TRAILING_CR.exec(text.slice(-8))?.[0] ?? '');
    parts.push(normaliseLineEnds(held === '' ? text : text.slice(0, -held.length)));
    yield;
  }
  return parts.length === 1 ? parts[0]! : parts.join('');
}
