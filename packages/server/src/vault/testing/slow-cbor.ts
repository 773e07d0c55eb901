/**
 * CBOR written down once more from RFC 8949 and RFC 8746, as slowly and plainly as it can be; it shares no line with the
 * codec of the product, which the tests hold against it.
 */

/** One number after the other, as the tags of RFC 8746 have them in little endian. */
const typed = {
  69: { array: Uint16Array, width: 2, signed: false }, 70: { array: Uint32Array, width: 4, signed: false }, 71: { array: BigUint64Array, width: 8, signed: false },
  72: { array: Int8Array, width: 1, signed: true }, 77: { array: Int16Array, width: 2, signed: true }, 78: { array: Int32Array, width: 4, signed: true },
  79: { array: BigInt64Array, width: 8, signed: true },
} as const;

type Tag = keyof typeof typed;

/** The value of sixteen bits as an IEEE 754 half (RFC 8949, appendix D). */
function half(bits: number): number {
  const [sign, exponent, mantissa] = [bits >> 15 === 1 ? -1 : 1, (bits >> 10) & 0x1f, bits & 0x3ff];
  if (exponent === 0) return sign * mantissa * 2 ** -24;
  return exponent === 31 ? Number.NaN : sign * (1024 + mantissa) * 2 ** (exponent - 25);
}

const halves = new Map(Array.from({ length: 0x10000 }, (_, bits) => [half(bits), bits]));

export function slowEncode(value: unknown): Uint8Array {
  return Uint8Array.from(encoded(value));
}

function encoded(value: unknown): readonly number[] {
  if (value === null) return [0xf6];
  if (typeof value === 'boolean') return [value ? 0xf5 : 0xf4];
  if (typeof value === 'bigint') return value < 0n ? head(1, -1n - value) : head(0, value);
  if (typeof value === 'number') return Number.isSafeInteger(value) ? encoded(BigInt(value)) : float(value);
  if (typeof value === 'string') return withHead(3, [...new TextEncoder().encode(value)]);
  if (value instanceof Uint8Array) return withHead(2, [...value]);
  for (const [tag, { array }] of Object.entries(typed)) if (value instanceof array) return [...head(6, BigInt(tag)), ...encoded(littleEndian(value))];
  if (Array.isArray(value)) return [...head(4, BigInt(value.length)), ...value.flatMap(encoded)];
  const entries = Object.entries(value as object).filter(([, item]) => item !== undefined).map(([key, item]) => [encoded(key), encoded(item)] as const);
  const sorted = entries.toSorted(([a], [b]) => Buffer.compare(Uint8Array.from(a), Uint8Array.from(b)));
  return [...head(5, BigInt(sorted.length)), ...sorted.flat(2)];
}

/** Major type and argument, in the fewest bytes. */
function head(major: number, argument: bigint): readonly number[] {
  if (argument < 24n) return [(major << 5) | Number(argument)];
  const width = [1, 2, 4, 8].find((bytes) => argument < 1n << BigInt(8 * bytes));
  if (width === undefined) throw new RangeError('More than 64 bits.');
  return [(major << 5) | (24 + Math.log2(width)), ...Array.from({ length: width }, (_, index) => Number((argument >> BigInt(8 * (width - 1 - index))) & 0xffn))];
}

function withHead(major: number, bytes: readonly number[]): readonly number[] {
  return [...head(major, BigInt(bytes.length)), ...bytes];
}

/** The shortest float that is the number. */
function float(value: number): readonly number[] {
  const bits = halves.get(value);
  if (bits !== undefined) return [0xf9, bits >> 8, bits & 0xff];
  const single = Math.fround(value) === value;
  const view = new DataView(new ArrayBuffer(single ? 4 : 8));
  if (single) view.setFloat32(0, value);
  else view.setFloat64(0, value);
  return [single ? 0xfa : 0xfb, ...new Uint8Array(view.buffer)];
}

function littleEndian(array: Iterable<number | bigint> & ArrayBufferView & { readonly BYTES_PER_ELEMENT: number }): Uint8Array {
  const width = array.BYTES_PER_ELEMENT;
  return Uint8Array.from([...array].flatMap((item) => Array.from({ length: width }, (_, index) => Number((BigInt.asUintN(64, BigInt(item)) >> BigInt(8 * index)) & 0xffn))));
}

/** @throws where the bytes are not one value in the core deterministic form. */
export function slowDecode(bytes: Uint8Array): unknown {
  // A copy, so that pieces of a `Buffer` are none.
  const { value, end } = decodedAt(Uint8Array.from(bytes), 0);
  // What is deterministic has one form, and this is it.
  if (end !== bytes.length || Buffer.compare(slowEncode(value), bytes) !== 0) throw new Error('Not CBOR in its core deterministic form.');
  return value;
}

interface Decoded {
  readonly value: unknown;
  /** Where the next value begins. */
  readonly end: number;
}

function decodedAt(bytes: Uint8Array, start: number): Decoded {
  const [major, short] = [byteAt(bytes, start) >> 5, byteAt(bytes, start) & 0x1f];
  if (major === 7) return simpleAt(bytes, start, short);
  const width = short < 24 ? 0 : [1, 2, 4, 8][short - 24];
  if (width === undefined) throw new Error('A length that is not definite.');
  const argument = width === 0 ? BigInt(short) : bigEndian(bytes, start + 1, width);
  const at = start + 1 + width;
  if (major === 0) return { value: integer(argument), end: at };
  if (major === 1) return { value: integer(-1n - argument), end: at };
  const count = Number(argument);
  if (major === 2) return { value: slice(bytes, at, count), end: at + count };
  if (major === 3) return { value: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(slice(bytes, at, count)), end: at + count };
  if (major === 4) return listAt(bytes, at, count);
  if (major === 5) {
    const { value, end } = listAt(bytes, at, 2 * count);
    const items = value as readonly unknown[];
    return { value: Object.fromEntries(Array.from({ length: count }, (_, index) => [String(items[2 * index]), items[2 * index + 1]])), end };
  }
  const { value, end } = decodedAt(bytes, at);
  return { value: numbers(count as Tag, value as Uint8Array), end };
}

function listAt(bytes: Uint8Array, start: number, count: number): Decoded {
  const value: unknown[] = [];
  let end = start;
  while (value.length < count) {
    const item = decodedAt(bytes, end);
    value.push(item.value);
    end = item.end;
  }
  return { value, end };
}

function simpleAt(bytes: Uint8Array, start: number, short: number): Decoded {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (short === 20 || short === 21) return { value: short === 21, end: start + 1 };
  if (short === 22) return { value: null, end: start + 1 };
  if (short === 25) return { value: half(view.getUint16(start + 1)), end: start + 3 };
  if (short === 26) return { value: view.getFloat32(start + 1), end: start + 5 };
  if (short === 27) return { value: view.getFloat64(start + 1), end: start + 9 };
  throw new Error('A simple value that is not used.');
}

function numbers(tag: Tag, bytes: Uint8Array): ArrayBufferView {
  if (!Object.hasOwn(typed, tag)) throw new Error('A tag that is not used.');
  const { array, width, signed } = typed[tag];
  const values = Array.from({ length: bytes.length / width }, (_, index) => {
    const unsigned = bigEndian(slice(bytes, index * width, width).toReversed(), 0, width);
    return signed ? BigInt.asIntN(8 * width, unsigned) : unsigned;
  });
  return array === BigInt64Array || array === BigUint64Array ? array.from(values) : (array as Int8ArrayConstructor).from(values.map(Number));
}

function integer(value: bigint): number | bigint {
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

function bigEndian(bytes: Uint8Array, start: number, width: number): bigint {
  return slice(bytes, start, width).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
}

function slice(bytes: Uint8Array, start: number, length: number): Uint8Array {
  if (start + length > bytes.length) throw new Error('The bytes end too early.');
  return bytes.slice(start, start + length);
}

function byteAt(bytes: Uint8Array, index: number): number {
  return slice(bytes, index, 1)[0]!;
}
