import type { CurrencyCode } from '../../money/index.ts';
import { currencyOfCell } from '../values/currency-signs.ts';
import { isMoneyWord, KNOWN, type ColumnProfile } from './column-profile.ts';

/** The most frequent of some texts; the first of several equally frequent ones. */
export function mostFrequent(values: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

/** The column that names the currency of each row: not the one of a foreign amount. */
export function findCurrencyColumn(profiles: readonly ColumnProfile[]): ColumnProfile | null {
  const codes = profiles.filter((profile) => profile.filled > 0.5 && profile.currencyShare >= 0.9 && (profile.words.foreign ?? 0) < KNOWN);
  const rank = (profile: ColumnProfile): number => (profile.words.currency ?? 0) - (profile.words.foreign ?? 0) * 2 - (profile.words.amount ?? 0) * 0.1;
  const fitting = codes.filter((profile) => profile.header === '' || (profile.words.currency ?? 0) >= 0.35 || Object.keys(profile.words).length === 0);
  return [...fitting].sort((a, b) => rank(b) - rank(a) || a.index - b.index)[0] ?? null;
}

/** The currency that the cells of a column name most often. */
export function currencyOfColumn(column: ColumnProfile | null): CurrencyCode | null {
  return column ? mostFrequent(column.cells.flatMap((cell) => currencyOfCell(cell) ?? [])) : null;
}

/** The currency that headers of money columns name, else the one printed beside the amounts. */
export function currencyOfAmounts(profiles: readonly ColumnProfile[]): CurrencyCode | null {
  const money = profiles.filter((profile) => (profile.numberShare >= 0.8 || profile.filled === 0) && (profile.words.foreign ?? 0) < KNOWN && isMoneyWord(profile));
  const named = mostFrequent(money.flatMap((profile) => profile.headerCurrency ?? []));
  const numeric = profiles.filter((profile) => profile.numberShare >= 0.8);
  return named ?? mostFrequent(numeric.flatMap((profile) => profile.amounts.flatMap((scan) => scan?.currency ?? [])));
}
