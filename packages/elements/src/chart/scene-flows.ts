import type { BandScale } from './band-scale.ts';
import type { LinearScale } from './scale.ts';
import type { Column } from './series-model.ts';

export interface Bar {
  readonly index: number;
  readonly direction: 'in' | 'out';
  /** SVG path data, rounded at the free end. */
  readonly path: string;
  readonly x: number;
  readonly width: number;
  readonly top: number;
  readonly bottom: number;
}

/** The hatched end of a bar of a bucket that statements cover in part: at least this much, perhaps more. */
export interface Cap {
  readonly index: number;
  readonly x: number;
  readonly width: number;
  readonly top: number;
}

export interface NetTick {
  readonly index: number;
  readonly from: number;
  readonly to: number;
  readonly y: number;
}

const RADIUS = 2;
/** Pixels that a hatched cap takes beyond the end of a bar. */
export const CAP_HEIGHT = 8;

/** Numbers in path data, short. */
export const px = (value: number): string => String(Math.round(value * 100) / 100);

function barPath(x: number, width: number, zero: number, end: number): string {
  const radius = Math.min(RADIUS, width / 2, Math.abs(end - zero));
  const away = end < zero ? 1 : -1;
  const inner = end + away * radius;
  const [right, r] = [x + width, px(radius)];
  const sweep = end < zero ? 1 : 0;
  return `M${px(x)} ${px(zero)}V${px(inner)}A${r} ${r} 0 0 ${sweep} ${px(x + radius)} ${px(end)}H${px(right - radius)}A${r} ${r} 0 0 ${sweep} ${px(right)} ${px(inner)}V${px(zero)}Z`;
}

/** Money in up, money out down from the zero line. What is not zero is at least one pixel high; what is unknown has no bar. */
export function flowBars(columns: readonly Column[], bands: BandScale, width: number, scale: LinearScale): readonly Bar[] {
  const zero = scale.position(0);
  return columns.flatMap(({ bucket, coverage }, index) => {
    if (coverage === 'none') return [];
    const x = bands.centre(index) - width / 2;
    const bars: Bar[] = [];
    const moneyIn = Number(bucket.moneyIn.amount);
    const moneyOut = Number(bucket.moneyOut.amount);
    if (moneyIn !== 0) {
      const end = Math.min(scale.position(moneyIn), zero - 1);
      bars.push({ index, direction: 'in', path: barPath(x, width, zero, end), x, width, top: end, bottom: zero });
    }
    if (moneyOut !== 0) {
      const end = Math.max(scale.position(moneyOut), zero + 1);
      bars.push({ index, direction: 'out', path: barPath(x, width, zero, end), x, width, top: zero, bottom: end });
    }
    return bars;
  });
}

/** A cap on both ends, also where nothing moved in the part that is known. */
export function capsOf(columns: readonly Column[], bands: BandScale, width: number, scale: LinearScale): readonly Cap[] {
  return columns.flatMap(({ bucket, coverage }, index) => {
    if (coverage !== 'partial') return [];
    const x = bands.centre(index) - width / 2;
    const up = scale.position(Math.max(0, Number(bucket.moneyIn.amount)));
    const down = scale.position(Math.min(0, Number(bucket.moneyOut.amount)));
    return [{ index, x, width, top: up - CAP_HEIGHT }, { index, x, width, top: down }];
  });
}

/** The net of each bucket in which something moved, a little wider than its bar. */
export function netTicks(columns: readonly Column[], bands: BandScale, width: number, scale: LinearScale): readonly NetTick[] {
  const reach = Math.min(width / 2 + 2, bands.band / 2);
  return columns.flatMap(({ bucket, coverage }, index) => {
    if (coverage === 'none' || (Number(bucket.moneyIn.amount) === 0 && Number(bucket.moneyOut.amount) === 0)) return [];
    const centre = bands.centre(index);
    return [{ index, from: centre - reach, to: centre + reach, y: scale.position(Number(bucket.net.amount)) }];
  });
}
