import { currencyDecimals, type CurrencyCode } from '../../money/index.ts';
import { KNOWN, type ColumnProfile } from '../roles/column-profile.ts';
import type { DateColumns } from '../roles/date-columns.ts';
import type { MoneyHypothesis } from '../roles/money-columns.ts';
import { balancesAreOwed } from '../roles/sign-decision.ts';
import type { SignReading } from '../roles/sign.ts';
import type { FoundTable } from '../table/find-table.ts';
import type { StatementRecord } from '../tokenise/sample.ts';
import type { ColumnRole, Recipe } from '../types.ts';
import type { MonthNames } from '../values/month-names.ts';
import type { Evidence } from './evidence.ts';
import type { ReadingPlan } from './plan.ts';

/** The columns of a table as their cells are read. */
export interface Columns {
  readonly profiles: readonly ColumnProfile[];
  readonly months: MonthNames;
}

export interface PlanParts extends Columns {
  readonly evidence: Evidence;
  readonly recipe: Recipe;
  readonly hypothesis: MoneyHypothesis;
  readonly signs: SignReading;
  readonly dates: DateColumns;
  readonly currency: CurrencyCode | null;
  readonly datesSettled: boolean;
}

const NOT_NOTHING = /[1-9]/;

/** Whether most amounts of a column have a minus; a zero, which some files print in the other column of a row, has none either way. */
function mostlyNegative(profile: ColumnProfile | undefined): boolean {
  const scans = (profile?.amounts ?? []).flatMap((scan) => (scan !== null && NOT_NOTHING.test(scan.body) ? scan : []));
  return scans.filter((scan) => scan.negative).length > scans.length / 2;
}

/** A second column of flags, or one beside two money columns, is about the balance on its left. */
function balanceFlagIn(columns: readonly ColumnRole[], { balance, money }: MoneyHypothesis): number | null {
  if (balance === null || columns[balance + 1] !== 'direction') return null;
  return money.kind === 'pair' || columns.indexOf('direction') !== balance + 1 ? balance + 1 : null;
}

/** Whether a row prints the same day as the row on the line above it. */
function repeatsDay({ rows, headRows }: FoundTable, column: number): boolean {
  const head = rows.slice(0, headRows);
  const day = ({ cells }: StatementRecord): string => (cells[column] ?? '').trim();
  return head.some((row, at) => at > 0 && day(row) !== '' && day(row) === day(head[at - 1]!) && row.line === head[at - 1]!.line + 1);
}

/** Works out what follows from a recipe and the sample. */
export function planOf(parts: PlanParts): ReadingPlan {
  const { profiles, recipe, hypothesis, evidence } = parts;
  const withRole = (role: ColumnRole): number[] => recipe.columns.flatMap((each, index) => (each === role ? [index] : []));
  const { money } = hypothesis;
  return {
    recipe,
    header: evidence.table.header,
    dates: parts.dates.columns.map((column) => column.index),
    valueDate: withRole('value-date')[0] ?? null,
    daysPrintedOnce: !repeatsDay(evidence.table, parts.dates.columns[0]?.index ?? -1),
    months: parts.months,
    dateStyle: evidence.table.dateStyle,
    money,
    outNegative: money.kind === 'pair' && money.out !== null && mostlyNegative(profiles[money.out]),
    inNegative: money.kind === 'pair' && money.in !== null && mostlyNegative(profiles[money.in]),
    signs: parts.signs,
    direction: parts.signs.direction === 'none' ? null : (withRole('direction')[0] ?? null),
    balance: hypothesis.balance,
    balanceFlag: balanceFlagIn(recipe.columns, hypothesis),
    balanceBefore: hypothesis.chain?.before ?? false,
    balanceOwed: balancesAreOwed(hypothesis, { profiles, above: evidence.before }, recipe.sign === 'inverted'),
    signFromBalance: hypothesis.signFromBalance,
    description: withRole('description'),
    counterparty: withRole('counterparty'),
    reference: withRole('reference'),
    account: withRole('account')[0] ?? null,
    currencyColumn: withRole('currency')[0] ?? null,
    status: withRole('status')[0] ?? null,
    currency: parts.currency,
    decimals: parts.currency === null ? 2 : currencyDecimals(parts.currency),
    minorUnits: new Set(profiles.filter((profile) => profile.minorUnits).map(({ index }) => index)),
    datesSettled: parts.datesSettled,
    balanceNamed: hypothesis.balance !== null && (profiles[hypothesis.balance]?.words.balance ?? 0) >= KNOWN,
  };
}
