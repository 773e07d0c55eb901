import { accountNumber, isIban } from '../table/statement-facts.ts';
import type { ColumnProfile } from './column-profile.ts';

const SURELY = 0.9;
const MOSTLY = 0.8;
const COMPACT_IBAN = /^[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}$/;
/** The hidden digits of a number of a card. */
const MASK = /[*•]|xx/i;

function isCalled({ words }: ColumnProfile, sense: 'value-date' | 'account' | 'other-party'): boolean {
  return (words[sense] ?? 0) >= SURELY;
}

/** How many of the filled cells of a column pass a test. */
function shareOf({ cells }: ColumnProfile, test: (cell: string) => boolean): number {
  const filled = cells.filter((cell) => cell !== '');
  return filled.length === 0 ? 0 : filled.filter(test).length / filled.length;
}

/** How many independent signs say that a table lists the bookings of a bank account: value dates, the number of the account, those of other parties, and numbers in the form of ISO 13616. */
export function signsOfAccount(profiles: readonly ColumnProfile[]): number {
  return [
    profiles.some((profile) => isCalled(profile, 'value-date') && profile.dateShare >= MOSTLY),
    profiles.some((profile) => isCalled(profile, 'account') && shareOf(profile, (cell) => accountNumber(cell) !== null && !MASK.test(cell)) >= MOSTLY),
    profiles.some((profile) => isCalled(profile, 'other-party') && profile.filled > 0),
    profiles.some((profile) => shareOf(profile, (cell) => COMPACT_IBAN.test(cell) && isIban(cell)) >= MOSTLY),
  ].filter(Boolean).length;
}
