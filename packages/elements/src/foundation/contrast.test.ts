import { describe, expect, it } from 'vitest';
import { contrastRatio, hexOf, mendedColour, type Rgb } from './contrast.ts';

const white: Rgb = [255, 255, 255];

describe('contrast', () => {
  it('is 21 from black to white, 1 of a colour with itself, and the same in both directions', () => {
    expect(contrastRatio([0, 0, 0], white)).toBeCloseTo(21, 5);
    expect(contrastRatio(white, white)).toBe(1);
    expect(contrastRatio([36, 89, 184], white)).toBeCloseTo(contrastRatio(white, [36, 89, 184]), 10);
  });

  it('has the known value of a known pair', () => {
    // #767676 is the lightest grey that passes on white.
    expect(contrastRatio([118, 118, 118], white)).toBeCloseTo(4.54, 2);
  });

  it('mends a colour just as far as it has to', () => {
    const neon: Rgb = [57, 255, 20];
    const mended = mendedColour(neon, white, 4.5)!;
    expect(contrastRatio(mended, white)).toBeGreaterThanOrEqual(4.5);
    expect(contrastRatio(mended, white)).toBeLessThan(4.8);
    expect(mendedColour([0, 0, 0], white, 4.5)).toEqual([0, 0, 0]);
    expect(mendedColour(neon, [119, 119, 119], 10)).toBeNull();
    expect(hexOf([0, 15, 255])).toBe('#000fff');
  });
});
