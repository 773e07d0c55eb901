import type { BucketSize, CashFlowBucket, CashFlowSeries, CoverageState } from '@cashflowsmart/sdk/contract';
import { addDays, addMonths, firstDay, lastDay, monthOf } from '@cashflowsmart/sdk/dates';
import { fromMoney, toMoney } from '@cashflowsmart/sdk/money';

/** One bucket in words of the test: money in, money out, balance at its end. */
export interface BucketSketch {
  readonly in?: string;
  readonly out?: string;
  readonly balance?: string | null;
  readonly coverage?: CoverageState;
  readonly transfersIn?: string;
  readonly transfersOut?: string;
  readonly count?: number;
}

export interface SeriesSketch {
  readonly by?: BucketSize;
  readonly currency?: string;
  /** First day of the first bucket. */
  readonly from: string;
  readonly dataFrom?: string | null;
  readonly dataTo?: string | null;
}

const MONTHS: Readonly<Partial<Record<BucketSize, number>>> = { month: 1, quarter: 3, year: 12 };

function endOf(from: string, by: BucketSize): string {
  const months = MONTHS[by];
  if (months === undefined) return addDays(from, by === 'week' ? 6 : 0);
  return lastDay(addMonths(monthOf(from), months - 1));
}

function nextOf(from: string, by: BucketSize): string {
  const months = MONTHS[by];
  return months === undefined ? addDays(endOf(from, by), 1) : firstDay(addMonths(monthOf(from), months));
}

/** A series as the API answers it, from a sketch of its buckets. */
export function seriesOf(sketch: SeriesSketch, buckets: readonly BucketSketch[]): CashFlowSeries {
  const { by = 'month', currency = 'EUR' } = sketch;
  const money = (amount: string): { amount: string; currency: string } => ({ amount, currency });
  let from = sketch.from;
  const built = buckets.map((bucket): CashFlowBucket => {
    const [moneyIn, moneyOut] = [money(bucket.in ?? '0.00'), money(bucket.out ?? '0.00')];
    const made: CashFlowBucket = {
      from,
      to: endOf(from, by),
      coverage: bucket.coverage ?? 'covered',
      moneyIn,
      moneyOut,
      net: { ...toMoney(fromMoney(moneyIn) + fromMoney(moneyOut), currency) },
      transfersIn: money(bucket.transfersIn ?? '0.00'),
      transfersOut: money(bucket.transfersOut ?? '0.00'),
      count: bucket.count ?? (bucket.coverage === 'none' ? 0 : 2),
      balance: bucket.balance === undefined || bucket.balance === null ? null : money(bucket.balance),
    };
    from = nextOf(from, by);
    return made;
  });
  const last = built[built.length - 1];
  return {
    by,
    currency,
    accountIds: ['00000000-0000-4000-8000-000000000001'],
    dataFrom: sketch.dataFrom === undefined ? sketch.from : sketch.dataFrom,
    dataTo: sketch.dataTo === undefined ? (last?.to ?? null) : sketch.dataTo,
    buckets: built,
  };
}
