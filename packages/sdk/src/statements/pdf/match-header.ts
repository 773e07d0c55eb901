import type { Cluster } from './clusters.ts';
import { means, namesDays, namesMoney, type HeaderCell } from './table-header.ts';

/** Costs are in font sizes of distance. */
const LEAVE_OUT = 9;
const UNLIKELY = 3;
const WRONG = 30;

function unfit(cluster: Cluster, cell: HeaderCell): number {
  const [days, money] = [namesDays(cell), namesMoney(cell)];
  if (cluster.kind === 'date') return days ? 0 : money ? WRONG : means(cell, ['description', 'counterparty']) ? UNLIKELY * 4 : UNLIKELY;
  if (money) return 0;
  if (days) return WRONG;
  return means(cell, ['description', 'counterparty']) ? UNLIKELY * 2 : means(cell, ['reference', 'fee', 'foreign']) ? 0.5 : UNLIKELY / 2;
}

function distance(cluster: Cluster, cell: HeaderCell, em: number): number {
  const edges = [Math.abs(cluster.left - cell.x0), Math.abs(cluster.right - cell.x1), Math.abs(cluster.left + cluster.right - cell.x0 - cell.x1) / 2];
  const apart = Math.max(cluster.x0 - cell.x1, cell.x0 - cluster.x1, 0);
  return (Math.min(...edges) + apart) / em;
}

/**
 * Which header cell each cluster stands under: the assignment, from left to right, with the least distance over all of
 * them. Taking the nearest one by one fails where a header is wider than its column. null where a cluster has none.
 */
export function matchHeader(clusters: readonly Cluster[], cells: readonly HeaderCell[], em: number): readonly (number | null)[] {
  const [rows, columns] = [clusters.length, cells.length];
  // best[c][h]: least cost of the first c clusters over the first h cells.
  const best: number[][] = Array.from({ length: rows + 1 }, (_, row) => Array.from({ length: columns + 1 }, () => (row === 0 ? 0 : Infinity)));
  const choice: ('pair' | 'cluster' | 'cell')[][] = Array.from({ length: rows + 1 }, () => Array.from({ length: columns + 1 }, () => 'cell'));
  for (let row = 0; row <= rows; row++) {
    for (let column = 0; column <= columns; column++) {
      if (row === 0) continue;
      const cluster = clusters[row - 1]!;
      const alone = best[row - 1]![column]! + LEAVE_OUT;
      const skip = column === 0 ? Infinity : best[row]![column - 1]!;
      const pair = column === 0 ? Infinity : best[row - 1]![column - 1]! + Math.min(distance(cluster, cells[column - 1]!, em) + unfit(cluster, cells[column - 1]!), LEAVE_OUT * 2);
      const least = Math.min(alone, skip, pair);
      best[row]![column] = least;
      choice[row]![column] = least === pair ? 'pair' : least === skip ? 'cell' : 'cluster';
    }
  }
  const matched: (number | null)[] = Array.from({ length: rows }, () => null);
  for (let row = rows, column = columns; row > 0;) {
    const step = choice[row]![column]!;
    if (step === 'pair') {
      matched[row - 1] = column - 1;
      row--;
      column--;
    } else if (step === 'cell') column--;
    else row--;
  }
  return matched;
}
