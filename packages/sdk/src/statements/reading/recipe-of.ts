import type { CurrencyCode } from '../../money/index.ts';
import type { ColumnProfile } from '../roles/column-profile.ts';
import type { DateColumns } from '../roles/date-columns.ts';
import { balanceFlagOf, type MoneyHypothesis } from '../roles/money-columns.ts';
import { moneyIndexes } from '../roles/money-layout.ts';
import { textRoles } from '../roles/text-columns.ts';
import type { ColumnRole, Recipe } from '../types.ts';
import type { DecimalMark } from '../values/amount-scan.ts';
import type { DateOrder } from '../values/date-scan.ts';
import type { Evidence } from './evidence.ts';

export interface RecipeParts {
  readonly evidence: Evidence;
  readonly profiles: readonly ColumnProfile[];
  readonly dates: DateColumns;
  readonly chosen: MoneyHypothesis;
  readonly order: DateOrder;
  readonly mark: DecimalMark;
  readonly currency: CurrencyCode | null;
  readonly currencyColumn: ColumnProfile | null;
  readonly direction: ColumnProfile | null;
  readonly inverted: boolean;
  readonly trend: 'rising' | 'falling' | 'none';
}

function rowOrderOf(parts: RecipeParts): Recipe['rowOrder'] {
  if (parts.chosen.chain) return parts.chosen.chain.rowOrder;
  if (parts.trend === 'none') return parts.evidence.table.rows.length > 2 && new Set(parts.profiles[parts.dates.columns[0]?.index ?? 0]?.cells).size > 1 ? 'unordered' : 'oldest-first';
  return parts.trend === 'rising' ? 'oldest-first' : 'newest-first';
}

/** Writes the decisions down as a recipe. */
export function recipeOf(parts: RecipeParts): Recipe {
  const { evidence, profiles, dates, chosen } = parts;
  const roles: ColumnRole[] = profiles.map(() => 'ignore');
  for (const column of dates.columns) roles[column.index] = column.role;
  const { money } = chosen;
  if (money.fee !== null) roles[money.fee] = 'fee';
  if (money.kind !== 'pair') for (const index of moneyIndexes(money)) roles[index] = 'amount';
  else {
    if (money.out !== null) roles[money.out] = 'money-out';
    if (money.in !== null) roles[money.in] = 'money-in';
  }
  if (chosen.balance !== null) {
    roles[chosen.balance] = 'balance';
    const flag = balanceFlagOf(profiles, chosen.balance, money, parts.direction);
    if (flag) roles[flag.index] = 'direction';
  }
  if (parts.currencyColumn) roles[parts.currencyColumn.index] = 'currency';
  if (parts.direction) roles[parts.direction.index] = 'direction';
  const taken = new Set(roles.flatMap((role, index) => (role === 'ignore' ? [] : [index])));
  for (const [index, role] of textRoles(profiles, taken, evidence.table.rows.length)) roles[index] = role;
  return {
    encoding: evidence.encoding,
    delimiter: evidence.delimiter,
    headerLine: evidence.headerLine,
    firstLine: evidence.firstLine,
    columns: roles,
    dateOrder: parts.order,
    decimalMark: parts.mark,
    sign: parts.inverted ? 'inverted' : 'as-printed',
    currency: parts.currency,
    rowOrder: rowOrderOf(parts),
  };
}
