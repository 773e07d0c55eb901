import { currencyOfCell } from '../values/currency-signs.ts';
import { KNOWN, type ColumnProfile } from './column-profile.ts';
import { namesMinorUnits } from './minor-units-header.ts';

/** What stands behind the last `in` of a header. */
const IN_WHAT = /(?:^|.*[\s_([（])in[\s_]+([^)\]）]+)[)\]）]?$/iu;
const CURRENCY_WORD = /currency|wahrung|währung|valuta|divisa|units?$/i;

/** Whether the `in` of a header tells the unit of its amounts: `Amount in EUR`, `Betrag in Cent`. */
function tellsUnit(header: string): boolean {
  const unit = IN_WHAT.exec(header)?.[1]?.trim() ?? '';
  return unit !== '' && !/^[([]/.test(unit) && (currencyOfCell(unit) !== null || CURRENCY_WORD.test(unit) || namesMinorUnits(unit));
}

/**
 * Amounts in a unit are no money in: without a column of money out to go with it, `in` before a currency is a
 * preposition. Beside one, `Amount in EUR` is the other half of `Amount out EUR`.
 */
export function withUnitsTold(profiles: readonly ColumnProfile[]): readonly ColumnProfile[] {
  if (profiles.some(({ words }) => (words['money-out'] ?? 0) >= KNOWN)) return profiles;
  return profiles.map((profile) => {
    if (profile.words['money-in'] === undefined || Math.max(profile.words.amount ?? 0, profile.words.balance ?? 0) < KNOWN || !tellsUnit(profile.header)) return profile;
    return { ...profile, words: { ...profile.words, 'money-in': 0 } };
  });
}
