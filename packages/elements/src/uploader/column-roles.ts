import type { ColumnRole, Recipe } from '@cashflowsmart/sdk/contract';

/** Roles that a statement has once; descriptions and references may be spread over several columns. */
const ONCE: ReadonlySet<ColumnRole> = new Set<ColumnRole>([
  'date', 'value-date', 'transaction-date', 'amount', 'money-out', 'money-in', 'direction', 'balance', 'fee', 'currency', 'account', 'status',
]);

/**
 * A recipe in which column `index` has `role`. A column that had it before is ignored from then on, and a
 * signed amount gives way to a pair of columns and the other way round: so one change is enough.
 */
export function withColumnRole(recipe: Recipe, index: number, role: ColumnRole): Recipe {
  const columns = recipe.columns.map((before, at): ColumnRole => {
    if (at === index) return role;
    return (ONCE.has(role) && before === role) || rules(role, before) ? 'ignore' : before;
  });
  return { ...recipe, columns };
}

/** Whether a column of role `before` cannot stand beside one of `role`. */
function rules(role: ColumnRole, before: ColumnRole): boolean {
  if (role === 'amount') return before === 'money-in' || before === 'money-out';
  if (role === 'money-in' || role === 'money-out') return before === 'amount' || before === 'direction';
  return false;
}
