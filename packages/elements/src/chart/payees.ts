import type { Transaction } from '@cashflowsmart/sdk/contract';
import { fromMoney, toMoney, type Money } from '@cashflowsmart/sdk/money';

/** Everything that one payee paid or was paid. */
export interface Payee {
  readonly name: string;
  readonly total: Money;
  readonly count: number;
}

/** The payees that moved the most, by the size of their sum; transfers between own accounts have none. */
export function topPayees(transactions: readonly Transaction[], most: number): readonly Payee[] {
  const sums = new Map<string, { name: string; units: bigint; currency: string; count: number }>();
  for (const transaction of transactions) {
    if (transaction.transfer) continue;
    const name = (transaction.counterparty ?? transaction.description).trim();
    const key = name.toLowerCase();
    const sum = sums.get(key) ?? { name, units: 0n, currency: transaction.amount.currency, count: 0 };
    sum.units += fromMoney(transaction.amount);
    sum.count += 1;
    sums.set(key, sum);
  }
  const size = (units: bigint): bigint => (units < 0n ? -units : units);
  return [...sums.values()]
    .sort((a, b) => (size(b.units) > size(a.units) ? 1 : size(b.units) < size(a.units) ? -1 : 0))
    .slice(0, most)
    .map(({ name, units, currency, count }) => ({ name, total: toMoney(units, currency), count }));
}
