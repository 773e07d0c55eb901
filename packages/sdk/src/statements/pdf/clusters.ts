import type { Token } from './value-tokens.ts';

/** Values that stand below one another. */
export interface Cluster {
  readonly kind: 'date' | 'number';
  readonly x0: number;
  readonly x1: number;
  /** Median edges. */
  readonly left: number;
  readonly right: number;
  readonly count: number;
}

type Span = Pick<Token, 'x0' | 'x1'>;

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

function clusterOf(kind: Cluster['kind'], spans: readonly Span[]): Cluster {
  return {
    kind,
    x0: Math.min(...spans.map((span) => span.x0)),
    x1: Math.max(...spans.map((span) => span.x1)),
    left: median(spans.map((span) => span.x0)),
    right: median(spans.map((span) => span.x1)),
    count: spans.length,
  };
}

/** How much of the narrower of two spans lies within the other one, by their median edges. */
function overlap(a: Cluster, b: Cluster): number {
  const common = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  return common / Math.max(Math.min(a.right - a.left, b.right - b.left), 0.1);
}

const SAME_COLUMN = 0.3;

/**
 * Groups values by one edge, which aligned ones share (`em` is the font size); groups that overlap are one column that is
 * aligned otherwise, or whose values carry marks behind them.
 */
export function clusterValues(kind: Cluster['kind'], spans: readonly Span[], em: number): readonly Cluster[] {
  const edge = (span: Span): number => (kind === 'number' ? span.x1 : span.x0);
  const groups: Span[][] = [];
  for (const span of spans.toSorted((a, b) => edge(a) - edge(b))) {
    const last = groups[groups.length - 1];
    if (last && edge(span) - edge(last[last.length - 1]!) <= em * 0.45) last.push(span);
    else groups.push([span]);
  }
  const bySize = groups.toSorted((a, b) => b.length - a.length);
  const merged: { spans: Span[]; cluster: Cluster }[] = [];
  for (const group of bySize) {
    const cluster = clusterOf(kind, group);
    const home = merged.find((each) => overlap(each.cluster, cluster) > SAME_COLUMN);
    if (!home) merged.push({ spans: [...group], cluster });
    else {
      home.spans.push(...group);
      // The larger group keeps its edges: a single value with a mark behind it does not move them.
      home.cluster = { ...home.cluster, x0: Math.min(home.cluster.x0, cluster.x0), x1: Math.max(home.cluster.x1, cluster.x1), count: home.spans.length };
    }
  }
  return merged.map(({ cluster }) => cluster).sort((a, b) => a.left + a.right - b.left - b.right);
}
