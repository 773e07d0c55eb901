import type { DayNumber } from '@cashflowsmart/sdk/dates';
import { amountAt, dayAt, isDeleted, isTransfer, type Chunk, type ChunkOwner } from './chunk.ts';
import { monthReader, type MonthNumber } from './month-number.ts';
import { BALANCE } from './rows.ts';

/** What moved on one day, as corrected; deleted rows count for nothing. Minor units; `out` sums are negative or zero. */
export interface DayFlows {
  readonly moneyIn: bigint;
  readonly moneyOut: bigint;
  /** Between own accounts, in no sum of income or spending. */
  readonly transfersIn: bigint;
  readonly transfersOut: bigint;
  /** Net of the rows without a printed balance: what the balance moves by on a day for which no statement prints one. */
  readonly unprinted: bigint;
  readonly count: number;
}

export interface DaySums extends DayFlows {
  /** The balance at the end of the day as statements print it, or null. Corrections never touch it: the bank booked as it did. */
  readonly closing: bigint | null;
}

/** A chunk as a month knows it: it has rows there, by the statement's day or by the corrected one. */
export interface ChunkEntry {
  readonly id: string;
  readonly owner: ChunkOwner;
  /** The chunk's own, which orders the rows of one day. */
  readonly sequence: number;
  /** First and last of its days in this month, by either of the two. */
  readonly from: DayNumber;
  readonly to: DayNumber;
  /** Rows that count in this month. */
  readonly count: number;
  /** SHA-256 of the chunk's body. */
  readonly digest: Uint8Array;
}

/** All that is known of one month of one account without opening a chunk. */
export interface Month {
  readonly month: MonthNumber;
  /** Days on which something is known, rising. */
  readonly days: ReadonlyMap<DayNumber, DaySums>;
  readonly chunks: readonly ChunkEntry[];
}

/** What one chunk gives to one month. */
export interface Contribution {
  readonly month: MonthNumber;
  readonly from: DayNumber;
  readonly to: DayNumber;
  readonly count: number;
  readonly days: ReadonlyMap<DayNumber, DayFlows>;
}

export const noFlows: DayFlows = { moneyIn: 0n, moneyOut: 0n, transfersIn: 0n, transfersOut: 0n, unprinted: 0n, count: 0 };

export function emptyMonth(month: MonthNumber): Month {
  return { month, days: new Map(), chunks: [] };
}

/** What a chunk gives to each month in which one of its rows stands or stood. */
export function contributionsOf(chunk: Chunk): ReadonlyMap<MonthNumber, Contribution> {
  const months = new Map<MonthNumber, OpenContribution>();
  const monthOf = monthReader();
  const openFor = (day: DayNumber): OpenContribution => {
    const month = monthOf(day);
    let open = months.get(month);
    if (!open) months.set(month, (open = { month, from: day, to: day, count: 0, days: new Map() }));
    open.from = Math.min(open.from, day);
    open.to = Math.max(open.to, day);
    return open;
  };
  const { day: printedDays, flags } = chunk.rows;
  for (let row = 0; row < printedDays.length; row++) {
    const day = dayAt(chunk, row);
    const open = openFor(day);
    if (day !== printedDays[row]) openFor(printedDays[row]!);
    if (isDeleted(chunk, row)) continue;
    let sums = open.days.get(day);
    if (!sums) open.days.set(day, (sums = { ...noFlows }));
    open.count += 1;
    addRow(sums, amountAt(chunk, row), isTransfer(chunk, row), (flags[row]! & BALANCE) !== 0);
  }
  return months;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };
interface OpenContribution extends Mutable<Contribution> {
  readonly days: Map<DayNumber, Mutable<DayFlows>>;
}

function addRow(sums: Mutable<DayFlows>, amount: bigint, transfer: boolean, printed: boolean): void {
  sums.count += 1;
  if (!printed) sums.unprinted += amount;
  if (transfer) {
    if (amount < 0n) sums.transfersOut += amount;
    else sums.transfersIn += amount;
  } else if (amount < 0n) sums.moneyOut += amount;
  else sums.moneyIn += amount;
}

/** The month with a chunk's share added. */
export function addChunk(month: Month, entry: Omit<ChunkEntry, 'from' | 'to' | 'count'>, share: Contribution): Month {
  const { from, to, count } = share;
  return { ...month, days: withFlows(month.days, share.days, 1), chunks: [...month.chunks, { ...entry, from, to, count }] };
}

/** The month without a chunk's share, which must be the one that was added. */
export function removeChunk(month: Month, chunkId: string, share: Contribution): Month {
  return { ...month, days: withFlows(month.days, share.days, -1), chunks: month.chunks.filter(({ id }) => id !== chunkId) };
}

/** The month with other balances at the end of some of its days; null where none is known any more. */
export function withClosings(month: Month, closings: ReadonlyMap<DayNumber, bigint | null>): Month {
  const days = new Map(month.days);
  for (const [day, closing] of closings) days.set(day, { ...(days.get(day) ?? noFlows), closing });
  return { ...month, days: inOrder(days) };
}

/** Whether nothing is known of the month any more. */
export function isEmptyMonth(month: Month): boolean {
  return month.days.size === 0 && month.chunks.length === 0;
}

function withFlows(days: Month['days'], share: Contribution['days'], sign: 1 | -1): Month['days'] {
  const result = new Map(days);
  for (const [day, flows] of share) {
    const before = result.get(day) ?? { ...noFlows, closing: null };
    result.set(day, { ...combine(before, flows, sign), closing: before.closing });
  }
  return inOrder(result);
}

/** Adds (`sign` 1) or takes away (-1) flows. */
export function combine(a: DayFlows, b: DayFlows, sign: 1 | -1 = 1): DayFlows {
  const sum = sign === 1 ? (x: bigint, y: bigint): bigint => x + y : (x: bigint, y: bigint): bigint => x - y;
  return {
    moneyIn: sum(a.moneyIn, b.moneyIn),
    moneyOut: sum(a.moneyOut, b.moneyOut),
    transfersIn: sum(a.transfersIn, b.transfersIn),
    transfersOut: sum(a.transfersOut, b.transfersOut),
    unprinted: sum(a.unprinted, b.unprinted),
    count: a.count + sign * b.count,
  };
}

/** By day, without days of which nothing is known. */
function inOrder(days: Month['days']): Month['days'] {
  const known = Array.from(days).filter(([, { count, closing }]) => count !== 0 || closing !== null);
  return new Map(known.sort(([a], [b]) => a - b));
}
