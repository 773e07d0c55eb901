import { KNOWN, type ColumnProfile } from './column-profile.ts';

const isCurrency = (profile: ColumnProfile | undefined): boolean => profile !== undefined && profile.filled > 0.5 && profile.currencyShare >= 0.9;
const isNumber = (profile: ColumnProfile | undefined): boolean => profile !== undefined && profile.filled > 0 && profile.numberShare >= 0.8 && profile.dateShare < 0.5 && !profile.identifiers;

/** An amount whose header names its currency: `Amount (EUR)`, not a fee or a rate. */
function namesCurrency({ headerCurrency, words }: ColumnProfile): boolean {
  return headerCurrency !== null && Math.max(words.amount ?? 0, words['money-out'] ?? 0, words['money-in'] ?? 0) >= KNOWN && Math.max(words.fee ?? 0, words.foreign ?? 0) < KNOWN;
}

/** The amount that a column of currencies is about: the number beside it, the left one first. */
function amountBeside(profiles: readonly ColumnProfile[], currency: ColumnProfile): ColumnProfile | null {
  return [profiles[currency.index - 1], profiles[currency.index + 1]].find((profile) => isNumber(profile)) ?? null;
}

/**
 * Amounts that are printed twice, in the currency of the payment and in the one of the account: where one has the same
 * currency on every row (or in its header) and the other changes, the changing one is foreign.
 */
function foreignIndexes(profiles: readonly ColumnProfile[]): ReadonlySet<number> {
  const pairs = profiles.filter(isCurrency).flatMap((currency) => {
    const amount = amountBeside(profiles, currency);
    return amount ? [{ currency, amount }] : [];
  });
  const steady = pairs.some(({ currency }) => currency.distinct === 1)
    || profiles.some((profile) => isNumber(profile) && namesCurrency(profile) && pairs.every(({ amount }) => amount !== profile));
  if (!steady) return new Set();
  const changing = pairs.filter(({ currency, amount }) => currency.distinct > 1 && amount.headerCurrency === null);
  return new Set(changing.flatMap(({ currency, amount }) => [currency.index, amount.index]));
}

/** Marks the columns that rows with a foreign payment fill in its currency, whatever their headers say. */
export function markForeign(profiles: readonly ColumnProfile[]): readonly ColumnProfile[] {
  const foreign = foreignIndexes(profiles);
  return foreign.size === 0 ? profiles : profiles.map((profile) => (foreign.has(profile.index) ? { ...profile, words: { foreign: 1 } } : profile));
}
