import type { RowOrder } from '../proof/row-order.ts';
import type { MinorUnits } from '../values/amount-parser.ts';
import { add, negate, size } from '../values/minor-units.ts';
import { allRows, indexChronologically } from './row-index.ts';
import type { RowStore } from './row-store.ts';

export interface SignRows {
  readonly order: RowOrder;
  readonly opening: MinorUnits | null;
  /** Which way a row goes whose step no balance shows. */
  readonly outward: boolean;
}

/**
 * Gives unsigned amounts the sign of the step that their balance makes. The oldest row has no step: it takes the sign
 * that leads from a stated opening balance, else the one that a person chose. Answers the rows whose direction no step
 * tells, in file order; at least the oldest one, where no opening balance is stated.
 */
export function signByBalance(store: RowStore, { order, opening, outward }: SignRows): readonly number[] {
  const before = new Map<number, MinorUnits | null>();
  const untold: number[] = [];
  for (const row of indexChronologically(store, allRows(store), order)) {
    const account = store.account[row]!;
    const previous = before.has(account) ? before.get(account)! : opening;
    const balance = store.balance(row);
    const amount = store.amount(row);
    const step = previous === null || balance === null ? null : add(balance, negate(previous));
    before.set(account, balance);
    if (step !== null && size(step) === size(amount)) store.setAmount(row, step);
    else {
      if (outward) store.setAmount(row, negate(amount));
      if (amount !== 0) untold.push(row);
    }
  }
  return untold.sort((a, b) => a - b);
}
