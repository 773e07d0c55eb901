import { SealedValueError } from './errors.ts';

const lengthField = 4;
/** Small bodies are all of one size, where Padmé would still tell single bytes apart. */
const smallest = 64;

/**
 * Hides the exact length: the length as u32 big endian, the content, then zeros up to a Padmé length (Nikitin et al.,
 * PETS 2019: at most 12 % more, and only O(log log n) bits of the length remain visible), 64 bytes at least.
 */
export function pad(content: Uint8Array): Uint8Array {
  const padded = new Uint8Array(paddedLength(content.length));
  new DataView(padded.buffer).setUint32(0, content.length);
  padded.set(content, lengthField);
  return padded;
}

/** @throws {SealedValueError} when the bytes are not exactly what `pad` makes. */
export function unpad(padded: Uint8Array): Uint8Array {
  if (padded.length < smallest) throw new SealedValueError();
  const length = new DataView(padded.buffer, padded.byteOffset, padded.byteLength).getUint32(0);
  if (length > padded.length - lengthField || paddedLength(length) !== padded.length) throw new SealedValueError();
  const end = lengthField + length;
  for (let index = end; index < padded.length; index += 1) if (padded[index] !== 0) throw new SealedValueError();
  return padded.subarray(lengthField, end);
}

/** Length of the padded form of `contentLength` bytes. */
export function paddedLength(contentLength: number): number {
  return Math.max(smallest, padme(lengthField + contentLength));
}

/** The next length of E+1 binary digits of which the last E - (digits of E) are zeros. */
function padme(length: number): number {
  if (length > 0x7fffffff) throw new RangeError('The content is too long to be sealed in one piece.');
  const exponent = 31 - Math.clz32(length);
  const digits = 32 - Math.clz32(exponent);
  const step = 2 ** Math.max(0, exponent - digits);
  return Math.ceil(length / step) * step;
}
