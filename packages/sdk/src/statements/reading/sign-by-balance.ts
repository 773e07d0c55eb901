import { chronological, type RowOrder } from '../proof/row-order.ts';
import type { StatementTransaction } from '../types.ts';

const size = (units: bigint): bigint => (units < 0n ? -units : units);

export interface SignedRows {
  readonly rows: readonly StatementTransaction[];
  /** Rows whose direction no step tells; at least the oldest one, where no opening balance is stated. */
  readonly untold: readonly StatementTransaction[];
}

/**
 * Gives unsigned amounts the sign of the step that their balance makes. The oldest row has no step: it takes the sign
 * that leads from a stated opening balance, else the one that a person chose (`outward`).
 */
export function signByBalance(rows: readonly StatementTransaction[], order: RowOrder, opening: bigint | null, outward: boolean): SignedRows {
  const steps = new Map<StatementTransaction, bigint>();
  const before = new Map<number, bigint | null>();
  for (const row of chronological(rows, order)) {
    const previous = before.has(row.account) ? before.get(row.account)! : opening;
    if (previous !== null && row.balance !== null && size(row.balance - previous) === size(row.amount)) steps.set(row, row.balance - previous);
    before.set(row.account, row.balance);
  }
  const signed = rows.map((row) => ({ ...row, amount: steps.get(row) ?? (outward ? -row.amount : row.amount) }));
  return { rows: signed, untold: signed.filter((_, index) => !steps.has(rows[index]!) && rows[index]!.amount !== 0n) };
}
