import type { CurrencyCode } from '../../money/index.ts';
import type { ColumnProfile } from './column-profile.ts';

/** One way to take money from the columns: a signed column, one for money out and one for money in, or a signed one for each currency. */
export type MoneyColumns =
  // `fee`: a column whose amounts are taken from those of the others.
  | { readonly kind: 'single'; readonly amount: number; readonly fee: number | null }
  | { readonly kind: 'pair'; readonly out: number | null; readonly in: number | null; readonly fee: number | null }
  | { readonly kind: 'by-currency'; readonly columns: readonly CurrencyAmounts[]; readonly fee: null };

/** A signed column of one currency beside others of other currencies; a row fills one of them. */
export interface CurrencyAmounts {
  readonly index: number;
  readonly currency: CurrencyCode;
}

/** The columns that hold the amounts, the fee left out. */
export function moneyIndexes(money: MoneyColumns): readonly number[] {
  if (money.kind === 'single') return [money.amount];
  if (money.kind === 'by-currency') return money.columns.map(({ index }) => index);
  return [money.out, money.in].filter((index) => index !== null);
}

export function usesColumn(money: MoneyColumns, index: number): boolean {
  return money.fee === index || moneyIndexes(money).includes(index);
}

/** Several amount columns as one: of each row the amount that is filled. */
export function mergedColumn(profiles: readonly ColumnProfile[], columns: readonly CurrencyAmounts[]): ColumnProfile {
  const parts = columns.map(({ index }) => profiles[index]!);
  const [first] = parts;
  const amounts = first!.amounts.map((_, row) => parts.map((part) => part.amounts[row] ?? null).find((scan) => scan !== null) ?? null);
  return { ...first!, amounts, filled: 1 };
}
