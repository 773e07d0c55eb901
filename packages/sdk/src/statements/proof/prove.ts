import type { Proof, StatementTransaction } from '../types.ts';

/** A row as far as arithmetic goes. */
export type ProvableRow = Pick<StatementTransaction, 'amount' | 'balance' | 'source'>;

/** What a statement states beside its rows. */
export interface StatedFigures {
  readonly opening: bigint | null;
  readonly closing: bigint | null;
  readonly totals: readonly { readonly moneyIn: bigint | null; readonly moneyOut: bigint | null; readonly net: bigint | null }[];
}

export interface ProofConditions {
  /** Whether the order of the dates is beyond doubt: without that nothing is verified. */
  readonly datesSettled: boolean;
  /** Whether no question is open that could change a row. */
  readonly settled: boolean;
  /** Whether lines that look like transactions could not be read: then nothing is complete. */
  readonly hasRejected: boolean;
  /** Links that a chain needs before it proves anything. */
  readonly leastLinks: number;
}

interface Chain {
  readonly links: number;
  readonly breaksAtLine: number | null;
  readonly difference: bigint | null;
  readonly opening: bigint | null;
  readonly closing: bigint | null;
}

/** Follows the balances; rows without one add to the next link. `stated` opens the chain where the file states an opening balance. */
function followChain(rows: readonly ProvableRow[], stated: bigint | null): Chain {
  let expected = stated;
  let opening = stated;
  let before = 0n;
  let links = 0;
  let breaksAtLine: number | null = null;
  let difference: bigint | null = null;
  let closing: bigint | null = null;
  let moved = false;
  for (const row of rows) {
    if (row.amount !== 0n) moved = true;
    if (expected === null) before += row.amount;
    else expected += row.amount;
    if (row.balance === null) continue;
    if (expected === null) opening = row.balance - before;
    else {
      // Where nothing moved, a balance that stays the same proves nothing.
      if (moved || row.balance !== expected) links++;
      if (row.balance !== expected && breaksAtLine === null) [breaksAtLine, difference] = [row.source.line, row.balance - expected];
    }
    expected = row.balance;
    closing = row.balance;
    moved = false;
  }
  // Rows after the last balance move it on.
  if (closing !== null && expected !== null) closing = expected;
  return { links, breaksAtLine, difference, opening, closing };
}

/** Whether some balance does not follow from the one before it. */
export function chainBreaks(rows: readonly ProvableRow[]): boolean {
  return followChain(rows, null).breaksAtLine !== null;
}

/** Beyond this a sum of numbers is moved into a bigint: sums of numbers are many times faster. */
const FLUSH_AT = 2 ** 52;
const MOST_ADDED = 2 ** 51;

function sumOf(rows: readonly ProvableRow[], counts: (units: number) => boolean): bigint {
  let sum = 0n;
  let part = 0;
  for (const row of rows) {
    const units = Number(row.amount);
    if (!counts(units)) continue;
    if (units > MOST_ADDED || units < -MOST_ADDED) sum += row.amount;
    else part += units;
    if (part > FLUSH_AT - MOST_ADDED || part < MOST_ADDED - FLUSH_AT) [sum, part] = [sum + BigInt(part), 0];
  }
  return sum + BigInt(part);
}

function sums(rows: readonly ProvableRow[]): { readonly moneyIn: bigint; readonly moneyOut: bigint } {
  return { moneyIn: sumOf(rows, (units) => units > 0), moneyOut: sumOf(rows, (units) => units < 0) };
}

const size = (units: bigint): bigint => (units < 0n ? -units : units);

/** Totals agree where the last figures stated (a grand total) or the sum of all of them (subtotals) match. */
function totalsAgree(stated: StatedFigures['totals'], moneyIn: bigint, moneyOut: bigint): boolean | null {
  const figures = stated.filter((total) => total.moneyIn !== null || total.moneyOut !== null || total.net !== null);
  if (figures.length === 0) return null;
  const fits = (into: bigint | null, out: bigint | null, net: bigint | null): boolean =>
    (into === null || size(into) === moneyIn) && (out === null || size(out) === -moneyOut) && (into !== null || out !== null || (net !== null && (net === moneyIn + moneyOut || size(net) === moneyIn || size(net) === -moneyOut)));
  if (figures.some((total) => fits(total.moneyIn, total.moneyOut, total.net))) return true;
  const sum = (pick: (total: (typeof figures)[number]) => bigint | null): bigint | null => {
    const values = figures.map(pick).filter((value): value is bigint => value !== null);
    return values.length === 0 ? null : values.reduce((total, value) => total + value, 0n);
  };
  return fits(sum((total) => total.moneyIn), sum((total) => total.moneyOut), sum((total) => total.net));
}

/** Does the arithmetic that the statement carries for one account. `rows` stand in the order in which the balance runs. */
export function prove(rows: readonly ProvableRow[], stated: StatedFigures, conditions: ProofConditions): Proof {
  const { moneyIn, moneyOut } = sums(rows);
  const chain = followChain(rows, stated.opening);
  const opening = stated.opening ?? chain.opening;
  const closing = stated.closing ?? chain.closing;
  const base = { opening, moneyIn, moneyOut, closing, breaksAtLine: null, difference: null };
  const hasChain = chain.links > 0;
  if (hasChain && chain.breaksAtLine !== null) {
    return { ...base, status: 'contradicted', detail: 'balance-chain', breaksAtLine: chain.breaksAtLine, difference: chain.difference };
  }
  const computed = opening === null ? null : opening + moneyIn + moneyOut;
  const statedBoth = stated.opening !== null && stated.closing !== null;
  if (stated.closing !== null && computed !== null && computed !== stated.closing && (statedBoth || hasChain)) {
    return { ...base, status: 'contradicted', detail: 'opening-closing', difference: stated.closing - computed };
  }
  const agree = totalsAgree(stated.totals, moneyIn, moneyOut);
  const closes = (hasChain && chain.links >= conditions.leastLinks) || (statedBoth && computed === stated.closing);
  if (closes) {
    const detail = hasChain && chain.links >= conditions.leastLinks ? 'balance-chain' : 'opening-closing';
    if (!conditions.datesSettled) return { ...base, status: 'consistent', detail: 'dates-open' };
    return { ...base, status: conditions.hasRejected || !conditions.settled ? 'consistent' : 'verified', detail };
  }
  if (agree === true) return { ...base, status: 'consistent', detail: conditions.datesSettled ? 'totals' : 'dates-open' };
  if (hasChain) return { ...base, status: 'consistent', detail: conditions.datesSettled ? 'balance-chain' : 'dates-open' };
  return { ...base, status: 'unverifiable', detail: 'nothing-to-check' };
}

const WEAKNESS = { contradicted: 0, unverifiable: 1, consistent: 2, verified: 3 } as const;

/** The weakest of several proofs; `unverifiable` where there is none. */
export function weakestProof(proofs: readonly Proof['status'][]): Proof['status'] {
  return [...proofs].sort((a, b) => WEAKNESS[a] - WEAKNESS[b])[0] ?? 'unverifiable';
}
