import { StatementProblemError } from '../problem.ts';
import type { ColumnProfile } from '../roles/column-profile.ts';
import { currencyOfColumn } from '../roles/currency.ts';
import { dateTrend, daysOf, type DateColumns } from '../roles/date-columns.ts';
import { hypothesisFor, type MoneyColumns, type MoneyEvidence } from '../roles/money-columns.ts';
import { PRINTED_SIGNS, readSigns, type SignReading } from '../roles/sign.ts';
import type { ColumnRole, Recipe } from '../types.ts';
import type { Evidence } from './evidence.ts';
import { planOf } from './plan-of.ts';
import type { ReadingPlan } from './plan.ts';

/** Applies a recipe as it is; only what it does not say comes from the rows. @throws {StatementProblemError} recipe-mismatch. */
export function decideByRecipe(evidence: Evidence, recipe: Recipe, profiles: readonly ColumnProfile[]): ReadingPlan {
  const first = (role: ColumnRole): number | null => (recipe.columns.includes(role) ? recipe.columns.indexOf(role) : null);
  const dateColumns = (['date', 'transaction-date', 'value-date'] as const).flatMap((role) => recipe.columns.flatMap((each, index) => (each === role ? [{ index, role }] : [])));
  const [amount, out, into] = [first('amount'), first('money-out'), first('money-in')];
  const money: MoneyColumns | null = amount !== null ? { kind: 'single', amount, fee: first('fee') } : out !== null || into !== null ? { kind: 'pair', out, in: into } : null;
  if (dateColumns.length === 0 || !money || recipe.columns.length < profiles.length - 1) throw new StatementProblemError('recipe-mismatch');
  const flagIndex = first('direction');
  const flag = flagIndex === null ? null : (profiles[flagIndex] ?? null);
  const currencyColumn = first('currency');
  const currency = recipe.currency ?? currencyOfColumn(currencyColumn === null ? null : (profiles[currencyColumn] ?? null));
  const main = profiles[dateColumns[0]!.index];
  const moneyEvidence: MoneyEvidence = {
    profiles, mark: recipe.decimalMark, headRows: evidence.table.headRows, direction: flag,
    dateColumns: new Set(dateColumns.map(({ index }) => index)), trend: main ? dateTrend(main, recipe.dateOrder, evidence.table.headRows) : 'none',
    days: daysOf(main, recipe.dateOrder, evidence.table.rows.length),
    keys: evidence.table.rows.map((row) => `${row.cells[first('account') ?? -1] ?? ''}|${row.cells[currencyColumn ?? -1] ?? ''}`),
  };
  const found = hypothesisFor(moneyEvidence, money, first('balance')) ?? hypothesisFor(moneyEvidence, withoutFee(money), first('balance'));
  const hypothesis = found && { ...found, money };
  if (!hypothesis) throw new StatementProblemError('recipe-mismatch');
  const signs: SignReading = money.kind === 'single' && profiles[money.amount]
    ? readSigns(profiles[money.amount]!, flag, recipe.sign === 'inverted' && !hypothesis.signFromBalance)
    : PRINTED_SIGNS;
  const dates: DateColumns = { columns: dateColumns, rival: null };
  // A balance that a person named stays one, whether it chains or not.
  const kept = { ...hypothesis, balance: first('balance') };
  return planOf({ evidence, profiles, recipe, hypothesis: kept, signs, dates, currency, datesSettled: true });
}

/** A fee that never occurs in the sample makes no hypothesis of its own. */
function withoutFee(money: MoneyColumns): MoneyColumns {
  return money.kind === 'single' ? { ...money, fee: null } : money;
}
