import { describe, expect, it } from 'vitest';
import { buildScene, type Scene } from './scene.ts';
import { seriesModel } from './series-model.ts';
import { sceneOptions } from './testing/scene-options.ts';
import { seriesOf, type BucketSketch, type SeriesSketch } from './testing/series.ts';

function scene(sketch: SeriesSketch, buckets: readonly BucketSketch[], patch: Parameters<typeof sceneOptions>[0] = {}): Scene {
  return buildScene(seriesModel(seriesOf(sketch, buckets))!, sceneOptions(patch))!;
}

const usual: readonly BucketSketch[] = [
  { in: '4000.00', out: '-3000.00', balance: '11000.00' },
  { in: '5000.00', out: '-1000.00', balance: '15000.00' },
  { in: '3000.00', out: '-6000.00', balance: '12000.00' },
];

describe('buildScene', () => {
  it('puts the balance into the upper 40% and the flows below it', () => {
    const { panels, height } = scene({ from: '2026-01-01' }, usual);
    const [level, flow] = panels;
    expect(level.bottom).toBeLessThan(flow.top);
    expect((level.bottom - level.top) / (level.bottom - level.top + flow.bottom - flow.top)).toBeCloseTo(0.4, 1);
    expect(flow.bottom).toBeLessThan(height);
  });

  it('draws money in upwards and money out downwards from one zero line', () => {
    const { bars, zero } = scene({ from: '2026-01-01' }, usual);
    expect(bars).toHaveLength(6);
    for (const bar of bars) {
      if (bar.direction === 'in') expect(bar.bottom).toBe(zero.y);
      else expect(bar.top).toBe(zero.y);
    }
    const heights = bars.filter((bar) => bar.direction === 'in').map((bar) => bar.bottom - bar.top);
    expect(heights[1]! / heights[0]!).toBeCloseTo(5 / 4);
  });

  it('stays inside its rectangle at every size and in both directions', () => {
    for (const width of [280, 320, 768, 1200]) {
      for (const rtl of [false, true]) {
        const drawn = scene({ from: '2026-01-01' }, usual, { width, rtl });
        for (const bar of drawn.bars) {
          expect(bar.x).toBeGreaterThanOrEqual(drawn.plot.left);
          expect(bar.x + bar.width).toBeLessThanOrEqual(drawn.plot.right);
          expect(bar.top).toBeGreaterThanOrEqual(drawn.plot.top);
          expect(bar.bottom).toBeLessThanOrEqual(drawn.plot.bottom);
        }
        for (const label of drawn.timeLabels) {
          expect(label.x - label.text.length * 3).toBeGreaterThanOrEqual(0);
          expect(label.x + label.text.length * 3).toBeLessThanOrEqual(width);
        }
      }
    }
  });

  it('mirrors time in a right-to-left page', () => {
    const [ltr, rtl] = [scene({ from: '2026-01-01' }, usual), scene({ from: '2026-01-01' }, usual, { rtl: true })];
    ltr.bars.forEach((bar, index) => expect(rtl.bars[index]!.x).toBeCloseTo(ltr.width - bar.x - bar.width));
    expect(rtl.plot.left).toBe(0);
  });

  it('marks the net where bars are wide enough for it', () => {
    expect(scene({ from: '2026-01-01' }, usual).nets).toHaveLength(3);
    const days = Array.from({ length: 120 }, () => ({ in: '5.00' }));
    const byDay = scene({ from: '2026-01-01', by: 'day' }, days, { width: 400 });
    expect(byDay.nets).toHaveLength(0);
    expect(byDay.keys.map((key) => key.kind)).toEqual(['level', 'in', 'out']);
  });

  it('keeps what is not zero visible', () => {
    const { bars } = scene({ from: '2026-01-01' }, [{ in: '1000000.00' }, { in: '0.01' }]);
    expect(bars[1]!.bottom - bars[1]!.top).toBeGreaterThanOrEqual(1);
  });

  it('is nothing in a rectangle that is too small', () => {
    expect(buildScene(seriesModel(seriesOf({ from: '2026-01-01' }, usual))!, sceneOptions({ width: 60 }))).toBeNull();
  });
});

describe('what is unknown', () => {
  const gap: readonly BucketSketch[] = [usual[0]!, { coverage: 'none' }, { coverage: 'none' }, usual[2]!];

  it('is a hatched gap with words, without bar, without zero line', () => {
    const drawn = scene({ from: '2026-01-01' }, gap);
    expect(drawn.gaps).toHaveLength(1);
    expect(drawn.gaps[0]).toMatchObject({ x: drawn.bands.left(1), words: { vertical: false } });
    expect(drawn.gaps[0]!.width).toBeCloseTo(2 * drawn.bands.band);
    expect(drawn.bars.filter((bar) => bar.index === 1 || bar.index === 2)).toEqual([]);
    expect(drawn.nets.filter((net) => net.index === 1 || net.index === 2)).toEqual([]);
    expect(drawn.zero.spans).toHaveLength(2);
    expect(drawn.zero.spans[0]![1]).toBeCloseTo(drawn.gaps[0]!.x);
    expect(drawn.zero.spans[1]![0]).toBeCloseTo(drawn.gaps[0]!.x + drawn.gaps[0]!.width);
  });

  it('turns the words upright in a narrow gap and leaves them to the note in a slit', () => {
    const many = [...Array.from({ length: 20 }, () => usual[0]!), { coverage: 'none' as const }];
    expect(scene({ from: '2024-01-01' }, many, { width: 480 }).gaps[0]!.words).toMatchObject({ vertical: true });
    expect(scene({ from: '2024-01-01' }, many, { width: 280 }).gaps[0]!.words).toBeNull();
  });

  it('breaks the line of balances', () => {
    const { level } = scene({ from: '2026-01-01' }, [usual[0]!, usual[1]!, { coverage: 'none' }, usual[2]!]);
    expect(level.paths).toHaveLength(1);
    expect(level.points[2]).toBeNull();
    expect(level.dots).toHaveLength(1);
  });

  it('has a hatched cap on both ends of a partly covered bucket, also where nothing moved', () => {
    const drawn = scene({ from: '2026-01-01' }, [usual[0]!, { coverage: 'partial' }]);
    const caps = drawn.caps.filter((cap) => cap.index === 1);
    expect(caps.map((cap) => cap.top)).toEqual([drawn.zero.y - 8, drawn.zero.y]);
    const tall = scene({ from: '2026-01-01' }, [{ in: '100.00', out: '-100.00', coverage: 'partial' }]);
    expect(tall.caps[0]!.top).toBeGreaterThanOrEqual(tall.panels[1].top);
    expect(tall.caps[1]!.top + 8).toBeLessThanOrEqual(tall.panels[1].bottom);
  });
});

describe('the line of balances', () => {
  it('steps by day and is straight otherwise', () => {
    expect(scene({ from: '2026-01-01', by: 'day' }, usual).level.paths[0]).toMatch(/^M[\d.]+ [\d.]+H[\d.]+(V[\d.]+H[\d.]+){2}$/);
    expect(scene({ from: '2026-01-01' }, usual).level.paths[0]).toMatch(/^M[\d.]+ [\d.]+(L[\d.]+ [\d.]+){2}$/);
  });

  it('is a dot for a single bucket', () => {
    const { level } = scene({ from: '2026-01-01' }, [usual[0]!]);
    expect(level.paths).toEqual([]);
    expect(level.dots).toHaveLength(1);
  });
});

describe('the rule at the end of the data', () => {
  it('stands after the last bucket that is known of, with the day in words', () => {
    const drawn = scene({ from: '2026-01-01', dataTo: '2026-02-14' }, [usual[0]!, { ...usual[1]!, coverage: 'partial' }, { coverage: 'none' }]);
    expect(drawn.rule!.x).toBeCloseTo(drawn.bands.left(2));
    expect(drawn.rule!.label).toMatchObject({ text: 'Data to 2026-02-14', anchor: 'end' });
  });

  it('keeps its words clear of the name of the panel', () => {
    const buckets = [{ ...usual[0]!, coverage: 'partial' as const }, ...Array.from({ length: 5 }, () => ({ coverage: 'none' as const }))];
    const drawn = scene({ from: '2026-01-01', dataTo: '2026-01-20' }, buckets, { width: 600 });
    expect(drawn.rule!.label).toMatchObject({ anchor: 'start' });
    expect(scene({ from: '2026-01-01', dataTo: '2026-01-20' }, buckets, { width: 200 }).rule!.label).toBeNull();
  });

  it('is not there where the data reaches to the end', () => {
    expect(scene({ from: '2026-01-01' }, usual).rule).toBeNull();
  });
});
