import type { BandScale } from './band-scale.ts';
import type { LinearScale } from './scale.ts';
import { px } from './scene-flows.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface LevelLine {
  /** SVG path data, one for each unbroken stretch of two buckets or more. */
  readonly paths: readonly string[];
  /** Stretches of a single bucket, which a line cannot show, and the newest level. */
  readonly dots: readonly Point[];
  /** Where each bucket's level stands; null where unknown. */
  readonly points: readonly (Point | null)[];
}

interface Stretch {
  readonly first: number;
  readonly points: readonly Point[];
}

function stretches(points: readonly (Point | null)[]): readonly Stretch[] {
  const found: { first: number; points: Point[] }[] = [];
  let open: { first: number; points: Point[] } | null = null;
  points.forEach((point, index) => {
    if (point === null) {
      open = null;
      return;
    }
    if (open === null) {
      open = { first: index, points: [] };
      found.push(open);
    }
    open.points.push(point);
  });
  return found;
}

function straight({ points }: Stretch): string {
  return points.map((point, index) => `${index === 0 ? 'M' : 'L'}${px(point.x)} ${px(point.y)}`).join('');
}

/** A level by day holds for the whole day and jumps to the next. */
function stepped({ first, points }: Stretch, bands: BandScale): string {
  return points
    .map((point, at) => `${at === 0 ? `M${px(bands.within(first, 0))} ${px(point.y)}` : `V${px(point.y)}`}H${px(bands.within(first + at, 1))}`)
    .join('');
}

/** The line of balances, never joined over what is unknown and never smoothed. */
export function levelLine(levels: readonly (number | null)[], bands: BandScale, scale: LinearScale | null, steps: boolean): LevelLine {
  const points = levels.map((level, index) => (level === null || !scale ? null : { x: bands.centre(index), y: scale.position(level) }));
  const runs = stretches(points);
  const newest = runs[runs.length - 1]?.points;
  const lonely = steps ? [] : runs.filter((run) => run.points.length === 1).map((run) => run.points[0]!);
  const end = newest?.[newest.length - 1];
  return {
    paths: runs.filter((run) => steps || run.points.length > 1).map((run) => (steps ? stepped(run, bands) : straight(run))),
    dots: end && !lonely.includes(end) && !steps ? [...lonely, end] : lonely,
    points,
  };
}
