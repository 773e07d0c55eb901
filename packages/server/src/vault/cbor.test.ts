import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCbor, encodeCbor } from './cbor.ts';
import { anyCborValue } from './testing/any-cbor-value.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const fromHex = (text: string): Uint8Array => Buffer.from(text, 'hex');

describe('CBOR', () => {
  it('writes the examples of RFC 8949, appendix A', () => {
    expect([0, 24, 1000, -1, -1000, 1.5, 'ü', [1, [2, 3]], null, true, 18446744073709551615n].map((value) => hex(encodeCbor(value)))).toEqual([
      '00', '1818', '1903e8', '20', '3903e7', 'f93e00', '62c3bc', '8201820203', 'f6', 'f5', '1bffffffffffffffff',
    ]);
  });

  it('sorts the keys of a map by their encoded bytes (RFC 8949, 4.2.1)', () => {
    expect(hex(encodeCbor({ aa: 1, b: 2, a: 3 }))).toBe('a361610361620262616101');
    expect(encodeCbor({ b: 1, a: 2 })).toEqual(encodeCbor({ a: 2, b: 1 }));
  });

  it.each([
    [new Int8Array([-1, 1]), 'd84842ff01'],
    [new Uint16Array([258]), 'd845420201'],
    [new Int16Array([-2]), 'd84d42feff'],
    [new Uint32Array([1]), 'd8464401000000'],
    [new Int32Array([-2, 1]), 'd84e48feffffff01000000'],
    [new BigUint64Array([1n]), 'd847480100000000000000'],
    [new BigInt64Array([-2n]), 'd84f48feffffffffffffff'],
  ])('tags a typed array as RFC 8746 says (%#)', (array, expected) => {
    expect(hex(encodeCbor(array))).toBe(expected);
    expect(decodeCbor(fromHex(expected))).toStrictEqual(array);
  });

  it('writes bytes as a byte string, and gives back a plain array of its own memory', () => {
    expect(hex(encodeCbor(Buffer.from([1, 2])))).toBe('420102');
    const source = Buffer.from('420102', 'hex');
    const decoded = decodeCbor(source);
    source.fill(0);
    expect(decoded).toStrictEqual(new Uint8Array([1, 2]));
  });

  it('encodes a view into a longer array as what it shows', () => {
    expect(decodeCbor(encodeCbor(new Int32Array([1, 2, 3]).subarray(1)))).toStrictEqual(new Int32Array([2, 3]));
  });

  it('leaves out properties that are undefined', () => {
    expect(decodeCbor(encodeCbor({ a: 1, b: undefined }))).toStrictEqual({ a: 1 });
  });

  it('keeps a key with the name of the prototype an ordinary key', () => {
    const decoded = decodeCbor(encodeCbor(JSON.parse('{"__proto__":{"admin":true}}'))) as object;
    expect(Object.getPrototypeOf(decoded)).toBe(Object.prototype);
    expect('admin' in decoded).toBe(false);
  });

  it('writes negative zero as zero, which it is equal to', () => {
    expect(encodeCbor([-0, { a: -0 }])).toEqual(encodeCbor([0, { a: 0 }]));
    expect(Object.is((decodeCbor(encodeCbor([-0])) as number[])[0], 0)).toBe(true);
  });

  it('gives back any value made of what it takes', () => {
    fc.assert(fc.property(anyCborValue, (input) => {
      const encoded = encodeCbor(input);
      expect(decodeCbor(encoded)).toEqual(input);
      expect(encodeCbor(decodeCbor(encoded))).toEqual(encoded);
    }));
  });

  it.each([['a date', new Date(0)], ['a set', new Set([1])], ['floats', new Float64Array(1)], ['undefined in a list', [undefined]], ['a function', (): number => 1], ['NaN', Number.NaN]])(
    'does not take %s',
    (_, value) => {
      expect(() => decodeCbor(encodeCbor(value))).toThrow();
    },
  );

  it.each([
    ['a number in a longer form than needed', '1800'],
    ['a key that stands twice', 'a2616101616102'],
    ['an array of unknown length', '9f01ff'],
    ['bytes after the value', '0000'],
    ['an unknown tag', 'c000'],
    ['a typed array of half a number', 'd84e43000000'],
    ['nothing', ''],
  ])('refuses %s', (_, bytes) => {
    expect(() => decodeCbor(fromHex(bytes))).toThrow();
  });
});
