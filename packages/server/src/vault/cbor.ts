import { endianness } from 'node:os';
import { decode, encode, rfc8949EncodeOptions, type TagDecoder, Token, Type, type TypeEncoder } from 'cborg';

/** Numbers of one width, as RFC 8746 tags them: little endian, as they lie in memory. */
const typedArrays = [
  { name: 'Uint16Array', tag: 69, construct: Uint16Array },
  { name: 'Uint32Array', tag: 70, construct: Uint32Array },
  { name: 'BigUint64Array', tag: 71, construct: BigUint64Array },
  { name: 'Int8Array', tag: 72, construct: Int8Array },
  { name: 'Int16Array', tag: 77, construct: Int16Array },
  { name: 'Int32Array', tag: 78, construct: Int32Array },
  { name: 'BigInt64Array', tag: 79, construct: BigInt64Array },
] as const;

type NumberArray = InstanceType<(typeof typedArrays)[number]['construct']>;

const typeEncoders: Readonly<Record<string, TypeEncoder>> = {
  ...Object.fromEntries(typedArrays.map(({ name, tag }) => [name, typedArrayEncoder(tag)])),
  // Left to themselves these would be written as bytes, or as an empty map, and come back as something else.
  ...Object.fromEntries(['Uint8ClampedArray', 'Float32Array', 'Float64Array', 'DataView', 'ArrayBuffer', 'Date', 'Set', 'RegExp', 'Error'].map((name) => [name, refuse])),
};

const tags: Readonly<Record<number, TagDecoder>> = Object.fromEntries(
  typedArrays.map(({ tag, construct }): [number, TagDecoder] => [tag, typedArrayDecoder(construct)]),
);

/**
 * CBOR in the core deterministic form of RFC 8949, 4.2.1, with the typed arrays of RFC 8746; equal values give equal
 * bytes, so negative zero is written as zero. Properties that are `undefined` are left out. Takes numbers, bigints of 64 bits, strings, booleans, null, bytes,
 * integer typed arrays, arrays, plain objects and maps; throws on anything else.
 */
export function encodeCbor(value: unknown): Uint8Array {
  return encode(value, { ...rfc8949EncodeOptions, typeEncoders, ignoreUndefinedProperties: true });
}

/** @throws when the bytes are not one CBOR value in the form that `encodeCbor` writes. */
export function decodeCbor(bytes: Uint8Array): unknown {
  // As a plain array: out of a Buffer, byte strings would be buffers that share its memory.
  return decode(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
    strict: true,
    allowIndefinite: false,
    allowUndefined: false,
    allowNaN: false,
    allowInfinity: false,
    rejectDuplicateMapKeys: true,
    tags,
  });
}

function typedArrayEncoder(tag: number): TypeEncoder {
  return (array: NumberArray) => [new Token(Type.tag, tag), new Token(Type.bytes, littleEndian(bytesOf(array), array.BYTES_PER_ELEMENT))];
}

function typedArrayDecoder(construct: (typeof typedArrays)[number]['construct']): TagDecoder {
  return (decodeContent) => {
    const bytes = decodeContent();
    if (!(bytes instanceof Uint8Array) || bytes.length % construct.BYTES_PER_ELEMENT !== 0) throw new Error('CBOR: a typed array of broken length.');
    // A copy, because the numbers must lie at a multiple of their width.
    return new construct(new Uint8Array(littleEndian(bytes, construct.BYTES_PER_ELEMENT)).buffer);
  };
}

function bytesOf(array: NumberArray): Uint8Array<ArrayBuffer> {
  return new Uint8Array(array.buffer as ArrayBuffer, array.byteOffset, array.byteLength);
}

/** Between the order of this machine's memory and little endian; on almost every machine the same. */
function littleEndian(bytes: Uint8Array, width: number): Uint8Array<ArrayBuffer> {
  if (endianness() === 'LE' || width === 1) return bytes as Uint8Array<ArrayBuffer>;
  const copy = Buffer.from(bytes);
  if (width === 2) return copy.swap16();
  return width === 4 ? copy.swap32() : copy.swap64();
}

function refuse(): never {
  throw new TypeError('CBOR: a value of this type has no encoding here.');
}
