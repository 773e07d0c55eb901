import { describe, expect, it } from 'vitest';
import { flowExtent, levelExtent, linearScale, niceTicks } from './scale.ts';

const cents = { count: [4, 5], minStep: 0.01 } as const;

describe('niceTicks', () => {
  it.each([
    [0, 100], [-40, 60], [0, 12_345.67], [-9_812.5, 14_020], [0, 0.05], [-123_456_789_012.34, 98_765_432_101.5], [990_000, 1_000_000], [-1, 7], [-3, 0],
  ])('encloses %d to %d with few round values', (low, high) => {
    const { step, ticks } = niceTicks(low, high, cents);
    expect(ticks[0]).toBeLessThanOrEqual(low);
    expect(ticks.at(-1)).toBeGreaterThanOrEqual(high);
    expect(ticks.length).toBeGreaterThanOrEqual(4);
    expect(ticks.length).toBeLessThanOrEqual(6);
    expect([1, 2, 2.5, 5].some((mantissa) => Math.abs(Math.log10(step / mantissa) % 1) < 1e-9 || Math.abs(Math.abs(Math.log10(step / mantissa) % 1) - 1) < 1e-9)).toBe(true);
  });

  it('has zero among its values wherever the extent crosses it', () => {
    for (const [low, high] of [[-1, 1], [-2500, 40], [-3, 88_000]] as const) expect(niceTicks(low, high, cents).ticks).toContain(0);
  });

  it('never steps by half a minor unit', () => {
    const yen = niceTicks(0, 3, { count: [4, 5], minStep: 1 });
    expect(yen.ticks).toEqual([0, 1, 2, 3]);
    expect(niceTicks(0, 0.02, cents).ticks).toEqual([0, 0.01, 0.02]);
  });

  it('keeps decimals free of the drift of additions', () => {
    expect(niceTicks(0, 0.8, cents).ticks).toEqual([0, 0.2, 0.4, 0.6, 0.8]);
  });

  it('gives one value where there is no extent', () => {
    expect(niceTicks(0, 0, cents).ticks).toEqual([0]);
  });
});

describe('linearScale', () => {
  it('maps its domain to its range', () => {
    const scale = linearScale(0, 100, [200, 0], cents);
    expect(scale.position(0)).toBe(200);
    expect(scale.position(50)).toBe(100);
    expect(scale.position(100)).toBe(0);
  });

  it('puts everything in the middle where nothing moved', () => {
    expect(linearScale(0, 0, [200, 0], cents).position(0)).toBe(100);
  });
});

describe('extents', () => {
  it('hold zero for flows', () => {
    expect(flowExtent([5, 9])).toEqual([0, 9]);
    expect(flowExtent([-5, 9])).toEqual([-5, 9]);
    expect(flowExtent([])).toEqual([0, 0]);
  });

  it('hold zero for a balance unless it would flatten its line', () => {
    expect(levelExtent([500, 1000])).toEqual([0, 1000]);
    expect(levelExtent([990, 1000])).toEqual([990, 1000]);
    expect(levelExtent([-990, -1000])).toEqual([-1000, -990]);
    expect(levelExtent([700, 700])).toEqual([0, 700]);
    expect(levelExtent([])).toBeNull();
  });
});
