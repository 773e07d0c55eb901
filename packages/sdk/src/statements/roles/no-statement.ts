import { isMoneyWord, KNOWN, type ColumnProfile } from './column-profile.ts';
import { findDirectionColumn } from './direction-column.ts';
import type { MoneyHypothesis } from './money-columns.ts';
import { moneyIndexes } from './money-layout.ts';
import { isAboutSomethingElse } from './other-tables.ts';

/** A chain of one link closes by chance. */
const ENOUGH_LINKS = 2;
const KNOWN_HEADERS = 2;

/** Whether balances confirm the amounts. */
function isProven({ chain, signFromBalance }: MoneyHypothesis): boolean {
  return signFromBalance || (chain !== null && chain.closed >= ENOUGH_LINKS);
}

function namesText({ words }: ColumnProfile): boolean {
  return Math.max(words.description ?? 0, words.counterparty ?? 0) >= KNOWN;
}

/** Whether nothing in the cells says that they are money: no sign, no mark, no currency. */
function isBare({ amounts }: ColumnProfile): boolean {
  return amounts.every((scan) => scan === null || (!scan.negative && !scan.plus && !scan.hasSign && scan.marker === null));
}

const HOLDS_WORDS = /\p{L}{3}/u;

/** Numbers of which each row has one and which are neither days nor codes. */
function isFigures(profile: ColumnProfile): boolean {
  return profile.filled > 0.5 && profile.numberShare >= 0.8 && profile.dateShare < 0.7 && !profile.identifiers;
}

/** Whether two columns are filled in turns, as money out and in are: of each row one holds a number and the other nothing or a zero. */
function areTurns(one: ColumnProfile, other: ColumnProfile): boolean {
  const holds = ({ amounts }: ColumnProfile, row: number): boolean => /[1-9]/.test(amounts[row]?.body ?? '');
  const used = (profile: ColumnProfile): boolean => profile.amounts.some((_, row) => holds(profile, row));
  return used(one) && used(other) && one.amounts.every((_, row) => holds(one, row) !== holds(other, row));
}

/**
 * Several columns of bare numbers side by side, none of them named as money or told apart by a balance or by being filled in
 * turns: figures of something, of which none is more of an amount than the others. Beside a named text a single one with
 * decimals may be; without headers, any text is enough.
 */
function isBareFigures(best: MoneyHypothesis, profiles: readonly ColumnProfile[]): boolean {
  const headed = profiles.some(({ header }) => header !== '');
  const figures = profiles.filter(isFigures);
  if (best.named || best.money.kind !== 'single' || figures.length < 2 || !figures.every(isBare)) return false;
  if (figures.some(({ words }) => (words.balance ?? 0) >= KNOWN) || findDirectionColumn(profiles) !== null) return false;
  if (figures.some((one, index) => figures.slice(index + 1).some((other) => areTurns(one, other)))) return false;
  if (!headed) return !profiles.some(({ numberShare, dateShare, cells }) => numberShare < 0.5 && dateShare < 0.5 && cells.some((cell) => HOLDS_WORDS.test(cell)));
  return !(figures.filter(({ hasDecimals }) => hasDecimals).length === 1 && profiles.some(namesText));
}

/**
 * Whether a table is about something else than bookings: by the words of its header, where no column is named as the balance
 * that the amounts lead to; or because what would be its amounts has nothing of money.
 */
export function isNoStatement(best: MoneyHypothesis, profiles: readonly ColumnProfile[]): boolean {
  const balance = best.balance === null ? undefined : profiles[best.balance];
  const money = moneyIndexes(best.money).map((index) => profiles[index]!);
  if (best.chain === null || (balance?.words.balance ?? 0) < KNOWN) {
    if (isAboutSomethingElse(profiles, isProven(best) ? [] : money)) return true;
  }
  if (isProven(best)) return false;
  if (isBareFigures(best, profiles)) return true;
  if (best.chain !== null || profiles.some(isMoneyWord)) return false;
  const known = profiles.filter(({ words }) => Math.max(0, ...Object.values(words)) >= KNOWN).length;
  const scans = money.flatMap(({ amounts }) => amounts.flatMap((scan) => scan ?? []));
  return known >= KNOWN_HEADERS && money.every(isBare) && scans.every(({ body }) => /^\d+$/.test(body));
}
