import { chronological, type RowOrder } from '../proof/row-order.ts';
import type { StatementTransaction } from '../types.ts';

const size = (units: bigint): bigint => (units < 0n ? -units : units);

/**
 * Gives unsigned amounts the sign of the step that their balance makes. The oldest row has no step: it takes the sign
 * that leads from a stated opening balance, else it stays as printed.
 */
export function signByBalance(rows: readonly StatementTransaction[], order: RowOrder, opening: bigint | null): readonly StatementTransaction[] {
  const signed = new Map<StatementTransaction, bigint>();
  const before = new Map<number, bigint | null>();
  for (const row of chronological(rows, order)) {
    const previous = before.has(row.account) ? before.get(row.account)! : opening;
    if (previous !== null && row.balance !== null && size(row.balance - previous) === size(row.amount)) signed.set(row, row.balance - previous);
    before.set(row.account, row.balance);
  }
  return rows.map((row) => ({ ...row, amount: signed.get(row) ?? row.amount }));
}
