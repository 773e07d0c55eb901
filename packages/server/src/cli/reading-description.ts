import { formatAmount, type CurrencyCode } from '@cashflowsmart/sdk/money';
import type { Proof, StatementReading, StatementTransaction } from '@cashflowsmart/sdk/statements';

/** A proof with its amounts as decimal strings. */
export interface DescribedProof {
  readonly status: Proof['status'];
  readonly detail: Proof['detail'];
  readonly opening: string | null;
  readonly moneyIn: string;
  readonly moneyOut: string;
  readonly closing: string | null;
  readonly breaksAtLine: number | null;
  readonly difference: string | null;
}

export interface DescribedTransaction {
  readonly date: string;
  readonly valueDate: string | null;
  readonly amount: string;
  readonly currency: CurrencyCode | null;
  readonly description: string;
  readonly counterparty: string | null;
  readonly reference: string | null;
  readonly balance?: string;
  /** Index into `accounts`. */
  readonly account: number;
  readonly source: StatementTransaction['source'];
}

/** A reading as `inspect --json` prints it: every amount a signed decimal string in major units. */
export interface DescribedReading {
  readonly accounts: readonly {
    readonly number: string | null;
    readonly holder: string | null;
    readonly currency: CurrencyCode | null;
    readonly period: { readonly from: string; readonly to: string } | null;
    readonly coverage: { readonly from: string; readonly to: string } | null;
    readonly opening: string | null;
    readonly closing: string | null;
    readonly proof: DescribedProof;
  }[];
  readonly transactions: readonly DescribedTransaction[];
  readonly proof: { readonly status: Proof['status']; readonly detail: Proof['detail'] };
  readonly questions: StatementReading['questions'];
  readonly rejected: StatementReading['rejected'];
  readonly recipe: StatementReading['recipe'];
  readonly source: StatementReading['source'];
}

/** Amounts of a statement without a currency are read with two decimals. */
const UNKNOWN_DECIMALS: CurrencyCode = 'EUR';

function decimal(units: bigint, currency: CurrencyCode | null): string {
  return formatAmount(units, currency ?? UNKNOWN_DECIMALS);
}

function describeProof(proof: Proof, currency: CurrencyCode | null): DescribedProof {
  const optional = (units: bigint | null): string | null => (units === null ? null : decimal(units, currency));
  return {
    status: proof.status,
    detail: proof.detail,
    opening: optional(proof.opening),
    moneyIn: decimal(proof.moneyIn, currency),
    moneyOut: decimal(proof.moneyOut, currency),
    closing: optional(proof.closing),
    breaksAtLine: proof.breaksAtLine,
    difference: optional(proof.difference),
  };
}

/** Turns minor units into decimals; everything else of the reading stays as it is. */
export function describeReading(reading: StatementReading): DescribedReading {
  const { accounts, transactions, questions, rejected, recipe, source } = reading;
  const weakest = accounts.find(({ proof }) => proof.status === reading.proof)?.proof;
  return {
    accounts: accounts.map(({ number, holder, currency, period, coverage, opening, closing, proof }) => ({
      number, holder, currency, period, coverage,
      opening: opening === null ? null : decimal(opening, currency),
      closing: closing === null ? null : decimal(closing, currency),
      proof: describeProof(proof, currency),
    })),
    transactions: transactions.map((transaction) => {
      const currency = accounts[transaction.account]?.currency ?? null;
      return {
        date: transaction.date, valueDate: transaction.valueDate,
        amount: decimal(transaction.amount, currency), currency,
        description: transaction.description, counterparty: transaction.counterparty, reference: transaction.reference,
        ...(transaction.balance !== null && { balance: decimal(transaction.balance, currency) }),
        account: transaction.account, source: transaction.source,
      };
    }),
    proof: { status: reading.proof, detail: weakest?.detail ?? 'nothing-to-check' },
    questions, rejected, recipe, source,
  };
}
