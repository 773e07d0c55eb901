import { resolveDate, roughDay, type DateOrder } from '../values/date-scan.ts';
import type { DateTrend } from '../proof/chain.ts';
import { fold } from '../values/text.ts';
import type { ColumnProfile } from './column-profile.ts';

export type DateRole = 'date' | 'value-date' | 'transaction-date';

export interface DateColumns {
  /** The booking date first, then the others in the order in which they stand in for it. */
  readonly columns: readonly { readonly index: number; readonly role: DateRole }[];
  /** Another column that could as well be the booking date: no header tells, and they differ. */
  readonly rival: number | null;
}

const word = (profile: ColumnProfile, sense: 'booking-date' | 'date' | 'value-date' | 'transaction-date'): number => profile.words[sense] ?? 0;

/** Words for the days on which a period begins and ends. */
const BOUND = /(?:^|[\s_./-])(?:initial|final|start|begin|end|from|to|opening|closing|statement|inicial|desde|hasta|von|bis|debut|fin|inizio|fine|van|tot|od|do|fra|til|till|с|по|开始|结束|開始|終了)(?:$|[\s_./-])/u;

/** Whether a column repeats a bound of the period of the statement in every row. */
function repeatsPeriod({ header, distinct }: ColumnProfile): boolean {
  return distinct === 1 && BOUND.test(fold(header));
}

/** Columns of dates: nearly every filled cell is one, and no header calls it something else. */
export function dateProfiles(profiles: readonly ColumnProfile[]): readonly ColumnProfile[] {
  const dated = datedProfiles(profiles);
  const ofRows = dated.filter((profile) => !repeatsPeriod(profile));
  return ofRows.length > 0 ? ofRows : dated;
}

function datedProfiles(profiles: readonly ColumnProfile[]): readonly ColumnProfile[] {
  return profiles.filter((profile) => {
    if (profile.filled === 0 || profile.dateShare < 0.7) return false;
    const named = Math.max(word(profile, 'booking-date'), word(profile, 'date'), word(profile, 'value-date'), word(profile, 'transaction-date'));
    const other = Math.max(profile.words.reference ?? 0, profile.words.amount ?? 0, profile.words.account ?? 0);
    // Eight digits are a date only where nearly all of them are and no header calls them a number.
    const compact = profile.dates.some((scan) => scan?.separator === '');
    return !compact || named >= 0.5 || (profile.dateShare > 0.95 && other < 0.9);
  });
}

type Naming = { readonly role: DateRole; readonly rank: number };

function naming(profile: ColumnProfile): Naming {
  const [booking, date, value, transaction] = [word(profile, 'booking-date'), word(profile, 'date'), word(profile, 'value-date'), word(profile, 'transaction-date')];
  const best = Math.max(booking, date, value, transaction);
  if (best < 0.4) return { role: 'date', rank: 2 };
  if (booking === best) return { role: 'date', rank: 5 };
  if (value === best && value > date) return { role: 'value-date', rank: 1 };
  if (transaction === best && transaction > date) return { role: 'transaction-date', rank: 3 };
  if (value > 0.5 && value >= date - 0.1) return { role: 'value-date', rank: 1 };
  return { role: 'date', rank: best >= 0.6 ? 4 : 3.5 };
}

/** How often a column turns back while the rows go on. */
function turns(profile: ColumnProfile, order: DateOrder, rows: number): { readonly steps: number; readonly against: number; readonly trend: DateTrend } {
  let [up, down] = [0, 0];
  let previous = 0;
  for (const scan of profile.dates.slice(0, rows)) {
    const day = scan ? roughDay(resolveDate(scan, order)) : 0;
    if (day === 0) continue;
    if (previous > 0 && day > previous) up++;
    if (previous > 0 && day < previous) down++;
    previous = day;
  }
  const trend: DateTrend = up > down * 3 ? 'rising' : down > up * 3 ? 'falling' : 'none';
  return { steps: up + down, against: Math.min(up, down), trend };
}

/** Whether the dates of a column run up or down the file. */
export function dateTrend(profile: ColumnProfile, order: DateOrder, rows: number): DateTrend {
  return turns(profile, order, rows).trend;
}

function differ(one: ColumnProfile, other: ColumnProfile): boolean {
  return one.cells.some((cell, row) => cell !== '' && other.cells[row] !== '' && cell !== other.cells[row] && other.dates[row] !== null && one.dates[row] !== null);
}

/**
 * Orders the date columns: the one named as booking date, else a general date, else the transaction date, else the value
 * date; a column that is mostly empty only stands in. Without names, the column that follows the order of the rows.
 */
export function decideDateColumns(profiles: readonly ColumnProfile[], order: DateOrder, headRows: number): DateColumns {
  const named = profiles.map((profile) => ({ profile, naming: naming(profile) }));
  const someVary = named.some((each) => each.profile.distinct > 1 && isGeneralDate(each.naming));
  const rank = (each: Named): number => rankOf(each) - (someVary && each.profile.distinct === 1 && isGeneralDate(each.naming) ? ONE_DAY : 0);
  const ranked = named.sort((a, b) => rank(b) - rank(a) || a.profile.index - b.profile.index);
  const [first, second] = ranked;
  const columns = ranked.map(({ profile, naming: { role } }, position) => ({ index: profile.index, role: roleAt(role, position, ranked.length) }));
  if (!first || !second || first.naming.rank !== 2 || second.naming.rank !== 2 || !differ(first.profile, second.profile)) return { columns, rival: null };
  const [a, b] = [turns(first.profile, order, headRows), turns(second.profile, order, headRows)];
  if (a.against === 0 && b.against > 0) return { columns, rival: null };
  if (b.against === 0 && a.against > 0) {
    return { columns: [{ index: second.profile.index, role: 'date' }, { index: first.profile.index, role: 'transaction-date' }, ...columns.slice(2)], rival: null };
  }
  return { columns, rival: second.profile.index };
}

interface Named {
  readonly profile: ColumnProfile;
  readonly naming: Naming;
}

/** What speaks against a column that has one day in all rows, such as that of the export, beside one of days that differ. */
const ONE_DAY = 0.9;

/** Whether a header calls a column a date and not of which kind. */
function isGeneralDate({ role, rank }: Naming): boolean {
  return role === 'date' && rank > 3 && rank < 5;
}

function rankOf(each: Named): number {
  return each.naming.rank - (each.profile.filled < 0.5 ? 10 : 0);
}

function roleAt(role: DateRole, position: number, count: number): DateRole {
  if (position === 0) return 'date';
  return role === 'date' ? (position === 1 && count === 2 ? 'value-date' : 'transaction-date') : role;
}

/** A number per row that grows with its date; 0 where it has none. */
export function daysOf(dates: ColumnProfile | undefined, order: DateOrder, rows: number): readonly number[] {
  return Array.from({ length: rows }, (_, row) => {
    const scan = dates?.dates[row];
    return scan ? roughDay(resolveDate(scan, order)) : 0;
  });
}
