import { describe, expect, it } from 'vitest';
import { bandScale, barWidth } from './band-scale.ts';

describe('bandScale', () => {
  it('finds the band at a pixel, and none outside', () => {
    const bands = bandScale(10, 50, 150, false);
    expect(bands.band).toBe(10);
    expect(bands.indexAt(50)).toBe(0);
    expect(bands.indexAt(64.9)).toBe(1);
    expect(bands.indexAt(150)).toBe(9);
    expect(bands.indexAt(49)).toBeNull();
    expect(bands.indexAt(151)).toBeNull();
  });

  it('runs from right to left where the page does', () => {
    const bands = bandScale(4, 0, 100, true);
    expect(bands.left(0)).toBe(75);
    expect(bands.centre(3)).toBe(12.5);
    expect(bands.indexAt(80)).toBe(0);
    expect(bands.within(0, 0)).toBe(100);
    expect(bands.within(0, 1)).toBe(75);
  });

  it('finds its own centres again in both directions', () => {
    for (const rtl of [false, true]) {
      const bands = bandScale(60, 44, 300, rtl);
      for (let index = 0; index < 60; index += 1) expect(bands.indexAt(bands.centre(index))).toBe(index);
    }
  });

  it('has no bands without buckets', () => {
    expect(bandScale(0, 0, 100, false).indexAt(50)).toBeNull();
  });
});

describe('barWidth', () => {
  it('takes 62% of a band, at most 28 pixels', () => {
    expect(barWidth(10)).toBeCloseTo(6.2);
    expect(barWidth(200)).toBe(28);
  });
});
