import fc from 'fast-check';

const leaf = fc.oneof(
  // Adding zero makes negative zero an ordinary one, as writing it does.
  fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0), fc.string(), fc.boolean(), fc.constant(null), fc.uint8Array(),
  fc.bigInt({ min: 2n ** 53n, max: 2n ** 63n - 1n }), fc.bigInt64Array(), fc.int32Array(),
  fc.bigInt({ min: -(2n ** 64n), max: -(2n ** 53n) }), fc.float({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0), fc.integer({ min: -4096, max: 4096 }).map((number) => number / 64),
  fc.int8Array(), fc.int16Array(), fc.uint16Array(), fc.uint32Array(), fc.bigUint64Array(),
);

/** Anything that the CBOR of the product takes, in the form in which it comes back. */
export const anyCborValue: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' }, leaf, fc.array(tie('value')),
    fc.dictionary(fc.string({ unit: 'binary' }).map((key) => key.toWellFormed()).filter((key) => key !== '__proto__'), tie('value'), { noNullPrototype: true }),
  ),
})).value;
