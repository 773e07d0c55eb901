import { clusterValues, type Cluster } from './clusters.ts';
import type { TextLine } from './lines.ts';
import { headerScores } from '../roles/header-words.ts';
import { matchHeader } from './match-header.ts';
import { means, namesDays, namesMoney, type HeaderCell } from './table-header.ts';
import type { Token } from './value-tokens.ts';

/** A column of a table on its page. */
export interface LayoutColumn {
  readonly header: string;
  readonly kind: 'date' | 'money' | 'text';
  /** What lies between belongs to a column of values; a text begins at `x0` and may run on. */
  readonly x0: number;
  readonly x1: number;
  /** Where the values of a column of numbers end. */
  readonly right: number;
}

/** Whether a column of money states balances, by its header. */
export function statesBalance({ kind, header }: LayoutColumn): boolean {
  return kind === 'money' && header !== '' && (headerScores(header).balance ?? 0) >= NAMED_BALANCE;
}

const NAMED_BALANCE = 0.6;

export interface TableLayout {
  readonly columns: readonly LayoutColumn[];
  readonly em: number;
  readonly x0: number;
  readonly x1: number;
  /** Whether the days stand on lines of their own, above their bookings: then the first column is one for them. */
  readonly dayLines: boolean;
}

export interface LayoutEvidence {
  readonly lines: readonly TextLine[];
  readonly tokens: readonly (readonly Token[])[];
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 10;
}

/** A share of the lines with money that a column of its own must have where no header names it. */
const LEAST_SHARE = 0.25;
/** A share of the lines with money at which days that begin texts are those of the bookings. */
const MOST_SHARE = 0.8;

function moneyTokens({ tokens }: LayoutEvidence): readonly Token[] {
  const all = tokens.flat();
  const written = all.filter((token) => token.money && token.freeLeft && token.date !== 'full');
  const dated = tokens.filter((line) => line.some((token) => token.date !== null && token.freeLeft)).length;
  if (written.length * 2 >= dated) return written;
  // A currency without decimals: any number that stands alone.
  return all.filter((token) => token.amount !== null && token.date !== 'full' && token.freeLeft && token.freeRight && token.text.length <= 16);
}

function dateTokens({ tokens }: LayoutEvidence, named: boolean): readonly Token[] {
  // Days that texts begin with, such as those of card payments, make no column; but dates lead a line however close its text is.
  const leads = (line: readonly Token[], at: number): boolean => line.slice(0, at).every((token) => token.date !== null);
  // Without a header nothing but an amount tells a column of days behind others from days within second lines of texts.
  const books = (line: readonly Token[]): boolean => named || line.some((token) => token.amount !== null && token.date === null && token.freeLeft && token.freeRight);
  return tokens.flatMap((line) => line.filter((token, at) => token.date !== null && (leads(line, at) || books(line)) && token.freeLeft && (token.freeRight || leads(line, at)) && !(token.date === 'short' && token.money && token.amount?.hasSign)));
}

/** Whether values begin where the texts of a column begin: they are part of those. */
function beginsText(cluster: Cluster, cell: HeaderCell, em: number): boolean {
  return means(cell, ['description', 'counterparty']) && !namesMoney(cell) && !namesDays(cell) && Math.abs(cluster.left - cell.x0) < em * 0.4 && Math.abs(cluster.right - cell.x1) > em * 0.4;
}

/** Whether numbers stand under a header that names money, or end exactly where any header does. */
function standsUnder(cluster: Cluster, cell: HeaderCell, em: number): boolean {
  const below = cell.x0 - em < cluster.x1 && cell.x1 + em > cluster.x0;
  return below && (namesMoney(cell) || (cluster.count > 1 && !namesDays(cell) && Math.abs(cell.x1 - cluster.right) < em * 0.3));
}

/** Clusters of numbers and dates; what could be both is a date only left of the first numbers that can be nothing else. */
function clustersOf(evidence: LayoutEvidence, em: number, header: readonly HeaderCell[]): readonly Cluster[] {
  const numbers = moneyTokens(evidence);
  const sure = numbers.filter((token) => token.date === null);
  const numberClusters = clusterValues('number', sure.length > 0 ? sure : numbers, em);
  const underMoney = (token: Token): boolean => header.some((cell) => namesMoney(cell) && !namesDays(cell) && Math.abs(token.x1 - cell.x1) < em * 0.6 && token.money);
  const inNumbers = (token: Token): boolean => underMoney(token) || numberClusters.some((cluster) => cluster.count > 1 && Math.abs(token.x1 - cluster.right) < em * 0.5 && token.x0 >= cluster.x0 - em);
  const dates = dateTokens(evidence, header.length > 0).filter((token) => token.date === 'full' || !inNumbers(token));
  const most = Math.max(0, ...numberClusters.map((cluster) => cluster.count));
  const least = Math.max(1, most * LEAST_SHARE);
  const dated = clusterValues('date', dates, em).filter((cluster) => cluster.count >= least || header.some((cell) => namesDays(cell) && cell.x0 < cluster.x1 && cell.x1 > cluster.x0));
  const parted = dated.filter((cluster) => !header.some((cell) => beginsText(cluster, cell, em)));
  // Where no other column has days, those with which every second line of a booking begins are its days.
  const dateClusters = parted.length > 0 || evidence.tokens.some((line) => dayOfLine(line) !== null) ? parted : dated.filter(({ count }) => count >= most * MOST_SHARE);
  const kept = numberClusters.filter((cluster) => !header.some((cell) => beginsText(cluster, cell, em))).filter((cluster) => cluster.count >= least || header.some((cell) => standsUnder(cluster, cell, em)));
  return [...dateClusters, ...kept].sort((a, b) => a.left + a.right - b.left - b.right);
}

/** Where the texts under a header cell begin: at its own left edge, or further left where the header is centred. */
function textStart(cell: HeaderCell, from: number, { lines }: LayoutEvidence, taken: readonly Cluster[], em: number): number {
  const starts = new Map<number, number>();
  for (const line of lines) {
    for (const { x0 } of line.cells) {
      if (x0 < from - em * 0.2 || x0 > cell.x1 || taken.some((cluster) => x0 >= cluster.x0 - 1 && x0 <= cluster.x1)) continue;
      const key = Math.round(x0 / 2);
      starts.set(key, (starts.get(key) ?? 0) + 1);
    }
  }
  const [usual] = [...starts].sort((a, b) => b[1] - a[1]);
  return usual && usual[1] >= lines.length * 0.1 ? Math.min(usual[0] * 2 - 1, cell.x0) : cell.x0;
}

function withHeader(header: readonly HeaderCell[], evidence: LayoutEvidence, clusters: readonly Cluster[], em: number): readonly LayoutColumn[] {
  const matched = matchHeader(clusters, header, em);
  const most = Math.max(0, ...clusters.filter((cluster) => cluster.kind === 'number').map((cluster) => cluster.count));
  let before = -Infinity;
  const columns = header.map((cell, index): LayoutColumn => {
    const cluster = clusters[matched.indexOf(index)] ?? null;
    const next = header[index + 1];
    const kind = cluster ? (cluster.kind === 'date' ? 'date' : 'money') : namesMoney(cell) ? 'money' : namesDays(cell) ? 'date' : 'text';
    const column: LayoutColumn = cluster
      ? { header: cell.text, kind, x0: Math.min(cluster.x0, kind === 'date' ? cluster.x0 : cell.x0), x1: Math.max(cluster.x1, kind === 'date' ? cluster.x1 : cell.x1), right: cluster.right }
      : kind === 'text'
        ? { header: cell.text, kind, x0: textStart(cell, before, evidence, clusters, em), x1: next ? next.x0 : Infinity, right: cell.x1 }
        : { header: cell.text, kind, x0: Math.max(before, cell.x0 - em * 2), x1: next ? Math.min(next.x0, cell.x1 + em * 2) : cell.x1 + em * 2, right: cell.x1 };
    before = kind === 'text' ? cell.x1 : column.x1;
    return column;
  });
  const extra = clusters.flatMap((cluster, index): LayoutColumn[] => {
    const inside = cluster.x0 > (header[0]?.x0 ?? 0) - em * 2 && cluster.x1 < (header[header.length - 1]?.x1 ?? Infinity) + em * 2;
    if (matched[index] !== null || cluster.count < most * 0.4 || !inside) return [];
    return [{ header: '', kind: cluster.kind === 'date' ? 'date' : 'money', x0: cluster.x0, x1: cluster.x1, right: cluster.right }];
  });
  return withTexts([...columns, ...extra].sort((a, b) => a.x0 - b.x0), evidence, em);
}

/** Adds a column for texts that stand left of all that have a name, as where two headers have run into one. */
function withTexts(columns: readonly LayoutColumn[], { lines }: LayoutEvidence, em: number): readonly LayoutColumn[] {
  const first = columns.find((column) => column.kind === 'text');
  const until = columns.find((column) => column.kind === 'money')?.x0 ?? Infinity;
  if (first && first.x0 < until) return columns;
  const starts = lines.flatMap((line) => line.cells.filter((cell) => cell.x0 > (columns[0]?.x0 ?? 0) && cell.x0 < until - em && /\p{L}{2}/u.test(cell.text) && !columns.some((column) => column.kind === 'date' && cell.x0 < column.x1 && cell.x1 > column.x0 && cell.x1 - cell.x0 < em * 8)).map((cell) => cell.x0));
  if (starts.length < Math.max(1, lines.length * 0.2)) return columns;
  return [...columns, { header: '', kind: 'text' as const, x0: Math.min(...starts), x1: until, right: until }].sort((a, b) => a.x0 - b.x0);
}

/** Without a header: the clusters, and one text between each two of them that has words. */
function withoutHeader(evidence: LayoutEvidence, clusters: readonly Cluster[], em: number): readonly LayoutColumn[] {
  const values = clusters.map((cluster): LayoutColumn => ({ header: '', kind: cluster.kind === 'date' ? 'date' : 'money', x0: cluster.x0, x1: cluster.x1, right: cluster.right }));
  const texts: LayoutColumn[] = [];
  const edges = [-Infinity, ...values.map((column) => column.x1)];
  edges.forEach((from, index) => {
    const to = values[index]?.x0 ?? Infinity;
    const starts = evidence.lines.flatMap((line) => line.cells.filter((cell) => cell.x0 > from - 1 && cell.x0 < to - em && /\p{L}/u.test(cell.text)).map((cell) => cell.x0));
    if (starts.length > Math.max(1, evidence.lines.length * 0.1)) texts.push({ header: '', kind: 'text', x0: Math.min(...starts), x1: to, right: to });
  });
  return [...values, ...texts].sort((a, b) => a.x0 - b.x0);
}

/** Finds the columns of a table from its header, where it has one, and from the places of dates and amounts in its lines. */
export function layoutOf(header: readonly HeaderCell[] | null, evidence: LayoutEvidence): TableLayout | null {
  const em = median(evidence.lines.map((line) => line.size));
  const clusters = clustersOf(evidence, em, header ?? []);
  if (!header && (!clusters.some((cluster) => cluster.kind === 'number') || !(clusters.some((cluster) => cluster.kind === 'date') || evidence.tokens.some((line) => dayOfLine(line) !== null)))) return null;
  const columns = header ? withHeader(header, evidence, clusters, em) : withoutHeader(evidence, clusters, em);
  const finite = columns.flatMap((column) => [column.x0, column.kind === 'text' ? column.right : column.x1].filter(Number.isFinite));
  const [x0, x1] = [Math.min(...finite, ...(header ?? []).map((cell) => cell.x0)) - em, Math.max(...finite, ...(header ?? []).map((cell) => cell.x1)) + em];
  const dayLines = !clusters.some((cluster) => cluster.kind === 'date') && evidence.tokens.some((line) => dayOfLine(line) !== null);
  return { columns: dayLines ? [DAY_COLUMN, ...columns.map((column): LayoutColumn => (column.kind === 'date' ? { ...column, kind: 'text' } : column))] : columns, em, x0, x1, dayLines };
}

/** A column that no word of a line stands in. */
const DAY_COLUMN: LayoutColumn = { header: '', kind: 'date', x0: -1, x1: -1, right: -1 };
/** Words such as `Booked on` before the day of a line. */
const MOST_LABELS = 3;

/** The day of a line that says nothing else; null for all other lines. */
export function dayOfLine(tokens: readonly Token[]): string | null {
  const days = tokens.filter((token) => token.date !== null);
  const [day] = days;
  if (day === undefined || days.length > 1 || tokens.length > 1 + MOST_LABELS || tokens.at(-1) !== day) return null;
  const labels = tokens.slice(0, -1);
  if (labels.some((token) => /\d/.test(token.text)) || (day.date === 'short' && labels.length > 0)) return null;
  return day.text;
}
