import { KNOWN, type ColumnProfile } from './column-profile.ts';

const MOSTLY = 0.9;
const SENSES = ['amount', 'money-out', 'money-in', 'balance'] as const;

function namesMoney({ words }: ColumnProfile): boolean {
  return SENSES.some((sense) => (words[sense] ?? 0) >= KNOWN);
}

/** Whether a column is called money and holds currencies, so that its amounts must stand beside it. */
function headsCurrencies(profile: ColumnProfile | undefined): profile is ColumnProfile {
  return profile !== undefined && namesMoney(profile) && profile.filled > 0 && profile.numberShare === 0 && profile.currencyShare >= MOSTLY;
}

function isUnnamedNumber(profile: ColumnProfile | undefined): boolean {
  return profile !== undefined && profile.header === '' && profile.filled > 0 && profile.numberShare >= MOSTLY;
}

/** One header over two columns, `EUR` and `12.50`, is the name of the amounts: the words of the left column go to the right one. */
export function withHeadersOverAmounts(profiles: readonly ColumnProfile[]): readonly ColumnProfile[] {
  return profiles.map((profile, index) => {
    const left = profiles[index - 1];
    if (isUnnamedNumber(profile) && headsCurrencies(left)) return { ...profile, words: left.words };
    return headsCurrencies(profile) && isUnnamedNumber(profiles[index + 1]) ? { ...profile, words: { currency: 1 } } : profile;
  });
}
