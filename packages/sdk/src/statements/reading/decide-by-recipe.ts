import { StatementProblemError } from '../problem.ts';
import type { ColumnProfile } from '../roles/column-profile.ts';
import { currencyOfColumn } from '../roles/currency.ts';
import { dateTrend, daysOf, type DateColumns } from '../roles/date-columns.ts';
import { hypothesisFor, type MoneyEvidence } from '../roles/money-columns.ts';
import { mergedColumn, type MoneyColumns } from '../roles/money-layout.ts';
import { chainWithSign } from '../roles/sign-decision.ts';
import { PRINTED_SIGNS, readSigns, type SignReading } from '../roles/sign.ts';
import type { ColumnRole, Recipe } from '../types.ts';
import type { Evidence } from './evidence.ts';
import { planOf, type Columns } from './plan-of.ts';
import type { ReadingPlan } from './plan.ts';

/** Applies a recipe as it is; only what it does not say comes from the rows. @throws {StatementProblemError} recipe-mismatch. */
export function decideByRecipe(evidence: Evidence, recipe: Recipe, { profiles, months }: Columns): ReadingPlan {
  const first = (role: ColumnRole): number | null => (recipe.columns.includes(role) ? recipe.columns.indexOf(role) : null);
  const dateColumns = (['date', 'transaction-date', 'value-date'] as const).flatMap((role) => recipe.columns.flatMap((each, index) => (each === role ? [{ index, role }] : [])));
  const money = moneyOf(recipe, profiles);
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
  const hypothesis = found && { ...chainWithSign(found, recipe.sign === 'inverted'), money };
  if (!hypothesis) throw new StatementProblemError('recipe-mismatch');
  const amount = amountColumn(money, profiles);
  const signs: SignReading = amount
    ? readSigns(amount, flag, recipe.sign === 'inverted' && !hypothesis.signFromBalance)
    : PRINTED_SIGNS;
  const dates: DateColumns = { columns: dateColumns, rival: null };
  // A balance that a person named stays one, whether it chains or not.
  const kept = { ...hypothesis, balance: first('balance') };
  return planOf({ evidence, profiles, months, recipe, hypothesis: kept, signs, dates, currency, datesSettled: true });
}

/** The columns that a recipe calls amounts; several of them where each has the currency that its header names. */
function moneyOf(recipe: Recipe, profiles: readonly ColumnProfile[]): MoneyColumns | null {
  const first = (role: ColumnRole): number | null => (recipe.columns.includes(role) ? recipe.columns.indexOf(role) : null);
  const amounts = recipe.columns.flatMap((role, index) => (role === 'amount' ? [index] : []));
  const named = amounts.flatMap((index) => (profiles[index]?.headerCurrency ? [{ index, currency: profiles[index].headerCurrency }] : []));
  if (amounts.length > 1 && named.length === amounts.length) return { kind: 'by-currency', columns: named, fee: null };
  const [amount, out, into] = [first('amount'), first('money-out'), first('money-in')];
  if (amount !== null) return { kind: 'single', amount, fee: first('fee') };
  return out !== null || into !== null ? { kind: 'pair', out, in: into, fee: first('fee') } : null;
}

/** The column of signed amounts, or all of them as one; null where money out and in have a column each. */
function amountColumn(money: MoneyColumns, profiles: readonly ColumnProfile[]): ColumnProfile | null {
  if (money.kind === 'by-currency') return mergedColumn(profiles, money.columns);
  return money.kind === 'single' ? (profiles[money.amount] ?? null) : null;
}

/** A fee that never occurs in the sample makes no hypothesis of its own. */
function withoutFee(money: MoneyColumns): MoneyColumns {
  return { ...money, fee: null };
}
