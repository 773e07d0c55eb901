import { accountNumber } from '../table/statement-facts.ts';
import type { ColumnRole } from '../types.ts';
import type { ColumnProfile } from './column-profile.ts';

const LIKELY = 0.4;

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

/** An account column names few accounts, on nearly every row. */
function isOwnAccount(profile: ColumnProfile, rows: number): boolean {
  if (profile.filled < 0.5 || profile.dateShare > 0.5) return false;
  const numbers = profile.cells.filter((cell) => accountNumber(cell) !== null).length;
  return numbers >= profile.filled * rows * 0.8 && profile.distinct <= Math.max(1, Math.min(20, rows / 4));
}

function isText(profile: ColumnProfile): boolean {
  return profile.filled > 0 && profile.numberShare < 0.8 && profile.dateShare < 0.7 && profile.currencyShare < 0.9 && profile.cells.some((cell) => /\p{L}{2}/u.test(cell));
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
    else if (role === 'description' || role === 'counterparty') {
      // A header may promise a text where the column holds numbers only (`Number`, `Code`).
      if (profile.filled === 0 || isText(profile) || role === 'description') roles.set(profile.index, role);
    } else roles.set(profile.index, role);
  }
  const described = (): boolean => [...roles].some(([index, role]) => (role === 'description' || role === 'counterparty') && profiles[index]!.filled > 0.3);
  if (!described()) {
    const texts = unnamed.filter(isText);
    const varying = texts.filter((profile) => profile.distinct > 1);
    for (const profile of varying.length > 0 ? varying : texts) roles.set(profile.index, 'description');
  }
  if (!described()) for (const profile of kinds.filter(isText)) roles.set(profile.index, 'description');
  if (!described()) {
    const reference = [...roles].find(([index, role]) => role === 'reference' && isText(profiles[index]!));
    if (reference) roles.set(reference[0], 'description');
  }
  // Without a header, a column that holds one account number on every row is the account.
  if (![...roles.values()].includes('account')) {
    const account = unnamed.find((profile) => !roles.has(profile.index) && profile.header === '' && profile.distinct === 1 && profile.filled > 0.95 && rows > 1 && accountNumber(profile.cells[0] ?? '') !== null);
    if (account) roles.set(account.index, 'account');
  }
  return roles;
}
