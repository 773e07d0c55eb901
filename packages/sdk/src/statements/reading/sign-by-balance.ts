import { chronological, type RowOrder } from '../proof/row-order.ts';
import type { CollectedRow } from './collect.ts';

const size = (units: bigint): bigint => (units < 0n ? -units : units);

/**
 * Gives unsigned amounts the sign of the step that their balance makes. The oldest row has no step: it takes the sign
 * that leads from a stated opening balance, else it stays as printed.
 */
export function signByBalance(rows: readonly CollectedRow[], order: RowOrder, opening: bigint | null): CollectedRow[] {
  const signs = new Map<CollectedRow, boolean>();
  const before = new Map<number, bigint | null>();
  for (const row of chronological(rows, order)) {
    const previous = before.has(row.group) ? before.get(row.group)! : opening;
    const balance = row.balance === null ? null : BigInt(row.balance);
    if (previous !== null && balance !== null && size(balance - previous) === size(BigInt(row.amount))) signs.set(row, balance < previous);
    before.set(row.group, balance);
  }
  return rows.map((row) => {
    const out = signs.get(row);
    if (out === undefined) return row;
    const amount = size(BigInt(row.amount));
    return { ...row, amount: out ? -amount : amount };
  });
}
