import type { BucketSize, CashFlowBucket, CashFlowSeries, Transaction } from '@cashflowsmart/sdk/contract';
import { addDays, addMonths, firstDay, isoWeekday, lastDay, monthOf, toDayNumber, type CalendarDate } from '@cashflowsmart/sdk/dates';
import { fromMoney, toMoney } from '@cashflowsmart/sdk/money';
import { CURRENT_ACCOUNT, idOf } from '../../foundation/testing/api-data.ts';
import type { Period } from '../period.ts';

/** The books of a small business over some time, made by rule and the same each time. */
export interface BooksOptions extends Period {
  /** What statements cover; default: everything. */
  readonly covered?: readonly Period[];
  readonly currency?: string;
  /** Multiplies every amount, in minor units. Default 1, of euro cents. */
  readonly scale?: bigint;
  /** Minor units at the beginning; null: no statement tells a balance. */
  readonly opening?: bigint | null;
  readonly transfers?: boolean;
}

export interface Books {
  readonly transactions: readonly Transaction[];
  readonly cashFlow: Readonly<Record<BucketSize, CashFlowSeries>>;
  readonly dataFrom: CalendarDate | null;
  readonly dataTo: CalendarDate | null;
}

interface Rule {
  readonly payee: string;
  readonly text: string;
  /** Minor units, before the variation. */
  readonly units: bigint;
  /** Parts of a hundred by which it varies. */
  readonly varies: bigint;
  readonly on: (day: number, weekday: number, month: number, random: bigint) => boolean;
  readonly transfer?: boolean;
}

const RULES: readonly Rule[] = [
  { payee: 'Pension Seeblick', text: 'Invoice, oak staircase', units: 486_000n, varies: 40n, on: (day) => day === 4 },
  { payee: 'Hartmann & Sons Building Company', text: 'Invoice, interior fittings, second instalment', units: 742_500n, varies: 55n, on: (day, _weekday, month) => day === 17 && month % 3 !== 1 },
  { payee: 'Studio Lindgren', text: 'Invoice, shop counter', units: 218_000n, varies: 60n, on: (day) => day === 23 },
  { payee: 'Card payments', text: 'Card payments of the week', units: 64_300n, varies: 45n, on: (_day, weekday) => weekday === 1 },
  { payee: 'Payroll', text: 'Wages', units: -512_000n, varies: 4n, on: (day) => day === 27 },
  { payee: 'Timber trade Ahorn', text: 'Solid oak boards, delivery note, treated, with transport to the building site in two loads', units: -167_400n, varies: 50n, on: (day, weekday) => weekday === 3 && day % 2 === 0 },
  { payee: 'Ringstrasse Properties', text: 'Rent of the workshop', units: -145_000n, varies: 0n, on: (day) => day === 1 },
  { payee: 'Municipal utilities', text: 'Electricity and heating', units: -38_900n, varies: 35n, on: (day) => day === 9 },
  { payee: 'Tax office', text: 'Advance payment of VAT', units: -229_000n, varies: 25n, on: (day, _weekday, month) => day === 10 && month % 3 === 1 },
  { payee: 'Petrol station Ringstrasse', text: 'Fuel', units: -7_240n, varies: 30n, on: (_day, weekday, _month, random) => weekday === 5 && random % 4n !== 0n },
  { payee: 'Telecom', text: 'Telephone and internet', units: -3_999n, varies: 0n, on: (day) => day === 14 },
];
const RESERVE: Rule = { payee: 'Own account', text: 'To the tax reserve', units: -120_000n, varies: 0n, on: (day) => day === 28, transfer: true };

function* days({ from, to }: Period): Generator<CalendarDate> {
  for (let day = from; day <= to; day = addDays(day, 1)) yield day;
}

const within = (day: CalendarDate, periods: readonly Period[]): boolean => periods.some(({ from, to }) => from <= day && day <= to);

function post(options: BooksOptions, covered: readonly Period[]): readonly Transaction[] {
  const { currency = 'EUR', scale = 1n, opening = 1_842_055n, transfers = false } = options;
  const rules = transfers ? [...RULES, RESERVE] : RULES;
  // Numerical Recipes' linear congruential generator: varied enough for a picture, and the same on every machine.
  let random = 20_250_901n;
  const draw = (): bigint => (random = (random * 1_664_525n + 1_013_904_223n) % 4_294_967_296n);
  let balance = opening === null ? null : opening * scale;
  const posted: Transaction[] = [];
  for (const date of days(options)) {
    const [day, month, weekday] = [Number(date.slice(8)), Number(date.slice(5, 7)), isoWeekday(toDayNumber(date))];
    for (const rule of rules) {
      const drawn = draw();
      if (!rule.on(day, weekday, month, drawn >> 8n) || !within(date, covered)) continue;
      const units = (rule.units * scale * (100n - rule.varies / 2n + (rule.varies === 0n ? 0n : (drawn >> 10n) % rule.varies))) / 100n;
      if (balance !== null) balance += units;
      const line = posted.length + 9;
      posted.push({
        id: `${idOf(500)}.${posted.length}`, accountId: CURRENT_ACCOUNT, date, valueDate: null, amount: toMoney(units, currency), balance: balance === null ? null : toMoney(balance, currency),
        description: rule.text, counterparty: rule.payee, reference: null, transfer: rule.transfer ?? false, corrected: false, revision: 1,
        origin: { kind: 'import', importId: idOf(700), line },
      });
    }
  }
  return posted;
}

function startOf(day: CalendarDate, by: BucketSize): CalendarDate {
  if (by === 'day') return day;
  if (by === 'week') return addDays(day, 1 - isoWeekday(toDayNumber(day)));
  if (by === 'year') return `${day.slice(0, 4)}-01-01`;
  const month = by === 'quarter' ? addMonths(monthOf(day), -((Number(day.slice(5, 7)) - 1) % 3)) : monthOf(day);
  return firstDay(month);
}

function endOf(start: CalendarDate, by: BucketSize): CalendarDate {
  if (by === 'day') return start;
  if (by === 'week') return addDays(start, 6);
  return lastDay(addMonths(monthOf(start), by === 'month' ? 0 : by === 'quarter' ? 2 : 11));
}

function bucket(period: Period, posted: readonly Transaction[], covered: readonly Period[], options: BooksOptions): CashFlowBucket {
  const { currency = 'EUR', scale = 1n, opening = 1_842_055n } = options;
  const all = [...days(period)];
  const known = all.filter((day) => within(day, covered)).length;
  const inside = posted.filter(({ date }) => period.from <= date && date <= period.to);
  const sum = (matches: (units: bigint, transfer: boolean) => boolean): bigint =>
    inside.reduce((total, { amount, transfer }) => (matches(fromMoney(amount), transfer) ? total + fromMoney(amount) : total), 0n);
  const [moneyIn, moneyOut] = [sum((units, transfer) => units > 0n && !transfer), sum((units, transfer) => units < 0n && !transfer)];
  const before = posted.filter(({ date }) => date <= period.to);
  // As in the API: known at the end of the bucket, or not at all.
  const balance = opening === null || !within(period.to, covered) ? null : (before[before.length - 1]?.balance ?? toMoney(opening * scale, currency));
  return {
    ...period,
    coverage: known === 0 ? 'none' : known === all.length ? 'covered' : 'partial',
    moneyIn: toMoney(moneyIn, currency),
    moneyOut: toMoney(moneyOut, currency),
    net: toMoney(moneyIn + moneyOut, currency),
    transfersIn: toMoney(sum((units, transfer) => units > 0n && transfer), currency),
    transfersOut: toMoney(sum((units, transfer) => units < 0n && transfer), currency),
    count: inside.length,
    balance,
  };
}

/** Books whose series are the sums of their transactions, as the API's are. */
export function booksOf(options: BooksOptions): Books {
  const covered = options.covered ?? [{ from: options.from, to: options.to }];
  const posted = post(options, covered);
  const [dataFrom, dataTo] = [covered[0]?.from ?? null, covered[covered.length - 1]?.to ?? null];
  const series = (by: BucketSize): CashFlowSeries => {
    const buckets: CashFlowBucket[] = [];
    for (let from = startOf(options.from, by); from <= options.to; from = addDays(endOf(from, by), 1)) buckets.push(bucket({ from, to: endOf(from, by) }, posted, covered, options));
    return { by, currency: options.currency ?? 'EUR', accountIds: [CURRENT_ACCOUNT], dataFrom, dataTo, buckets };
  };
  return {
    transactions: [...posted].reverse(),
    cashFlow: { day: series('day'), week: series('week'), month: series('month'), quarter: series('quarter'), year: series('year') },
    dataFrom,
    dataTo,
  };
}
