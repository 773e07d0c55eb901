import type { CurrencyCode } from '../../money/index.ts';
import type { MoneyColumns } from '../roles/money-layout.ts';
import type { SignReading } from '../roles/sign.ts';
import type { Recipe } from '../types.ts';
import type { DateStyle } from '../values/date-scan.ts';
import type { MonthNames } from '../values/month-names.ts';

/** Everything that is decided before the rows are read: the recipe, and what follows from it and the sample. */
export interface ReadingPlan {
  readonly recipe: Recipe;
  /** Header cells in the order of the columns; empty where there is none. */
  readonly header: readonly string[];
  /** Date columns in the order in which they stand in for an empty one; the first is the booking date. */
  readonly dates: readonly number[];
  readonly valueDate: number | null;
  /** Whether no row repeats the day of the one above it: rows without a day may then be of that day. */
  readonly daysPrintedOnce: boolean;
  readonly months: MonthNames;
  readonly dateStyle: DateStyle;
  readonly money: MoneyColumns;
  /** Whether the money-out column prints its amounts with a minus, and the money-in column as well. */
  readonly outNegative: boolean;
  readonly inNegative: boolean;
  readonly signs: SignReading;
  readonly direction: number | null;
  readonly balance: number | null;
  /** The column right of the balance whose flags say which balances are overdrawn. */
  readonly balanceFlag: number | null;
  /** The balance of a row is the one before it. */
  readonly balanceBefore: boolean;
  /** The balance is what is owed: it grows as money goes out. */
  readonly balanceOwed: boolean;
  /** Amounts carry no sign: the steps of the balance give it. */
  readonly signFromBalance: boolean;
  readonly description: readonly number[];
  readonly counterparty: readonly number[];
  readonly reference: readonly number[];
  readonly account: number | null;
  readonly currencyColumn: number | null;
  readonly status: number | null;
  readonly currency: CurrencyCode | null;
  /** Decimals of the currency; two where it is unknown. */
  readonly decimals: number;
  /** Columns whose amounts are printed in minor units. */
  readonly minorUnits: ReadonlySet<number>;
  /** Whether the order of the dates is beyond doubt. */
  readonly datesSettled: boolean;
  /** Whether a balance column is one by its header. */
  readonly balanceNamed: boolean;
}
