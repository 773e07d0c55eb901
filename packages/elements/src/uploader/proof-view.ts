import type { ApiProof, ProofStatus } from '@cashflowsmart/sdk/contract';
import { fromMoney, type CurrencyCode, type Money } from '@cashflowsmart/sdk/money';
import type { Proof, StatementReading } from '@cashflowsmart/sdk/statements';

/** What the proof banner shows, from our reading or from the server's. Amounts in minor units of `currency`. */
export interface ProofView {
  readonly status: ProofStatus;
  readonly detail: string;
  /** null where neither file nor account tells it; the amounts then have two decimals. */
  readonly currency: CurrencyCode | null;
  readonly opening: bigint | null;
  readonly moneyIn: bigint;
  /** Zero or negative. */
  readonly moneyOut: bigint;
  readonly closing: bigint | null;
  /** What opening and rows add up to; null without an opening balance. */
  readonly computed: bigint | null;
  readonly breaksAtLine: number | null;
  /** By how much, without sign. */
  readonly difference: bigint | null;
}

/** The proof of our reading: of several accounts the weakest, as it decides. */
export function proofOfReading(reading: StatementReading, accountCurrency: CurrencyCode | null): ProofView | null {
  const account = reading.accounts.find((candidate) => candidate.proof.status === reading.proof) ?? reading.accounts[0];
  return account === undefined ? null : view(account.proof, account.currency ?? accountCurrency);
}

/** The proof of the server's reading. */
export function proofOfReview(proof: ApiProof): ProofView {
  const known = [proof.moneyIn, proof.moneyOut, proof.opening, proof.closing].find((money) => money !== null);
  const units = (money: Money | null): bigint | null => (money === null ? null : fromMoney(money));
  return view(
    {
      ...proof,
      opening: units(proof.opening),
      moneyIn: units(proof.moneyIn) ?? 0n,
      moneyOut: units(proof.moneyOut) ?? 0n,
      closing: units(proof.closing),
      difference: units(proof.difference),
    },
    known?.currency ?? null,
  );
}

function view(proof: Omit<Proof, 'detail'> & { readonly detail: string }, currency: CurrencyCode | null): ProofView {
  const { opening, moneyIn, moneyOut, closing, difference } = proof;
  return {
    status: proof.status,
    detail: proof.detail,
    currency,
    opening,
    moneyIn,
    moneyOut,
    closing,
    computed: opening === null ? null : opening + moneyIn + moneyOut,
    breaksAtLine: proof.breaksAtLine,
    difference: difference === null ? null : difference < 0n ? -difference : difference,
  };
}

/** Why a row breaks the balance: what stood before it, what that makes with its amount, and what the file says. */
export interface BreakExplanation {
  readonly before: bigint;
  readonly expected: bigint;
  readonly stated: bigint;
}

/** Explains the break at `line`; null where the row or the balance before it is not known. */
export function explainBreak(reading: StatementReading, line: number): BreakExplanation | null {
  const at = reading.transactions.findIndex((row) => row.source.line === line);
  const row = reading.transactions[at];
  if (row === undefined || row.balance === null) return null;
  let between = 0n;
  for (let index = at - 1; index >= 0; index -= 1) {
    const earlier = reading.transactions[index]!;
    if (earlier.account !== row.account) continue;
    if (earlier.balance !== null) return explained(earlier.balance + between, row.amount, row.balance);
    between += earlier.amount;
  }
  const opening = reading.accounts[row.account]?.opening ?? null;
  return opening === null ? null : explained(opening + between, row.amount, row.balance);
}

function explained(before: bigint, amount: bigint, stated: bigint): BreakExplanation {
  return { before, expected: before + amount, stated };
}
