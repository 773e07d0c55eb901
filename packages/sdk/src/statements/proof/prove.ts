import type { Proof, StatementTransaction } from '../types.ts';
import type { MinorUnits } from '../values/amount-parser.ts';
import { add, minorUnits, negate } from '../values/minor-units.ts';

/** Rows as far as arithmetic goes, in the order in which the balance runs. */
export interface ProvableRows {
  readonly length: number;
  readonly amount: (index: number) => MinorUnits;
  readonly balance: (index: number) => MinorUnits | null;
  readonly line: (index: number) => number;
}

/** Transactions as the proof takes them. */
export function provableRows(rows: readonly Pick<StatementTransaction, 'amount' | 'balance' | 'source'>[]): ProvableRows {
  return {
    length: rows.length,
    amount: (index) => minorUnits(rows[index]!.amount),
    balance: (index) => {
      const { balance } = rows[index]!;
      return balance === null ? null : minorUnits(balance);
    },
    line: (index) => rows[index]!.source.line,
  };
}

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

/** How the balances of some rows follow from their amounts. */
export interface Chain {
  readonly links: number;
  readonly breaksAtLine: number | null;
  readonly difference: bigint | null;
  readonly opening: bigint | null;
  readonly closing: bigint | null;
}

function big(units: MinorUnits | null): bigint | null {
  return units === null ? null : BigInt(units);
}

/** Follows the balances; rows without one add to the next link. `stated` opens the chain where the file states an opening balance. */
export function followChain(rows: ProvableRows, stated: MinorUnits | null): Chain {
  let expected = stated;
  let opening = stated;
  let before: MinorUnits = 0;
  let links = 0;
  let breaksAtLine: number | null = null;
  let difference: MinorUnits | null = null;
  let closing: MinorUnits | null = null;
  let moved = false;
  for (let index = 0; index < rows.length; index++) {
    const amount = rows.amount(index);
    const balance = rows.balance(index);
    if (amount !== 0) moved = true;
    if (expected === null) before = add(before, amount);
    else expected = add(expected, amount);
    if (balance === null) continue;
    if (expected === null) opening = add(balance, negate(before));
    else {
      // Where nothing moved, a balance that stays the same proves nothing.
      if (moved || balance !== expected) links++;
      if (balance !== expected && breaksAtLine === null) [breaksAtLine, difference] = [rows.line(index), add(balance, negate(expected))];
    }
    expected = balance;
    closing = balance;
    moved = false;
  }
  // Rows after the last balance move it on.
  if (closing !== null && expected !== null) closing = expected;
  return { links, breaksAtLine, difference: big(difference), opening: big(opening), closing: big(closing) };
}


function sums(rows: ProvableRows): { readonly moneyIn: bigint; readonly moneyOut: bigint } {
  let into: MinorUnits = 0;
  let out: MinorUnits = 0;
  for (let index = 0; index < rows.length; index++) {
    const amount = rows.amount(index);
    if (amount > 0) into = add(into, amount);
    else out = add(out, amount);
  }
  return { moneyIn: BigInt(into), moneyOut: BigInt(out) };
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

/**
 * Does the arithmetic that the statement carries for one account. `followed` is its chain without a stated opening, where that is
 * known already.
 */
export function prove(rows: ProvableRows, stated: StatedFigures, conditions: ProofConditions, followed: Chain | null = null): Proof {
  const { moneyIn, moneyOut } = sums(rows);
  const chain = stated.opening === null && followed ? followed : followChain(rows, stated.opening === null ? null : minorUnits(stated.opening));
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
