import type { DayNumber } from '@cashflowsmart/sdk/dates';
import type { Chunk } from './chunk.ts';
import { BALANCE } from './rows.ts';

/**
 * The printed balance at the end of each of some days, as the statements said the rows; null where no row prints one.
 *
 * Where one import has all rows of a day, it is the balance of the last one. Rows of several imports stand in no common order:
 * there the arithmetic tells. Every balance but the last is what another row began with, so the end is the one balance that no
 * row begins with. Where that is not one balance, it is that of the row which came last into the ledger.
 *
 * @param chunks all that have rows on these days by the statement's date.
 */
export function closingsOf(chunks: readonly Chunk[], days: ReadonlySet<DayNumber>): ReadonlyMap<DayNumber, bigint | null> {
  const ends = new Map<DayNumber, Run[]>();
  for (const chunk of chunks.toSorted((a, b) => a.sequence - b.sequence)) {
    for (const { day, first, last } of runsOf(chunk)) {
      if (!days.has(day) || !printsBalance(chunk, first, last)) continue;
      const end = ends.get(day);
      const run = { chunk, first, last };
      if (end) end.push(run);
      else ends.set(day, [run]);
    }
  }
  return new Map(Array.from(days, (day) => [day, closingOf(ends.get(day) ?? [])]));
}

interface Run {
  readonly chunk: Chunk;
  readonly first: number;
  readonly last: number;
}

function printsBalance({ rows: { flags } }: Chunk, first: number, last: number): boolean {
  for (let row = first; row <= last; row++) if ((flags[row]! & BALANCE) !== 0) return true;
  return false;
}

/** Neighbouring rows of one day. */
function* runsOf({ rows: { day } }: Chunk): Generator<{ day: DayNumber; first: number; last: number }> {
  for (let first = 0; first < day.length; ) {
    let last = first;
    while (day[last + 1] === day[first]) last += 1;
    yield { day: day[first]!, first, last };
    first = last + 1;
  }
}

function closingOf(runs: readonly Run[]): bigint | null {
  const oneImport = runs.every(({ chunk }) => chunk.owner.importId === runs[0]!.chunk.owner.importId);
  return (oneImport ? undefined : endOfChain(runs)) ?? lastPrinted(runs);
}

function lastPrinted(runs: readonly Run[]): bigint | null {
  for (const { chunk, first, last } of runs.toReversed()) {
    for (let row = last; row >= first; row--) {
      if ((chunk.rows.flags[row]! & BALANCE) !== 0) return chunk.rows.balance[row]!;
    }
  }
  return null;
}

function endOfChain(runs: readonly Run[]): bigint | undefined {
  const open = new Map<bigint, number>();
  const add = (balance: bigint, times: 1 | -1): void => {
    const now = (open.get(balance) ?? 0) + times;
    if (now === 0) open.delete(balance);
    else open.set(balance, now);
  };
  for (const { chunk, first, last } of runs) {
    for (let row = first; row <= last; row++) {
      if ((chunk.rows.flags[row]! & BALANCE) === 0) continue;
      add(chunk.rows.balance[row]!, 1);
      add(chunk.rows.balance[row]! - chunk.rows.amount[row]!, -1);
    }
  }
  const ends = Array.from(open).filter(([, times]) => times > 0);
  return ends.length === 1 && ends[0]![1] === 1 ? ends[0]![0] : undefined;
}
