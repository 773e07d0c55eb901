import { statesBalance, type LayoutColumn } from './table-layout.ts';
import type { TableRecord } from './table-records.ts';

/** The number of an amount as printed: all its digits. Amounts of one column have the same decimals. */
function digitsOf(cell: string): bigint | null {
  const digits = cell.replace(/\D/g, '');
  return digits === '' || digits.length > 18 ? null : BigInt(digits);
}

/** What stands beside the digits of an amount: a sign, or a mark such as D. */
function markOf(cell: string): string {
  return cell.replace(/[\d.,'’\s\p{Sc}]/gu, '');
}

interface Amount {
  readonly column: number;
  readonly mark: string;
  readonly digits: bigint;
}

/** Sums of amounts by column and mark, over rows that are added one by one. */
class ColumnSums {
  private readonly sums = new Map<number, Map<string, bigint>>();
  private count = 0;

  add(amounts: readonly Amount[]): void {
    for (const { column, mark, digits } of amounts) {
      const own = this.sums.get(column) ?? new Map<string, bigint>();
      own.set(mark, (own.get(mark) ?? 0n) + digits);
      this.sums.set(column, own);
    }
    this.count++;
  }

  /** Whether each amount is the sum of its column, of those with one mark, or what remains of two marks. */
  holds(amounts: readonly Amount[]): boolean {
    return this.count >= LEAST_ROWS && amounts.every(({ column, digits }) => {
      const own = [...(this.sums.get(column)?.values() ?? [])];
      const [first, second] = own;
      const all = own.reduce((sum, each) => sum + each, 0n);
      return all === digits || own.includes(digits) || (own.length === 2 && (first! - second! === digits || second! - first! === digits));
    });
  }
}

const LEAST_ROWS = 2;
/** A sum is looked for among this many rows above it: one for each row would take quadratic time. */
const MOST_ROWS = 2_000;

/** Whether amounts are the sum of some rows that end with the last one of `rows`. */
function endsInSum(rows: readonly Row[], amounts: readonly Amount[]): boolean {
  const sums = new ColumnSums();
  for (let at = rows.length - 1; at >= 0 && at >= rows.length - MOST_ROWS; at--) {
    sums.add(rows[at]!.amounts);
    if (sums.holds(amounts)) return true;
  }
  return false;
}

interface Row {
  readonly at: number;
  readonly dated: boolean;
  readonly amounts: readonly Amount[];
}

/** Share of the rows with a day of their own from which a row without one is no booking of the day before. */
const MOSTLY = 0.8;
const MOST_SUSPECTS = 200;

function amountsOf({ cells }: TableRecord, moving: readonly number[]): readonly Amount[] {
  return moving.flatMap((column): Amount[] => {
    const digits = digitsOf(cells[column] ?? '');
    return digits === null || digits === 0n ? [] : [{ column, mark: markOf(cells[column]!), digits }];
  });
}

/**
 * Which rows without a day of their own are sums of rows above them, or of those below down to the next such row, whatever
 * they are called. None in a table that prints a day once for several rows. Indexes into `records`.
 */
export function totalRows(records: readonly TableRecord[], columns: readonly LayoutColumn[]): ReadonlySet<number> {
  const moving = columns.flatMap((column, index) => (column.kind === 'money' && !statesBalance(column) ? [index] : []));
  const rows = records.flatMap((record, at): Row[] => (record.kind === 'row' ? [{ at, dated: record.dated, amounts: amountsOf(record, moving) }] : []));
  const totals = new Set<number>();
  const suspects = rows.filter(({ dated }) => !dated).length;
  if (suspects === 0 || suspects > MOST_SUSPECTS || suspects > rows.length * (1 - MOSTLY)) return totals;
  const above: Row[] = [];
  for (const row of rows) {
    if (!row.dated && row.amounts.length > 0 && endsInSum(above, row.amounts)) totals.add(row.at);
    else above.push(row);
  }
  let below = new ColumnSums();
  for (const { at, dated, amounts } of rows.toReversed()) {
    if (dated) below.add(amounts);
    else {
      if (amounts.length > 0 && below.holds(amounts)) totals.add(at);
      below = new ColumnSums();
    }
  }
  return totals;
}
