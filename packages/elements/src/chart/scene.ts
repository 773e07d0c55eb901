import type { CalendarDate } from '@cashflowsmart/sdk/dates';
import { currencyDecimals } from '@cashflowsmart/sdk/money';
import { bandScale, barWidth, type BandScale } from './band-scale.ts';
import { flowExtent, levelExtent, linearScale, type LinearScale } from './scale.ts';
import { CAP_HEIGHT, capsOf, flowBars, netTicks, type Bar, type Cap, type NetTick } from './scene-flows.ts';
import { levelLine, type LevelLine } from './scene-level.ts';
import type { SeriesModel } from './series-model.ts';
import { timeLabels, type TimeFormats } from './time-labels.ts';

/** Everything that is drawn, in pixels from the top left corner. Plain data: SVG, canvas and tests read the same scene. */
export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly bands: BandScale;
  /** The plot without the gutter of labels; the cursor column is as high as both panels. */
  readonly plot: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };
  readonly panels: readonly [level: Panel, flow: Panel];
  /** The zero line of the flows, interrupted where nothing is known. */
  readonly zero: { readonly y: number; readonly spans: readonly (readonly [number, number])[] };
  readonly bars: readonly Bar[];
  readonly caps: readonly Cap[];
  readonly nets: readonly NetTick[];
  readonly level: LevelLine;
  readonly gaps: readonly Gap[];
  readonly timeLabels: readonly { readonly x: number; readonly text: string; readonly below: string | null }[];
  readonly timeLabelY: readonly [number, number];
  readonly rule: { readonly x: number; readonly label: PlacedText | null } | null;
  readonly keys: readonly Key[];
}

export interface Panel {
  readonly top: number;
  readonly bottom: number;
  readonly grid: readonly { readonly y: number; readonly label: string; readonly isZero: boolean }[];
  /** Where the labels of the grid lines end. */
  readonly labelX: number;
}

export interface PlacedText {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  /** As in SVG: `start` is the right edge of the text in a right-to-left page. */
  readonly anchor: 'start' | 'middle' | 'end';
}

/** Neighbouring buckets without a statement. */
export interface Gap {
  readonly x: number;
  readonly width: number;
  /** Where the words stand; null where the gap has no room for them. */
  readonly words: { readonly x: number; readonly y: number; readonly vertical: boolean } | null;
}

/** The name of a mark beside a sample of it. */
export interface Key {
  readonly kind: 'level' | 'in' | 'out' | 'net';
  /** Left edge of the sample, 10 px wide; null: words only. */
  readonly sampleX: number | null;
  readonly label: PlacedText;
}

export interface SceneOptions {
  readonly width: number;
  readonly height: number;
  readonly rtl: boolean;
  /** Font size of the axis, in pixels. */
  readonly fontSize: number;
  /** Pixels that a text takes at that size. */
  readonly measure: (text: string) => number;
  readonly tickLabels: (ticks: readonly number[]) => readonly string[];
  readonly timeFormats: TimeFormats;
  readonly words: {
    readonly level: string;
    readonly moneyIn: string;
    readonly moneyOut: string;
    readonly net: string;
    readonly noStatement: string;
    readonly dataTo: (date: CalendarDate) => string;
  };
}

/** Pixels of the line of names above each panel. */
const STRIP = 22;
const PANEL_GAP = 10;
const AXIS_GAP = 8;
const LEVEL_SHARE = 0.4;
const SAMPLE = 10;
/** Narrowest bar on which the net is marked; below it the mark would hide the bar. */
const NET_FROM = 5;

interface Layout {
  readonly level: { readonly top: number; readonly bottom: number };
  readonly flow: { readonly top: number; readonly bottom: number };
}

function layout(height: number, labelHeight: number): Layout {
  const room = Math.max(40, height - 2 * STRIP - PANEL_GAP - AXIS_GAP - labelHeight);
  const levelBottom = STRIP + Math.round(room * LEVEL_SHARE);
  const flowTop = levelBottom + PANEL_GAP + STRIP;
  return { level: { top: STRIP, bottom: levelBottom }, flow: { top: flowTop, bottom: STRIP + PANEL_GAP + STRIP + Math.round(room) } };
}

function levelScale(values: readonly number[], { top, bottom }: Layout['level'], minStep: number): LinearScale | null {
  const extent = levelExtent(values);
  if (!extent) return null;
  return linearScale(extent[0], extent[1], [bottom, top], { count: bottom - top < 70 ? [2, 3] : [4, 5], minStep });
}

function flowScale(model: SeriesModel, { top, bottom }: Layout['flow'], minStep: number): LinearScale {
  const values = model.columns.flatMap(({ bucket, coverage }) => (coverage === 'none' ? [] : [Number(bucket.moneyIn.amount), Number(bucket.moneyOut.amount)]));
  const [low, high] = flowExtent(values);
  const margin = model.coverage.partial > 0 ? CAP_HEIGHT : 0;
  return linearScale(low, high, [bottom - margin, top + margin], { count: bottom - top < 110 ? [3, 4] : [4, 5], minStep });
}

function gapsOf(model: SeriesModel, bands: BandScale, flow: Layout['flow'], options: SceneOptions): readonly Gap[] {
  const gaps: Gap[] = [];
  const { columns } = model;
  for (let first = 0; first < columns.length; first += 1) {
    if (columns[first]!.coverage !== 'none') continue;
    let last = first;
    while (columns[last + 1]?.coverage === 'none') last += 1;
    const x = Math.min(bands.left(first), bands.left(last));
    const width = (last - first + 1) * bands.band;
    const length = options.measure(options.words.noStatement) + 12;
    const vertical = width < length;
    const fits = vertical ? width >= options.fontSize + 6 && flow.bottom - flow.top >= length : true;
    gaps.push({ x, width, words: fits ? { x: x + width / 2, y: (flow.top + flow.bottom) / 2, vertical } : null });
    first = last;
  }
  return gaps;
}

/** The pieces of the zero line: a line through the unknown would read as zero. */
function zeroSpans(gaps: readonly Gap[], left: number, right: number): readonly (readonly [number, number])[] {
  const spans: (readonly [number, number])[] = [];
  let from = left;
  for (const gap of [...gaps].sort((a, b) => a.x - b.x)) {
    if (gap.x - from > 0.5) spans.push([from, gap.x]);
    from = gap.x + gap.width;
  }
  if (right - from > 0.5) spans.push([from, right]);
  return spans;
}

function keysOf(options: SceneOptions, start: number, flowTop: number, withNet: boolean): { readonly keys: readonly Key[]; readonly levelEnd: number } {
  const { measure, width, rtl, words } = options;
  const place = (x: number): number => (rtl ? width - x : x);
  const levelKey: Key = { kind: 'level', sampleX: null, label: { x: place(start), y: STRIP - 9, text: words.level, anchor: 'start' } };
  const keys: Key[] = [levelKey];
  let x = start;
  const flowKeys: readonly (readonly [Key['kind'], string])[] = [['in', words.moneyIn], ['out', words.moneyOut], ...(withNet ? ([['net', words.net]] as const) : [])];
  for (const [kind, text] of flowKeys) {
    keys.push({ kind, sampleX: rtl ? width - x - SAMPLE : x, label: { x: place(x + SAMPLE + 5), y: flowTop - 9, text, anchor: 'start' } });
    x += SAMPLE + 5 + measure(text) + 14;
  }
  return { keys, levelEnd: start + measure(words.level) };
}

function ruleOf(model: SeriesModel, bands: BandScale, options: SceneOptions, levelEnd: number): Scene['rule'] {
  const { dataTo, columns } = model;
  if (dataTo === null) return null;
  const index = columns.findIndex(({ bucket }) => bucket.from <= dataTo && dataTo <= bucket.to);
  if (index < 0) return null;
  // At the end of the bucket: its bar stands for all that is known of it, and a rule through a bar would cut it.
  const x = bands.within(index, 1);
  const text = options.words.dataTo(dataTo);
  // In the order of reading, so that the same comparison serves both directions.
  const inline = options.rtl ? options.width - x : x;
  const length = options.measure(text);
  const y = STRIP - 9;
  if (inline - 6 - length >= levelEnd + 12) return { x, label: { x: options.rtl ? x + 6 : x - 6, y, text, anchor: 'end' } };
  if (inline + 6 + length <= options.width && inline > levelEnd + 6) return { x, label: { x: options.rtl ? x - 6 : x + 6, y, text, anchor: 'start' } };
  return { x, label: null };
}

/** Lays a series out in a rectangle. `null` where the rectangle is too small to draw in. */
export function buildScene(model: SeriesModel, options: SceneOptions): Scene | null {
  const { width, height, rtl, measure, fontSize } = options;
  const { columns } = model;
  if (width < 120 || height < 120) return null;
  const minStep = 10 ** -currencyDecimals(model.currency);
  const lineHeight = Math.round(fontSize * 1.35);
  const areas = layout(height, model.by === 'year' ? lineHeight : 2 * lineHeight);
  const levels = columns.map((column) => (column.level === null ? null : Number(column.level.amount)));
  const upper = levelScale(levels.filter((level) => level !== null), areas.level, minStep);
  const lower = flowScale(model, areas.flow, minStep);
  const [upperLabels, lowerLabels] = [upper ? options.tickLabels(upper.ticks) : [], options.tickLabels(lower.ticks)];
  const gutter = Math.ceil(Math.max(...[...upperLabels, ...lowerLabels].map(measure), 16)) + 10;
  const [left, right] = rtl ? [0, width - gutter] : [gutter, width];
  const bands = bandScale(columns.length, left, right, rtl);
  const bar = barWidth(bands.band);
  const gaps = gapsOf(model, bands, areas.flow, options);
  const withNet = bar >= NET_FROM;
  const { keys, levelEnd } = keysOf(options, gutter, areas.flow.top, withNet);
  const labelX = rtl ? width - gutter + 8 : gutter - 8;
  const panel = (area: Layout['level'], scale: LinearScale | null, labels: readonly string[]): Panel => ({
    ...area,
    labelX,
    grid: scale ? scale.ticks.map((tick, index) => ({ y: scale.position(tick), label: labels[index]!, isZero: tick === 0 })) : [],
  });
  const labels = timeLabels({ by: model.by, starts: columns.map((column) => column.bucket.from), band: bands.band, formats: options.timeFormats, measure });
  const inside = (x: number, text: string): number => Math.min(Math.max(x, measure(text) / 2), width - measure(text) / 2);
  return {
    width,
    height,
    bands,
    plot: { left, right, top: areas.level.top, bottom: areas.flow.bottom },
    panels: [panel(areas.level, upper, upperLabels), panel(areas.flow, lower, lowerLabels)],
    zero: { y: lower.position(0), spans: zeroSpans(gaps, left, right) },
    bars: flowBars(columns, bands, bar, lower),
    caps: capsOf(columns, bands, bar, lower),
    nets: withNet ? netTicks(columns, bands, bar, lower) : [],
    level: levelLine(levels, bands, upper, model.by === 'day'),
    gaps,
    timeLabels: labels.map(({ index, text, below }) => ({ x: inside(bands.centre(index), below !== null && measure(below) > measure(text) ? below : text), text, below })),
    timeLabelY: [areas.flow.bottom + AXIS_GAP + fontSize * 0.8, areas.flow.bottom + AXIS_GAP + fontSize * 0.8 + lineHeight],
    rule: ruleOf(model, bands, options, levelEnd),
    keys,
  };
}
