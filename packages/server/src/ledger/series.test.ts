import { fromDayNumber, toDayNumber, type CalendarDate } from '@cashflowsmart/sdk/dates';
import type { BucketSize } from '@cashflowsmart/sdk/contract';
import { describe, expect, it } from 'vitest';
import { bucketsIn, MAX_BUCKETS } from './buckets.ts';
import { closingsOf } from './closings.ts';
import { monthNumberOf } from './month-number.ts';
import { addChunk, contributionsOf, emptyMonth, withClosings } from './months.ts';
import { seriesOf, type Series, type SeriesAccount } from './series.ts';
import { chunkOf, row } from './testing/chunks.ts';
import type { IncomingRow } from './types.ts';

/** The months and coverage that an import of these rows leaves. */
function accountOf(rows: readonly IncomingRow[], ...covered: [CalendarDate, CalendarDate][]): SeriesAccount {
  const chunk = chunkOf(rows);
  const closings = closingsOf([chunk], new Set(chunk.rows.day));
  const months = Array.from(contributionsOf(chunk), ([month, share]) => withClosings(
    addChunk(emptyMonth(month), { id: 'a', owner: chunk.owner, sequence: 0, digest: new Uint8Array() }, share),
    new Map(Array.from(closings).filter(([day]) => monthNumberOf(day) === month)),
  ));
  return { months: months.sort((a, b) => a.month - b.month), coverage: covered.map(([from, to]) => ({ from: toDayNumber(from), to: toDayNumber(to) })) };
}

function series(accounts: readonly SeriesAccount[], by: BucketSize, from?: CalendarDate, to?: CalendarDate): Series {
  return seriesOf(accounts, by, { ...(from && { from: toDayNumber(from) }), ...(to && { to: toDayNumber(to) }) })!;
}

const brief = ({ buckets }: Series) => buckets.map(({ from, to, coverage, flows, balance }) =>
  [fromDayNumber(from), fromDayNumber(to), coverage, Number(flows.moneyIn + flows.moneyOut), balance === null ? null : Number(balance)]);

describe('a series', () => {
  const rows = [
    row('2024-01-10', 1_000, { balance: 1_500n }), row('2024-01-31', -300, { balance: 1_200n }), row('2024-03-05', -200, { balance: 900n }),
  ];
  const account = accountOf(rows, ['2024-01-01', '2024-01-31'], ['2024-03-01', '2024-03-31']);

  it('by month says of a month without a statement that it is unknown, never that it is zero', () => {
    expect(brief(series([account], 'month'))).toEqual([
      ['2024-01-01', '2024-01-31', 'covered', 700, 1_200],
      ['2024-02-01', '2024-02-29', 'none', 0, null],
      ['2024-03-01', '2024-03-31', 'covered', -200, 900],
    ]);
  });

  it('by week puts a week that crosses months into one bucket', () => {
    expect(brief(series([account], 'week', '2024-01-29', '2024-02-11'))).toEqual([
      ['2024-01-29', '2024-02-04', 'partial', -300, null],
      ['2024-02-05', '2024-02-11', 'none', 0, null],
    ]);
  });

  it('by quarter and by year adds up the same', () => {
    expect(brief(series([account], 'quarter'))).toEqual([['2024-01-01', '2024-03-31', 'partial', 500, 900]]);
    expect(brief(series([account], 'year'))).toEqual([['2024-01-01', '2024-12-31', 'partial', 500, null]]);
  });

  it('by day has a covered day without a booking as zero, with the balance of the day before', () => {
    expect(brief(series([account], 'day', '2024-01-09', '2024-01-11'))).toEqual([
      ['2024-01-09', '2024-01-09', 'covered', 0, null],
      ['2024-01-10', '2024-01-10', 'covered', 1_000, 1_500],
      ['2024-01-11', '2024-01-11', 'covered', 0, 1_500],
    ]);
  });

  it('cuts its first and last bucket to the period that was asked for', () => {
    expect(brief(series([account], 'month', '2024-01-15', '2024-03-04'))).toEqual([
      ['2024-01-15', '2024-01-31', 'covered', -300, 1_200],
      ['2024-02-01', '2024-02-29', 'none', 0, null],
      ['2024-03-01', '2024-03-04', 'covered', 0, null],
    ]);
  });

  it('says of a month that is not over that it is partial', () => {
    expect(brief(series([accountOf([row('2024-06-03', 5)], ['2024-06-01', '2024-06-12'])], 'month'))).toMatchObject([['2024-06-01', '2024-06-30', 'partial', 5, null]]);
  });

  it('of several accounts is covered only where each is, and has a balance only where each has', () => {
    const other = accountOf([row('2024-01-02', 10, { balance: 10n })], ['2024-01-01', '2024-02-29']);
    expect(brief(series([account, other], 'month'))).toEqual([
      ['2024-01-01', '2024-01-31', 'covered', 710, 1_210],
      ['2024-02-01', '2024-02-29', 'partial', 0, null],
      ['2024-03-01', '2024-03-31', 'partial', -200, null],
    ]);
  });

  it('moves the balance on by rows that print none, through covered days only', () => {
    const mixed = accountOf([row('2024-01-10', 1, { balance: 100n }), row('2024-01-12', -30), row('2024-01-20', 7)], ['2024-01-01', '2024-01-15']);
    expect(brief(series([mixed], 'day', '2024-01-11', '2024-01-13')).map((bucket) => bucket[4])).toEqual([100, 70, 70]);
    expect(brief(series([mixed], 'month'))).toMatchObject([['2024-01-01', '2024-01-31', 'partial', -22, null]]);
  });

  it('knows what its statements cover, not what entries by hand add', () => {
    const { covered, buckets } = series([accountOf([row('2023-12-31', 1), row('2024-01-10', 1)], ['2024-01-05', '2024-01-20'])], 'month');
    expect(covered).toEqual({ from: toDayNumber('2024-01-05'), to: toDayNumber('2024-01-20') });
    expect(buckets).toHaveLength(2);
  });

  it('is empty where nothing is known, and where the period ends before it begins', () => {
    expect(series([accountOf([])], 'month')).toEqual({ covered: null, buckets: [] });
    expect(series([account], 'month', '2024-03-01', '2024-02-01').buckets).toEqual([]);
    expect(series([accountOf([])], 'month', '2024-01-01', '2024-01-31').buckets).toMatchObject([{ coverage: 'none', balance: null }]);
  });

  it('has an end', () => {
    const first = toDayNumber('2000-01-01');
    expect(bucketsIn({ from: first, to: first + MAX_BUCKETS - 1 }, 'day')).toHaveLength(MAX_BUCKETS);
    expect(bucketsIn({ from: first, to: first + MAX_BUCKETS }, 'day')).toBeUndefined();
    expect(seriesOf([account], 'day', { from: toDayNumber('0001-01-01') })).toBeUndefined();
  });
});
