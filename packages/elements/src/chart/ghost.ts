import type { CashFlowSeries } from '@cashflowsmart/sdk/contract';
import { addMonths, firstDay, lastDay } from '@cashflowsmart/sdk/dates';
import { seriesModel, type SeriesModel } from './series-model.ts';

// The outline of a year, in per cent of its tallest bar. Only ever drawn without figures.
const OUTLINE = [
  [62, -48], [58, -55], [74, -50], [66, -61], [81, -52], [70, -58], [64, -66], [77, -54], [88, -60], [72, -57], [79, -63], [92, -58],
] as const;

/** The shape of a chart for the skeleton and for the empty state: no figure of it is ever shown as one. */
export function ghostModel(): SeriesModel | null {
  let balance = 40;
  const zero = { amount: '0', currency: 'XXX' };
  const money = (value: number): { amount: string; currency: string } => ({ amount: String(value), currency: 'XXX' });
  const buckets = OUTLINE.map(([moneyIn, moneyOut], index): CashFlowSeries['buckets'][number] => {
    balance += moneyIn + moneyOut;
    const month = addMonths('2001-01', index);
    return {
      from: firstDay(month), to: lastDay(month), coverage: 'covered', moneyIn: money(moneyIn), moneyOut: money(moneyOut), net: money(moneyIn + moneyOut),
      transfersIn: zero, transfersOut: zero, count: 1, balance: money(balance),
    };
  });
  return seriesModel({ by: 'month', currency: 'XXX', accountIds: [], dataFrom: '2001-01-01', dataTo: '2001-12-31', buckets });
}
