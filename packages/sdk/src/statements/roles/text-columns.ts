import { markerKind } from '../table/marker-words.ts';
import { accountNumber } from '../table/statement-facts.ts';
import type { ColumnRole } from '../types.ts';
import type { ColumnProfile } from './column-profile.ts';

const LIKELY = 0.4;
/** Rows below which shares of a column say little. */
const SHORT = 20;

type TextRole = Extract<ColumnRole, 'description' | 'counterparty' | 'reference' | 'account' | 'status' | 'ignore'>;

function textRole(profile: ColumnProfile, rows: number): TextRole | 'kind' | null {
  const { words } = profile;
  const of = (sense: keyof typeof words): number => words[sense] ?? 0;
  const best = Math.max(of('description'), of('counterparty'), of('reference'), of('account'), of('status'), of('other-party'), of('kind'));
  if (best < LIKELY) return null;
  if (of('status') >= 0.9 && profile.distinct <= 8) return 'status';
  if (of('other-party') === best) return 'reference';
  if (of('kind') === best && of('kind') > of('description')) return 'kind';
  if (of('description') === best) return 'description';
  if (of('counterparty') === best) return 'counterparty';
  if (of('account') === best) return isOwnAccount(profile, rows) ? 'account' : 'ignore';
  return of('reference') === best ? 'reference' : of('kind') === best ? 'kind' : null;
}

const MOST_ACCOUNTS = 20;
/** The last column that leads a row. */
const LEADING = 1;

/** Whether the cells of a column are numbers of accounts rather than names. */
function holdsAccounts(profile: ColumnProfile, rows: number): boolean {
  return profile.filled > 0 && profile.cells.filter((cell) => accountNumber(cell) !== null).length >= profile.filled * rows * 0.8;
}

/** How often the cells of a column change from row to row. */
function changes(cells: readonly string[]): number {
  return cells.filter((cell, row) => row > 0 && cell !== cells[row - 1]).length;
}

/**
 * A column that is named as account holds the own ones where nearly every row has one, and they are few. Where it leads
 * the row, as own accounts do, a short file may have one for every two rows, or list one account after the other. Other
 * parties stand further right and vary from row to row.
 */
function isOwnAccount(profile: ColumnProfile, rows: number): boolean {
  if (profile.filled < 0.95 || profile.dateShare > 0.5 || profile.distinct > MOST_ACCOUNTS) return false;
  if (!holdsAccounts(profile, rows)) return false;
  if (profile.distinct === 1 || profile.distinct <= rows / 4) return true;
  const together = changes(profile.cells) === profile.distinct - 1 && profile.distinct < rows;
  return profile.index <= LEADING && (together || (profile.distinct <= rows / 2 && rows < SHORT));
}

/** Of several columns of accounts the one with the fewest is the own one. */
function keepOneAccount(roles: Map<number, ColumnRole>, profiles: readonly ColumnProfile[]): void {
  const accounts = [...roles].flatMap(([index, role]) => (role === 'account' ? [profiles[index]!] : []));
  const own = accounts.toSorted((a, b) => a.distinct - b.distinct || (b.words.account ?? 0) - (a.words.account ?? 0))[0];
  for (const profile of accounts) if (profile !== own) roles.set(profile.index, 'ignore');
}

function isText(profile: ColumnProfile): boolean {
  return profile.filled > 0 && profile.numberShare < 0.8 && profile.dateShare < 0.7 && profile.currencyShare < 0.9 && profile.cells.some((cell) => /\p{L}{2}/u.test(cell));
}

/** A column of a few words of which one says that the row is pending or failed. */
function holdsStatus(profile: ColumnProfile): boolean {
  return profile.filled > 0.9 && profile.distinct > 1 && profile.distinct <= 6 && profile.cells.some((cell) => markerKind(cell, ['pending', 'failed'], true) !== null);
}

/** Words rather than codes. */
function isProse(profile: ColumnProfile): boolean {
  const words = profile.cells.filter((cell) => /\p{L}{3}/u.test(cell));
  return isText(profile) && words.length * 2 >= profile.filled * profile.cells.length && words.some((cell) => /\s/.test(cell));
}

/** Roles of the columns that are neither date nor money: by their header, else by being texts that vary. */
export function textRoles(profiles: readonly ColumnProfile[], taken: ReadonlySet<number>, rows: number): ReadonlyMap<number, ColumnRole> {
  const roles = new Map<number, ColumnRole>();
  const kinds: ColumnProfile[] = [];
  const unnamed: ColumnProfile[] = [];
  for (const profile of profiles) {
    if (taken.has(profile.index)) continue;
    const role = textRole(profile, rows);
    if (role === 'kind') kinds.push(profile);
    else if (role === null) unnamed.push(profile);
    else if (role === 'counterparty' && holdsAccounts(profile, rows)) roles.set(profile.index, 'reference');
    else if (role === 'description' || role === 'counterparty') {
      // A header may promise a text where the column holds numbers only (`Number`, `Code`).
      if (profile.filled === 0 || isText(profile) || role === 'description') roles.set(profile.index, role);
    } else roles.set(profile.index, role);
  }
  keepOneAccount(roles, profiles);
  const status = unnamed.find(holdsStatus);
  if (status && ![...roles.values()].includes('status')) roles.set(status.index, 'status');
  const described = (): boolean => [...roles].some(([index, role]) => (role === 'description' || role === 'counterparty') && profiles[index]!.filled > 0.3);
  if (!described()) {
    const texts = unnamed.filter((profile) => isText(profile) && !roles.has(profile.index));
    const varying = texts.filter((profile) => profile.distinct > 1);
    for (const profile of varying.length > 0 ? varying : texts) roles.set(profile.index, 'description');
  }
  if (!described()) for (const profile of kinds.filter(isText)) roles.set(profile.index, 'description');
  if (!described()) {
    const reference = [...roles].find(([index, role]) => role === 'reference' && isText(profiles[index]!));
    if (reference) roles.set(reference[0], 'description');
  }
  if (![...roles.values()].includes('description')) {
    // Beside a counterparty alone, a reference in words says what the payment was for.
    const spoken = [...roles].find(([index, role]) => role === 'reference' && isProse(profiles[index]!));
    if (spoken) roles.set(spoken[0], 'description');
  }
  const named = profiles.some((profile) => profile.header !== '');
  for (const profile of unnamed) {
    // A description may go on in columns to its right that have no name of their own.
    if (named && profile.header === '' && roles.get(profile.index - 1) === 'description' && isText(profile)) roles.set(profile.index, 'description');
  }
  // Without a header, a column that holds one account number on every row is the account.
  if (![...roles.values()].includes('account')) {
    const account = unnamed.find((profile) => !roles.has(profile.index) && profile.header === '' && profile.distinct === 1 && profile.filled > 0.95 && rows > 1 && accountNumber(profile.cells[0] ?? '') !== null);
    if (account) roles.set(account.index, 'account');
  }
  return roles;
}
