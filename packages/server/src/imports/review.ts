import type { ImportReview, ProblemCode } from '@cashflowsmart/sdk/contract';
import { toMoney, type CurrencyCode } from '@cashflowsmart/sdk/money';
import { mayBeSameAccount } from '@cashflowsmart/sdk/statements';
import type { AppendCounts } from '../ledger/types.ts';
import type { FileReading } from './reading/file-reading.ts';

/** What a person sees before the import: the reading, its proof, and what of it is new. */
export function reviewOf(reading: FileReading, counts: AppendCounts, accountCurrency: CurrencyCode): ImportReview {
  const currency = reading.currency ?? accountCurrency;
  const money = (units: bigint | null) => (units === null ? null : toMoney(units, currency));
  const { status, detail, opening, moneyIn, moneyOut, closing, breaksAtLine, difference } = reading.proof;
  return {
    readerVersion: reading.readerVersion,
    readingDigest: reading.digest,
    differs: reading.differs,
    transactions: reading.rows.day.length,
    newTransactions: counts.newCount,
    duplicates: counts.duplicateCount,
    deletedBefore: counts.deletedBefore,
    excluded: reading.excluded,
    rejected: reading.rejected,
    openQuestions: [...reading.openQuestions],
    proof: {
      status,
      detail,
      opening: money(opening),
      moneyIn: money(moneyIn),
      moneyOut: money(moneyOut),
      closing: money(closing),
      breaksAtLine,
      difference: money(difference),
    },
    covered: reading.coverage,
  };
}

/** What keeps a reading out of an account's ledger, most basic first; `undefined` where nothing does. */
export function obstacleToCommit(
  reading: FileReading,
  account: { readonly currency: CurrencyCode; readonly number: string | null },
  acceptContradiction: boolean,
): ProblemCode | undefined {
  if (reading.openQuestions.length > 0) return 'questions-open';
  if (reading.currency !== null && reading.currency !== account.currency) return 'currency-mismatch';
  if (reading.number !== null && account.number !== null && !mayBeSameAccount(reading.number, account.number)) return 'account-mismatch';
  if (reading.proof.status === 'contradicted' && !acceptContradiction) return 'proof-contradicted';
  return undefined;
}
