import { StatementProblemError } from '../problem.ts';
import { KNOWN, type ColumnProfile } from '../roles/column-profile.ts';
import type { DateColumns } from '../roles/date-columns.ts';
import type { MoneyHypothesis } from '../roles/money-columns.ts';

function bestNamed(profiles: readonly ColumnProfile[], senses: readonly (keyof ColumnProfile['words'])[]): number | null {
  const score = (profile: ColumnProfile): number => Math.max(...senses.map((sense) => profile.words[sense] ?? 0));
  const best = [...profiles].sort((a, b) => score(b) - score(a))[0];
  return best && score(best) >= KNOWN ? best.index : null;
}

/** The date column of a header without rows. @throws {StatementProblemError} no-dates. */
export function headerDates(profiles: readonly ColumnProfile[]): DateColumns {
  const index = bestNamed(profiles, ['booking-date']) ?? bestNamed(profiles, ['date', 'transaction-date', 'value-date']);
  if (index === null) throw new StatementProblemError('no-dates');
  return { columns: [{ index, role: 'date' }], rival: null };
}

/** The money columns of a header without rows: a statement of a month without bookings. */
export function headerMoney(profiles: readonly ColumnProfile[]): readonly MoneyHypothesis[] {
  const base = { balance: bestNamed(profiles, ['balance']), chain: null, rivalChain: null, signFromBalance: false, points: 0, named: true, lessFee: false, amounts: [] };
  const amount = bestNamed(profiles, ['amount']);
  const [out, into] = [bestNamed(profiles, ['money-out']), bestNamed(profiles, ['money-in'])];
  if (out !== null && into !== null && out !== into) return [{ ...base, money: { kind: 'pair', out, in: into, fee: null } }];
  return amount === null ? [] : [{ ...base, money: { kind: 'single', amount, fee: null } }];
}
