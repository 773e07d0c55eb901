import type { BucketSize, CoverageState } from '@cashflowsmart/sdk/contract';
import { plural, type Count } from '../foundation/plurals.ts';
import type { StateText } from '../foundation/texts.ts';
import type { PeriodPreset } from './period.ts';

/** Words of the chart. */
export interface ChartTexts {
  readonly title: string;
  readonly moneyIn: string;
  readonly moneyOut: string;
  readonly net: string;
  readonly change: string;
  readonly changeSince: (day: string) => string;
  readonly balanceOn: (day: string) => string;
  readonly transfers: string;
  readonly transfersIn: string;
  readonly transfersOut: string;
  readonly transfersNote: string;
  readonly currency: string;
  readonly period: string;
  readonly by: string;
  readonly bySize: Readonly<Record<BucketSize, string>>;
  readonly sizes: Readonly<Record<BucketSize, string>>;
  readonly periods: Readonly<Record<PeriodPreset, string>>;
  readonly range: (from: string, to: string) => string;
  readonly quarter: (quarter: string) => string;
  readonly quarterOfYear: (quarter: string, year: string) => string;
  readonly someAccounts: (accounts: Count) => string;
  readonly coverage: string;
  readonly coverageStates: Readonly<Record<CoverageState, string>>;
  readonly coveredOf: (covered: Count, total: Count, by: BucketSize) => string;
  readonly partlyOf: (partial: Count) => string;
  readonly missing: (periods: string) => string;
  readonly partly: (periods: string) => string;
  readonly moreMissing: (periods: Count) => string;
  readonly unknown: string;
  readonly dataTo: (day: string) => string;
  readonly movedBack: (day: string) => string;
  readonly coarser: (by: BucketSize) => string;
  readonly tooManyAccounts: (shown: Count) => string;
  readonly total: string;
  readonly showTable: string;
  readonly showChart: string;
  readonly plotName: (by: BucketSize, period: string) => string;
  readonly plotHint: string;
  readonly transactionsOf: (period: string) => string;
  readonly transactionCount: (rows: Count) => string;
  readonly noTransactions: string;
  readonly topPayees: string;
  readonly topPayeesNote: (loaded: Count, all: Count) => string;
  readonly payments: (rows: Count) => string;
  readonly lineOfImport: (line: string) => string;
  readonly byHand: string;
  readonly transfer: string;
  readonly showMore: (rows: Count) => string;
  readonly showAll: string;
  readonly checkAgain: string;
  readonly stale: string;
  readonly empty: StateText;
  readonly noAccounts: StateText;
  readonly noStatementInPeriod: (period: string) => StateText;
}

const count = plural('en');
const units: Readonly<Record<BucketSize, { readonly one: string; readonly other: string }>> = {
  day: { one: 'day', other: 'days' },
  week: { one: 'week', other: 'weeks' },
  month: { one: 'month', other: 'months' },
  quarter: { one: 'quarter', other: 'quarters' },
  year: { one: 'year', other: 'years' },
};

export const chartEn: ChartTexts = {
  title: 'Cash flow',
  moneyIn: 'Money in',
  moneyOut: 'Money out',
  net: 'Net',
  change: 'Change',
  changeSince: (day) => `Change since ${day}`,
  balanceOn: (day) => `Balance on ${day}`,
  transfers: 'Transfers',
  transfersIn: 'Transfers in',
  transfersOut: 'Transfers out',
  transfersNote: 'Between own accounts; in no other figure but the balance.',
  currency: 'Currency',
  period: 'Period',
  by: 'Shown by',
  bySize: { day: 'By day', week: 'By week', month: 'By month', quarter: 'By quarter', year: 'By year' },
  sizes: { day: 'Day', week: 'Week', month: 'Month', quarter: 'Quarter', year: 'Year' },
  periods: {
    'last-3-months': 'Last 3 months',
    'last-6-months': 'Last 6 months',
    'last-12-months': 'Last 12 months',
    'last-24-months': 'Last 24 months',
    'this-year': 'This year',
    'last-year': 'Last year',
    all: 'All',
  },
  range: (from, to) => `${from} to ${to}`,
  quarter: (quarter) => `Q${quarter}`,
  quarterOfYear: (quarter, year) => `Q${quarter} ${year}`,
  someAccounts: (accounts) => count(accounts, { one: 'account', other: 'accounts' }),
  coverage: 'Statements',
  coverageStates: { covered: 'Covered', partial: 'Partly covered', none: 'No statement' },
  coveredOf: (covered, total, by) => `${covered.text} of ${count(total, units[by])} covered`,
  partlyOf: (partial) => `${partial.text} in part`,
  missing: (periods) => `No statement: ${periods}.`,
  partly: (periods) => `Partly covered: ${periods}.`,
  moreMissing: (periods) => `${periods.text} more`,
  unknown: 'Unknown',
  dataTo: (day) => `Data to ${day}`,
  movedBack: (day) => `The newest statement ends on ${day}; the period ends with it.`,
  coarser: (by) => `Shown by ${by}, because there is no room for finer marks at this width.`,
  tooManyAccounts: (shown) => `Only the first ${shown.text} accounts are shown together.`,
  total: 'Total',
  showTable: 'Show table',
  showChart: 'Show chart',
  plotName: (by, period) => `Cash flow by ${by}, ${period}`,
  plotHint: 'The arrow keys move through the periods, Enter shows the transactions behind one. The same figures are in a table.',
  transactionsOf: (period) => `Transactions, ${period}`,
  transactionCount: (rows) => count(rows, { one: 'transaction', other: 'transactions' }),
  noTransactions: 'Nothing was booked in this period.',
  topPayees: 'Largest payees',
  topPayeesNote: (loaded, all) => `Among ${loaded.text} of ${all.text} transactions.`,
  payments: (rows) => count(rows, { one: 'payment', other: 'payments' }),
  lineOfImport: (line) => `line ${line} of the import`,
  byHand: 'entered by hand',
  transfer: 'Transfer between own accounts',
  showMore: (rows) => `Show ${rows.text} more`,
  showAll: 'Show all statements',
  checkAgain: 'Check again',
  stale: 'The figures are those that were loaded before.',
  empty: { title: 'No transactions yet', detail: 'The cash flow appears here as soon as a statement is imported.' },
  noAccounts: { title: 'No accounts yet', detail: 'The cash flow appears here as soon as there is an account with a statement.' },
  noStatementInPeriod: (period) => ({ title: 'No statement in this period', detail: `Nothing is known about ${period}. That is not the same as nothing booked.` }),
};
