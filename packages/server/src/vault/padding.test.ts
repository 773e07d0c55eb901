import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SealedValueError } from './errors.ts';
import { pad, paddedLength, unpad } from './padding.ts';

describe('padding', () => {
  it('gives back what was padded', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 5000 }), (content) => {
      expect(unpad(pad(content))).toEqual(content);
    }));
  });

  it('adds at most 12 % to what is longer than the smallest size', () => {
    fc.assert(fc.property(fc.integer({ min: 64, max: 0x7000_0000 }), (length) => {
      expect(paddedLength(length)).toBeGreaterThanOrEqual(length + 4);
      expect(paddedLength(length)).toBeLessThanOrEqual(Math.ceil((length + 4) * 1.12));
    }));
  });

  it('pads to the lengths of the Padmé paper', () => {
    expect([9, 100, 1000, 1025, 70_000, 1_000_000].map((length) => paddedLength(length - 4))).toEqual([64, 104, 1024, 1088, 71_680, 1_015_808]);
  });

  it('lets the lengths of all small bodies look the same', () => {
    expect(new Set(Array.from({ length: 61 }, (_, length) => pad(new Uint8Array(length)).length))).toEqual(new Set([64]));
  });

  it('leaves 81 lengths to tell apart up to 4 KiB', () => {
    const lengths = new Set(Array.from({ length: 4093 }, (_, length) => paddedLength(length)));
    expect(lengths.size).toBe(81);
  });

  it.each([
    ['a length that does not belong to the size', [0, 0, 0, 200]],
    ['a length beyond the end', [0xff, 0xff, 0xff, 0xff]],
    ['something else than zeros at the end', [0, 0, 0, 1, 7, 1]],
  ])('refuses %s', (_, start) => {
    const padded = new Uint8Array(64);
    padded.set(start);
    expect(() => unpad(padded)).toThrow(SealedValueError);
  });

  it('refuses what is shorter than the smallest size', () => {
    expect(() => unpad(new Uint8Array(63))).toThrow(SealedValueError);
    expect(() => unpad(new Uint8Array(0))).toThrow(SealedValueError);
  });
});
