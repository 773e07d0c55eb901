import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bodyAssociatedData, bodyOwner, segmentAssociatedData } from './associated-data.ts';
import { lengthPrefixed } from './length-prefixed.ts';
import { sealedHeader } from './sealed-value.ts';

const owner = { deploymentId: 'd', organisationId: 'o' };
const place = { table: 'accounts', column: 'sealed', rowId: 'r', sealVersion: 1, codecVersion: 1 };

describe('associated data', () => {
  it('is written as the format says', () => {
    expect(Buffer.from(bodyAssociatedData(bodyOwner(owner, sealedHeader(7)), place)).toString('latin1')).toBe(
      '\0\x10cash-flow/body/1\0\x01d\0\x06\xc1\x01\0\0\0\x07\0\x01o\0\x08accounts\0\x06sealed\0\x01r\0\x011\0\x011',
    );
    expect(Buffer.from(segmentAssociatedData(owner, { importId: 'i', position: 3, last: true })).toString('latin1')).toBe(
      '\0\x13cash-flow/segment/1\0\x01d\0\x01o\0\x01i\0\x013\0\x04last',
    );
  });

  it('is different for any two lists of parts', () => {
    const parts = fc.array(fc.string({ maxLength: 4 }), { maxLength: 4 });
    fc.assert(fc.property(parts, parts, (a, b) => {
      const same = JSON.stringify(a) === JSON.stringify(b);
      expect(Buffer.compare(lengthPrefixed(a), lengthPrefixed(b)) === 0).toBe(same);
    }));
  });

  it('is the same whether its front was made before or not', () => {
    const parts = fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.uint8Array()), { maxLength: 4 });
    fc.assert(fc.property(parts, parts, (front, rest) => {
      expect(Buffer.compare(lengthPrefixed(rest, lengthPrefixed(front)), lengthPrefixed([...front, ...rest]))).toBe(0);
    }));
  });

  it('takes no part of more than 65535 bytes', () => {
    expect(() => lengthPrefixed(['x'.repeat(65_536)])).toThrow(RangeError);
    expect(() => lengthPrefixed(['\u20ac'.repeat(21_846)])).toThrow(RangeError);
    expect(lengthPrefixed(['\u20ac'.repeat(21_845)])).toHaveLength(65_537);
  });
});
